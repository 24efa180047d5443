"""The lead among workers: one at a time, and passed on when its holder is gone."""

import asyncio

from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.storage.leading import KEY, Lead

END = """
select pg_terminate_backend(l.pid) from pg_locks as l
join pg_database as d on d.oid = l.database
where l.locktype = 'advisory' and l.objid = $1 and d.datname = current_database()
"""


async def test_one_leads_until_it_gives_the_lead_up(settings: Settings) -> None:
    async with (
        Database.open(settings, roles=["desk"]) as database,
        Lead.claimed(database) as other,
    ):
        async with Lead.claimed(database) as first:
            assert [True, False] == [await first.is_ours(), await other.is_ours()]
            assert [True, False] == [await first.is_ours(), await other.is_ours()]

        assert await other.is_ours()


async def test_who_loses_the_connection_loses_the_lead(settings: Settings) -> None:
    async with (
        Database.open(settings, roles=["owner", "desk"]) as database,
        Lead.claimed(database) as first,
        Lead.claimed(database) as other,
    ):
        assert await first.is_ours()
        # waits until the holder's server process is gone, as when its machine is
        async with database.transaction("owner") as db:
            await db.execute(END.replace("$1", str(KEY)))

        assert await _soon(other)
        assert not await first.is_ours()


async def _soon(lead: Lead) -> bool:
    """Ask until the lock that was ended is free."""
    while not await lead.is_ours():  # noqa: ASYNC110 - the database is asked
        await asyncio.sleep(0.02)
    return True
