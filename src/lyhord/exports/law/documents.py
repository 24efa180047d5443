"""The papers' texts as files, and one of them filled in; nothing here knows a file format."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from lyhord.instruments.shelf import surveys_folder

TEXTS = Path(__file__).with_name("texts")
REFERENCES = Path("law") / "references.toml"

Language = Literal["sv", "en"]
Row = tuple[str, ...]


class Section(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a paper, there when every word of `when` is true of the round.

    Brackets in what is verbatim are somebody's own, and not there to be filled in.
    """

    heading: str = ""
    when: str = ""
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    numbered: tuple[str, ...] = ()
    columns: Row = ()
    rows: tuple[Row, ...] = ()
    table: str = ""
    is_verbatim: bool = False


class Text(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A paper as its file says it; `needs` names audiences, of which the round has at least one."""

    title: str
    is_draft: bool = False
    needs: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sections: tuple[Section, ...]


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the papers of a language share."""

    draft: str
    missing: str
    references_heading: str
    references_columns: Row
    unverified: str
    page: str
    yes: str
    no: str
    unticked: str
    easy: str
    modes: dict[str, str]
    audiences: dict[str, str]
    doors: dict[str, str]
    requirements: dict[str, str]


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of law, and when somebody last read it at its source."""

    id: str
    law: str
    place: str
    says: str
    verified_at: date | None = None
    source: str = ""


class References(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file of the rules."""

    references: tuple[Reference, ...]


class Facts(Struct, frozen=True, kw_only=True):
    """What a round says of itself, in the words of a language."""

    language: Language
    values: Mapping[str, str]
    tables: Mapping[str, Sequence[Row]]
    truths: frozenset[str]


class Paper(Struct, frozen=True, kw_only=True):
    """A paper filled in: words only, ready to be set."""

    name: str
    title: str
    language: Language
    author: str
    page: str
    note: str
    sections: tuple[Section, ...]


def names() -> tuple[tuple[str, Language], ...]:
    """Every paper there is a text of, with its language."""
    files = sorted(path.name.split(".") for path in TEXTS.glob("*.*.toml"))
    return tuple((name, msgspec.convert(language, Language)) for name, language, _ in files)


@cache
def text_of(name: str, language: Language) -> Text:
    """Read the text of a paper."""
    return msgspec.toml.decode((TEXTS / f"{name}.{language}.toml").read_bytes(), type=Text)


@cache
def words_in(language: Language) -> Words:
    """Read what the papers of a language share."""
    content = (TEXTS / "common.toml").read_bytes()
    return msgspec.toml.decode(content, type=dict[Language, Words])[language]


def references(surveys: Path) -> dict[str, Reference]:
    """Read the rules of law: those beside the surveys, else the ones that are shipped."""
    own = surveys / REFERENCES
    file = own if own.is_file() else surveys_folder(None) / REFERENCES
    found = msgspec.toml.decode(file.read_bytes(), type=References).references
    return {reference.id: reference for reference in found}


def is_needed(text: Text, facts: Facts) -> bool:
    """Whether the round has an audience that the paper is for."""
    return not text.needs or bool(facts.truths & set(text.needs))


def filled(name: str, text: Text, facts: Facts, *, rules: Mapping[str, Reference]) -> Paper:
    """Fill a paper in with what the round says of itself."""
    words = words_in(facts.language)
    sections = [
        _filled(section, facts)
        for section in text.sections
        if facts.truths.issuperset(section.when.split())
    ]
    if text.references:
        sections.append(_references(text, words, rules))
    return Paper(
        name=name,
        title=text.title,
        language=facts.language,
        author=facts.values["owner"],
        page=words.page,
        note=words.draft.format_map(facts.values) if text.is_draft else "",
        sections=tuple(sections),
    )


def _filled(section: Section, facts: Facts) -> Section:
    def fill(texts: Row) -> Row:
        return tuple(text.format_map(facts.values) for text in texts)

    rows = facts.tables[section.table] if section.table else map(fill, section.rows)
    return msgspec.structs.replace(
        section,
        paragraphs=fill(section.paragraphs),
        bullets=fill(section.bullets),
        numbered=fill(section.numbered),
        rows=tuple(rows),
    )


def _references(text: Text, words: Words, rules: Mapping[str, Reference]) -> Section:
    found = [rules[name] for name in text.references]
    return Section(
        heading=words.references_heading,
        columns=words.references_columns,
        rows=tuple(
            (
                f"{rule.law}, {rule.place}",
                rule.says,
                f"{rule.verified_at} ({rule.source})" if rule.verified_at else words.unverified,
            )
            for rule in found
        ),
    )
