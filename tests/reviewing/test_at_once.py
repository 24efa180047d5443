"""Several at a codebook at once, by chance: its rows are its events, and undone it is the run."""

import asyncio
import random
from collections.abc import Mapping

from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing import turning
from lyhord.reviewing.codebooks import Done
from lyhord.reviewing.command import Command
from lyhord.reviewing.events import Book, applied
from lyhord.reviewing.verbs import Copy, Drop, Edit, Merge, Move, Pick, Reject, Start
from lyhord.storage import codebooks
from lyhord.storage.book import Event
from lyhord.storage.database import Connection, Database
from tests.reviewing.test_codebooks import ANNA, BO, Open, do, in_theme, opened, stored

STEPS = 15
NEW = ("own-1", "own-2", "own-3")


def by_chance(draw: random.Random, book: Book) -> Command:
    """Something that somebody might do, sound or not."""
    some = tuple(draw.sample(sorted(book.places), draw.randint(1, 5)))
    theme, to = draw.choices([*book.themes, "nowhere"], k=2)
    return draw.choice(
        [
            Edit(theme=theme, fields={"name": f"=1+{draw.randint(0, 99)}", "need": "x"}),
            Merge(theme=theme, into=to),
            Reject(theme=theme),
            Move(statements=some, theme="", to=to),
            Copy(statements=some, to=to),
            Drop(statements=some, theme=theme),
            Start(statements=some, theme="", new=draw.choice(NEW), name="Nytt"),
            Pick(statements=some, is_quote=draw.random() < 0.7),
        ]
    )


async def act(db: Connection, here: Open, draw: random.Random, actor: str) -> None:
    """Do, undo or do again something, by what was to be seen a moment ago."""
    book = await stored(db, here.round_id)
    seen = (await reviewed.get(db, here.round_id)).version
    chance, anyway = draw.random(), draw.random() < 0.5
    if chance < 0.15:
        number = draw.choice([None, draw.randint(1, seen + 1)])
        await turning.undo(db, here.round_id, number=number, anyway=anyway, actor=actor)
    elif chance < 0.25:
        await turning.redo(db, here.round_id, anyway=anyway, actor=actor)
    else:
        command = by_chance(draw, book)
        await reviewed.change(db, here.round_id, command, seen=seen, actor=actor)


async def held(db: Connection, here: Open) -> list[Event]:
    """What still holds, the one first that was done or done again last."""
    events = await codebooks.since(db, here.round_id, 0)
    last = {each.undoes or each.number: each.number for each in events}
    own = [each for each in events if each.undoes is None]
    kept = [each for each in own if await codebooks.holds(db, here.round_id, each.number)]
    return sorted(kept, key=lambda each: -last[each.number])


async def undo_everything(db: Connection, here: Open) -> None:
    """Undo all that holds, until nothing does; what others filled waits until it is empty."""
    while left := await held(db, here):
        done = [
            await turning.undo(db, here.round_id, number=each.number, anyway=True, actor=BO)
            for each in left
        ]
        assert any(isinstance(each, Done) for each in done), left


def seen_of(book: Book) -> Mapping[object, object]:
    """Themes that are there, and where statements stand."""
    themes = {name: each for name, each in book.themes.items() if not each.is_gone}
    return {**themes, **book.places}


async def begin(db: Connection, here: Open) -> None:
    """What chance may leave out when they are slow: a move, a merge, and one of them undone."""
    one = await in_theme(db, here.round_id, "vantan", most=1)
    await do(db, here, Move(statements=one, theme="vantan", to="berattaigen"))
    await do(db, here, Merge(theme="vantan", into="berattaigen"))
    await turning.undo(db, here.round_id, number=None, anyway=False, actor=ANNA)


async def test_whatever_two_do_at_once_the_rows_are_the_events(database: Database) -> None:
    async with database.transaction("owner") as db:
        here = await opened(db)
        start = await stored(db, here.round_id)
        await begin(db, here)

    async def work(seed: int, actor: str) -> None:
        draw = random.Random(seed)  # noqa: S311 - no secret
        for _ in range(STEPS):
            async with database.transaction("desk") as db:
                await act(db, here, draw, actor)

    await asyncio.gather(*(work(seed, who) for seed, who in enumerate((ANNA, BO, ANNA))))
    async with database.transaction("desk") as db:
        now = await stored(db, here.round_id)
        events = await codebooks.since(db, here.round_id, 0)
        folded = start
        for event in events:
            folded = applied(folded, event.document)
        await undo_everything(db, here)
        end = await stored(db, here.round_id)

    assert [each.number for each in events] == [*range(1, len(events) + 1)]
    assert {each.kind for each in events} >= {"merge", "move", "undo"}
    assert seen_of(now) == seen_of(folded)
    assert all(
        {stand.theme, *stand.copies} <= {*seen_of(now)} and stand.theme not in stand.copies
        for stand in now.places.values()
    )
    assert seen_of(end) == seen_of(start)
