"""Opening an original: with a reason, the passphrase, in the own rounds, and never unnoted."""

from uuid import uuid4

import pytest

from lyhord.errors import NotFoundError
from lyhord.privacy import sealing
from lyhord.storage import keys
from lyhord.storage.database import Database
from lyhord.triage import keyring
from lyhord.triage.guessing import Refused
from lyhord.triage.opening import Guess, Opened, open_original, said
from tests.builders import CHEAP, PASSPHRASE, TODAY
from tests.triage.cases import DEPUTY, OFFICER, STRANGER, TEXT, a_case, a_round_of, rows


def a_guess(officer: str = OFFICER, *, reason: str = "akut", passphrase: str = PASSPHRASE) -> Guess:
    return Guess(officer=officer, reason=reason, passphrase=passphrase)


@pytest.mark.parametrize("officer", [OFFICER, DEPUTY, "Officer@Example.org "])
async def test_officer_and_deputy_both_read_what_was_written(
    database: Database, officer: str
) -> None:
    case_id = await a_case(database)
    opened = await open_original(database, case_id, a_guess(officer), language="sv")

    assert isinstance(opened, Opened)
    assert [("Vad vill du ändra på?", (TEXT,))] == [
        (each.question, each.texts) for each in opened.written
    ]


async def test_each_view_is_noted_with_its_reason(database: Database) -> None:
    case_id = await a_case(database)
    for officer in (OFFICER, DEPUTY):
        await open_original(database, case_id, a_guess(officer, reason="akut i kön"), language="sv")
    noted = await rows(
        database, "select actor, object, details from staff.audit where action = 'case_opened'"
    )
    first = await rows(database, "select opened_by from sealed.triage_case")

    assert [(OFFICER, str(case_id)), (DEPUTY, str(case_id))] == [
        (each["actor"], each["object"]) for each in noted
    ]
    assert {"reason": "akut i kön"} == noted[0]["details"]
    assert OFFICER == first[0]["opened_by"]


@pytest.mark.parametrize("reason", ["", "  \n\t ", "\0\0"])
async def test_without_a_reason_nothing_is_tried(database: Database, reason: str) -> None:
    case_id = await a_case(database)

    refused = await open_original(database, case_id, a_guess(reason=reason), language="sv")
    assert Refused(why="no_reason") == refused
    assert [] == await rows(database, "select * from staff.attempt")


def test_a_reason_is_kept_without_who_somebody_is() -> None:
    assert "ring [telefon] om det" == said("ring 070-1740605\nom det\0")
    assert 200 == len(said("å" * 5_000))


async def test_wrong_passphrases_are_noted_and_then_have_to_wait(database: Database) -> None:
    case_id = await a_case(database)
    wrong = a_guess(passphrase="gissning")
    outcomes = [await open_original(database, case_id, wrong, language="sv") for _ in range(6)]
    right = await open_original(database, case_id, a_guess(), language="sv")
    noted = await rows(database, "select * from staff.audit where action = 'case_not_opened'")

    whys = [each.why for each in outcomes if isinstance(each, Refused)]
    assert ["passphrase"] * 4 == whys[:4]
    assert "wait" == whys[-1]
    assert isinstance(right, Refused)
    assert "wait" == right.why
    assert 7 == len(noted)
    assert [""] == [
        each["opened_by"] for each in await rows(database, "select * from sealed.triage_case")
    ]


async def test_the_wait_of_one_officer_is_not_the_others(database: Database) -> None:
    case_id = await a_case(database)
    for _ in range(6):
        await open_original(database, case_id, a_guess(passphrase="gissning"), language="sv")

    opened = await open_original(database, case_id, a_guess(DEPUTY), language="sv")
    assert isinstance(opened, Opened)


async def test_nobody_else_opens_it_even_with_the_passphrase(database: Database) -> None:
    case_id = await a_case(database)
    await a_round_of(database, officer=STRANGER)

    with pytest.raises(NotFoundError):
        await open_original(database, case_id, a_guess(STRANGER), language="sv")
    with pytest.raises(NotFoundError):
        await open_original(database, uuid4(), a_guess(), language="sv")


async def test_a_withdrawn_answer_cannot_be_opened(database: Database) -> None:
    case_id = await a_case(database, receipt=b"known")
    async with database.transaction("door") as db:
        await db.execute("select lyhord.withdraw($1)", b"known")

    with pytest.raises(NotFoundError):
        await open_original(database, case_id, a_guess(), language="sv")
    assert [] == await rows(database, "select * from sealed.triage_case")
    assert [] == await rows(database, "select * from sealed.original")


async def test_who_holds_no_copy_of_the_key_is_told_so(database: Database) -> None:
    case_id = await a_case(database)
    async with database.transaction("owner") as db:
        await db.execute("delete from sealed.key_copy")
        made = sealing.new_key(PASSPHRASE, cost=CHEAP)
        await keys.add(db, keys.made_today(made, today=TODAY, holder=OFFICER), actor="tests")

    refused = await open_original(database, case_id, a_guess(), language="sv")
    assert Refused(why="no_copy") == refused


async def test_each_person_opens_with_the_own_passphrase_alone(database: Database) -> None:
    round_id = await a_round_of(database)
    async with database.transaction("owner") as db:
        people = (OFFICER, DEPUTY)
        made = await keyring.make(db, people, today=TODAY, actor="tests", cost=CHEAP)
        key = await keys.latest(db)
        await keys.seal_to(db, round_id, key, actor="tests")
    case_id = await a_case(database, round_id=round_id)

    for officer in people:
        guess = a_guess(officer, passphrase=made[officer])
        assert isinstance(await open_original(database, case_id, guess, language="sv"), Opened)
    crossed = a_guess(OFFICER, passphrase=made[DEPUTY])
    assert Refused(why="passphrase") == await open_original(
        database, case_id, crossed, language="sv"
    )


async def test_what_was_sealed_before_a_new_key_still_opens_with_the_old_one(
    database: Database,
) -> None:
    round_id = await a_round_of(database)
    before = await a_case(database, round_id=round_id, receipt=b"before")
    async with database.transaction("owner") as db:
        made, left = await keyring.rotate(
            db, holders=(OFFICER, DEPUTY), today=TODAY, actor="tests", cost=CHEAP
        )
    after = await a_case(database, round_id=round_id, receipt=b"after")

    old = a_guess(passphrase=PASSPHRASE)
    new = a_guess(passphrase=made[OFFICER])
    assert () == left
    assert isinstance(await open_original(database, before, old, language="sv"), Opened)
    assert isinstance(await open_original(database, after, new, language="sv"), Opened)
    assert isinstance(await open_original(database, after, old, language="sv"), Refused)
