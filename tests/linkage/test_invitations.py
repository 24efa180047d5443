"""No address leads to a code, to whether a code was used, or to an answer.

The thief has the whole database with its files, the secret, the log, and every letter: so it is
known who got which code. Letters lie with whoever carries mail; what is shown here is that nothing
of ours says it too, neither before anybody answers nor afterwards.
"""

import json
import random
from collections.abc import Iterator, Sequence
from uuid import UUID

import pytest
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.inviting import mailing, sending
from lyhord.inviting.addresses import Listed
from lyhord.inviting.letters import Sender
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.privacy.codes import code_hash
from lyhord.privacy.invitations import hash_of
from lyhord.settings import Settings
from lyhord.storage import instruments, mixing
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web import observability
from lyhord.web.app import create_app
from tests.builders import SECRET, TODAY, a_collector, a_publication, a_round
from tests.linkage.attacking import MOST_RIGHT, Key, right_pairs
from tests.linkage.dumping import Dump, Row, dump
from tests.mail import Letters, a_mail_server

PEOPLE = 100
ANSWERING = 60
BATCH = 40  # three jobs, of which the last is small


async def _invited(database: Database) -> tuple[Collector, list[str]]:
    """A list in the order of its letters' names, as lists are."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await instruments.publish(db, a_publication("guardian"), actor="tests")
        door = await a_collector(db, round_id, "guardian", "codes")
    addresses = [f"person{n:03}@example.org" for n in range(PEOPLE)]
    sender = Sender(mail_from="a@example.org", address="http://x", door="http://x/s/y")
    async with database.transaction("desk") as db:
        ready = await mailing.draft(
            db,
            door,
            Listed(addresses=tuple(addresses)),
            language="sv",
            sender=sender,
            secret=SECRET,
            today=TODAY,
        )
        await mailing.send(db, ready, secret=SECRET, actor="leader@example.org")
    return door, addresses


async def _answered(settings: Settings, door: Collector, codes: Sequence[str]) -> None:
    source = random.Random(7)  # noqa: S311 - the same each time
    async with AsyncTestClient(create_app(replace(settings, part="door"))) as client:
        for n, code in enumerate(codes):
            posted = {
                "submission": str(UUID(int=source.getrandbits(128), version=4)),
                "language": "sv",
                "code": code,
                "answers": {"municipality": "gnesta", "wish": f"{_mark(n)} {'lyssna ' * (n % 7)}"},
            }
            address = f"/api/v1/collectors/{door.slug}/responses"
            answer = await client.post(address, json=posted)
            assert answer.status_code == 201, answer.text


def _mark(n: int) -> str:
    return "x" + "".join(chr(97 + n // 26**place % 26) for place in (2, 1, 0)) + "x"


async def test_neither_codes_nor_answers_go_with_addresses(
    settings: Settings,
    database: Database,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "BATCH", BATCH)
    observability.set_up(is_json=True)
    letters = Letters()
    door, addresses = await _invited(database)
    with a_mail_server(settings, letters) as led:
        await Worker(database, kinds(led), tell=observability.log.info).empty()
    after_sending = await _stolen(database)
    codes = letters.codes
    coming = random.Random(5).sample(addresses, ANSWERING)  # noqa: S311 - the same each time
    await _answered(settings, door, [codes[each] for each in coming])
    async with database.transaction("desk") as db:
        await mixing.mix(db)
    after_answering = await _stolen(database)
    told = capsys.readouterr().err
    by_code = {_hash(door, codes[each]): each for each in addresses}

    assert PEOPLE == len(by_code)
    _no_row_beside_another(after_sending, by_code)
    _no_row_beside_another(after_answering, by_code)
    _no_trace_of_who_answered(after_answering, frozenset(coming), addresses)
    _no_answer_beside_an_address(after_answering, coming)
    _nothing_says_both(after_sending, told, letters)


async def _stolen(database: Database) -> Dump:
    async with database.transaction("owner") as db:
        return await dump(db)


def _hash(door: Collector, code: str) -> str:
    return code_hash(SECRET.encode(), door.collector_id, code).hex()


def _hashed(row: Row) -> str:
    return row["address_hash"].removeprefix("\\x")


def _keys(rows: Sequence[Row], column: str) -> list[Key]:
    values = [row[column] for row in rows]
    if all(value.startswith("(") for value in values):
        return [tuple(float(part) for part in value.strip("()").split(",")) for value in values]
    if all(value.lstrip("-").isdigit() for value in values):
        return [(float(value),) for value in values]
    return [(value,) for value in values]


def _pairs(first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """How many are paired rightly by each column of one and each of the other, either way round."""
    for one in first[0]:
        keys = _keys(first, one)
        for other in second[0]:
            against = _keys(second, other)
            if len(set(keys)) == len(set(against)) == 1:
                continue
            yield f"{one} by {other}", right_pairs(keys, against)
            turned = [-rank for rank in _ranks(against)]
            yield f"{one} against {other}", right_pairs(keys, [(rank,) for rank in turned])


def _ranks(keys: Sequence[Key]) -> list[float]:
    places = {key: float(rank) for rank, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


def _no_row_beside_another(stolen: Dump, by_code: dict[str, str]) -> None:
    """The codes that are left pair with their addresses by no column, place or transaction."""
    owner = {hash_of(SECRET.encode(), address).hex(): address for address in by_code.values()}
    by_address = {owner[_hashed(row)]: row for row in stolen.tables["invitation_mail.address"]}
    left = [row for row in stolen.tables["entry.code"] if row["code_hash"][2:] in by_code]
    theirs = [by_address[by_code[row["code_hash"][2:]]] for row in left]
    assert len(left) in {PEOPLE, PEOPLE - ANSWERING}
    assert 1 == len({row["xmin"] for row in left})
    for how, right in _pairs(left, theirs):
        assert right <= MOST_RIGHT, how


def _no_trace_of_who_answered(
    stolen: Dump, answered: frozenset[str], addresses: Sequence[str]
) -> None:
    """Nothing of an address differs between those who answered and those who did not."""
    owner = {hash_of(SECRET.encode(), address).hex(): address for address in addresses}
    rows = stolen.tables["invitation_mail.address"]
    for column in rows[0]:
        keys = _keys(rows, column)
        order = sorted(range(len(rows)), key=lambda place: keys[place])
        first = [owner[_hashed(rows[place])] in answered for place in order[:ANSWERING]]
        # 36 of 60 by chance; a deviation is 2.4
        assert abs(sum(first) - ANSWERING * ANSWERING / PEOPLE) < 15, column


def _no_answer_beside_an_address(stolen: Dump, coming: Sequence[str]) -> None:
    """Answers pair with the addresses of those who gave them by no column, place or transaction."""
    by_hash = {_hashed(row): row for row in stolen.tables["invitation_mail.address"]}
    theirs = [by_hash[hash_of(SECRET.encode(), each).hex()] for each in coming]
    written = {row["text"].split(" ")[0]: row for row in stolen.tables["lyhord.statement"]}
    texts = [written[_mark(n)] for n in range(len(coming))]
    answers = {row["response_id"]: row for row in stolen.tables["lyhord.response"]}
    for rows in (texts, [answers[row["response_id"]] for row in texts]):
        for how, right in _pairs(rows, theirs):
            assert right <= MOST_RIGHT, how


def _nothing_says_both(stolen: Dump, told: str, letters: Letters) -> None:
    """No address is in the log, and no code anywhere, neither in a row nor in a file."""
    rows = "\n".join(
        value for each in stolen.tables.values() for row in each for value in row.values()
    )
    events = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert any(event.get("event") == "job_finished" for event in events)
    for address, code in letters.codes.items():
        assert address not in told
        assert code not in told
        assert code not in rows
        assert not any(code.encode() in file for file in stolen.files.values())
    noted = "\n".join(
        value for row in stolen.tables["staff.audit"] for value in row.values()
    ) + "\n".join(value for row in stolen.tables["staff.job"] for value in row.values())
    assert "person" not in noted


def test_rows_that_lie_in_the_same_order_would_be_seen() -> None:
    codes = [{"code_hash": f"\\x{n * 7919 % 199:02x}", "ctid": f"(0,{n})"} for n in range(99)]
    addresses = [{"address": f"person{n:03}", "ctid": f"({n},1)"} for n in range(99)]

    found = dict(_pairs(codes, addresses))
    assert 99 == found["ctid by address"]
    assert 99 == found["ctid by ctid"]
    assert found["code_hash by address"] <= MOST_RIGHT
