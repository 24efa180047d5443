"""Keys: one copy a person, handed on, changed, taken back, replaced; a full copy opens nothing."""

from uuid import UUID

import asyncpg
import msgspec
import nacl.exceptions
import pytest
from nacl.public import PrivateKey, SealedBox

from lyhord import rounds
from lyhord.errors import BadInputError, NotFoundError
from lyhord.privacy import sealing
from lyhord.settings import Settings
from lyhord.storage import keys
from lyhord.storage.database import Connection, Database
from lyhord.triage import keyring, staffing
from lyhord.triage.guessing import Refused
from tests.builders import CHEAP, PASSPHRASE, TODAY, a_place, a_plan, a_publication
from tests.triage.cases import DEPUTY, OFFICER, STRANGER, TEXT, a_case, a_round_of

PEOPLE = (OFFICER, DEPUTY)


async def _made(db: Connection, *people: str) -> keyring.Passphrases:
    return await keyring.make(db, people or PEOPLE, today=TODAY, actor="tests", cost=CHEAP)


async def _opens(db: Connection, holder: str, passphrase: str, box: bytes) -> bool:
    for copy in await keys.copies_of(db, holder):
        try:
            sealing.open_box(copy.wrapped_key, passphrase, box)
        except BadInputError:
            continue
        return True
    return False


async def test_a_copy_of_everything_we_have_opens_nothing(
    database: Database, settings: Settings
) -> None:
    """Every value of every table, and of the settings, as passphrase, as private key, as text."""
    round_id = await a_round_of(database)
    async with database.transaction("owner") as db:
        passphrases = await _made(db)
        await keys.seal_to(db, round_id, await keys.latest(db), actor="tests")
    await a_case(database, round_id=round_id, text=TEXT)
    async with database.transaction("owner") as db:
        values = await _every_value(db)
        copies = await keys.holders(db)
        box: bytes = await db.fetchval("select box from sealed.original")
    values |= {value for value in msgspec.to_builtins(settings, enc_hook=str).values() if value}
    # the pseudonymised text is what analysts read; a_response keeps it as it was in tests
    texts = {str(value) for value in values if value != TEXT}

    assert not any("Ellinor" in text for text in texts)
    assert not any(passphrase in text for text in texts for passphrase in passphrases.values())
    mine = [copy for copy in copies if sealing.mark_on(box) == sealing.mark_of(copy.public_key)]
    assert 2 == len(mine)
    guesses = {text for text in texts if len(text) < 200}
    assert not any(_guessed(copy.wrapped_key, guesses, box) for copy in mine)
    raw = [value for value in values if isinstance(value, bytes)]
    assert not any(_is_key(value[n : n + 32], box) for value in raw for n in range(len(value) - 31))
    assert _guessed(mine[0].wrapped_key, set(passphrases.values()), box)


async def _every_value(db: Connection) -> set[object]:
    tables = await db.fetch(
        "select schemaname, tablename from pg_tables"
        " where schemaname in ('lyhord', 'sealed', 'staff', 'doors')"
    )
    found: set[object] = set()
    for table in tables:
        for row in await db.fetch(f'select * from "{table[0]}"."{table[1]}"'):
            found |= {value if isinstance(value, bytes) else str(value) for value in row.values()}
    return found


def _guessed(wrapped: bytes, guesses: set[str], box: bytes) -> bool:
    for guess in guesses:
        try:
            sealing.open_box(wrapped, guess, box)
        except BadInputError:
            continue
        return True
    return False


def _is_key(secret: bytes, box: bytes) -> bool:
    try:
        SealedBox(PrivateKey(secret)).decrypt(box[1 + sealing.MARK_LENGTH :])
    except nacl.exceptions.CryptoError:
        return False
    return True


async def test_a_round_makes_a_key_only_where_its_two_do_not_hold_one(db: Connection) -> None:
    first = await keyring.ensure(db, PEOPLE, today=TODAY, actor="tests")
    again = await keyring.ensure(db, PEOPLE, today=TODAY, actor="tests")
    other = await keyring.ensure(db, (OFFICER, STRANGER), today=TODAY, actor="tests")

    assert set(PEOPLE) == set(first)
    assert {} == again
    assert {OFFICER, STRANGER} == set(other)


async def test_a_round_is_not_made_for_somebody_who_could_open_nothing(db: Connection) -> None:
    await rounds.publish(db, (a_publication(),), a_place(), actor="tests")
    await _made(db)

    with pytest.raises(BadInputError, match="hold the newest key"):
        await rounds.create(db, a_plan(deputy=STRANGER), actor="tests")


async def test_a_shared_passphrase_is_everybodys(db: Connection) -> None:
    key = keys.made_today(sealing.new_key(PASSPHRASE, cost=CHEAP), today=TODAY)
    await keys.add(db, key, actor="tests")

    assert {} == await keyring.ensure(db, (STRANGER, DEPUTY), today=TODAY, actor="tests")


async def test_a_copy_is_handed_on_by_whoever_knows_a_passphrase(db: Connection) -> None:
    made = await _made(db)
    box = sealing.seal((await keys.latest(db)).public_key, b"text")
    new = await keyring.share(
        db, made[OFFICER], owner=OFFICER, to=STRANGER, today=TODAY, cost=CHEAP
    )
    wrong = await keyring.share(db, "gissning", owner=OFFICER, to=STRANGER, today=TODAY, cost=CHEAP)

    assert new
    assert await _opens(db, STRANGER, new, box)
    assert await _opens(db, OFFICER, made[OFFICER], box)
    assert wrong is None


async def test_a_lost_passphrase_is_replaced_by_the_other_officer(db: Connection) -> None:
    made = await _made(db)
    box = sealing.seal((await keys.latest(db)).public_key, b"text")
    new = await keyring.share(db, made[OFFICER], owner=OFFICER, to=DEPUTY, today=TODAY, cost=CHEAP)

    assert new
    assert await _opens(db, DEPUTY, new, box)
    assert not await _opens(db, DEPUTY, made[DEPUTY], box)


async def test_copies_are_taken_back_but_never_the_last_one(db: Connection) -> None:
    await _made(db)

    assert 1 == await keyring.revoke(db, DEPUTY, actor="tests")
    with pytest.raises(BadInputError, match="last copy"):
        await keyring.revoke(db, OFFICER, actor="tests")
    with pytest.raises(NotFoundError):
        await keyring.revoke(db, STRANGER, actor="tests")


async def test_rounds_change_to_a_new_key_where_their_two_hold_it(database: Database) -> None:
    mine = await a_round_of(database)
    others = await a_round_of(database, officer=STRANGER)
    async with database.transaction("owner") as db:
        _, left = await keyring.rotate(db, holders=PEOPLE, today=TODAY, actor="tests", cost=CHEAP)
        new = await keys.latest(db)
        sealed_to: dict[UUID, UUID] = {
            row["round_id"]: row["key_id"]
            for row in await db.fetch("select round_id, key_id from lyhord.round")
        }

    assert (others,) == left
    assert new.key_id == sealed_to[mine]
    assert new.key_id != sealed_to[others]


async def test_an_officer_hands_on_to_those_of_the_own_rounds_alone(database: Database) -> None:
    await a_round_of(database)
    with pytest.raises(NotFoundError):
        await keyring.hand_on(database, PASSPHRASE, owner=OFFICER, to=STRANGER, today=TODAY)
    wrong = await keyring.hand_on(database, "gissning", owner=OFFICER, to=DEPUTY, today=TODAY)

    assert Refused(why="passphrase") == wrong


async def test_another_deputy_sees_the_cases_and_the_earlier_one_no_more(
    database: Database,
) -> None:
    round_id = await a_round_of(database)
    async with database.transaction("owner") as db:
        changed = await staffing.change(
            db, round_id, officer=None, deputy=f" {STRANGER.upper()}", actor="tests"
        )
        with pytest.raises(BadInputError, match="two people"):
            await staffing.change(db, round_id, officer=STRANGER, deputy=None, actor="tests")

    assert (OFFICER, STRANGER) == (changed.officer, changed.deputy)


@pytest.mark.parametrize("table", ["sealed.key_copy", "sealed.triage_case"])
@pytest.mark.parametrize("role", ["door", "desk"])
async def test_only_the_officers_role_reaches_keys_and_cases(
    database: Database, table: str, role: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction("door" if role == "door" else "desk") as db:
            await db.fetch(f"select * from {table}")
