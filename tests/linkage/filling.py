"""Two hundred people who answer in an order that is known, each through a door and a device."""

import hashlib
import random
from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec import Struct

from lyhord.intake.doors import door_at
from lyhord.intake.receiving import Intake
from lyhord.storage import collectors, responses
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.web.app import clock_in
from tests.builders import (
    SECRET,
    a_collector,
    a_publication,
    a_response,
    a_round,
    some_codes,
)

Client = AsyncTestClient[Litestar]
BROWSERS = ("Firefox/149.0", "Safari/605.1.15", "Chrome/160.0", "SamsungBrowser/30", "Lynx/2.9")
WORDS = ("skolan", "vuxna", "tid", "lyssna", "hemma", "kompisar", "läxor", "rasten", "oro", "stöd")
LANGUAGES = ("sv-SE,sv;q=0.9", "ar", "fi-FI", "en-GB,en;q=0.8", "so")


class Place(Struct, frozen=True, kw_only=True):
    """A round with a door of each kind, and the codes in the order in which they are handed out."""

    round_id: UUID
    codes_door: Collector
    open_door: Collector
    kiosk: Collector
    paper: Collector
    codes: tuple[str, ...]


class Person(Struct, frozen=True, kw_only=True):
    """Somebody who answers: a word that nobody else writes, and whatever else differs.

    Who answers on the web gives a self-made code, as a browser sends it.
    """

    mark: str
    text: str
    door: str
    headers: dict[str, str]
    municipality: str
    submission: UUID

    @property
    def wave_code(self) -> str:
        """What the browser makes of this person's own code; no other person's is the same."""
        return hashlib.sha256(self.mark.encode()).hexdigest()


async def a_place_with_doors(database: Database, *, codes: int) -> Place:
    """Open a round with its doors."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db, a_publication(joins_waves=True))
        codes_door = await a_collector(db, round_id, mode="codes")
        return Place(
            round_id=round_id,
            codes_door=codes_door,
            open_door=await a_collector(db, round_id),
            kiosk=await a_collector(db, round_id, mode="kiosk"),
            paper=await a_collector(db, round_id, mode="paper"),
            codes=await some_codes(db, codes_door, codes),
        )


def people(n: int, *, seed: int) -> list[Person]:
    """So many people in the order in which they answer."""
    source = random.Random(seed)  # noqa: S311 - the same people each time
    doors = ["codes"] * (n * 2 // 5) + ["open"] * (n * 3 // 10) + ["kiosk"] * (n // 5)
    doors += ["paper"] * (n - len(doors))
    source.shuffle(doors)
    return [_person(source, number, door) for number, door in enumerate(doors)]


def _person(source: random.Random, number: int, door: str) -> Person:
    mark = "x" + "".join(chr(97 + number // 26**place % 26) for place in range(3)) + "x"
    written = source.choices(WORDS, k=source.randint(1, 60))
    address = ".".join(str(source.randint(1, 250)) for _ in range(4))
    return Person(
        mark=mark,
        text=" ".join((mark, *written)),
        door=door,
        headers={
            "User-Agent": f"Mozilla/5.0 ({number}) {source.choice(BROWSERS)}",
            "Accept-Language": source.choice(LANGUAGES),
            "X-Forwarded-For": address,
            "Referer": f"https://school.example.org/{number}",
            "DNT": source.choice("01"),
        },
        municipality=source.choice(("gnesta", "trosa")),
        submission=UUID(int=source.getrandbits(128), version=4),
    )


async def answer_all(
    database: Database,
    client: Client,
    place: Place,
    coming: Sequence[Person],
    *,
    mix: Callable[[], Awaitable[None]],
    every: int,
) -> None:
    """Let everybody answer, one after the other, and mix the rows after every so many."""
    codes = iter(place.codes)
    for number, person in enumerate(coming, start=1):
        if person.door == "paper":
            await _type_in(database, place.paper, person)
        else:
            await _post(client, place, person, next(codes) if person.door == "codes" else None)
        if number % every == 0:
            await mix()


async def _post(client: Client, place: Place, person: Person, code: str | None) -> None:
    door = {"codes": place.codes_door, "open": place.open_door, "kiosk": place.kiosk}[person.door]
    posted = {
        "submission": str(person.submission),
        "language": "sv",
        "answers": {"municipality": person.municipality, "wish": person.text},
        "wave_code": person.wave_code,
    } | ({"code": code} if code else {})
    answer = await client.post(
        f"/api/v1/collectors/{door.slug}/responses", json=posted, headers=person.headers
    )
    assert answer.status_code == 201, answer.text


async def _type_in(database: Database, collector: Collector, person: Person) -> None:
    clock = clock_in("Europe/Stockholm")
    async with database.transaction("owner") as db:
        door = door_at(await collectors.door(db, collector.slug), clock())
    intake = Intake(database, secret=SECRET, clock=clock, limit=9, watch=None, role="desk")
    await intake.submit(
        door,
        instrument=door.publication.instrument,
        version=door.version,
        language="sv",
        answers={"municipality": person.municipality, "wish": person.text},
        submission=person.submission,
        typist="typist@example.org",
    )


async def arrived(database: Database, coming: Sequence[Person]) -> list[str]:
    """The ids of the responses in the order in which they came: what the attacker wants to know."""
    async with database.transaction("owner") as db:
        rows = await db.fetch("select response_id::text as id, text from lyhord.statement")
    by_mark = {row["text"].split(" ")[0]: row["id"] for row in rows}
    return [by_mark[person.mark] for person in coming]


async def put_in(database: Database, collector: Collector, n: int) -> list[str]:
    """So many responses without any web, one after the other; their ids in that order."""
    new = [a_response(collector, "samma text") for _ in range(n)]
    for each in new:
        async with database.transaction("door") as db:
            assert await responses.submit(db, [each]) == ("stored",)
    return [str(each.response_id) for each in new]
