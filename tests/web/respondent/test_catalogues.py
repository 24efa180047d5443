"""The words of every page: each is said in Swedish, and none is left over."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from lyhord.instruments.reading import read_library
from lyhord.instruments.wording import languages
from lyhord.privacy.warnings import meanings
from lyhord.web.catalogue import LOCALE, Catalogues, direction, own_name

WEB = LOCALE.parent
SURVEYS = Path(__file__).parents[3] / "surveys"
KEYWORDS = {
    "_": None,
    "plain": None,
    "marked": None,
    "mark": None,
    "plural": (1, 2),
    "words": None,
    "_words": None,
    "say": None,
}
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
# what is only said in the two languages that say everything: staff pages, and what the law asks
COMPLETE_ONLY = (
    "desk/",
    "templates/desk/",
    "accessibility.py",
    "diagnosed.py",
    "templates/shared/accessibility.html",
)
LANGUAGES = ("sv", "sv-x-easy", "en", "ar", "fi", "xx-unknown")
RESPONDENTS = ("ar", "fi", "sv-x-easy")
NAMES = re.compile(r"%\((\w+)\)|\{(\w+)\}")


def said(*, to_respondents: bool = False) -> set[str]:
    """Every message in code, templates and rules of signs, a plural by its singular."""
    options = {"templates/**.html": {"trimmed": "true", "silent": "false"}}
    found = extract_from_dir(WEB, METHODS, options, keywords=KEYWORDS)
    to_staff: set[str] = set() if to_respondents else {*meanings().values()}
    return to_staff | {
        each if isinstance(each, str) else each[0]
        for path, _, each, _, _ in found
        if not (to_respondents and path.startswith(COMPLETE_ONLY))
    }


def entries(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every message of a catalogue with its translations."""
    with path.open("rb") as source:
        for message in read_po(source, abort_invalid=True):
            if message.id:
                said_as = message.string or ""
                texts = (said_as,) if isinstance(said_as, str) else said_as
                name = message.id if isinstance(message.id, str) else message.id[0]
                yield name, tuple(text or "" for text in texts)


def test_every_message_is_said_in_swedish() -> None:
    translated = {message for message, texts in entries(LOCALE / "sv.po") if all(texts)}

    assert sorted(said() - translated) == []


def test_no_message_is_left_over() -> None:
    spoken = said()

    left_over = [message for message, _ in entries(LOCALE / "sv.po") if message not in spoken]

    assert left_over == []


@pytest.mark.parametrize("language", RESPONDENTS)
def test_what_respondents_meet_is_said_in_their_languages(language: str) -> None:
    translated = {message for message, texts in entries(LOCALE / f"{language}.po") if all(texts)}

    assert sorted(said(to_respondents=True) - translated) == []


@pytest.mark.parametrize("language", RESPONDENTS)
def test_the_languages_of_respondents_hold_nothing_else(language: str) -> None:
    spoken = said(to_respondents=True)

    left_over = [m for m, _ in entries(LOCALE / f"{language}.po") if m not in spoken]

    assert left_over == []


@pytest.mark.parametrize("language", RESPONDENTS)
def test_the_respondents_languages_are_those_of_the_instruments(language: str) -> None:
    assert language in languages(read_library(SURVEYS).publications["youth"])


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*.po")), ids=lambda path: path.stem)
def test_every_form_of_a_plural_is_said(path: Path) -> None:
    forms = {"ar": 6}.get(path.stem, 2)

    plurals = [texts for _, texts in entries(path) if len(texts) > 1]

    assert plurals
    assert all(len(texts) == forms and all(texts) for texts in plurals)


def test_translations_name_the_same_values() -> None:
    differing = [
        message
        for path in LOCALE.glob("*.po")
        for message, texts in entries(path)
        if any(set(NAMES.findall(text)) != set(NAMES.findall(message)) for text in texts)
    ]

    assert differing == []


def test_arabic_has_a_form_for_each_kind_of_number() -> None:
    forms = Catalogues.load().of("ar").translations.plural

    assert [forms(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == [
        *(0, 1, 2, 3, 3, 4, 4, 5, 5, 3)
    ]


def test_a_language_without_a_catalogue_speaks_swedish() -> None:
    assert Catalogues.load().of("tlh")("Send") == "Skicka"


def test_what_a_language_does_not_say_is_said_in_swedish() -> None:
    words = Catalogues.load().of("fi")

    assert words("Rounds") == "Omgångar"
    assert words.plural("%(n)s day", "%(n)s days", 2) == "2 dagar"


def test_english_is_the_message_itself() -> None:
    assert Catalogues.load().of("en")("Choose at most %(max)s.", max=3) == "Choose at most 3."


def test_numbers_are_written_and_inflected_as_in_the_language() -> None:
    words = Catalogues.load().of("sv")

    one, many = (
        words.plural("At most %(n)s character.", "At most %(n)s characters.", n) for n in (1, 1_000)
    )

    assert (one, many) == ("Högst 1 tecken.", "Högst 1\u00a0000 tecken.")


def test_languages_name_themselves_and_know_their_direction() -> None:
    assert [own_name(each) for each in LANGUAGES] == [
        "Svenska",
        "Lätt svenska",
        "English",
        "العربية",
        "Suomi",
        "xx-unknown",
    ]
    assert [direction(each) for each in ("sv-x-easy", "ar", "xx")] == ["ltr", "rtl", "ltr"]


@pytest.mark.parametrize("path", sorted(LOCALE.glob("*.po")), ids=lambda path: path.stem)
def test_no_message_stands_twice(path: Path) -> None:
    said = re.findall(
        r'(?:^msgctxt .*\n)?^msgid (?:".*"\n)+', path.read_text("utf-8"), re.MULTILINE
    )

    assert [each for each in set(said) if said.count(each) > 1] == []
