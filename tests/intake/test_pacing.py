"""The pace of codes: a school answers undisturbed, and one who guesses gets nowhere."""

import heapq
import random
from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from lyhord.intake.pacing import FREE, LONGEST_SECONDS, Pace
from lyhord.privacy import codes

HERE = UUID(int=1)
SIX_MINUTES = 360.0


class Town:
    """A fake clock on which many visitors try codes at one door; first come, first served."""

    def __init__(self, right: set[str]) -> None:
        self.now = 0.0
        self.right = right
        self.pace = Pace(clock=lambda: self.now, sleep=self._no_sleep)
        self.tried = 0

    async def _no_sleep(self, _: float) -> None:
        raise AssertionError("time passes by the clock of the test")

    def arrives(self, code: str) -> tuple[float, Callable[[], bool]]:
        """Somebody brings a code now: how long the try takes, and what then comes of it."""
        return self.pace.delay(HERE), lambda: self._judged(code)

    def _judged(self, code: str) -> bool:
        self.tried += 1
        if code in self.right:
            self.right.remove(code)
            return True
        self.pace.missed(HERE)
        return False


def visits(town: Town, pupils: list[tuple[float, str]], *, guessers: int) -> list[float]:
    """Let pupils come at their times, and guessers one guess after the other, for six minutes.

    Returns how long each pupil waited until the code was taken; whoever is not let in is missing.
    """
    seed = random.Random(4)  # noqa: S311 - the same school each time
    queue: list[tuple[float, int, str, float | None, Callable[[], bool] | None]] = []
    ticket = 0
    for at, code in pupils:
        queue.append((at, ticket, code, at, None))
        ticket += 1
    for _ in range(guessers):
        queue.append((0.0, ticket, codes.new_code(seed.choice), None, None))
        ticket += 1
    heapq.heapify(queue)
    waited: list[float] = []
    while queue and queue[0][0] <= SIX_MINUTES:
        town.now, number, code, came, judge = heapq.heappop(queue)
        if judge is None:
            delay, judged = town.arrives(code)
            heapq.heappush(queue, (town.now + delay, number, code, came, judged))
        elif judge() and came is not None:
            waited.append(town.now - came)
        elif came is None:
            # the next guess, as soon as the answer has come back
            guess = codes.new_code(seed.choice)
            heapq.heappush(queue, (town.now + 0.02, number, guess, None, None))
    return waited


def a_school() -> list[tuple[float, str]]:
    seed = random.Random(3)  # noqa: S311 - the same school each time
    made = {codes.new_code(seed.choice) for _ in range(300)}
    return [(seed.uniform(0, 350), code) for code in sorted(made)]


def test_three_hundred_pupils_behind_one_address_wait_for_nothing() -> None:
    pupils = a_school()
    town = Town({code for _, code in pupils})

    assert visits(town, pupils, guessers=0) == [0.0] * 300


def test_one_who_guesses_tries_few_codes_and_hits_none() -> None:
    pupils = a_school()
    town = Town({code for _, code in pupils})
    waited = visits(town, [], guessers=1)

    assert waited == []
    assert len(town.right) == 300
    # without a pace, an answer in 20 ms would have let 18,000 be tried
    assert town.tried < 200


def test_a_school_gets_in_while_somebody_guesses() -> None:
    pupils = a_school()
    town = Town({code for _, code in pupils})
    waited = visits(town, pupils, guessers=5)

    assert len(waited) == 300
    assert max(waited) <= LONGEST_SECONDS + 0.001
    assert town.right == set()


def test_a_class_that_types_wrong_now_and_then_waits_for_nothing() -> None:
    town = Town(set())
    for _ in range(FREE):
        delay, judge = town.arrives("wrong")
        assert delay == 0.0
        assert not judge()

    assert town.pace.delay(HERE) == 0.0


def test_wrong_codes_at_one_door_slow_no_other() -> None:
    town = Town(set())
    for _ in range(100):
        town.pace.missed(HERE)

    assert town.pace.delay(HERE) == LONGEST_SECONDS
    assert town.pace.delay(uuid4()) == 0.0


def test_it_is_forgiven_within_minutes() -> None:
    town = Town(set())
    for _ in range(10_000):
        town.pace.missed(HERE)
    town.now = 300.0

    assert town.pace.delay(HERE) == 0.0


async def test_a_turn_is_waited_for() -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    waiting: Callable[[float], Awaitable[None]] = sleep
    pace = Pace(clock=lambda: 0.0, sleep=waiting)
    await pace.turn(HERE)
    for _ in range(FREE + 4):
        pace.missed(HERE)
    await pace.turn(HERE)

    assert slept == [1.0]


def test_doors_without_end_fill_no_memory() -> None:
    pace = Pace(clock=lambda: 0.0)
    for number in range(3_000):
        pace.missed(UUID(int=number))

    assert len(pace._wrong) == 1_000
