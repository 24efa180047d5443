"""Promising a day for the results: who may answer for it, and that it is not taken back."""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from lyhord.replying import linting
from lyhord.rounds import FIRST_DAY, LAST_DAY
from lyhord.storage import replies, rounds
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round

NEAR_DAYS = 14

Mistake = Literal["day", "earlier", "owner", "name", "long"]
State = Literal["kept", "none", "later", "near", "missed"]


class Promise(Struct, frozen=True, kw_only=True):
    """By when the results come, and which role or body answers for that."""

    due_on: date
    owner: str


async def promise(db: Connection, round_id: UUID, wanted: Promise, *, actor: str) -> Mistake | None:
    """Promise a day, or say why not; the same promise again changes nothing.

    A day that respondents were told is never moved forward: until then they may take back what they
    sent.
    """
    await replies.lock(db, round_id)
    round_ = await rounds.get(db, round_id)
    known = await replies.loop(db, round_id)
    mistake = _mistake(round_, wanted)
    if mistake is None and (known.due_on, known.owner) != (wanted.due_on, wanted.owner):
        await replies.promise(db, round_id, due_on=wanted.due_on, owner=wanted.owner, actor=actor)
    return mistake


def state(loop: replies.Loop, *, today: date) -> State:
    """How a promise stands: kept once something is published."""
    if loop.version is not None:
        return "kept"
    if loop.due_on is None:
        return "none"
    left = (loop.due_on - today).days
    if left < 0:
        return "missed"
    return "near" if left <= NEAR_DAYS else "later"


def _mistake(round_: Round, wanted: Promise) -> Mistake | None:
    if not wanted.owner:
        return "owner"
    if linting.too_long("who", wanted.owner):
        return "long"
    if linting.people(wanted.owner):
        return "name"
    if not max(FIRST_DAY, round_.closes) <= wanted.due_on <= LAST_DAY:
        return "day"
    is_told = round_.state != "draft" and round_.results_by is not None
    if is_told and round_.results_by is not None and wanted.due_on < round_.results_by:
        return "earlier"
    return None
