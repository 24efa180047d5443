"""A backup brings everything back, but nothing that was taken back; or it changes nothing."""

import asyncio
import io
import subprocess
import uuid
import zipfile
from collections.abc import Callable, Generator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from lyhord import retention, rounds
from lyhord.errors import BadInputError, StorageError
from lyhord.safekeeping import container, restoring
from lyhord.settings import Settings
from lyhord.storage import audit, embedded, responses, sums, taken_back, waves
from lyhord.storage.database import Database, owning
from lyhord.storage.dumping import LEFT_OUT
from lyhord.storage.taken_back import TakenBack
from tests.builders import SECRET
from tests.conftest import administer, database_url
from tests.safekeeping.saved import NOTHING, filled, restored, rows, saved, silent, texts
from tests.test_retention import DECISION, ended, nothing_to_keep


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "saved.lyhord"


@pytest.fixture
def empty(server: str) -> Generator[Settings]:
    """A database that was never migrated."""
    name = f"fresh_{uuid.uuid4().hex[:12]}"
    asyncio.run(administer(server, f"create database {name}"))
    yield Settings(database_url=database_url(server, name), secret=SECRET)
    asyncio.run(administer(server, f"drop database {name} with (force)"))


async def test_a_fresh_database_holds_all_that_was_saved(
    settings: Settings, empty: Settings, file: Path
) -> None:
    await filled(settings, "ett", "tvåor\n\\.\toch 'annat'", "SET transaction_timeout = 0;")
    manifest = await saved(settings, file)
    await restored(empty, file, replace=False)
    async with owning(empty) as db:
        chain = await audit.verify(db)
        newest = await audit.newest(db, most=1)
        summed = await sums.of_tables(db, besides=LEFT_OUT)

    assert {"ett", "tvåor\n\\.\toch 'annat'", "SET transaction_timeout = 0;"} == await texts(empty)
    assert chain.broken_at is None
    assert "database_restored" == newest[0].action
    changed = {"staff.audit", "staff.audit_head", "lyhord.mixing"}
    before = {each for each in manifest.tables if each.name not in changed}
    assert before <= set(summed)


async def test_roles_may_do_in_it_what_they_might_before(
    settings: Settings, empty: Settings, file: Path
) -> None:
    (answer,) = await filled(settings, "ett")
    await saved(settings, file)
    await restored(empty, file)
    async with Database.open(empty, roles=["door", "desk"], sees_nothing=True) as database:
        async with database.transaction("door") as db:
            await responses.withdraw(db, answer.receipt_hash)
        async with database.transaction("desk") as db:
            seen = await db.fetchval("select count(*) from lyhord.round")

    assert 0 == seen
    assert set() == await texts(empty)


async def test_what_came_after_the_backup_goes(settings: Settings, file: Path) -> None:
    await filled(settings, "före")
    await saved(settings, file)
    await filled(settings, "efter")
    await restored(settings, file)

    assert {"före"} == await texts(settings)


async def test_what_was_taken_back_since_does_not_come_back(settings: Settings, file: Path) -> None:
    kept, regretted = await filled(settings, "kvar", "ångrat")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await responses.withdraw(db, regretted.receipt_hash)
    await restored(settings, file)
    async with owning(settings) as db, db.transaction():
        (again,) = await responses.submit(db, [regretted])

    assert {"kvar"} == await texts(settings)
    assert "same" == again, "a repeated post stores nothing"
    assert 1 == (await rows(settings))["sealed.original"]
    assert kept.receipt_hash != regretted.receipt_hash


async def test_a_list_knows_it_where_the_database_is_lost(
    settings: Settings, empty: Settings, file: Path
) -> None:
    _, regretted = await filled(settings, "kvar", "ångrat")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await responses.withdraw(db, regretted.receipt_hash)
        gone = await taken_back.known(db)
    await restored(empty, file, remembered=gone)

    assert {"kvar"} == await texts(empty)


async def test_what_was_purged_since_does_not_come_back(settings: Settings, file: Path) -> None:
    (answer,) = await filled(settings, "ett")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await rounds.decide(db, answer.round_id, DECISION, actor="tests")
        await ended(db, answer.round_id, days=90)
        await retention.purge(db, answer.round_id, preserve=nothing_to_keep, actor="b@example.org")
    after = await rows(settings)
    await restored(settings, file)

    assert after | {"staff.audit": 0} == await rows(settings) | {"staff.audit": 0}
    assert 0 == after["lyhord.response"]
    assert 0 == after["lyhord.receipt"]


LONGER = "update lyhord.round_decision set originals_days = 400, statements_days = 400"
OPENED_AGAIN = "update lyhord.round set state = 'open', closed_at = null, closes = current_date + 9"


@pytest.mark.parametrize("change", [LONGER, OPENED_AGAIN])
async def test_what_was_purged_stays_away_whatever_was_decided_since(
    settings: Settings, file: Path, change: str
) -> None:
    (answer,) = await filled(settings, "ett")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await rounds.decide(db, answer.round_id, DECISION, actor="tests")
        await ended(db, answer.round_id, days=DECISION.originals_days)
        await retention.purge(db, answer.round_id, preserve=nothing_to_keep, actor="b@example.org")
        await db.execute(change)
    after = await rows(settings)
    await restored(settings, file)

    assert after | {"staff.audit": 0} == await rows(settings) | {"staff.audit": 0}
    assert (1, 0) == (after["lyhord.response"], after["sealed.original"])


async def test_answers_that_cannot_be_purged_again_are_not_brought_back(
    settings: Settings, file: Path
) -> None:
    (answer,) = await filled(settings, "ett")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await rounds.decide(db, answer.round_id, DECISION, actor="tests")
        await ended(db, answer.round_id, days=90)
        await retention.purge(db, answer.round_id, preserve=nothing_to_keep, actor="b@example.org")
        (purge,) = (await taken_back.known(db)).purged
        await db.execute("delete from lyhord.purge")
    changed = msgspec.structs.replace(purge, statements_days=900)

    with pytest.raises(StorageError, match="cannot be done again"):
        await restored(settings, file, remembered=TakenBack(purged=(changed,)))
    assert set() == await texts(settings)


async def test_a_purge_that_was_changed_changes_nothing(settings: Settings, file: Path) -> None:
    (answer,) = await filled(settings, "ett")
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await rounds.decide(db, answer.round_id, DECISION, actor="tests")
        await ended(db, answer.round_id, days=90)
        await retention.purge(db, answer.round_id, preserve=nothing_to_keep, actor="b@example.org")
        (purge,) = (await taken_back.known(db)).purged
    late = purge.closes + timedelta(days=1)
    changed = msgspec.structs.replace(purge, opens=late, purge_id=uuid.uuid4())
    before = await rows(settings)

    with pytest.raises(StorageError, match="cannot be done again"):
        await restored(settings, file, remembered=TakenBack(purged=(changed,)))
    assert before == await rows(settings)


async def test_what_joined_waves_stays_away_once_their_series_was_ended(
    settings: Settings, empty: Settings, file: Path
) -> None:
    (answer,) = await filled(settings, "ett")
    async with owning(settings) as db, db.transaction():
        await waves.begin(db, answer.round_id, actor="tests")
        await db.execute(
            "insert into lyhord.wave_code (round_id, response_id, code_hash) values ($1, $2, $3)",
            *(answer.round_id, answer.response_id, bytes(32)),
        )
    await saved(settings, file)
    async with owning(settings) as db, db.transaction():
        await ended(db, answer.round_id, days=1)
        is_ended = await waves.end(db, answer.round_id, actor="tests")
        gone = await taken_back.known(db)
    await restored(settings, file)
    await restored(empty, file, remembered=gone)
    left: list[tuple[int, int]] = []
    for each in (settings, empty):
        async with owning(each) as db:
            codes = await db.fetchval("select count(*) from lyhord.wave_code")
            left.append((codes, await db.fetchval("select count(key) from lyhord.series")))

    assert is_ended
    assert [(0, 0), (0, 0)] == left
    assert {"ett"} == await texts(empty)


async def test_who_wants_no_letters_gets_none_after_a_restore(
    settings: Settings, file: Path
) -> None:
    await saved(settings, file)
    async with owning(settings) as db:
        await db.execute("insert into invitation_mail.opt_out values ('hash')")
    await restored(settings, file)
    async with owning(settings) as db:
        left = await db.fetchval("select address_hash from invitation_mail.opt_out")

    assert b"hash" == left


async def test_the_receipts_of_a_purged_round_are_forgotten(settings: Settings) -> None:
    (answer,) = await filled(settings, "ett")
    async with owning(settings) as db, db.transaction():
        await responses.withdraw(db, answer.receipt_hash)
        before = await taken_back.known(db)
    purge = msgspec.convert(
        {
            "purge_id": answer.response_id,
            "round_id": answer.round_id,
            "at": "2026-11-01T00:00:00Z",
            "actor": "a",
            "has_answers": True,
            "preserved": [],
            "state": "closed",
            "opens": "2026-01-01",
            "closes": "2026-02-01",
            "closed_at": None,
            "reference": "KS 1",
            "originals_days": 1,
            "statements_days": 1,
            "registrations_days": 1,
        },
        taken_back.Purged,
    )

    assert 1 == len(before.withdrawn)
    assert TakenBack(purged=(purge,)) == before.with_(TakenBack(purged=(purge,)))


async def test_a_database_in_use_is_not_replaced_unasked(settings: Settings, file: Path) -> None:
    await filled(settings, "ett")
    await saved(settings, file)

    with pytest.raises(BadInputError, match="--replace"):
        await restored(settings, file, replace=False)


async def test_nothing_is_replaced_under_somebody_who_is_connected(
    settings: Settings, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restoring, "LEAVING", 1)
    await filled(settings, "ett")
    await saved(settings, file)

    async with owning(settings):
        with pytest.raises(BadInputError, match="other connections use this database"):
            await restored(settings, file)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flipped(content: bytes) -> bytes:
    return content[:600] + bytes([content[600] ^ 1]) + content[601:]


def _resealed(content: bytes) -> bytes:
    return content.replace(b'"size": ', b'"size":  ')


def _emptied(_: bytes) -> bytes:
    return b""


def _strange(_: bytes) -> bytes:
    return b"PK" * 99


def _locked(content: bytes) -> bytes:
    """With every member marked as locked by a password."""
    return _in_headers(content, flags=1, method=None)


def _packed(content: bytes) -> bytes:
    """With every member packed in a way that nobody knows."""
    return _in_headers(content, flags=None, method=99)


def _pressed(content: bytes) -> bytes:
    """Packed anew so that a few bytes would become as many as they like; sealed all the same."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as after,
    ):
        for name in before.namelist():
            after.writestr(name, before.read(name))
    return packed.getvalue()


def _in_headers(content: bytes, *, flags: int | None, method: int | None) -> bytes:
    changed = bytearray(content)
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(sign)
        while at >= 0:
            for offset, value in ((place, flags), (place + 2, method)):
                if value is not None:
                    changed[at + offset] = value
            at = content.find(sign, at + 1)
    return bytes(changed)


def _change(file: Path, harm: Callable[[bytes], bytes]) -> None:
    file.write_bytes(harm(file.read_bytes()))


@pytest.mark.parametrize(
    "harm", [_cut, _flipped, _resealed, _emptied, _strange, _locked, _packed, _pressed]
)
async def test_a_file_that_is_not_whole_changes_nothing(
    settings: Settings, file: Path, harm: Callable[[bytes], bytes]
) -> None:
    await saved(settings, file)
    await filled(settings, "ett")
    _change(file, harm)
    before = await rows(settings)

    with pytest.raises(BadInputError):
        await restored(settings, file)
    assert before == await rows(settings)


async def test_a_file_of_another_installation_is_refused(settings: Settings, file: Path) -> None:
    await saved(settings, file)

    with (
        pytest.raises(BadInputError, match="another LYHORD_SECRET"),
        container.opened(file, secret="another secret, long enough to be one"),
    ):
        pass
    with container.opened(file, secret=None) as backup:
        assert 1 == backup.manifest.format


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"migrations": {"9999_later": "x"}}, "restore it with that version"),
        ({"server": 99}, "comes from PostgreSQL 99"),
        ({"tool": 99}, "no pg_restore of PostgreSQL 99"),
    ],
)
async def test_a_backup_of_something_later_changes_nothing(
    settings: Settings, file: Path, change: dict[str, object], told: str
) -> None:
    await filled(settings, "ett")
    await saved(settings, file)
    with container.opened(file, secret=SECRET) as backup:
        backup.manifest = msgspec.structs.replace(backup.manifest, **change)
        with pytest.raises((BadInputError, StorageError), match=told):
            await restoring.restore(
                settings,
                backup,
                remembered=NOTHING,
                replace=True,
                actor="tests",
                tell=silent,
            )

    assert {"ett"} == await texts(settings)


async def test_what_is_not_what_was_saved_is_not_kept(settings: Settings, file: Path) -> None:
    await filled(settings, "ett")
    await saved(settings, file)
    await filled(settings, "två")
    with container.opened(file, secret=SECRET) as backup:
        (first, *others) = backup.manifest.tables
        other = msgspec.structs.replace(first, digest="1")
        backup.manifest = msgspec.structs.replace(backup.manifest, tables=(other, *others))
        with pytest.raises(StorageError, match=f"not what was saved: {first.name}"):
            await restoring.restore(
                settings, backup, remembered=NOTHING, replace=True, actor="tests", tell=silent
            )

    assert {"ett", "två"} == await texts(settings)


@pytest.mark.parametrize("step", ["post-data", "taking_back"])
async def test_a_restore_that_is_killed_changes_nothing(
    settings: Settings, file: Path, step: str
) -> None:
    await filled(settings, "ett")
    await saved(settings, file)
    await filled(settings, "två")
    assert settings.database_url is not None
    ending = (
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid() and usename is not null"
    )

    def kill(at: str) -> None:
        if at == step:
            psql = embedded.programs("psql")[-1]
            subprocess.run([psql, settings.database_url or "", "-qc", ending], check=True)

    with container.opened(file, secret=SECRET) as backup, pytest.raises(StorageError):
        await restoring.restore(
            settings, backup, remembered=NOTHING, replace=True, actor="tests", tell=kill
        )

    assert {"ett", "två"} == await texts(settings)
