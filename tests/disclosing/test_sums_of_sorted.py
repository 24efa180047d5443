"""Sums of themes that people merged or divided, and of audiences, tell nothing of few."""

import pytest

from lyhord.privacy.cells import exact
from lyhord.reviewing.verbs import Merge, Move, Start
from lyhord.storage.database import Connection
from tests.disclosing.sorted_rounds import (
    a_sorted_round,
    by_audience,
    figure,
    open_book,
    put_to_use,
    texts_of,
)


@pytest.mark.parametrize(("few", "many"), [(1, 5), (1, 11), (2, 9), (3, 25)])
async def test_who_knows_how_many_moved_cannot_reckon_how_many_of_an_audience(
    db: Connection, few: int, many: int
) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    await figure(db, round_id, machine, "school")
    chosen = (
        *await texts_of(db, round_id, "school", "youth", few),
        *await texts_of(db, round_id, "school", "guardian", many),
    )
    used = await put_to_use(db, round_id, Move(statements=chosen, theme="school", to="home"))

    told = await by_audience(db, round_id, used, "school", "home")
    assert told == {"youth": [None, None], "guardian": [None, None]}


async def test_parts_of_a_theme_do_not_add_up_to_all_but_one_text(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    assert await figure(db, round_id, machine, "school") == exact(60)
    texts = [await texts_of(db, round_id, "school", each, 16) for each in ("youth", "guardian")]
    half = (*texts[0][:15], *texts[1][:15])
    used = await put_to_use(
        db,
        round_id,
        Start(statements=half, theme="school", new="own-1", name="Halva"),
        Move(statements=(texts[1][15],), theme="school", to="home"),
    )

    told = await by_audience(db, round_id, used, "school", "own-1")
    assert all(None in parts for parts in told.values()), told


async def test_a_theme_that_is_divided_whole_tells_its_parts(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    assert await figure(db, round_id, machine, "school") == exact(60)
    half = tuple(await texts_of(db, round_id, "school", "gnesta", 30))
    used = await put_to_use(
        db, round_id, Start(statements=half, theme="school", new="own-1", name="G")
    )

    told = await by_audience(db, round_id, used, "school", "own-1")
    assert told == {"youth": [15, 15], "guardian": [15, 15]}


async def test_a_merge_but_for_one_text_does_not_tell_whose_it_is(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    school = tuple(await texts_of(db, round_id, "school", "gnesta", 30))
    home = tuple(await texts_of(db, round_id, "home", "gnesta", 30))
    first = await put_to_use(
        db,
        round_id,
        Start(statements=school, theme="school", new="own-1", name="Skola"),
        Start(statements=home, theme="home", new="own-2", name="Hem"),
    )
    before = await by_audience(db, round_id, first, "own-1", "own-2")
    assert before == {"youth": [15, 15], "guardian": [15, 15]}
    used = await put_to_use(
        db,
        round_id,
        Move(statements=school[:1], theme="own-1", to="school"),
        Merge(theme="own-1", into="own-2"),
    )

    assert await figure(db, round_id, used, "own-2") == exact(59)
    told = await by_audience(db, round_id, used, "own-2")
    assert told == {"youth": [None], "guardian": [None]}
