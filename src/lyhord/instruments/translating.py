"""Translation files: reading one, holding it against the texts it translates, filling its gaps.

A text may hold `{place}` or the name of a shared text in braces; it is filled in here.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Translation
from lyhord.instruments.files import read_table, table
from lyhord.instruments.problems import Problem, suggest
from lyhord.instruments.shape import problems_of_shape

BLANK = re.compile(r"\{([a-z_]+)\}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*")


class Spoken(Struct, frozen=True, kw_only=True):
    """What a language offers beside an instrument's own translation, by shared key."""

    texts: Mapping[str, str]

    @property
    def blanks(self) -> dict[str, str]:
        """The texts that braces may name; they themselves may name the place."""
        found = {
            key.removeprefix("texts."): text
            for key, text in self.texts.items()
            if key.startswith("texts.")
        }
        place = {"place": found["place"]} if "place" in found else {}
        return {name: fill(text, place) for name, text in found.items()}


def read_translation(path: Path) -> Translation | tuple[Problem, ...]:
    """Read `<name>.<language>.toml`, or say everything that is wrong with its form."""
    raw = read_table(path)
    if isinstance(raw, Problem):
        return (raw,)
    problems = list(problems_of_shape(raw, (Translation,)))
    if isinstance(raw.get("texts"), dict):
        problems = [p for p in problems if not p.where.startswith("$.texts")]
        problems += _texts_of_wrong_type(table(raw["texts"]))
    problems += _language_problems(raw.get("language"), language_of(path))
    if problems:
        return tuple(problem.in_file(str(path)) for problem in problems)
    return msgspec.convert(raw, Translation)


def language_of(path: Path) -> str:
    """Read the language off a file's name: youth.en.toml is in `en`."""
    return path.stem.partition(".")[2]


def gaps(
    translation: Translation,
    *,
    expected: Mapping[str, str],
    optional: Mapping[str, str],
) -> Iterator[Problem]:
    """Hold a translation against its keys: unknown ones are errors, missing ones warnings."""
    known = {**expected, **optional}
    for key in translation.texts:
        if key not in known:
            what = f"there is no text with the key {key}"
            remedy = f"{suggest(key, known)}; or take it away, if what it was the text of is gone"
            yield Problem(where=f"$.texts.{key}", what=what, remedy=remedy)
    for key, text in expected.items():
        if key not in translation.texts:
            yield Problem(
                where=f"$.texts.{key}",
                what=f"{key} is not translated ({text[:40]!r})",
                remedy="add it; until then people see it as it was written",
                severity="warning",
            )


def inherited(texts: Mapping[str, str], sources: Mapping[str, str], spoken: Spoken) -> set[str]:
    """List the keys of an instrument whose text a language already has from shared files."""
    shared = {key for key, source in sources.items() if source in spoken.texts}
    return shared | {key for key, text in texts.items() if _is_blank(text, spoken)}


def complete(
    translation: Translation,
    *,
    texts: Mapping[str, str],
    sources: Mapping[str, str],
    spoken: Spoken,
) -> Translation:
    """Fill a translation with what shared files have, and fill in the blanks of its texts."""
    blank = {key: text for key, text in texts.items() if _is_blank(text, spoken)}
    shared = {
        key: spoken.texts[source] for key, source in sources.items() if source in spoken.texts
    }
    found = blank | shared | translation.texts
    ordered = {key: fill(found[key], spoken.blanks) for key in texts if key in found}
    return msgspec.structs.replace(translation, texts=ordered)


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """Put texts in for their names in braces; an unknown name stays."""
    return BLANK.sub(lambda match: blanks.get(match[1], match[0]), text)


def unknown_blanks(texts: Mapping[str, str], blanks: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a problem for every name in braces that stands for nothing."""
    for key, text in texts.items():
        for name in BLANK.findall(text):
            if name not in blanks:
                what = f"{{{name}}} stands for nothing"
                yield Problem(where=key, what=what, remedy=suggest(name, blanks))


def _is_blank(text: str, spoken: Spoken) -> bool:
    names = BLANK.findall(text)
    return bool(names) and not BLANK.sub("", text).strip() and set(names) <= set(spoken.blanks)


def _texts_of_wrong_type(texts: Mapping[str, object]) -> Iterator[Problem]:
    for key, text in texts.items():
        if isinstance(text, dict):
            what, remedy = f"{key} is a table", f'put the whole key in quotes: "{key}.…" = "…"'
            yield Problem(where=f"$.texts.{key}", what=what, remedy=remedy)
        elif not isinstance(text, str) or not text:
            what = "a text is expected here"
            yield Problem(where=f"$.texts.{key}", what=what, remedy="write it in quotes")


def _language_problems(written: object, named: str) -> Iterator[Problem]:
    if not LANGUAGE.fullmatch(named):
        what = "the file's name does not end in a language"
        yield Problem(where="$", what=what, remedy="call it <instrument>.en.toml")
    elif isinstance(written, str) and written != named:
        what = f"the file's name says {named} and language says {written}"
        yield Problem(where="$.language", what=what, remedy="let both say the same")
