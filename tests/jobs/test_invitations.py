"""Letters of a mailing: one to each address, whatever fails, each with a code of its own."""

import asyncio
from collections.abc import Sequence
from typing import Literal
from uuid import UUID

import asyncpg
import msgspec
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from lyhord.errors import BadInputError
from lyhord.inviting import mailing as verbs
from lyhord.inviting import sending
from lyhord.inviting.addresses import Listed
from lyhord.inviting.letters import Sender
from lyhord.jobs import tasks
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.privacy import invitations as known_by
from lyhord.privacy.codes import code_hash
from lyhord.settings import Settings
from lyhord.storage import instruments, invitations, jobs
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Database
from lyhord.storage.invitations import Mailing
from tests.builders import SECRET, TODAY, a_collector, a_publication, a_round, settle
from tests.mail import Letters, a_mail_server

SENDER = Sender(mail_from="a@example.org", address="http://127.0.0.1:8000", door="http://x/s/y")
ADDRESSES = tuple(f"person{n}@example.org" for n in range(5))


async def a_door(
    database: Database,
    audience: Literal["guardian", "professional", "youth", "child"] = "guardian",
    mode: Mode = "codes",
) -> Collector:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await instruments.publish(db, a_publication(audience), actor="tests")
        return await a_collector(db, round_id, audience, mode)


async def queued(database: Database, door: Collector, addresses: Sequence[str] = ADDRESSES) -> UUID:
    async with database.transaction("desk") as db:
        ready = await verbs.draft(
            db,
            door,
            Listed(addresses=tuple(addresses)),
            language="sv",
            sender=SENDER,
            secret=SECRET,
            today=TODAY,
        )
        return await verbs.send(db, ready, secret=SECRET, actor="leader@example.org")


async def work(database: Database, settings: Settings) -> None:
    await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()


async def now(database: Database, door: Collector) -> Mailing:
    async with database.transaction("desk") as db:
        (found,) = await invitations.of_round(db, door.round_id)
    return found


async def due_again(database: Database) -> None:
    """Let what was put off be due, and do what time makes due."""
    async with database.transaction("owner") as db:
        await db.execute("update invitation_mail.mailing set next_try_at = now()")
    await tasks.send_letters(database)


async def codes_left(database: Database) -> set[bytes]:
    async with database.transaction("owner") as db:
        return {row["code_hash"] for row in await db.fetch("select code_hash from entry.code")}


async def test_each_gets_one_letter_with_a_code_of_its_own(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    await queued(database, door)
    await work(database, mailing)
    given = {code_hash(SECRET.encode(), door.collector_id, each) for each in letters.codes.values()}

    assert sorted(ADDRESSES) == letters.recipients
    assert 5 == len(given)
    assert given == await codes_left(database)
    assert ("sent", {"sent": 5}) == ((found := await now(database, door)).state, found.counts)


async def test_a_letter_says_how_to_get_no_more_of_them(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    await queued(database, door, ADDRESSES[:1])
    await work(database, mailing)
    (letter,) = letters.messages
    stop = letter["List-Unsubscribe"].strip("<>")
    token = stop.rpartition("/")[2]

    assert "List-Unsubscribe=One-Click" == letter["List-Unsubscribe-Post"]
    assert stop in letter.get_content()
    assert known_by.hash_of_token(SECRET.encode(), token) == known_by.hash_of(
        SECRET.encode(), ADDRESSES[0]
    )
    assert letters.codes[ADDRESSES[0]] not in "".join(f"{k}{v}" for k, v in letter.items())


async def test_whoever_has_a_letter_of_the_round_gets_no_other(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    await queued(database, door)
    await work(database, mailing)
    await queued(database, door, [ADDRESSES[0].upper(), "new@example.org"])
    await work(database, mailing)

    assert sorted([*ADDRESSES, "new@example.org"]) == letters.recipients
    with pytest.raises(BadInputError, match="nobody_new"):
        await queued(database, door)


@pytest.mark.parametrize(
    ("audience", "mode"),
    [("youth", "codes"), ("child", "codes"), ("guardian", "open"), ("professional", "paper")],
)
async def test_nobody_is_written_to_through_other_doors(
    database: Database,
    audience: Literal["guardian", "professional", "youth", "child"],
    mode: Mode,
) -> None:
    door = await a_door(database, audience, mode)
    with pytest.raises(BadInputError, match="not_grown_up"):
        await queued(database, door)
    with pytest.raises(BadInputError):
        async with database.transaction("desk") as db:
            await invitations.add(db, door, {b"x": "a@example.org"}, language="sv", actor="tests")


async def test_what_the_server_refuses_is_counted_and_forgotten(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    letters.answers[ADDRESSES[1]] = "550 no such mailbox"
    await queued(database, door)
    await work(database, mailing)
    async with database.transaction("mailer") as db:
        kept = {row["address"] for row in await db.fetch("select * from invitation_mail.address")}

    assert {"sent": 4, "refused": 1} == (await now(database, door)).counts
    assert ADDRESSES[1] not in kept


async def test_a_busy_mailbox_is_tried_again_later_and_only_that(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    letters.answers[ADDRESSES[2]] = "450 come later"
    await queued(database, door)
    await work(database, mailing)
    before = await now(database, door)
    del letters.answers[ADDRESSES[2]]
    await due_again(database)
    await work(database, mailing)

    assert ("later", True, {"sent": 4, "waiting": 1}) == (
        before.problem,
        before.is_put_off,
        before.counts,
    )
    assert sorted(ADDRESSES) == letters.recipients
    assert ("sent", "") == ((after := await now(database, door)).state, after.problem)


async def test_a_server_that_is_away_is_said_and_tried_again_with_no_code_spent(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    away = msgspec.structs.replace(mailing, smtp_url="smtp://127.0.0.1:1")
    await queued(database, door)
    for _ in range(2):
        await work(database, away)
        await due_again(database)
    before = await now(database, door)
    spent = await codes_left(database)
    await work(database, mailing)

    assert ("sending", "away", 2, {"waiting": 5}) == (
        before.state,
        before.problem,
        before.tries,
        before.counts,
    )
    assert set() == spent
    assert sorted(ADDRESSES) == letters.recipients


async def test_without_a_server_that_is_said(database: Database, settings: Settings) -> None:
    door = await a_door(database)
    await queued(database, door)
    await work(database, settings)

    assert "not_set_up" == (await now(database, door)).problem


async def test_who_was_in_hand_when_the_worker_fell_gets_no_second_letter(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    mailing_id = await queued(database, door)
    async with database.transaction("desk") as db:
        found = await invitations.get(db, door.round_id, mailing_id)
    async with database.transaction("mailer") as db:
        (fell,) = await invitations.batch(db, found, most=1)
        assert await invitations.take(db, found, fell) is not None
    await work(database, mailing)

    assert 4 == len(letters.recipients)
    assert {"sent": 4, "taken": 1} == (await now(database, door)).counts


class Falling(Letters):
    """Takes a whole letter, and is gone before it says so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        assert server.transport is not None
        server.transport.close()
        return answer


async def test_a_server_that_falls_with_a_letter_in_hand_gets_it_no_second_time(
    database: Database, settings: Settings
) -> None:
    door, falling = await a_door(database), Falling()
    await queued(database, door)
    with a_mail_server(settings, falling) as led:
        for _ in range(2):
            await work(database, led)
            await due_again(database)

    assert 2 == len(set(falling.recipients)) == len(falling.recipients)
    assert ("unknown", {"taken": 2, "waiting": 3}) == (
        (found := await now(database, door)).problem,
        found.counts,
    )


async def test_two_workers_write_to_nobody_twice(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    mailing_id = await queued(database, door)
    async with database.transaction("desk") as db:
        payload: jobs.Payload = {"mailing": str(mailing_id)}
        await jobs.enqueue(db, kind=verbs.KIND, round_id=door.round_id, payload=payload)
    await asyncio.gather(*(work(database, mailing) for _ in range(2)))

    assert sorted(ADDRESSES) == letters.recipients


async def test_a_pause_holds_letters_and_a_cancel_forgets_whom_they_were_for(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    await queued(database, door)
    async with database.transaction("desk") as db:
        (found,) = await invitations.of_round(db, door.round_id)
        await verbs.pause(db, found, actor="leader@example.org")
    await work(database, mailing)
    async with database.transaction("desk") as db:
        await verbs.cancel(db, found, actor="leader@example.org")
    async with database.transaction("mailer") as db:
        kept = {row["address"] for row in await db.fetch("select * from invitation_mail.address")}

    assert [] == letters.recipients
    assert {""} == kept
    assert {"cancelled": 5} == (await now(database, door)).counts


async def test_everybody_is_reminded_once_without_a_code_and_no_one_who_said_no(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    await queued(database, door)
    await work(database, mailing)
    secret = SECRET.encode()
    async with database.transaction("door") as db:
        await invitations.stop(db, known_by.hash_of(secret, ADDRESSES[0]))
    async with database.transaction("desk") as db:
        bounced = [ADDRESSES[1].upper(), "nobody@example.org"]
        n = await verbs.bounce(db, door.round_id, bounced, secret=SECRET, actor="tests")
        (found,) = await invitations.of_round(db, door.round_id)
        await verbs.remind(db, found, today=TODAY, actor="tests")
    first = {each["To"]: each["Message-ID"] for each in letters.messages}
    letters.kept.clear()
    await work(database, mailing)
    codes = letters.codes
    with pytest.raises(BadInputError, match="no_reminder"):
        async with database.transaction("desk") as db:
            await verbs.remind(
                db,
                await invitations.get(db, door.round_id, found.mailing_id),
                today=TODAY,
                actor="tests",
            )

    assert 1 == n
    assert sorted(ADDRESSES[2:]) == letters.recipients
    assert {} == codes
    assert all(each["In-Reply-To"] == first[each["To"]] for each in letters.messages)
    assert 5 == len(await codes_left(database))


async def test_who_said_no_is_left_out_of_the_next_list(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    async with database.transaction("door") as db:
        await invitations.stop(db, known_by.hash_of(SECRET.encode(), ADDRESSES[0]))
    await queued(database, door)
    await work(database, mailing)

    assert sorted(ADDRESSES[1:]) == letters.recipients


async def test_addresses_go_when_the_round_has_ended_and_the_protocol_says_so(
    database: Database, mailing: Settings
) -> None:
    door = await a_door(database)
    await queued(database, door)
    await work(database, mailing)
    await tasks.drop_addresses(database)
    before = (await now(database, door)).is_purged
    async with database.transaction("owner") as db:
        await settle(db, door.round_id)
    await tasks.drop_addresses(database)
    await tasks.drop_addresses(database)
    async with database.transaction("owner") as db:
        kept = await db.fetchval("select count(*) from invitation_mail.address")
        counts = [row["counts"] for row in await db.fetch("select counts from lyhord.purge")]

    assert not before
    assert 0 == kept
    assert [{"addresses": 5}] == counts
    assert ({"sent": 5}, True) == ((found := await now(database, door)).counts, found.is_purged)


async def test_who_works_elsewhere_neither_sees_nor_sends_nor_stops_a_mailing(
    database: Database,
) -> None:
    door = await a_door(database)
    await queued(database, door)
    found = await now(database, door)
    elsewhere = database.seeing(("gnesta",))
    async with elsewhere.transaction("desk") as db:
        seen = await invitations.of_round(db, door.round_id)
        await invitations.cancel(db, found, actor="tests")
        await invitations.set_state(db, found, "paused", actor="tests")
        bounced = [known_by.hash_of(SECRET.encode(), each) for each in ADDRESSES]
        n = await invitations.bounce(db, door.round_id, bounced, actor="tests")
    with pytest.raises(BadInputError):
        async with elsewhere.transaction("desk") as db:
            await invitations.add(db, door, {b"x": "a@example.org"}, language="sv", actor="tests")

    assert ((), 0) == (seen, n)
    assert ("sending", {"waiting": 5}) == ((left := await now(database, door)).state, left.counts)


@pytest.mark.parametrize("role", ["desk", "door", "officer"])
async def test_only_the_mailer_reads_addresses(
    database: Database, role: Literal["desk", "door", "officer"]
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction(role) as db:
            await db.fetch("select * from invitation_mail.address")


@pytest.mark.parametrize(
    "table", ["lyhord.response", "entry.code", "lyhord.receipt", "invitation_mail.opt_out"]
)
async def test_the_mailer_reads_addresses_alone(database: Database, table: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction("mailer") as db:
            await db.fetch(f"select * from {table}")


async def test_a_server_that_refuses_everybody_is_not_asked_on(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    door = await a_door(database)
    many = [f"someone{n}@example.org" for n in range(sending.MOST_REFUSED + 2)]
    letters.answers |= dict.fromkeys(many, "554 not from you")
    await queued(database, door, many)
    await work(database, mailing)

    found = await now(database, door)
    assert ("refused", {"refused": 10, "waiting": 2}) == (found.problem, found.counts)
