"""Server time of the desk with very many statements: fills a database, prints medians.

python bench/desk.py --statements 100000 --themes 40 --visits 15
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
from litestar.testing import AsyncTestClient

from lyhord import disclosing
from lyhord.commands.users import new_account
from lyhord.reviewing import codebooks
from lyhord.reviewing.verbs import Edit
from lyhord.settings import Settings
from lyhord.storage import accounts, embedded, runs
from lyhord.storage.database import Connection, Database
from lyhord.storage.migrating import migrate
from lyhord.web.app import create_app
from tests.builders import SECRET, a_collector, a_publication, a_round, settle
from tests.web.desk.visiting import sign_in

EMAIL, PASSWORD = "analyst@example.org", "ett-ganska-langt-losenord"
FILL = """
with made as (
  select gen_random_uuid() as response_id, n from generate_series(1, $3) as n
), response as (
  insert into lyhord.response (
    round_id, response_id, collector_id, audience, instrument_id, version, language, channel, week,
    answers
  )
  select $1, response_id, $2, 'youth', 'youth', 1, 'sv', 'open', '2026-W' || 38 + n % 6,
    $4::jsonb || jsonb_build_object(
      'municipality', (array['gnesta', 'trosa', 'flen', 'nykoping', 'vingaker'])[1 + n % 5],
      'age_band', (array['13-15', '16-18', 'vill_inte'])[1 + n % 3],
      'core.listened', (array['helt', 'ganska_bra', 'inte_alls'])[1 + n % 7 % 3],
      'actor', (array['["bup", "larare"]', '["bup"]', '["kurator"]'])[1 + n % 11 % 3]::jsonb
    )
  from made
)
insert into lyhord.statement (
  round_id, statement_id, response_id, audience, question_id, position, language, text
)
select
  $1, gen_random_uuid(), response_id, 'youth', (array['wish', 'worked'])[1 + place], place, 'sv',
  'Jag fick vänta på hjälp och ingen sade varför, nummer ' || n || ' ' || repeat('ord ', n % 40)
from made cross join generate_series(0, 1) as place
"""
ANSWERS = {
    "mood": "so_so",
    "life_area": ["skola", "hem", "kompisar"],
    "sought": "self",
    "n_contacts": "2-3",
    "wait": "4-12_months",
    "first_age": "h79",
    "was_ok": "okay",
    "core.informed": "ganska_bra",
    "core.part": "ganska_daligt",
    "core.retell": "helt",
    "core.cooperate": "vet_inte",
}
THEMES = """
insert into lyhord.theme (round_id, run_id, theme_id, position, name, source, stability)
select $1, $2, 't' || n, n, 'Tema ' || n, 'codebook', 0.9 from generate_series(1, $3) as n
"""
PLACES = """
insert into lyhord.assignment (round_id, run_id, statement_id, theme_id, strength, quote_rank)
select round_id, $2, statement_id, 't' || 1 + (row_number() over ()) % $3, random(),
  case when row_number() over () <= 8 * $3 then (row_number() over ()) / $3 end
from lyhord.statement where round_id = $1
"""


async def fill(db: Connection, n: int, themes: int) -> tuple[UUID, UUID]:
    """A settled round with so many statements, two a person, and a finished run."""
    round_id, run_id = await a_round(db, a_publication()), uuid4()
    door = await a_collector(db, round_id)
    await db.execute(FILL, round_id, door.collector_id, n // 2, ANSWERS)
    await settle(db, round_id)
    await db.execute(
        "insert into lyhord.run (round_id, run_id, state, seed, finished_at)"
        " values ($1, $2, 'finished', 0, now())",
        *(round_id, run_id),
    )
    await db.execute(THEMES, round_id, run_id, themes)
    await db.execute(PLACES, round_id, run_id, themes)
    await runs.take_up_words(db, round_id, run_id)
    return round_id, run_id


async def opened(database: Database, round_id: UUID, run_id: UUID, themes: int) -> float:
    """Publish figures, open the codebook and change it a little; milliseconds of publishing."""
    async with database.transaction("desk") as db:
        start = time.perf_counter()
        may = await disclosing.sortable(db, round_id, run_id)
        published = 1000 * (time.perf_counter() - start)
        await codebooks.open_codebook(
            db, round_id, run_id, themes=may.themes, audiences=may.audiences, actor="bench"
        )
        for number in range(50):
            edit = Edit(theme=f"t{1 + number % themes}", fields={"need": f"Behov {number}"})
            await codebooks.change(db, round_id, edit, seen=number, actor=EMAIL)
    return published


async def vacuumed(settings: Settings) -> None:
    """What the database does by itself after a while."""
    db = await asyncpg.connect(settings.database_url)
    await db.execute("vacuum analyze")
    await db.close()


async def measured(settings: Settings, n: int, themes: int, visits: int) -> dict[str, float]:
    """Milliseconds at the median by page, of the whole answer inside the process."""
    await migrate(settings)
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        async with database.transaction("owner") as db:
            round_id, run_id = await fill(db, n, themes)
            await accounts.add(db, new_account(EMAIL, "analyst", PASSWORD), actor="bench")
        await vacuumed(settings)
        published = await opened(database, round_id, run_id, themes)
    await vacuumed(settings)
    address = f"/desk/rounds/{round_id}/themes/work"
    pages = {
        "theme": f"{address}?theme=t3",
        "deep page": f"{address}?theme=t3&page=50",
        "least certain": f"{address}?theme=t3&show=uncertain",
        "search of few": f"{address}?q=nummer+77",
        "search of most": f"{address}?q=hj%C3%A4lp",
        "its fiftieth page": f"{address}?q=hj%C3%A4lp&page=50",
        "history": f"{address}/history",
        "themes as in use": f"/desk/rounds/{round_id}/themes?theme=t3",
        "comparison": f"/desk/rounds/{round_id}/compare",
    }
    found = {"publishing once": round(published, 1)}
    async with AsyncTestClient(create_app(settings)) as client:
        await sign_in(client, EMAIL, PASSWORD)
        for name, page in pages.items():
            times: list[float] = []
            for _ in range(visits):
                start = time.perf_counter()
                answer = await client.get(page)
                times.append(1000 * (time.perf_counter() - start))
                assert answer.status_code == 200, answer.text
            found[name] = round(statistics.median(times), 1)
    return found


def main() -> None:
    """Read the arguments, measure, and print a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--themes", type=int, default=40)
    parser.add_argument("--visits", type=int, default=15)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="lyhord-") as folder,
        embedded.running(Path(folder) / "db") as url,
    ):
        settings = Settings(database_url=url, secret=SECRET, data_dir=Path(folder))
        found = asyncio.run(measured(settings, asked.statements, asked.themes, asked.visits))
    print(json.dumps({"statements": asked.statements, "themes": asked.themes, "ms": found}))


if __name__ == "__main__":
    main()
