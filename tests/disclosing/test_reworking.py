"""Sorting a few statements and looking again tells nothing of who wrote them."""

from uuid import UUID, uuid4

import pytest

from lyhord import disclosing
from lyhord.disclosing.cuts import AUDIENCES, EVERYBODY, Group, of_audience
from lyhord.errors import NotFoundError, WithheldError
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.codebooks import Done
from lyhord.reviewing.verbs import Merge, Move, Start
from lyhord.storage.database import Connection
from tests.disclosing.sorted_rounds import (
    ACTOR,
    a_sorted_round,
    figure,
    open_book,
    texts_of,
)

GNESTA: Group = (("municipality", "gnesta"),)


async def _move(db: Connection, round_id: UUID, words: str, most: int) -> UUID:
    """Move that many texts with these words from school to home, and put it to use."""
    chosen = tuple(await texts_of(db, round_id, "school", words, most))
    book = await reviewed.get(db, round_id)
    move = Move(statements=chosen, theme="school", to="home")
    assert isinstance(
        await reviewed.change(db, round_id, move, seen=book.version, actor=ACTOR), Done
    )
    used = await reviewed.put_to_use(db, round_id, actor=ACTOR)
    assert used is not None
    return used


async def _audience(db: Connection, round_id: UUID, run_id: UUID, theme: str) -> Figure:
    return await figure(db, round_id, run_id, theme, of_audience("youth"))


async def test_moving_few_and_looking_again_shows_the_same_figures(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    before = [await figure(db, round_id, machine, "school", each) for each in (EVERYBODY, GNESTA)]

    used = await _move(db, round_id, "youth gnesta", 1)

    after = [await figure(db, round_id, used, "school", each) for each in (EVERYBODY, GNESTA)]
    assert before == after == [exact(60), exact(30)]
    report = await disclosing.run_report(db, round_id, used, theme="school", page=3)
    assert report.texts is not None
    assert (report.texts.pages, len(report.texts.texts)) == (3, 19)


async def _asked(db: Connection, round_id: UUID, run_id: UUID) -> dict[str, Figure]:
    """How many wrote of school under each question, as told with a run."""
    report = await disclosing.run_report(db, round_id, run_id)
    told = (await disclosing.journey(db, report)).themes
    return dict(next(each.asked for each in told if each.theme.theme_id == "school"))


async def test_moving_few_tells_nothing_of_what_they_were_asked(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    before = await _asked(db, round_id, machine)
    few = await _asked(db, round_id, await _move(db, round_id, "youth gnesta", 1))
    many = await _asked(db, round_id, await _move(db, round_id, "youth gnesta", 15))

    assert list(before.values()) == [Figure(form="at_least", n=60)]
    assert few == before
    assert list(many.values()) == [Figure(form="at_least", n=45)]


async def test_few_at_a_time_never_add_up_to_a_look_at_few(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    await figure(db, round_id, machine, "school")
    shown: list[Figure] = []
    for _ in range(7):
        used = await _move(db, round_id, "youth gnesta", 1)
        shown.append(await _audience(db, round_id, used, "school"))

    told = [each.n for each in shown if each.form == "exact" and each.n is not None]
    steps = {abs(a - b) for a in told for b in (*told, 30)}
    assert all(step == 0 or step >= 5 for step in steps), shown
    assert any(step >= 5 for step in steps)


async def test_where_many_moved_sums_and_audiences_are_told_and_no_places(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    await figure(db, round_id, machine, "school")
    used = await _move(db, round_id, "youth", 10)

    assert await figure(db, round_id, used, "school") == exact(50)
    assert await _audience(db, round_id, used, "school") == exact(20)
    assert await figure(db, round_id, used, "school", GNESTA) == HIDDEN


async def test_an_audience_in_which_few_moved_is_not_told(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    await figure(db, round_id, machine, "school")
    book = await reviewed.get(db, round_id)
    chosen = [
        *await texts_of(db, round_id, "school", "youth", 2),
        *await texts_of(db, round_id, "school", "guardian", 8),
    ]
    move = Move(statements=tuple(chosen), theme="school", to="home")
    await reviewed.change(db, round_id, move, seen=book.version, actor=ACTOR)
    used = await reviewed.put_to_use(db, round_id, actor=ACTOR)
    assert used is not None

    assert await figure(db, round_id, used, "school") == exact(50)
    assert (await _audience(db, round_id, used, "school")).form != "exact"
    # nor by subtraction
    guardians = await figure(db, round_id, used, "school", of_audience("guardian"))
    assert guardians.form != "exact"


async def test_a_merge_tells_nothing_of_a_small_part(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    await open_book(db, round_id, machine)
    few = (
        *await texts_of(db, round_id, "school", "youth", 3),
        *await texts_of(db, round_id, "school", "guardian", 9),
    )
    start = Start(statements=few, theme="school", new="own-1", name="Få")
    await reviewed.change(db, round_id, start, seen=0, actor=ACTOR)
    first = await reviewed.put_to_use(db, round_id, actor=ACTOR)
    assert first is not None
    small = await _audience(db, round_id, first, "own-1")
    merge = Merge(theme="own-1", into="home")
    await reviewed.change(db, round_id, merge, seen=1, actor=ACTOR)
    second = await reviewed.put_to_use(db, round_id, actor=ACTOR)
    assert second is not None

    assert small.form != "exact"
    assert (await _audience(db, round_id, second, "home")).form != "exact"


async def test_nothing_is_sorted_while_answers_come(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db, settled=False)

    with pytest.raises(WithheldError):
        await disclosing.sortable(db, round_id, machine)


async def test_what_was_published_is_shown_without_counting_anew(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    assert await disclosing.published_report(db, round_id, machine) is None
    report = await disclosing.run_report(db, round_id, machine)
    again = await disclosing.published_report(db, round_id, machine)

    assert again is not None
    assert again.total == report.total
    assert [each.groups for each in again.themes] == [each.groups for each in report.themes]
    assert [each.quotes for each in again.themes] == [(), ()]
    with pytest.raises(NotFoundError):
        await disclosing.published_report(db, round_id, uuid4())


async def test_small_audiences_are_not_sorted(db: Connection) -> None:
    round_id, machine = await a_sorted_round(db)
    may = await disclosing.sortable(db, round_id, machine)

    assert may.audiences == AUDIENCES
    assert may.themes == ("home", "school")
