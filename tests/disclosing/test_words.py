"""Whose words of a theme are shown: quotes, terms and names are those of enough people."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.disclosing.tables import quotable
from lyhord.disclosing.telling import named, shown_terms
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, threshold
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.runs import FoundTheme, Term
from tests.disclosing.test_reports import AUDIENCES, Plan, a_report, a_theme


async def test_an_open_round_shows_nothing_of_a_single_child(db: Connection) -> None:
    report = await a_report(db, {"child": {"school": 1}}, is_open=True, theme="school")
    (school,) = report.themes

    assert (school.quotes, school.terms) == ((), ())
    assert report.texts is not None
    assert report.texts.texts == ()
    assert b"school child" not in msgspec.json.encode(report)


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize(("n", "quotes"), [(9, 0), (10, 5)])
async def test_children_are_quoted_when_ten_wrote(
    db: Connection, n: int, quotes: int, *, is_open: bool
) -> None:
    plan: Plan = {"child": {"school": n, "home": 20}}
    report = await a_report(db, plan, is_open=is_open, theme="school")
    school = next(theme for theme in report.themes if theme.theme_id == "school")

    assert (len(school.quotes), bool(school.terms)) == (quotes, bool(quotes))
    assert report.texts is not None
    assert bool(report.texts.texts) == bool(quotes)


async def test_a_word_is_shown_when_enough_of_those_quoted_wrote_it(db: Connection) -> None:
    plan: Plan = {"youth": {"school": 20}, "child": {"school": 9}}
    report = await a_report(db, plan, is_open=True)
    (school,) = report.themes

    assert school.terms == ("ord-school",)
    assert "sällsynt" not in msgspec.json.encode(report).decode()


def a_new_theme(name: str, **respondents: int) -> FoundTheme:
    terms = tuple(
        Term(term=term, weight=1.0, respondents={"youth": n}) for term, n in respondents.items()
    )
    return msgspec.structs.replace(a_theme("new-1", "new"), name=name, terms=terms)


@pytest.mark.parametrize(
    ("theme", "name"),
    [
        (a_new_theme("Kö, hund", kö=5, hund=5), "Kö, hund"),
        (a_new_theme("Hund, kö", hund=1, kö=5), "Kö"),
        (a_new_theme("Hund, kö", hund=1, kö=4), "new-1"),
    ],
)
def test_a_new_theme_is_named_by_words_that_may_be_shown(theme: FoundTheme, name: str) -> None:
    assert named(theme, shown_terms(theme.terms, ("youth",), Guard())) == name


async def test_an_audience_of_a_few_is_not_quoted_while_a_round_is_open(db: Connection) -> None:
    plan: Plan = {"youth": {"school": 20}, "professional": {"school": 4}}
    report = await a_report(db, plan, is_open=True, theme="school")
    (school,) = report.themes

    assert {quote.text for quote in school.quotes} == {"school youth"}
    assert (report.total, school.respondents) == (Figure(form="at_least", n=20),) * 2


@given(st.dictionaries(st.sampled_from(AUDIENCES), st.integers(0, 12)))
def test_words_are_those_of_enough_people(respondents: dict[Audience, int]) -> None:
    quoted = quotable(respondents, Guard())
    wrote = sum(respondents[audience] for audience in quoted)

    assert wrote >= max((threshold(audience) for audience in quoted), default=0)
    assert quoted or all(n < threshold(audience) for audience, n in respondents.items())
