"""What row-level security costs: the same questions without it, seeing everything, and limited.

`python bench/seeing.py [responses]`; the last line is JSON with milliseconds and `ratio`:
everything seen against no policies at all.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID, uuid4

from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import Settings
from lyhord.storage import collectors, embedded, figures, runs, statements
from lyhord.storage.addresses import Role
from lyhord.storage.database import Database
from lyhord.storage.migrating import migrate
from opened import doors

TIMES = 5
FILL = """
with r as (
  insert into lyhord.response (
    round_id, response_id, collector_id, audience, instrument_id, version, language, channel, week,
    answers
  )
  select $1, gen_random_uuid(), $2, 'youth', 'youth', 1, 'sv', 'open', '2026-W40',
    jsonb_build_object('municipality', (array['gnesta','trosa','flen','nykoping'])[1 + n % 4])
  from generate_series(1, $3) as n
  returning round_id, response_id
)
insert into lyhord.statement (
  round_id, statement_id, response_id, audience, question_id, language, text
)
select r.round_id, gen_random_uuid(), r.response_id, 'youth', q, 'sv', 'Vi väntade länge'
from r cross join unnest(array['wish', 'worked', 'missing']) as q
"""
PLACE = """
insert into lyhord.assignment (round_id, run_id, statement_id, theme_id, strength)
select round_id, $2, statement_id, 't' || (hashtext(statement_id::text) & 15), 0.5
from lyhord.statement where round_id = $1
"""
THEMES = """
insert into lyhord.theme (round_id, run_id, theme_id, position, name, source)
select $1, $2, 't' || n, n, 'T', 'codebook' from generate_series(0, 15) as n
"""


async def filled(database: Database, settings: Settings, count: int) -> tuple[UUID, UUID]:
    """A round with so many responses, three statements each, and a run."""
    run_id = uuid4()
    async with database.transaction("owner") as db:
        library = read_library(surveys_folder(settings.surveys_dir), place=settings.place)
        slug = (await doors(db, library, ["youth"]))["youth"]
        door = await collectors.door(db, slug)
        round_id = door.round_id
        await db.execute(FILL, round_id, door.collector_id, count)
        await runs.add(db, round_id, run_id, seed=0, actor="bench")
        await db.execute(THEMES, round_id, run_id)
        await db.execute(PLACE, round_id, run_id)
    async with database.transaction("owner") as db:
        await db.execute("analyze")
    return round_id, run_id


async def asked(database: Database, role: Role, round_id: UUID, run_id: UUID) -> dict[str, float]:
    """Median milliseconds of what pages and analyses ask most."""
    taken: dict[str, list[float]] = {}
    for _ in range(TIMES):
        async with database.transaction(role) as db:
            for name, question in (
                ("overview", lambda db=db: figures.people(db, round_id)),
                ("themes", lambda db=db: figures.themes(db, round_id, run_id)),
                ("analysis", lambda db=db: statements.of_round(db, round_id)),
            ):
                begun = time.perf_counter()
                await question()
                taken.setdefault(name, []).append(1_000 * (time.perf_counter() - begun))
    return {name: round(statistics.median(each), 1) for name, each in taken.items()}


async def measured(settings: Settings, count: int) -> dict[str, object]:
    """The three ways, one after the other on the same rows."""
    roles: list[Role] = ["owner", "desk"]
    async with Database.open(settings, roles=roles) as database:
        round_id, run_id = await filled(database, settings, count)
        bare = await asked(database, "owner", round_id, run_id)
        everything = await asked(database, "desk", round_id, run_id)
        limited = await asked(database.seeing(["gnesta"]), "desk", round_id, run_id)
    return {
        "responses": count,
        "without_policies_ms": bare,
        "everything_ms": everything,
        "one_municipality_ms": limited,
        "ratio": {name: round(everything[name] / bare[name], 2) for name in bare},
    }


def main() -> None:
    """Measure on an embedded database of its own."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with (
        tempfile.TemporaryDirectory(prefix="lyhord-") as folder,
        embedded.running(Path(folder)) as url,
    ):
        settings = Settings(database_url=url, secret="x" * 40)
        asyncio.run(migrate(settings))
        print(json.dumps(asyncio.run(measured(settings, count))))


if __name__ == "__main__":
    main()
