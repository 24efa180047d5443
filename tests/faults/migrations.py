"""Schemas that change while people answer: a migration killed midway, two at once, older code."""

import asyncio
import sys
from contextlib import ExitStack

import asyncpg

from tests.faults.migrator import NEWER
from tests.faults.scenes import Scenes, Told, told, with_more
from tests.faults.services import Service, ours, wait_until
from tests.faults.stage import Stage, under_load

MIGRATE = [sys.executable, "-m", "tests.faults.migrator"]
WAITS = """
select exists (
  select from pg_locks as l join pg_database as d on d.oid = l.database
  where not l.granted and d.datname = current_database()
    and l.relation = 'public.lyhord_migration'::regclass
)
"""
COLUMN = """
select count(*) from pg_attribute
where attrelid = 'lyhord.response'::regclass and attname = 'newer'
"""
REFUSAL = f"the database has {NEWER.name}, which this version does not know"


async def migrated(scenes: Scenes) -> Told:
    """A migration is killed midway, then run twice at once; the older web process goes on."""
    async with scenes.stage() as stage:
        with stage.web("--part", "door"):
            async with under_load(stage, clients=4) as load:
                half = await _killed_midway(stage)
                applied = await _twice(stage)
                await load.until(60)
        refusal = await asyncio.to_thread(_refused, stage)
        note = f"{applied}; the older process went on, and does not start again: {refusal}"
        wrong = [f"half a migration: {half} columns"] if half else []
        if sorted(applied) != [f"applied ['{NEWER.name}']", "applied []"]:
            wrong.append(f"two at once: {applied}")
        if not refusal:
            wrong.append("an older version starts on a newer schema")
        made = await told(
            "migration killed midway; two at once; older code on the new schema", stage, load
        )
        return with_more(made, note, wrong)


async def _killed_midway(stage: Stage) -> int:
    """Kill a migration when all but its last write is done; how much of it stays."""
    db = await asyncpg.connect(stage.url)
    try:
        with stage.run("midway", MIGRATE) as process:
            async with db.transaction():
                await db.execute("lock table public.lyhord_migration in exclusive mode")
                async with asyncio.timeout(60):
                    while not await db.fetchval(WAITS):  # noqa: ASYNC110 - the database is asked
                        await asyncio.sleep(0.02)
                process.kill()
        # waits for what the killed one still holds
        await db.execute("lock table lyhord.response in share mode; select 1")
        found: int = await db.fetchval(COLUMN)
        return found
    finally:
        await db.close()


async def _twice(stage: Stage) -> list[str]:
    """Run the same migration in two processes at once; what each did."""
    with ExitStack() as stack:
        both = [stack.enter_context(stage.run(f"migrate-{n}", MIGRATE)) for n in range(2)]
        await asyncio.gather(*(asyncio.to_thread(each.ended) for each in both))
        return [each.told.strip() for each in both]


def _refused(stage: Stage) -> str:
    """What an older version says that is started on the newer schema, where it refuses."""
    with stage.run("older", ours("serve", "--no-worker", "--port", str(stage.port))) as older:
        return _last_line(older) if older.ended() == 1 and REFUSAL in older.told else ""


def _last_line(service: Service) -> str:
    wait_until(service.has_ended, "it does not end")
    return service.told.strip().splitlines()[-1]


ALL = (migrated,)
