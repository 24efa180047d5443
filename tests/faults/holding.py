"""Holds a worker where a job enters a stage, so that it can be killed there and nowhere else."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import asyncpg

KEY = 4_711
HELD = """
create or replace function public.held() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(%d);
  return new;
end $$;
create or replace trigger held before update on staff.job for each row
when (new.kind = '%s' and new.attempts = 1 and %s)
execute function public.held();
"""
AT_STAGE = "new.stage = '{stage}' and old.stage is distinct from new.stage"
# the very last write of a job, in the transaction that keeps what was made
AT_END = "new.state = 'finished'"
END = "the commit"
WAITS = "select exists (select from pg_locks where locktype = 'advisory' and not granted)"
SILENCE = "update staff.job set heartbeat_at = now() - interval '1 hour' where state = 'running'"


@asynccontextmanager
async def held(url: str, kind: str, stage: str) -> AsyncGenerator[asyncpg.Connection]:
    """Hold whoever takes a job of a kind into a stage, until this ends; `reached` waits for it."""
    db = await asyncpg.connect(url)
    try:
        await db.execute(f"select pg_advisory_lock({KEY})")
        when = AT_END if stage == END else AT_STAGE.format(stage=stage)
        await db.execute(HELD % (KEY, kind, when))
        yield db
    finally:
        await db.close()


async def reached(db: asyncpg.Connection) -> None:
    """Wait until somebody is held."""
    async with asyncio.timeout(120):
        while not await db.fetchval(WAITS):  # noqa: ASYNC110 - the database is asked
            await asyncio.sleep(0.05)


async def silenced(url: str) -> None:
    """Let the workers of all jobs under way have been silent for an hour."""
    db = await asyncpg.connect(url)
    try:
        await db.execute("drop trigger if exists held on staff.job")
        await db.execute(SILENCE)
    finally:
        await db.close()
