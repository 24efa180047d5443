"""What is set aside: floods and near-copies, and nothing that a hall full of people writes."""

import pickle
import random
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace

from lyhord.intake.bursting import Bursts
from lyhord.intake.sifting import ALIKE, Sieve, fingerprint
from lyhord.storage.collectors import Mode
from tests.builders import an_instrument
from tests.themes.answers import TEXTS
from tests.web.respondent.doors import a_door

DOOR = a_door(an_instrument())
PRANK = "Rektorn är jättedum och skolan borde rivas i morgon klockan {} tycker alla i klassen"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def a_sieve(burst: int = 600) -> tuple[Sieve, Clock]:
    clock = Clock()
    return Sieve(clock=clock, bursts=Bursts(clock=clock, most=burst)), clock


def test_more_than_the_limit_in_a_minute_are_set_aside() -> None:
    sieve, clock = a_sieve(burst=10)
    odd = []
    for second in range(30):
        clock.now = float(second)
        odd.append(sieve.is_odd(DOOR, []))

    assert odd == [False] * 10 + [True] * 20


def test_a_hall_of_three_hundred_in_a_minute_is_not() -> None:
    sieve, clock = a_sieve()
    seed = random.Random(1)  # noqa: S311 - the same minute each time
    for moment in sorted(seed.uniform(0, 60) for _ in range(300)):
        clock.now = moment
        assert not sieve.is_odd(DOOR, [])


def test_what_comes_again_until_it_is_taken_is_looked_at_once() -> None:
    sieve, _ = a_sieve(burst=10)
    again = {sieve.judge(DOOR, [PRANK], submission=UUID(int=1)) for _ in range(5 * ALIKE)}
    others = [sieve.judge(DOOR, [PRANK], submission=UUID(int=n)) for n in range(2, 13)]

    assert again == {False}
    assert others == [False] * 9 + [True] * 2


def test_what_was_set_aside_is_so_when_it_comes_again() -> None:
    sieve, clock = a_sieve(burst=1)
    first = [sieve.judge(DOOR, [], submission=UUID(int=n)) for n in range(3)]
    clock.now = 61.0

    assert first == [sieve.judge(DOOR, [], submission=UUID(int=n)) for n in range(3)]


def test_who_gave_up_is_forgotten_after_an_hour() -> None:
    sieve, clock = a_sieve()
    gave_up, waits = uuid4(), uuid4()
    sieve.judge(DOOR, [], submission=gave_up)
    clock.now = 3_601.0
    sieve.judge(DOOR, [], submission=waits)

    assert [False, True] == [holds(sieve, each) for each in (gave_up, waits)]


def holds(sieve: Sieve, submission: UUID) -> bool:
    """Whether a submission is found anywhere in what a sieve remembers."""
    return submission.int.to_bytes(16, "little") in pickle.dumps(sieve)


def test_after_a_calm_minute_answers_count_again() -> None:
    sieve, clock = a_sieve(burst=10)
    assert [sieve.is_odd(DOOR, []) for _ in range(20)][-1]
    clock.now = 61.0

    assert not sieve.is_odd(DOOR, [])


def test_near_copies_are_set_aside_after_some() -> None:
    sieve, _ = a_sieve()
    odd = [sieve.is_odd(DOOR, [PRANK.format(number)]) for number in range(60)]

    assert odd == [False] * ALIKE + [True] * (60 - ALIKE)


@pytest.mark.parametrize("changed", ["REKTORN är jättedum!!", "rektorn   är jättedum :)"])
def test_signs_case_and_single_words_make_no_copy_another_text(changed: str) -> None:
    sieve, _ = a_sieve()
    for number in range(ALIKE):
        sieve.is_odd(DOOR, [PRANK.format(number)])

    assert sieve.is_odd(DOOR, [PRANK.format(1).replace("Rektorn är jättedum", changed)])


def test_short_answers_may_be_alike() -> None:
    sieve, _ = a_sieve()

    assert {sieve.is_odd(DOOR, ["Mer hjälp i skolan."]) for _ in range(200)} == {False}


def test_what_people_write_is_not_set_aside() -> None:
    sieve, _ = a_sieve(burst=100_000)

    assert [text for text in TEXTS if sieve.is_odd(DOOR, [text])] == []


def test_other_doors_are_not_touched() -> None:
    sieve, _ = a_sieve(burst=5)
    for _ in range(50):
        sieve.is_odd(DOOR, [PRANK])

    assert not sieve.is_odd(replace(DOOR, collector_id=UUID(int=9)), [PRANK])


@pytest.mark.parametrize("mode", ["codes", "paper", "kiosk", "workshop"])
def test_what_was_handed_out_is_not_sifted(mode: Mode) -> None:
    sieve, _ = a_sieve(burst=1)
    door = replace(DOOR, mode=mode)

    assert {sieve.is_odd(door, [PRANK]) for _ in range(100)} == {False}


def test_an_hour_later_nothing_is_remembered() -> None:
    sieve, clock = a_sieve()
    for _ in range(100):
        sieve.is_odd(DOOR, [PRANK])
    clock.now = 3_601.0

    assert not sieve.is_odd(DOOR, [PRANK])
    assert sieve._doors[DOOR.collector_id].marks.total() == len(fingerprint([PRANK]))
