"""`lyhord import FILE`: answers from another survey tool, all of a file's or none."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from lyhord.commands.bars import bar
from lyhord.commands.context import (
    Command,
    Failure,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    write_out,
)
from lyhord.commands.owning import ACTOR, as_owner
from lyhord.errors import BadInputError, NotFoundError
from lyhord.importing.entering import door_for
from lyhord.importing.mapping import Mapping, names_of, read_mapping, refuse_unsound, written
from lyhord.importing.placing import Doubt, Reading, place, told_beside
from lyhord.importing.remembering import proposed, remember
from lyhord.importing.storing import Keeper, Tell, store
from lyhord.instruments.definition import Audience
from lyhord.intake.watching import Watch
from lyhord.settings import Settings
from lyhord.storage import instruments, rounds
from lyhord.storage.database import Connection
from lyhord.tables.reading import Table, read_table

MOST_LINES = 20
REFUSED = "{n} kinds of cells are no answers yet, so nothing was stored:\n{lines}"
MENDING = (
    'say in the mapping what they mean, under [columns."…".options], or with role = "left_out" '
    "that the column is left out"
)
WRONG = {
    "too_long": "is longer than the question takes",
    "too_many": "are more answers than the question takes",
    "exclusive": "cannot be combined with another answer",
    "several": "are several answers to a question that takes one",
    "not_a_number": "is no number",
    "out_of_range": "is a number beyond what the question takes",
    "unreadable": "holds signs that cannot be stored",
    "nothing_answered": "answers nothing that is asked",
    "required": "must be answered",
}


class Imported(Struct, frozen=True, kw_only=True):
    """What became of a file: answers stored, known already, empty rows, what was not asked."""

    new: int
    known: int
    empty: int
    beside: dict[str, int]
    remarks: tuple[str, ...]
    is_trial: bool


class Wanted(Struct, frozen=True, kw_only=True):
    """What was asked for on the command line."""

    round_id: UUID
    table: Table
    mapping: Mapping
    municipality: str | None
    is_trial: bool


class _TriedOut(Exception):  # noqa: N818 - no error: it takes the transaction back
    def __init__(self, result: Imported) -> None:
        self.result = result


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@round_option
@click.option(
    "--mapping",
    "mapping_file",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="What each column means (TOML).",
)
@click.option("--propose", is_flag=True, help="Write a mapping to look through; store nothing.")
@click.option("--audience", type=click.Choice(get_args(Audience)), help="With --propose: whose.")
@click.option("--language", default="sv", show_default=True, help="With --propose: of the answers.")
@click.option("--municipality", help="Where all who answered live, where no column says it.")
@click.option("--try-out", "is_trial", is_flag=True, help="Say what would be stored.")
@data_dir_option
@json_option
def import_answers(
    file: Path,
    *,
    round_id: UUID,
    mapping_file: Path,
    propose: bool,
    audience: Audience | None,
    language: str,
    municipality: str | None,
    is_trial: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Store the answers in FILE (CSV, XLSX, JSONL) of Microsoft Forms, LimeSurvey, Google Forms….

    --mapping says what each column means; --propose writes it for you to look through. All rows
    are stored or none; rows that were stored before are not stored again. Who answered, when and
    from where is left out.
    """
    table = read_table(file)
    with connected(data_dir) as settings:
        if propose:
            _propose(settings, table, mapping_file, audience, language, as_json=as_json)
            return
        wanted = Wanted(
            round_id=round_id,
            table=table,
            mapping=read_mapping(_read(mapping_file)),
            municipality=municipality,
            is_trial=is_trial,
        )
        with bar("reading", {}) as tell:
            done = _imported(settings, wanted, lambda share: tell(share, "storing"))
    say(done, as_json=as_json, text=_told(done))


def _propose(
    settings: Settings,
    table: Table,
    out: Path,
    audience: Audience | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    if audience is None:
        raise click.UsageError("--propose needs --audience: whose survey was answered?")
    if out.exists():
        raise BadInputError(f"{out}: there is such a file already; name another")

    async def work(db: Connection) -> tuple[Mapping, frozenset[str]]:
        edition = await instruments.latest(db, audience)
        proposal = await proposed(db, table, edition.document, language=language)
        return proposal.mapping, proposal.guessed

    mapping, guessed = asyncio.run(as_owner(settings, work))
    write_out(out, written(mapping).encode())
    result = {
        "columns": {name: column.answers for name, column in mapping.columns.items()},
        "guessed": sorted(guessed),
        "remarks": table.remarks,
    }
    answered = sum(column.role == "answer" for column in mapping.columns.values())
    text = f"{answered} of {len(mapping.columns)} columns answer a question; look through {out}"
    say(result, as_json=as_json, text=text)


def _imported(settings: Settings, wanted: Wanted, tell: Tell) -> Imported:
    try:
        return asyncio.run(as_owner(settings, lambda db: _stored(db, settings, wanted, tell)))
    except _TriedOut as tried:
        return tried.result


async def _stored(db: Connection, settings: Settings, wanted: Wanted, tell: Tell) -> Imported:
    if not settings.secret:
        raise BadInputError("LYHORD_SECRET is not set: rows could not be known again")
    await rounds.get(db, wanted.round_id)
    now = datetime.now(ZoneInfo(settings.timezone))
    door = await door_for(
        db,
        wanted.round_id,
        wanted.mapping.audience,
        municipality=wanted.municipality,
        now=now,
        actor=ACTOR,
    )
    names = names_of(wanted.table.columns)
    refuse_unsound(wanted.mapping, door.publication.instrument, names)
    reading = place(wanted.table, wanted.mapping, door.publication, presets=door.presets)
    if reading.doubts:
        raise Failure(_refusal(reading.doubts))
    if not reading.placed:
        raise BadInputError("no row of the file holds an answer")
    keeper = Keeper(secret=settings.secret, watch=Watch.of(settings), now=now, tell=tell)
    stored = await store(db, door, reading.placed, keeper, actor=ACTOR)
    result = _result(stored.new, stored.known, reading, wanted)
    if wanted.is_trial:
        raise _TriedOut(result)
    await remember(db, wanted.table, wanted.mapping)
    return result


def _result(new: int, known: int, reading: Reading, wanted: Wanted) -> Imported:
    return Imported(
        new=new,
        known=known,
        empty=reading.n_empty,
        beside=dict(told_beside(reading)),
        remarks=wanted.table.remarks,
        is_trial=wanted.is_trial,
    )


def _told(done: Imported) -> str:
    verb = "would be stored" if done.is_trial else "stored"
    lines = [f"{done.new} answers {verb}"]
    if done.known:
        lines.append(f"{done.known} were there already")
    if done.empty:
        lines.append(f"{done.empty} rows hold no answer")
    lines += [
        f"{n} answers to {key} left out: not asked, by the answers before them"
        for key, n in done.beside.items()
    ]
    return "\n".join([*lines, *done.remarks])


def _refusal(doubts: tuple[Doubt, ...]) -> str:
    lines = [f"  {line}" for line in map(_line, doubts[:MOST_LINES])]
    if len(doubts) > MOST_LINES:
        lines.append(f"  … and {len(doubts) - MOST_LINES} more")
    return "\n".join([REFUSED.format(n=len(doubts), lines="\n".join(lines)), MENDING])


def _line(doubt: Doubt) -> str:
    rows = ", ".join(map(str, doubt.rows)) + (", …" if doubt.n > len(doubt.rows) else "")
    where = f"{doubt.column!r}, row {rows}"
    if doubt.mistake is None:
        return f"{where}: {doubt.words!r} is no option"
    return f"{where}: {WRONG.get(doubt.mistake.code, doubt.mistake.code)}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError("file", str(path)) from error
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
