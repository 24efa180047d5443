"""Wrong codes that one web process meets slow tries down at the others."""

import asyncio
from uuid import UUID

from lyhord.intake.pacing import FREE, STEP_SECONDS, Pace
from lyhord.intake.rooms import FREE as MOST_WRONG
from lyhord.intake.rooms import Wrongs
from lyhord.intake.spreading import Spread
from lyhord.settings import Settings
from lyhord.storage.database import Database

HERE, ELSEWHERE = UUID(int=1), UUID(int=2)
WAIT = 30.0
WRONG = FREE + 4


def a_pace() -> Pace:
    return Pace(clock=lambda: 0.0)


async def test_what_one_process_met_slows_the_other_down_as_much(settings: Settings) -> None:
    mine, others = a_pace(), a_pace()
    async with (
        Database.open(settings, roles=["door"]) as first,
        Database.open(settings, roles=["door"]) as second,
        Spread(first, {"code": mine}).on(),
        Spread(second, {"code": others}).on(),
    ):
        # what is told before the other listens is lost on it, so a word is told until it is heard
        async with asyncio.timeout(WAIT):
            while not others._wrong:
                mine.missed(ELSEWHERE)
                await asyncio.sleep(0.05)
            for _ in range(WRONG):
                mine.missed(HERE)
            while others.delay(HERE) < mine.delay(HERE):  # noqa: ASYNC110 - heard by and by
                await asyncio.sleep(0.02)

    assert mine.delay(HERE) == others.delay(HERE) == (WRONG - FREE) * STEP_SECONDS


async def test_own_words_and_those_of_other_paces_are_not_counted_twice(
    settings: Settings,
) -> None:
    code, screen = a_pace(), a_pace()
    async with Database.open(settings, roles=["door"]) as database:
        spread = Spread(database, {"code": code, "screen": screen})
        spread.hear(f"{spread._own} code {HERE}")
        spread.hear(f"another unknown {HERE}")
        for _ in range(WRONG):
            spread.hear(f"another screen {HERE}")

    assert (code.delay(HERE), screen.delay(HERE) > 0) == (0.0, True)


async def test_a_flood_of_wrong_codes_waits_for_nothing(settings: Settings) -> None:
    pace = a_pace()
    async with Database.open(settings, roles=["door"]) as database:
        Spread(database, {"code": pace})
        for number in range(2_000):
            pace.missed(UUID(int=number))

    assert pace.delay(UUID(int=1_999)) == 0.0


async def test_wrong_codes_of_a_room_shut_its_board_everywhere(settings: Settings) -> None:
    rooms = Wrongs[UUID](lambda: 0.0)
    async with Database.open(settings, roles=["door"]) as database:
        spread = Spread(database, {"room": rooms})
        for _ in range(int(MOST_WRONG)):
            spread.hear(f"another room {HERE}")

    assert rooms.are_too_many(HERE)
    assert not rooms.are_too_many(ELSEWHERE)
