"""The list of doors that `lyhord collector create --from` reads: shown, refused or made."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import click
from msgspec import structs

from lyhord.collecting import doors
from lyhord.collecting.faults import Fault
from lyhord.collecting.lists import Defaults, Line, Listed
from lyhord.commands.context import connected, say
from lyhord.commands.owning import ACTOR, as_owner
from lyhord.errors import BadInputError
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.tables.decoding import decoded

MOST_BYTES = 1_000_000
listed_file = click.Path(path_type=Path, dir_okay=False, exists=True)
# what each fault says, with the value that it is about
FAULTS = {
    "nothing": "there is no door on the list",
    "too_many": "a list has at most 500 lines; make the rest with another one",
    "unknown_column": "no column is called {value}",
    "twice_column": "two columns say the same: {value}",
    "separator": "this line is parted otherwise than the first",
    "columns": "more than {value} columns, or a quotation mark that is not closed",
    "letters": "letters that were garbled on the way ({value}): save the list as UTF-8",
    "no_name": "a door needs a name",
    "long": "longer than 100 letters: {value}",
    "no_audience": "whom it asks is not said: add a column, or --audience",
    "unknown_audience": "no audience with a survey is called {value}",
    "unknown_municipality": "no municipality is called {value}",
    "no_municipality": "a municipality is needed",
    "unknown_language": "the survey does not speak {value}",
    "unknown_mode": "no way of collecting is called {value}",
    "no_day": "an event needs a day (2026-10-01) or a week (2026-W40), not {value}",
    "no_series": "a day ({value}) is an event's: say its series",
    "other_audience": "the survey does not ask {value}",
    "no_feedback": "there is no feedback after events for {value}",
    "twice": "the same door as on line {value}",
    "exists": "the round has this door already: {value}",
}


def create_listed(
    data_dir: Path | None,
    round_id: UUID,
    source: Path,
    defaults: Defaults,
    link: Callable[[Settings, Collector], str],
    *,
    is_sure: bool,
    as_json: bool,
) -> None:
    """Show what a list would make, or make it; a list with a mistake makes nothing."""
    text, remarks = _text_of(source)
    for remark in remarks:
        click.echo(f"{source}: {remark}", err=True)

    async def work(db: Connection) -> tuple[Listed, tuple[Collector, ...]]:
        listed = await doors.read_for(db, round_id, text, defaults)
        if listed.faults or not is_sure:
            return listed, ()
        return listed, await doors.make(db, round_id, listed.lines, actor=ACTOR)

    with connected(data_dir) as settings:
        listed, made = asyncio.run(as_owner(settings, work))
    if listed.faults:
        raise BadInputError("\n".join(_told(source, fault) for fault in listed.faults))
    if not made:
        lines = [_shown(line) for line in listed.lines]
        hint = f"{len(lines)} doors would be made; --yes makes them"
        planned = [structs.asdict(line) for line in listed.lines]
        say({"planned": planned}, as_json=as_json, text="\n".join((*lines, hint)))
        return
    result = [
        {"collector": each.slug, "name": each.name, "url": link(settings, each)} for each in made
    ]
    lines = [f"{link(settings, each)}  {each.name}" for each in made]
    say({"collectors": result}, as_json=as_json, text="\n".join(lines))


def _text_of(source: Path) -> tuple[str, tuple[str, ...]]:
    content = source.read_bytes()
    if len(content) > MOST_BYTES:
        raise BadInputError(f"{source} is no list of doors: it has more than a million bytes")
    return decoded(content)


def _told(source: Path, fault: Fault) -> str:
    return f"{source}:{fault.number}: {FAULTS[fault.code].format(value=fault.value)}"


def _shown(line: Line) -> str:
    rest = (line.series, line.week, line.municipality, line.setting, line.language)
    return "  ".join((f"{line.audience:<13} {line.mode:<6}", line.name, *filter(None, rest)))
