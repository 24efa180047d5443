"""What each database role can and cannot do; the boundary that taking over a process meets."""

import asyncpg
import pytest

from lyhord.errors import StorageError
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.addresses import Role
from lyhord.storage.database import Database
from tests.builders import TODAY, a_collector, a_response, a_round

ANSWERS = ("lyhord.response", "lyhord.statement", "lyhord.receipt", "lyhord.assignment")
SEALED = (
    "sealed.original",
    "sealed.officer_key",
    "sealed.key_copy",
    "sealed.triage_case",
    "sealed.triage_decision",
)


async def _refused(settings: Settings, role: Role, statement: str) -> None:
    async with Database.open(settings, roles=[role]) as database:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.transaction(role) as db:
                await db.fetch(statement)


@pytest.mark.parametrize("table", [*ANSWERS, *SEALED, "staff.account", "staff.session"])
async def test_the_door_reads_no_answer(settings: Settings, table: str) -> None:
    await _refused(settings, "door", f"select * from {table}")


@pytest.mark.parametrize("table", ["lyhord.response", "lyhord.statement", "lyhord.receipt"])
async def test_the_door_changes_no_answer_by_itself(settings: Settings, table: str) -> None:
    await _refused(settings, "door", f"delete from {table}")


@pytest.mark.parametrize("table", SEALED)
async def test_the_desk_reads_no_sealed_original(settings: Settings, table: str) -> None:
    await _refused(settings, "desk", f"select * from {table}")


@pytest.mark.parametrize("change", ["delete from", "truncate"])
@pytest.mark.parametrize("role", ["desk", "officer"])
async def test_nobody_edits_the_audit_log(settings: Settings, role: Role, change: str) -> None:
    await _refused(settings, role, f"{change} staff.audit")


async def test_the_desk_changes_no_answer(settings: Settings) -> None:
    await _refused(settings, "desk", "update lyhord.statement set text = ''")


async def test_the_door_can_put_an_answer_in(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "door", "desk", "officer"]) as database:
        async with database.transaction("owner") as db:
            collector = await a_collector(db, await a_round(db))
        async with database.transaction("door") as db:
            outcome = await responses.submit(db, [a_response(collector, "hej")])
        async with database.transaction("desk") as db:
            read_by_desk = await db.fetchval("select text from lyhord.statement")
        async with database.transaction("officer") as db:
            read_by_officer = await db.fetchval("select box from sealed.original")

    assert outcome == ("stored",)
    assert read_by_desk == "hej"
    assert read_by_officer == b"sealed"


async def test_the_desk_puts_in_answers_from_paper_alone(settings: Settings) -> None:
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        async with database.transaction("owner") as db:
            round_id = await a_round(db)
            paper = await a_collector(db, round_id, mode="paper")
            public = await a_collector(db, round_id)
        async with database.transaction("desk") as db:
            outcome = await responses.submit_paper(
                db, [a_response(paper, "hej")], typists=["a@example.org"], day=TODAY
            )
        with pytest.raises(StorageError):
            async with database.transaction("desk") as db:
                await responses.submit_paper(
                    db,
                    [a_response(paper), a_response(public)],
                    typists=["a@example.org"] * 2,
                    day=TODAY,
                )
        async with database.transaction("owner") as db:
            stored = await db.fetch("select collector_id, channel from lyhord.response")

    assert outcome == ("stored",)
    assert [tuple(row.values()) for row in stored] == [(paper.collector_id, "paper")]


@pytest.mark.parametrize("role", ["door", "desk", "officer"])
@pytest.mark.parametrize("change", ["delete from", "update"])
async def test_nobody_edits_the_tally_of_papers(
    settings: Settings, role: Role, change: str
) -> None:
    values = " set n = 1" if change == "update" else ""
    await _refused(settings, role, f"{change} staff.paper_tally{values}")


@pytest.mark.parametrize("role", ["desk", "officer"])
async def test_only_the_door_calls_the_public_way_in(settings: Settings, role: Role) -> None:
    empty = ", ".join(["'{}'"] * 12)
    await _refused(settings, role, f"select * from lyhord.submit({empty})")


async def test_the_door_does_not_type_in_paper(settings: Settings) -> None:
    empty = ", ".join(["'{}'"] * 12)
    await _refused(settings, "door", f"select * from lyhord.submit_paper({empty})")
