"""Packs name lists from Faker's locale providers (MIT) for `lyhord.privacy`; run by hand.

    python docs/name_lists.py

Common Swedish first names become `given_names.txt`, names of other countries `rare_names.txt`
(without those that simplemma knows as Swedish words), surnames `surnames.txt`.
"""

import textwrap
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import simplemma
from faker import VERSION

LISTS = Path(__file__).parents[1] / "src" / "lyhord" / "privacy" / "lists"
ELSEWHERE = (
    *("fi_FI", "es_ES", "pl_PL", "uk_UA", "tr_TR", "hr_HR", "ro_RO", "no_NO", "da_DK", "en_GB"),
    *("en_US", "de_DE", "fr_FR", "it_IT", "hu_HU", "et_EE", "lt_LT", "lv_LV", "en_IN"),
    *("az_AZ", "cs_CZ", "sk_SK", "sl_SI", "nl_NL", "pt_PT", "pt_BR", "es_MX", "es_CL", "es_CO"),
    *("en_KE", "en_NG", "en_PK", "en_TH", "fr_DZ", "ha_NG", "ig_NG", "yo_NG", "tw_GH", "sw"),
    *("uz_UZ", "vi_VN", "bg_BG", "mk_MK", "ru_RU"),
)
SURNAMES_ELSEWHERE = (
    *("fi_FI", "es_ES", "hr_HR", "tr_TR", "no_NO", "da_DK", "uk_UA", "az_AZ", "cs_CZ", "sk_SK"),
    *("sl_SI", "hu_HU", "ro_RO", "et_EE", "lt_LT", "lv_LV", "pt_PT", "pt_BR", "es_MX", "es_CL"),
    *("es_CO", "en_PK", "fr_DZ", "ha_NG", "yo_NG", "sw", "uz_UZ", "bg_BG", "mk_MK", "ru_RU"),
)
NOT_NAMES = frozenset({"del", "thi", "dan"})
LETTERS = dict(zip("абвгґдезиіїйклмнопрстуф", "abvhgdezyiiiklmnoprstuf", strict=True)) | {
    "є": "ie",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ь": "",
    "ю": "iu",
    "я": "ia",
    "'": "",
    "’": "",
}
OTHER_LETTERS = LETTERS | dict(
    zip(
        "гиыэёъјљњќѓџѕ",
        ("g", "i", "y", "e", "e", "a", "j", "lj", "nj", "k", "g", "dz", "dz"),
        strict=True,
    )
)
UKRAINIAN = "uk_UA"
SHORTEST = 3


def names(locale: str, *kinds: str) -> set[str]:
    """The names of a provider in lower case, Cyrillic ones in Latin letters."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    found: set[str] = set()
    for kind in kinds:
        listed = getattr(provider, kind, ())
        found |= set(listed if isinstance(listed, Iterable) else ())
    letters = LETTERS if locale == UKRAINIAN else OTHER_LETTERS
    return {_latin(name.lower(), letters) for name in found if len(name) > 1 and " " not in name}


def _latin(name: str, letters: dict[str, str]) -> str:
    return "".join(letters.get(letter, letter) for letter in name)


def write(file: str, head: str, words: Iterable[str]) -> None:
    """Write a list, ten thousand words being a short file."""
    body = textwrap.fill(" ".join(sorted(words)), 100, break_on_hyphens=False)
    source = f"# {head}\n# Packed by docs/name_lists.py from Faker {VERSION} (MIT); not by hand."
    (LISTS / file).write_text(f"{source}\n\n{body}\n", encoding="utf-8")


def main() -> None:
    """Write the three lists."""
    given = names("sv_SE", "first_names_female", "first_names_male") - NOT_NAMES
    firsts = ("first_names_female", "first_names_male", "first_names")
    rare = set[str]().union(*(names(locale, *firsts) for locale in ELSEWHERE)) - given
    lasts = ("last_names", "last_names_female", "last_names_male")
    surnames = names("sv_SE", "last_names")
    elsewhere = set[str]().union(*(names(locale, *lasts) for locale in SURNAMES_ELSEWHERE))
    write("given_names.txt", "First names that are common in Sweden.", given)
    write("rare_names.txt", "First names that are common elsewhere.", filter(_is_rare, rare))
    write("surnames.txt", "Surnames.", surnames | set(filter(_is_rare, elsewhere)))


def _is_rare(name: str) -> bool:
    is_word = len(name) >= SHORTEST and name.replace("-", "").isalpha()
    return is_word and not simplemma.is_known(name, "sv")


if __name__ == "__main__":
    main()
