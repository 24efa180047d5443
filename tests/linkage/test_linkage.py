"""Nothing leads from a door, a code or a line of the log to an answer.

The thief has the whole database with its files, the list of codes and the secret, the log, and
knows in which order people answered. What is outside the promise (the write-ahead log, replicas,
backups) is told in docs/doors.md. That the attack can see, `test_the_attack` shows.
"""

import json
from collections.abc import Sequence
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.privacy.codes import code_hash
from lyhord.settings import Settings
from lyhord.storage import mixing
from lyhord.storage.database import Database
from lyhord.web.app import create_app
from tests.builders import SECRET
from tests.linkage.attacking import MOST_RIGHT, clues, columns, right_pairs
from tests.linkage.dumping import Dump, dump
from tests.linkage.filling import Person, a_place_with_doors, answer_all, arrived, people

PEOPLE = 200


async def test_two_hundred_answers_link_no_better_than_chance(
    settings: Settings, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    place = await a_place_with_doors(database, codes=PEOPLE)
    coming = people(PEOPLE, seed=1)

    async def mix() -> None:
        async with database.transaction("desk") as db:
            await mixing.mix(db)

    async with AsyncTestClient(create_app(replace(settings, part="door"))) as client:
        await answer_all(database, client, place, coming, mix=mix, every=PEOPLE // 4)
    order = await arrived(database, coming)
    async with database.transaction("owner") as db:
        stolen = await dump(db)
    log = capsys.readouterr().err

    assert len(set(order)) == PEOPLE
    assert clues(stolen, order) == []
    _no_code_beside_an_answer(stolen, place.codes, place.codes_door.collector_id, coming, order)
    _no_line_beside_an_answer(stolen, log, coming, order)
    _nobody_is_written_down(stolen, log, coming)
    _codes_join_waves_alone(stolen, coming)


def _no_code_beside_an_answer(
    stolen: Dump, codes: Sequence[str], door: UUID, coming: Sequence[Person], order: Sequence[str]
) -> None:
    """With the secret a thief knows which codes are used; not by whom, and not from dead rows."""
    hashes = [code_hash(SECRET.encode(), door, code).hex() for code in codes]
    left = {row["code_hash"].removeprefix("\\x") for row in stolen.tables["entry.code"]}
    used = [each for each in hashes if each not in left]
    admitted = [each for each, who in zip(order, coming, strict=True) if who.door == "codes"]
    assert used == hashes[: len(admitted)]
    assert not any(bytes.fromhex(each) in file for each in used for file in stolen.files.values())
    for where, keys in columns(stolen):
        known = [keys[each] for each in admitted if each in keys]
        if len(known) == len(used):
            assert right_pairs([(each,) for each in used], known) <= MOST_RIGHT, where


def _no_line_beside_an_answer(
    stolen: Dump, log: str, coming: Sequence[Person], order: Sequence[str]
) -> None:
    """What a line says, most of all how long it took, pairs with no size or other value."""
    events = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    lines = [event for event in events if event.get("method") == "POST"]
    by_web = [each for each, who in zip(order, coming, strict=True) if who.door != "paper"]
    assert len(lines) == len(by_web)
    assert {line["timestamp"][14:19] for line in lines} == {"00:00"}
    for name in ("ms", "request_id"):
        said = [(line[name],) for line in lines]
        for where, keys in columns(stolen):
            known = [keys[each] for each in by_web if each in keys]
            if len(known) == len(said):
                assert right_pairs(said, known) <= MOST_RIGHT, (name, where)


def _nobody_is_written_down(stolen: Dump, log: str, coming: Sequence[Person]) -> None:
    """No header of any device is anywhere."""
    told = "\n".join(
        [log, *(value for rows in stolen.tables.values() for row in rows for value in row.values())]
    )
    for person in coming:
        for name in ("User-Agent", "X-Forwarded-For", "Referer"):
            assert person.headers[name] not in told
        assert person.mark not in log
        assert str(person.submission) not in told
        assert person.wave_code not in told


def _codes_join_waves_alone(stolen: Dump, coming: Sequence[Person]) -> None:
    """What is kept of a self-made code stands beside its answer, and nowhere else."""
    kept = stolen.tables["lyhord.wave_code"]
    hashes = {row["code_hash"] for row in kept}
    assert len(hashes) == len(kept) == sum(who.door != "paper" for who in coming)
    elsewhere = {
        (table, column)
        for table, rows in stolen.tables.items()
        for row in rows
        for column, value in row.items()
        if value in hashes and table != "lyhord.wave_code"
    }
    assert elsewhere == set()


async def test_no_table_of_collected_data_has_a_sequence(database: Database) -> None:
    async with database.transaction("owner") as db:
        stolen = await dump(db)

    assert {name.partition(".")[0] for name in stolen.sequences} <= {"staff"}
