"""Splitting a theme at once: what it makes, refuses, and leaves where it stands."""

from uuid import UUID

import pytest
from msgspec.structs import replace

from lyhord.reviewing.events import applied, inverse, loose
from lyhord.reviewing.fields import Mistake
from lyhord.reviewing.splits import Part, Split
from lyhord.storage.book import Changes, Stand
from tests.reviewing.books import STATEMENTS, a_book

IN_SCHOOL = (STATEMENTS[0], STATEMENTS[4])
ELSEWHERE = STATEMENTS[1]


def a_part(*statements: UUID, new: str = "own-1", name: str = "Rasten") -> Part:
    return Part(new=new, name=name, statements=statements)


def changed(split: Split) -> Changes:
    found = split.changes(a_book())
    assert isinstance(found, Changes), found
    return found


def test_each_part_is_a_theme_and_one_event_turns_it_back() -> None:
    one, other = IN_SCHOOL
    split = Split(
        theme="school", into=(a_part(one), a_part(other, new="own-2", name="\u202e Kön "))
    )
    changes, before = changed(split), a_book()
    after = applied(before, changes)

    assert [after.theme(each).name for each in ("own-1", "own-2")] == ["Rasten", "Kön"]
    assert after.theme("own-1").position < after.theme("own-2").position
    assert (after.places[one], after.places[other].theme) == (Stand(theme="own-1"), "own-2")
    assert after.has("school")
    assert not loose(before, changes)
    back = applied(after, inverse(changes))
    assert back.places == before.places
    assert not back.has("own-1")


def test_what_left_the_theme_meanwhile_and_what_was_never_in_it_stays() -> None:
    changes = changed(Split(theme="school", into=(a_part(*IN_SCHOOL, ELSEWHERE, UUID(int=99)),)))

    assert {each for moves in changes.moves for each in moves.statements} == {*IN_SCHOOL}


def test_a_copy_in_the_theme_becomes_a_copy_in_the_part() -> None:
    book = a_book()
    copied = replace(book.places[ELSEWHERE], copies=("school",))
    book = replace(book, places={**book.places, ELSEWHERE: copied})
    changes = Split(theme="school", into=(a_part(ELSEWHERE),)).changes(book)

    assert isinstance(changes, Changes)
    found = applied(book, changes).places[ELSEWHERE]
    assert (found.theme, found.copies) == (copied.theme, ("own-1",))


@pytest.mark.parametrize(
    ("split", "mistake"),
    [
        (Split(theme="nowhere", into=(a_part(*IN_SCHOOL),)), "no_theme"),
        (Split(theme="school", into=(a_part(*IN_SCHOOL, new="waiting"),)), "no_theme"),
        (Split(theme="school", into=()), "no_name"),
        (Split(theme="school", into=(a_part(*IN_SCHOOL, name="x" * 121),)), "too_long"),
        (Split(theme="school", into=(a_part(ELSEWHERE),)), "no_statements"),
        (Split(theme="school", into=(a_part(),)), "no_statements"),
        # the same statements twice: the second theme would hold none
        (
            Split(theme="school", into=(a_part(*IN_SCHOOL), a_part(*IN_SCHOOL, new="own-2"))),
            "no_statements",
        ),
    ],
)
def test_what_cannot_be_split_says_why(split: Split, mistake: Mistake) -> None:
    assert split.changes(a_book()) == mistake
