"""What the database holds beside what clients were told: each answer once, whole, nothing else."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

import asyncpg
from msgspec import Struct
from nacl.public import SealedBox

from lyhord.privacy import receipts, sealing
from lyhord.privacy.pseudonyms import pseudonymise
from tests.builders import PASSPHRASE, SECRET
from tests.faults.load import Load, Sent

ROWS = """
select
  r.response_id, k.receipt_hash, r.answers::text as answers, o.box,
  (
    select json_agg(json_build_array(s.question_id, s.position, s.text)
      order by s.question_id, s.position)::text
    from lyhord.statement as s
    where s.round_id = r.round_id and s.response_id = r.response_id
  ) as statements
from lyhord.response as r
left join lyhord.receipt as k using (round_id, response_id)
left join sealed.original as o using (round_id, response_id)
where r.round_id = $1
"""
COUNTS = """
select
  (select count(*) from lyhord.response where round_id = $1) as responses,
  (select count(*) from lyhord.receipt where round_id = $1) as receipts,
  (select count(*) from lyhord.statement where round_id = $1) as statements,
  (select count(*) from sealed.original where round_id = $1) as originals
"""


class Door(Struct, frozen=True, kw_only=True):
    """The door that was answered through, and what opens the originals of its round."""

    round_id: UUID
    collector_id: UUID
    slug: str
    wrapped_key: bytes


class Books(Struct, frozen=True, kw_only=True):
    """What was found: answers thanked for, those stored once, every way in which they differ."""

    acknowledged: int
    once: int
    wrong: tuple[str, ...]


async def books(url: str, door: Door, loads: Sequence[Load], *, of: Load) -> Books:
    """Compare all that is stored with all that was sent and thanked for; counts are `of` one."""
    db = await asyncpg.connect(url)
    try:
        rows = await db.fetch(ROWS, door.round_id)
        counts = dict(await db.fetchrow(COUNTS, door.round_id) or {})
    finally:
        await db.close()
    sent = {key: value for load in loads for key, value in load.sent.items()}
    seen = {key: value for load in loads for key, value in load.receipts.items()}
    withdrawn = {key for load in loads for key in load.withdrawn}
    stored = Counter(bytes(row["receipt_hash"] or b"") for row in rows)
    hashes = {_hash(_receipt(door, each)): each for each in sent}
    wrong = [f"answered {odd}" for load in loads for odd in load.odd]
    wrong += _receipts(door, sent, seen, stored, withdrawn)
    opener = SealedBox(sealing._unwrapped(door.wrapped_key, PASSPHRASE))
    for row in rows:
        submission = hashes.get(bytes(row["receipt_hash"] or b""))
        wrong += _response(row, sent[submission] if submission else None, opener)
    wrong += _totals(counts, rows, len(withdrawn))
    kept = of.receipts.keys() - withdrawn
    once = sum(stored[_hash(_receipt(door, each))] == 1 for each in kept)
    return Books(acknowledged=len(kept), once=once, wrong=tuple(wrong))


def _receipt(door: Door, submission: UUID) -> str:
    return receipts.receipt(SECRET.encode(), door.collector_id, submission)


def _hash(receipt: str) -> bytes:
    return receipts.receipt_hash(SECRET.encode(), receipt)


def _receipts(
    door: Door,
    sent: Mapping[UUID, Sent],
    seen: Mapping[UUID, set[str]],
    stored: Counter[bytes],
    withdrawn: set[UUID],
) -> list[str]:
    """Every receipt that a client saw is stored exactly once, and leads to a response.

    What was taken back leads to none.
    """
    wrong = [f"{key}: thanked and never sent" for key in seen.keys() - sent.keys()]
    for submission, shown in seen.items():
        if shown != {_receipt(door, submission)}:
            wrong.append(f"{submission}: receipts {sorted(shown)}")
        times = stored[_hash(_receipt(door, submission))]
        if times != (submission not in withdrawn):
            taken_back = " and taken back" if submission in withdrawn else ""
            wrong.append(f"{submission}: thanked for{taken_back}, stored {times} times")
    return wrong


def _response(row: Mapping[str, object], sent: Sent | None, opener: SealedBox) -> list[str]:
    """A stored response is one that somebody sent, with its statements and its original."""
    name = row["response_id"]
    if sent is None:
        return [f"{name}: stored and never sent, or without its receipt"]
    wrong: list[str] = []
    if json.loads(str(row["answers"])) != {"municipality": sent.municipality}:
        wrong.append(f"{name}: other answers")
    texts = [("wish", 0, sent.wish), *(("ideas", at, each) for at, each in enumerate(sent.ideas))]
    expected = sorted([question, at, pseudonymise(text).text] for question, at, text in texts)
    if json.loads(str(row["statements"] or "[]")) != expected:
        wrong.append(f"{name}: other statements")
    if not isinstance(row["box"], bytes):
        return [*wrong, f"{name}: no sealed original"]
    start = 1 + sealing.MARK_LENGTH
    original = json.loads(opener.decrypt(row["box"][start:]))
    if original != {"wish": [sent.wish], "ideas": list(sent.ideas)}:
        wrong.append(f"{name}: another original")
    return wrong


def _totals(counts: Mapping[str, int], rows: list[asyncpg.Record], withdrawn: int) -> list[str]:
    """Nothing lies beside the responses but receipts of what was taken back."""
    statements = sum(len(json.loads(row["statements"] or "[]")) for row in rows)
    expected = {
        "responses": len(rows),
        "receipts": len(rows) + withdrawn,
        "statements": statements,
        "originals": len(rows),
    }
    return [] if counts == expected else [f"rows: {counts}, expected {expected}"]
