"""Rounds that follow each other up, answered by people who are found again by their codes."""

import hashlib
from collections.abc import Mapping, Sequence

from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.storage import responses, waves
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse
from lyhord.storage.waves import WaveCode
from tests.builders import a_collector, a_publication, a_response, a_round, closed_questions
from tests.disclosing.answered import CORE

SCALE = ("inte_alls", "ganska_daligt", "ganska_bra", "helt")


class Said(Struct, frozen=True):
    """What somebody answered: a place on the scale for each statement, and the code, if any."""

    place: int
    code: str = ""


def placed(place: int) -> Mapping[str, str]:
    """Answers that all say the same of how support hangs together, from 0 (worst) to 3."""
    straight = {f"core.{each}": SCALE[place] for each in CORE}
    return straight | {"core.retell": SCALE[len(SCALE) - 1 - place]}


def hashed(code: str) -> bytes:
    """What is stored of a code."""
    return hashlib.sha256(code.encode()).digest()


async def a_series(db: Connection, n: int = 2, audience: Audience = "youth") -> list[Collector]:
    """So many open rounds that follow each other up, each by its door."""
    asked = a_publication(audience, pages=closed_questions(), joins_waves=True)
    doors: list[Collector] = []
    for number in range(n):
        round_id = await a_round(db, asked, name=f"T{number}")
        if doors:
            await waves.follow(db, round_id, doors[-1].round_id, actor="tests")
        doors.append(await a_collector(db, round_id, audience=audience))
    return doors


async def answer(db: Connection, door: Collector, people: Sequence[Said]) -> list[NewResponse]:
    """Let people answer through a door, with their codes."""
    new = [
        a_response(door, answers={"municipality": "gnesta", **placed(each.place)})
        for each in people
    ]
    assert set(await responses.submit(db, new)) <= {"stored"}
    codes = [
        WaveCode(round_id=door.round_id, response_id=one.response_id, code_hash=hashed(said.code))
        for one, said in zip(new, people, strict=True)
        if said.code
    ]
    await waves.keep(db, codes)
    return new
