"""Where a later statement goes, by the machine's run and by what people decided."""

from uuid import UUID

import pytest

from lyhord.reviewing.lessons import NEW, Lesson, Taught, company_of, place_of, proposals
from lyhord.storage.book import BookTheme
from lyhord.storage.later import Coming, Company
from tests.reviewing.books import a_book

ONE = UUID(int=1)


def coming(theme: str, n: int = 1) -> tuple[Coming, ...]:
    return tuple(
        Coming(statement_id=UUID(int=each), theme_id=theme, language="sv", text="x")
        for each in range(1, n + 1)
    )


def lesson(*came: Coming) -> Lesson:
    return Lesson(
        coming=came,
        examples=(),
        themes=tuple(
            BookTheme(theme_id=each, position=n, name=each)
            for n, each in enumerate(("school", "waiting", "own-1"))
        ),
        homes={"school": "school", "unclear": "unclear", "new-1": NEW},
        own=frozenset({"own-1"}),
    )


@pytest.mark.parametrize(
    ("machine", "told", "expected"),
    [
        ("school", None, "school"),
        ("school", "waiting", "waiting"),
        ("school", "unclear", "unclear"),
        ("school", "gone-since", "school"),
        # what the machine found new is not drawn into what is there, but where people gathered it
        ("new-1", "waiting", NEW),
        ("new-1", "own-1", "own-1"),
        ("unclear", "school", "unclear"),
        ("unclear", "own-1", "own-1"),
        ("never-seen", None, "unclear"),
    ],
)
def test_decisions_teach_what_is_understood(machine: str, told: str | None, expected: str) -> None:
    taught = {ONE: Taught(theme=told, strength=0.9)} if told else {}
    (each,) = coming(machine)

    assert place_of(each, lesson(each), taught) == expected


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        ({}, NEW),
        ({"school": 4}, NEW),  # too few to tell
        ({"school": 5, "waiting": 5}, NEW),
        ({"school": 6, "waiting": 5}, "school"),
        ({"unclear": 20, "school": 6}, NEW),
        ({"gone": 20}, NEW),
    ],
)
def test_a_theme_that_people_made_of_what_was_found_stands_for_it(
    stands: dict[str, int], expected: str
) -> None:
    beside = [Company(theme_id="new-1", stands=theme, n=n) for theme, n in stands.items()]
    other = Company(theme_id="new-2", stands="waiting", n=50)

    assert company_of("new-1", a_book(), [*beside, other]) == expected


def test_what_is_new_is_proposed_where_it_is_enough_and_under_ids_of_its_own() -> None:
    came = coming("new-1", 5)
    places = {each.statement_id: NEW for each in came}
    taken = BookTheme(theme_id="later-1", position=8, name="x", is_gone=True)
    known = {**a_book().themes, "later-1": taken}
    found = proposals(lesson(*came), places, known, names={"new-1": "Hästar, stall"})
    few = proposals(lesson(*came), {**places, ONE: "school"}, known, names={})

    assert {name: (each.theme_id, each.name, each.source) for name, each in found.items()} == {
        "new-1": ("later-2", "Hästar, stall", "new")
    }
    assert found["new-1"].position == 9
    assert few == {}
