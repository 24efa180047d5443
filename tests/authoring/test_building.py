"""Questions and options of a draft: what is built is always an instrument, or is refused."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord.authoring import building
from lyhord.authoring.building import Built, Limits, NewQuestion, Refusal
from lyhord.instruments.definition import Multiple, Publication, Translation
from lyhord.instruments.reserved import RESERVED
from tests.builders import a_publication

TEXTS = {"question.wish.text": "What would you change?", "title": "Your thoughts"}


def draft() -> Publication:
    english = Translation(language="en", texts=TEXTS)
    return replace(a_publication(), translations=(english,))


def two_pages() -> Publication:
    pages = draft().instrument.pages
    last = replace(pages[0], id="last", questions=(replace(pages[0].questions[1], id="other"),))
    return replace(draft(), instrument=replace(draft().instrument, pages=(*pages, last)))


def made(built: Built) -> Publication:
    assert isinstance(built, Publication)
    msgspec.convert(msgspec.to_builtins(built), Publication)
    return built


def names(publication: Publication) -> list[str]:
    return [each.id for each in publication.instrument.questions]


def test_a_question_that_is_removed_takes_its_translations_along() -> None:
    gone = made(building.remove(draft(), "wish"))

    assert ["municipality", "ideas"] == names(gone)
    assert {"title": "Your thoughts"} == gone.translations[0].texts


def test_the_last_question_stays() -> None:
    one = draft()
    for name in ("wish", "ideas"):
        one = made(building.remove(one, name))

    assert Refusal("last") == building.remove(one, "municipality")


def test_a_question_moves_within_its_page_and_over_its_edge() -> None:
    there = made(building.move(two_pages(), "wish", 1))
    over = made(building.move(made(building.move(there, "wish", 1)), "wish", 1))

    assert ["municipality", "ideas", "wish", "other"] == names(there)
    assert ["municipality", "ideas", "other", "wish"] == names(over)
    assert made(building.move(there, "wish", -1)) == two_pages()
    assert Refusal("edge") == building.move(two_pages(), "municipality", -1)
    assert Refusal("edge") == building.move(two_pages(), "other", -1)


@given(st.text(max_size=60), st.sets(st.sampled_from(["hej", "hej_2", "ny", "var_bor_du"])))
def test_an_id_is_new_and_can_be_used(text: str, taken: set[str]) -> None:
    name = building.id_for(text, taken)

    assert name not in taken
    assert name == msgspec.convert(name, building.Option.__annotations__["id"])


@pytest.mark.parametrize("kind", ["single", "multiple", "short_text", "long_text"])
def test_a_question_is_added_under_an_id_that_nothing_has(kind: building.Kind) -> None:
    for text in ("Wish", "code", "Tidigare"):
        new = NewQuestion(page="all", kind=kind, text=text, options=("Ja", "Ja", "Nej"))
        with_it = made(building.add(draft(), new, taken=["tidigare"]))
        name = names(with_it)[-1]

        assert name not in {*names(draft()), *RESERVED, "tidigare"}
        assert text == with_it.instrument.questions[-1].text


def test_what_cannot_be_added_is_refused() -> None:
    one = NewQuestion(page="all", kind="single", text="Ja?", options=("Ja",))
    many = NewQuestion(page="all", kind="single", text="?", options=("x",) * 100)
    nowhere = NewQuestion(page="gone", kind="long_text", text="?")

    assert Refusal("options") == building.add(draft(), one)
    assert Refusal("limit") == building.add(draft(), many)
    assert Refusal("unknown") == building.add(draft(), nowhere)


def test_options_are_added_moved_and_removed() -> None:
    added = made(building.add_option(draft(), "municipality", "Flen"))
    raised = made(building.raise_option(added, "municipality", "flen"))
    question = raised.instrument.questions[0]
    least = building.remove_option(draft(), "municipality", "gnesta")

    assert isinstance(question, building.Single)
    assert ["gnesta", "flen", "trosa"] == [each.id for each in question.options]
    assert made(building.remove_option(raised, "municipality", "flen")) == draft()
    assert Refusal("options") == least
    assert Refusal("edge") == building.raise_option(draft(), "municipality", "gnesta")
    for name, option in (("wish", "x"), ("municipality", "x"), ("gone", "x")):
        assert Refusal("unknown") == building.remove_option(draft(), name, option)


def test_limits_are_kept_where_they_can_be() -> None:
    short = made(building.limited(draft(), "wish", Limits(required=True, max=300)))
    same = made(building.limited(draft(), "wish", Limits(required=False, max=None)))

    assert Limits(required=True, max=300) == building.limits_of(short.instrument.questions[1])
    assert same == draft()
    for most in (0, 5_001):
        assert Refusal("limit") == building.limited(
            draft(), "wish", Limits(required=False, max=most)
        )


def test_a_choice_of_several_has_a_most_or_none() -> None:
    new = NewQuestion(page="all", kind="multiple", text="Flera", options=("a", "b"))
    several = made(building.add(draft(), new))
    two = made(building.limited(several, "flera", Limits(required=False, max=2)))
    question = two.instrument.questions[-1]

    assert isinstance(question, Multiple)
    assert 2 == question.max
    assert made(building.limited(two, "flera", Limits(required=False, max=None))) == several
