"""Guessing a room's code: few tries a board, and nobody else's board is closed by them."""

from msgspec import Struct

from lyhord.intake.rooms import FORGIVEN_SECONDS, FREE, Wrongs


class Clock(Struct):
    """A clock that stands until it is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_wrong_codes_shut_one_name_until_they_are_forgiven() -> None:
    clock = Clock()
    wrongs = Wrongs[str](clock)
    for _ in range(int(FREE)):
        assert not wrongs.are_too_many("kasop")
        wrongs.add("kasop")

    assert wrongs.are_too_many("kasop")
    assert not wrongs.are_too_many("mirat")

    clock.now += FORGIVEN_SECONDS
    assert not wrongs.are_too_many("kasop")


def test_a_program_gets_nowhere_in_an_evening() -> None:
    clock = Clock()
    wrongs = Wrongs[str](clock)
    tried = 0
    for _ in range(4 * 60 * 60):
        clock.now += 1
        for _ in range(3):
            if not wrongs.are_too_many("kasop"):
                wrongs.add("kasop")
                tried += 1

    # of more than a hundred thousand words
    assert tried < 1_000


def test_only_so_many_names_are_remembered() -> None:
    wrongs = Wrongs[str](Clock())
    for n in range(3_000):
        wrongs.add(f"n{n}")

    assert not wrongs.are_too_many("n1")


def test_what_others_counted_shuts_a_board_no_longer_than_what_was_met_here() -> None:
    clock = Clock()
    wrongs = Wrongs[str](clock)
    told: list[str] = []
    wrongs.tell = told.append
    wrongs.add("kasop")
    for _ in range(10 * int(FREE)):
        wrongs.count("kasop")

    assert wrongs.are_too_many("kasop")
    assert told == ["kasop"]

    clock.now += FORGIVEN_SECONDS
    assert not wrongs.are_too_many("kasop")
