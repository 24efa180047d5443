"""Notices: one a batch, with the same words whatever there is, to those who answer for it."""

import asyncio
import socket
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from zoneinfo import ZoneInfo

import msgspec
import pytest

from lyhord.errors import SettingsError
from lyhord.jobs.notices import Notices
from lyhord.jobs.posting import sender
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.triage import staffing
from tests.mail import Letters
from tests.triage.cases import DEPUTY, OFFICER, STRANGER, a_case, a_round_of, rows

STOCKHOLM = ZoneInfo("Europe/Stockholm")
AT_WORK = datetime(2026, 11, 23, 9, 0, tzinfo=STOCKHOLM)
AT_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=STOCKHOLM)


def notices(
    database: Database, settings: Settings, *, at: datetime = AT_WORK, told: list[str] | None = None
) -> Notices:
    def tell(event: str, **_: object) -> None:
        (told if told is not None else []).append(event)

    return Notices(database, settings, clock=lambda: at, tell=tell)


async def test_several_cases_make_one_notice_and_only_once(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    round_id = await a_round_of(database)
    for n in range(3):
        await a_case(database, round_id=round_id, receipt=bytes([n]))
    working = notices(database, mailing)
    assert await working.send_due()
    assert await working.send_due()

    assert [OFFICER] == letters.recipients


async def test_a_notice_says_the_same_whatever_there_is(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    round_id = await a_round_of(database)
    await a_case(database, round_id=round_id, receipt=b"1")
    await notices(database, mailing).send_due()
    for n in range(2, 5):
        await a_case(database, level="historic", round_id=round_id, receipt=bytes([n]))
    await notices(database, mailing).send_due()
    first, second = (
        message_from_bytes(content, policy=policy.default) for _, content in letters.kept
    )

    assert first["Subject"] == second["Subject"]
    assert first.get_content() == second.get_content()
    assert "slår" not in first.get_content()
    assert str(round_id) not in str(first)
    assert not any(sign.isdigit() for sign in first["Subject"])


async def test_at_night_only_what_is_acute_is_told(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    round_id = await a_round_of(database)
    await a_case(database, level="concern", round_id=round_id, receipt=b"1")
    working = notices(database, mailing, at=AT_NIGHT)
    await working.send_due()
    quiet = letters.recipients
    await a_case(database, level="acute", round_id=round_id, receipt=b"2")
    await working.send_due()

    assert [] == quiet
    assert [OFFICER] == letters.recipients
    assert [False, True] == [
        case["is_told"]
        for case in await rows(database, "select * from sealed.triage_case order by level desc")
    ]


async def test_a_concern_within_a_half_day_waits_for_the_next_one(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    moment = [AT_WORK]
    working = Notices(database, mailing, clock=lambda: moment[0], tell=lambda *_, **__: None)
    await working.send_due()
    await a_case(database, level="concern")
    await working.send_due()
    before = letters.recipients
    moment[0] = AT_WORK + timedelta(hours=4)
    await working.send_due()

    assert [] == before
    assert [OFFICER] == letters.recipients


async def test_what_is_overdue_goes_to_the_deputy_once(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    await a_case(database, due=timedelta(minutes=-1))
    working = notices(database, mailing)
    await working.send_due()
    await working.send_due()
    (case,) = await rows(database, "select * from sealed.triage_case")
    noted = await rows(database, "select * from staff.audit where action = 'case_escalated'")

    assert [DEPUTY, OFFICER] == letters.recipients
    assert case["is_escalated"]
    assert [("worker", str(case["case_id"]))] == [(each["actor"], each["object"]) for each in noted]


async def test_each_officer_hears_of_the_own_rounds_alone(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    await a_case(database)
    await a_round_of(database, officer=STRANGER)
    await notices(database, mailing).send_due()

    assert [OFFICER] == letters.recipients


async def test_a_stand_in_is_told_of_what_waits(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    round_id = await a_round_of(database)
    await a_case(database, round_id=round_id, due=timedelta(minutes=-1))
    await notices(database, mailing).send_due()
    async with database.transaction("owner") as db:
        await staffing.change(db, round_id, officer=STRANGER, deputy=None, actor="tests")
    await notices(database, mailing).send_due()

    assert sorted([OFFICER, DEPUTY, STRANGER]) == letters.recipients


async def test_while_the_mail_server_is_away_nothing_is_taken_for_told(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    await a_case(database)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        away = msgspec.structs.replace(
            mailing, smtp_url=f"smtp://127.0.0.1:{closed.getsockname()[1]}"
        )
        told: list[str] = []
        assert not await notices(database, away, told=told).send_due()
    assert ["notice_not_sent"] == told
    assert await notices(database, mailing).send_due()

    assert [OFFICER] == letters.recipients


async def test_two_workers_send_one_notice(
    database: Database, mailing: Settings, letters: Letters
) -> None:
    await a_case(database)
    await asyncio.gather(*(notices(database, mailing).send_due() for _ in range(2)))

    assert [OFFICER] == letters.recipients


async def test_a_webhook_gets_one_constant_body(database: Database, settings: Settings) -> None:
    bodies: list[bytes] = []
    async with _hook(bodies) as address:
        hooked = msgspec.structs.replace(settings, notice_webhook=address)
        for n in range(2):
            await a_case(database, receipt=bytes([n]))
            assert await notices(database, hooked).send_due()

    assert 2 == len(bodies)
    assert bodies[0] == bodies[1]
    assert b"/desk/triage" in bodies[0]
    assert OFFICER.encode() not in bodies[0]


@asynccontextmanager
async def _hook(bodies: list[bytes]) -> AsyncGenerator[str]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        bodies.append(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"


async def test_without_a_way_of_telling_overdue_cases_still_pass_to_the_deputy(
    database: Database, settings: Settings
) -> None:
    await a_case(database, due=timedelta(minutes=-1))
    await notices(database, settings).send_due()
    (case,) = await rows(database, "select * from sealed.triage_case")

    assert (False, True) == (case["is_told"] and not case["is_escalated"], case["is_escalated"])


@pytest.mark.parametrize(
    ("url", "from_"),
    [("mail.example.org", "a@example.org"), ("http://x", "a@example.org"), ("smtp://x", "")],
)
def test_mail_that_could_never_be_sent_is_refused_at_the_start(url: str, from_: str) -> None:
    with pytest.raises(SettingsError):
        sender(Settings(smtp_url=url, mail_from=from_), tell=lambda *_, **__: None)
