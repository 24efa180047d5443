"""The audit log is one chain: what is changed in it afterwards is seen, even the owner's hand."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from uuid import uuid4

import asyncpg
import pytest

from lyhord.settings import Settings
from lyhord.storage import audit
from lyhord.storage.addresses import Role
from lyhord.storage.audit import Chain
from lyhord.storage.database import Database
from lyhord.storage.migrating import known, migrate
from tests.builders import a_round
from tests.conftest import administer, database_url


async def _write(database: Database, n: int, *, role: Role = "desk") -> None:
    for number in range(n):
        async with database.transaction(role) as db:
            await audit.add(db, actor="a@example.org", action="tried", object_=str(number))


async def _verified(
    database: Database, known_place: int | None = None, known_hash: str | None = None
) -> Chain:
    async with database.transaction("desk") as db:
        return await audit.verify(db, known_place=known_place, known_hash=known_hash)


async def _tamper(database: Database, statement: str) -> None:
    async with database.transaction("owner") as db:
        await db.execute(statement)


async def test_an_empty_log_holds(database: Database) -> None:
    chain = await _verified(database)

    assert (chain.entries, chain.broken_at, chain.why) == (0, None, "")


async def test_entries_of_every_role_become_one_chain(database: Database) -> None:
    async with database.transaction("owner") as db:
        await a_round(db)
    await _write(database, 2)
    await _write(database, 2, role="officer")
    chain = await _verified(database)

    async with database.transaction("desk") as db:
        entries = await audit.newest(db)
    assert chain.entries == len(entries) > 4
    assert [each.place for each in entries] == list(range(chain.entries, 0, -1))
    assert (chain.broken_at, chain.why) == (None, "")


async def test_fifty_entries_side_by_side_become_one_chain(database: Database) -> None:
    async def one(number: int) -> None:
        async with database.transaction("desk") as db:
            await audit.add(db, actor="a@example.org", action="tried", object_=str(number))
            await asyncio.sleep(0)
            await audit.add(db, actor="a@example.org", action="tried_again", object_=str(number))

    await asyncio.gather(*(one(number) for number in range(50)))
    chain = await _verified(database)

    assert (chain.entries, chain.broken_at) == (100, None)


async def test_a_transaction_that_is_undone_leaves_no_gap(database: Database) -> None:
    await _write(database, 1)
    with suppress(ZeroDivisionError):
        async with database.transaction("desk") as db:
            await audit.add(db, actor="a@example.org", action="tried")
            raise ZeroDivisionError
    await _write(database, 1)
    chain = await _verified(database)

    assert (chain.entries, chain.broken_at) == (2, None)


async def test_nobody_waits_for_an_entry_that_is_not_yet_committed(database: Database) -> None:
    async with database.transaction("desk") as db:
        await audit.add(db, actor="a@example.org", action="slow")
        await asyncio.wait_for(_write(database, 1), timeout=5)
    chain = await _verified(database)

    assert (chain.entries, chain.broken_at) == (2, None)


@pytest.mark.parametrize(
    ("hand", "broken_at", "why"),
    [
        ("update staff.audit set details = '{\"n\": 9}' where place = 3", 3, "changed"),
        ("update staff.audit set at = at + interval '1 second' where place = 3", 3, "changed"),
        ("update staff.audit set actor = 'b@example.org' where place = 3", 3, "changed"),
        ("update staff.audit set hash = sha256('x') where place = 3", 3, "changed"),
        ("delete from staff.audit where place = 3", 3, "missing"),
        ("delete from staff.audit where place = 1", 1, "missing"),
        ("delete from staff.audit where place = 5", 5, "cut"),
        ("delete from staff.audit", 5, "cut"),
        ("delete from staff.audit_head", 1, "cut"),
        ("update staff.audit_head set place = 4", 4, "cut"),
        (
            """alter table staff.audit disable trigger audit_is_linked;
            insert into staff.audit (actor, action) values ('b@example.org', 'forged')""",
            6,
            "unlinked",
        ),
        (
            """update staff.audit set place = 99 where place = 3;
            update staff.audit set place = 3 where place = 4;
            update staff.audit set place = 4 where place = 99""",
            3,
            "changed",
        ),
    ],
)
async def test_the_owners_hand_is_seen(
    database: Database, hand: str, broken_at: int, why: str
) -> None:
    await _write(database, 5)
    await _tamper(database, hand)
    chain = await _verified(database)

    assert (chain.broken_at, chain.why) == (broken_at, why)


REWRITTEN = """
update staff.audit set actor = 'b@example.org' where place = 2;
update staff.audit_head set place = 0, hash = decode(repeat('00', 32), 'hex');
alter table staff.audit drop constraint audit_place_key;
do $$ declare entry staff.audit; begin
  for entry in select * from staff.audit order by entry_id loop
    perform staff.link_audit(entry);
  end loop;
end $$
"""


async def test_a_chain_that_was_made_anew_is_seen_by_who_noted_its_end(database: Database) -> None:
    await _write(database, 3)
    noted = await _verified(database)
    await _write(database, 2)
    still = await _verified(database, known_place=3, known_hash=noted.head)
    await _tamper(database, REWRITTEN)
    alone = await _verified(database)
    known = await _verified(database, known_place=3, known_hash=noted.head)

    assert (still.broken_at, alone.broken_at) == (None, None)
    assert (known.broken_at, known.why) == (3, "other")


@pytest.mark.parametrize("role", ["desk", "officer"])
@pytest.mark.parametrize(
    "hand",
    [
        "update staff.audit set actor = ''",
        "update staff.audit_head set place = 0",
        "delete from staff.audit_head",
        "insert into staff.audit (actor, action, place) values ('', '', 1)",
        "insert into staff.audit (actor, action, at) values ('', '', 'epoch')",
        "insert into staff.audit (actor, action, hash) values ('', '', '')",
        "set constraints all immediate; select staff.link_audit(null)",
        "alter table staff.audit disable trigger audit_is_linked",
    ],
)
async def test_the_application_roles_only_add(database: Database, role: Role, hand: str) -> None:
    await _write(database, 1)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(role) as db:
            await db.execute(hand)


@pytest.fixture
async def older(server: str) -> AsyncGenerator[str]:
    """An installation of before the chain, with entries."""
    name = f"older_{uuid4().hex[:8]}"
    await administer(server, f"create database {name}")
    yield database_url(server, name)
    await administer(server, f"drop database {name} with (force)")


async def test_entries_of_older_installations_are_linked(older: str) -> None:
    await migrate(Settings(database_url=older), tuple(m for m in known() if m.name < "0005"))
    db = await asyncpg.connect(older)
    await db.execute(
        "insert into staff.audit (actor, action) select 'a', 'n' || n from generate_series(1, 4) n"
    )
    await migrate(Settings(database_url=older))
    await db.execute("insert into staff.audit (actor, action) values ('a', 'new')")
    chain = await audit.verify(db)
    await db.close()

    assert (chain.entries, chain.broken_at) == (5, None)
