"""The copy of a round's texts as a Word file, with grounds for what is withheld and a log."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from uuid import UUID

import msgspec
from babel.dates import format_date
from msgspec import Struct

from lyhord.disclosing.copies import Copy, Line
from lyhord.exports.law.documents import Paper, Row, Section, words_in
from lyhord.exports.law.docx import DOCX, docx_of
from lyhord.exports.table import File
from lyhord.storage import audit, collectors, instruments
from lyhord.storage.audit import Entry, Wanted
from lyhord.storage.database import Connection

WORDS = Path(__file__).with_name("copy.toml")
LANGUAGE = "sv"
MOST_COPIES = 200


class Ground(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A ground for withholding a text, and the code that stands in its place."""

    code: str
    says: str


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a copy says around the texts."""

    title: str
    note: str
    about_heading: str
    about: Row
    grounds_heading: str
    grounds_columns: Row
    texts_heading: str
    withheld: str
    log_heading: str
    log_columns: Row
    question_missing: str
    grounds: dict[str, Ground]


class Request(Struct, frozen=True, kw_only=True):
    """For what a copy is made, by whom and when; and what was made before."""

    reference: str
    actor: str
    today: date
    questions: Mapping[str, str]
    log: tuple[Entry, ...]


@cache
def words() -> Words:
    """Read the words of a copy."""
    return msgspec.toml.decode(WORDS.read_bytes(), type=Words)


async def log_of(db: Connection, round_id: UUID) -> tuple[Entry, ...]:
    """The copies that were made of a round, the newest first."""
    wanted = Wanted(action="copy_made", round_id=round_id)
    return await audit.page(db, wanted, most=MOST_COPIES)


async def questions_of(db: Connection, round_id: UUID) -> Mapping[str, str]:
    """What each question of a round asks, in the words of every audience that it is put to."""
    asked: dict[str, dict[str, None]] = {}
    for door in await collectors.of_round(db, round_id):
        edition = await instruments.at_version(db, door.instrument_id, door.version)
        for question in edition.document.instrument.questions:
            asked.setdefault(question.id, {})[question.text] = None
    return {name: " / ".join(texts) for name, texts in asked.items()}


def copy_file(copy: Copy, request: Request) -> File:
    """Make the file of a copy."""
    said = words()
    day = format_date(request.today, "d MMMM y", locale=LANGUAGE)
    paper = Paper(
        name="utlamnandeunderlag",
        title=said.title,
        language=LANGUAGE,
        author=copy.owner,
        page=words_in(LANGUAGE).page,
        note=said.note.format(today=day, actor=request.actor, reference=request.reference),
        sections=(
            _about(copy, said),
            _grounds(copy, said),
            *_texts(copy.lines, said, request.questions),
            _log(request.log, said),
        ),
    )
    return File(name=f"{paper.name}.docx", media_type=DOCX, content=docx_of(paper))


def _about(copy: Copy, said: Words) -> Section:
    values = {
        "round": copy.round_name,
        "owner": copy.owner or words_in(LANGUAGE).missing,
        "placeholders": copy.placeholders,
        "texts": len(copy.lines),
        "withheld": sum(copy.withheld.values()),
        "unseen": copy.unseen,
    }
    return Section(
        heading=said.about_heading,
        paragraphs=tuple(text.format_map(values) for text in said.about),
        is_verbatim=True,
    )


def _grounds(copy: Copy, said: Words) -> Section:
    return Section(
        heading=said.grounds_heading,
        columns=said.grounds_columns,
        rows=tuple(
            (ground.code, ground.says, str(copy.withheld.get(name, 0)))
            for name, ground in said.grounds.items()
        ),
    )


def _texts(lines: Iterable[Line], said: Words, questions: Mapping[str, str]) -> Sequence[Section]:
    return [
        Section(
            heading=said.texts_heading.format(
                question=questions.get(name) or said.question_missing.format(id=name)
            ),
            paragraphs=tuple(f"{line.number}. {_shown(line, said)}" for line in group),
            is_verbatim=True,
        )
        for name, group in groupby(lines, key=lambda line: line.question_id)
    ]


def _shown(line: Line, said: Words) -> str:
    if not line.reason:
        return line.text
    return said.withheld.format(code=said.grounds[line.reason].code)


def _log(log: Iterable[Entry], said: Words) -> Section:
    return Section(
        heading=said.log_heading,
        columns=said.log_columns,
        rows=tuple(
            (
                f"{entry.at:%Y-%m-%d %H.%M}",
                entry.actor,
                *(str(entry.details[name]) for name in ("reference", "texts", "withheld")),
            )
            for entry in log
        ),
    )
