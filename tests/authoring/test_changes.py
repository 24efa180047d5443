"""What a draft changes, and what that costs in comparisons."""

import pytest
from msgspec.structs import replace

from lyhord.authoring import building, changes, wordings
from lyhord.authoring.building import Limits
from lyhord.authoring.changes import Weight, What
from lyhord.instruments.definition import Publication, Translation
from tests.builders import a_publication, closed_questions


def before() -> Publication:
    return a_publication(pages=closed_questions())


def worded(key: str, text: str) -> Publication:
    return wordings.worded(before(), "sv", {key: text})


@pytest.mark.parametrize(
    ("after", "what", "weight"),
    [
        (worded("title", "Nytt"), "text", "light"),
        (worded("question.wish.text", "Nytt"), "text", "light"),
        (worded("question.actor.hint", "Hjälp"), "text", "light"),
        (worded("question.actor.text", "Nytt"), "text", "closed"),
        (worded("question.actor.option.bup", "Nytt"), "text", "closed"),
        (worded("question.core.statement.retell", "Nytt"), "text", "core"),
        (worded("question.core.hint", "Hjälp"), "text", "core"),
        (building.add_option(before(), "actor", "Fler"), "option_added", "closed"),
        (building.remove_option(before(), "actor", "bup"), "option_removed", "closed"),
        (building.raise_option(before(), "actor", "soc"), "options_moved", "closed"),
        (building.remove(before(), "core"), "removed", "core"),
        (building.remove(before(), "wish"), "removed", "light"),
        (
            building.limited(before(), "n_contacts", Limits(required=True, max=None)),
            "limits",
            "closed",
        ),
    ],
)
def test_a_change_is_named_and_weighed(after: Publication, what: What, weight: Weight) -> None:
    found = changes.changes(before(), after)

    assert [(what, weight)] == [(each.what, each.weight) for each in found]
    assert weight == changes.heaviest(found)


def test_moving_the_common_statements_weighs_most() -> None:
    moved = building.move(before(), "core", -1)
    assert isinstance(moved, Publication)

    assert "moved" in {each.what for each in changes.changes(before(), moved)}


def test_nothing_differs_from_itself() -> None:
    assert () == changes.changes(before(), before())
    assert "light" == changes.heaviest(())


def test_other_languages_are_counted() -> None:
    old = replace(before(), translations=(Translation(language="en", texts={"title": "A"}),))
    new = wordings.worded(old, "en", {"title": "B", "question.wish.text": "C"})

    (one,) = changes.spoken(old, new)
    assert ("en", 2) == (one.language, one.changed)
