"""A settled round with closed answers, for tests of what is told of them."""

from uuid import UUID

from lyhord.instruments.definition import Audience
from lyhord.storage import responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse
from tests.builders import (
    a_collector,
    a_publication,
    a_response,
    a_round,
    closed_questions,
    settle,
)

CORE = ("responsible", "in_time", "where", "cooperate")
GOOD: dict[str, str] = dict.fromkeys((f"core.{each}" for each in CORE), "helt")
GOOD["core.retell"] = "inte_alls"
BAD: dict[str, str] = dict.fromkeys((f"core.{each}" for each in CORE), "inte_alls")
BAD["core.retell"] = "helt"


class Answered:
    """A round with a door for each audience; what was answered is kept for withdrawals."""

    def __init__(self, db: Connection, round_id: UUID, doors: dict[Audience, Collector]) -> None:
        self.db, self.round_id, self.doors = db, round_id, doors
        self.stored: list[NewResponse] = []

    async def add(
        self, audience: Audience, n: int, place: str = "gnesta", **answers: str | list[str]
    ) -> None:
        given = {name.replace("__", "."): answer for name, answer in answers.items()}
        new = [
            a_response(self.doors[audience], answers={"municipality": place} | given)
            for _ in range(n)
        ]
        assert set(await responses.submit(self.db, new)) <= {"stored"}
        self.stored += new

    async def withdraw(self, n: int) -> None:
        for each in self.stored[:n]:
            await responses.withdraw(self.db, each.receipt_hash)
        del self.stored[:n]


async def a_round_of(db: Connection, *audiences: Audience) -> Answered:
    """An open round in which these are asked."""
    publications = [a_publication(each, pages=closed_questions()) for each in audiences]
    round_id = await a_round(db, *publications)
    doors: dict[Audience, Collector] = {
        each: await a_collector(db, round_id, audience=each) for each in audiences
    }
    return Answered(db, round_id, doors)


async def a_settled_round(db: Connection) -> Answered:
    """Sixty young people and forty guardians, who met different people."""
    round_ = await a_round_of(db, "youth", "guardian")
    await round_.add("youth", 30, actor=["bup", "kurator"], n_contacts="2-3", **GOOD)
    await round_.add("youth", 30, "trosa", actor=["kurator"], n_contacts="1", **BAD)
    await round_.add("guardian", 30, actor=["bup", "soc"], n_contacts="4-6", **BAD)
    await round_.add("guardian", 10, "trosa", n_contacts="1", **GOOD)
    await settle(db, round_.round_id)
    return round_
