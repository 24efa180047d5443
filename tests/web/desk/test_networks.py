"""Tries by name and network: each network waits for itself, and memory stays small."""

from lyhord.storage.attempts import Patience
from lyhord.web.desk import networks
from lyhord.web.desk.networks import Networks

NAME = "nagon@exempel.se"


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def made(clock: Clock) -> Networks:
    return Networks(clock, Patience(free=4, longest=300))


def test_a_network_waits_longer_each_time_and_others_do_not() -> None:
    clock = Clock()
    tries = made(clock)
    waits: list[int] = []
    for _ in range(14):
        assert tries.begin(NAME, "10.0.0.0/24") == 0
        waits.append(tries.begin(NAME, "10.0.0.0/24") if len(waits) >= 4 else 0)
        clock.now += waits[-1]

    assert waits == [0, 0, 0, 0, 1, 3, 7, 15, 31, 63, 127, 255, 300, 300][: len(waits)]
    assert tries.begin(NAME, "10.0.1.0/24") == 0
    assert tries.begin("annan@exempel.se", "10.0.0.0/24") == 0


def test_a_quiet_day_and_the_right_password_forget() -> None:
    clock = Clock()
    tries = made(clock)
    for _ in range(5):
        tries.begin(NAME, "a")
        tries.begin(NAME, "b")
    tries.forget(NAME, "a")
    clock.now += networks.QUIET_SECONDS + 10

    assert [tries.begin(NAME, each) for each in "aaaabbbb"] == [0] * 8


def test_memory_has_an_end() -> None:
    clock = Clock()
    tries = made(clock)
    for n in range(networks.MOST + 100):
        tries.begin(str(n), "a")

    assert len(tries._tries) == networks.MOST
