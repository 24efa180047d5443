"""People who answer: each sends one answer again until it is acknowledged, as the page does."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
from msgspec import Struct

PAUSE = 0.02
RETRY = 0.1
TIMEOUT = 75.0  # longer than the service waits for its database
PATIENCE = 240.0
TAKEN = {200, 201}
AGAIN = {502, 503}
# one in so many goes home when something breaks, and never learns what became of the answer
IMPATIENT = 10
WORDS = (
    *("skolan", "rasten", "maten", "kompisar", "läraren", "fritiden", "bussen", "träningen"),
    *("hjälpen", "vänta", "lyssna", "berätta", "ensam", "trygg", "stökigt", "lugnt", "tidigare"),
    *("orkar", "sova", "prata", "kuratorn", "fråga", "oftare", "aldrig", "ibland", "hemma"),
)


class Sent(Struct, frozen=True, kw_only=True):
    """What somebody answered; `ideas` may be several."""

    municipality: str
    wish: str
    ideas: tuple[str, ...]

    @property
    def answers(self) -> dict[str, object]:
        """The answers as JSON."""
        return {"municipality": self.municipality, "wish": self.wish, "ideas": list(self.ideas)}


class Load:
    """Clients side by side; remembers what was sent, which receipts were seen, and what failed."""

    def __init__(self, address: str, slug: str, *, clients: int = 8, seed: int = 8) -> None:
        self.path = f"{address}/api/v1/collectors/{slug}/responses"
        self.sent: dict[UUID, Sent] = {}
        self.receipts: dict[UUID, set[str]] = {}
        self.withdrawn: set[UUID] = set()
        self.refusals: Counter[str] = Counter()
        self.odd: list[str] = []
        self._clients = clients
        self._random = random.Random(seed)  # noqa: S311 - made-up answers
        self._going_on = True

    def saved(self, sent: Mapping[UUID, Sent], receipts: Mapping[UUID, set[str]]) -> "Load":
        """The same people as a backup knows them, whose answers were taken before it was over."""
        made = Load(self.path, "", clients=0)
        made.sent, made.receipts = dict(sent), dict(receipts)
        made.withdrawn, made.odd = self.withdrawn & made.receipts.keys(), self.odd
        return made

    @property
    def acknowledged(self) -> int:
        """How many answers somebody was thanked for."""
        return len(self.receipts)

    @asynccontextmanager
    async def on(self) -> AsyncGenerator["Load"]:
        """Let people answer; at the end everybody in hand sends until it is acknowledged."""
        # a connection for each: who waits for one would be told apart from a fault
        async with httpx.AsyncClient(timeout=TIMEOUT, limits=_many(self._clients)) as client:
            people = [asyncio.create_task(self._answer(client)) for _ in range(self._clients)]
            try:
                yield self
                self._going_on = False
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(*people)
            finally:
                for person in people:
                    person.cancel()
                await asyncio.gather(*people, return_exceptions=True)

    async def until(self, more: int, *, seconds: float = PATIENCE) -> None:
        """Wait until so many more answers are acknowledged."""
        goal = self.acknowledged + more
        async with asyncio.timeout(seconds):
            while self.acknowledged < goal:  # noqa: ASYNC110 - counted by several
                await asyncio.sleep(RETRY)

    async def met(self, what: str, more: int) -> None:
        """Wait until people have met a refusal so many times more."""
        goal = self.refusals[what] + more
        async with asyncio.timeout(PATIENCE):
            while self.refusals[what] < goal:  # noqa: ASYNC110 - counted by several
                await asyncio.sleep(RETRY)

    def made_up(self) -> Sent:
        """An answer that nobody has given before."""
        texts = [" ".join(self._random.choices(WORDS, k=9)) for _ in range(3)]
        return Sent(
            municipality=self._random.choice(("gnesta", "trosa")),
            wish=texts[0],
            ideas=tuple(texts[1:]),
        )

    async def _answer(self, client: httpx.AsyncClient) -> None:
        while self._going_on:
            is_impatient = self._random.randrange(IMPATIENT) == 0
            await self.send(client, uuid4(), self.made_up(), is_patient=not is_impatient)
            await asyncio.sleep(PAUSE)

    async def send(
        self, client: httpx.AsyncClient, submission: UUID, sent: Sent, *, is_patient: bool = True
    ) -> None:
        """Send one answer, and again after whatever broke, until a receipt comes."""
        self.sent[submission] = sent
        body = {"submission": str(submission), "answers": sent.answers}
        while not await self._is_taken(client, submission, body) and is_patient:  # noqa: ASYNC110
            await asyncio.sleep(RETRY)

    async def _is_taken(
        self, client: httpx.AsyncClient, submission: UUID, body: dict[str, object]
    ) -> bool:
        try:
            answer = await client.post(self.path, json=body)
        except httpx.HTTPError as error:
            self.refusals[type(error).__name__] += 1
            return False
        if answer.status_code in TAKEN:
            self.receipts.setdefault(submission, set()).add(str(answer.json()["receipt"]))
            return True
        self.refusals[str(answer.status_code)] += 1
        if answer.status_code not in AGAIN:
            self.odd.append(f"{answer.status_code} {answer.text[:80]}")
            return True
        return False


def _many(clients: int) -> httpx.Limits:
    return httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
