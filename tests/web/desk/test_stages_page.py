"""The journey step by step: themes where people placed them, what works and what is missing."""

from uuid import UUID

from lyhord.disclosing import Journey, JourneyTheme, Quote, RunReport, ThemeReport
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage.runs import ThemeNotes
from lyhord.web.catalogue import Catalogues
from lyhord.web.desk.journey_page import Quotes
from lyhord.web.desk.stages_page import Stages, leaning, placed_quotes, stages_told
from lyhord.web.desk.wording import Wording
from tests.builders import a_place

NOWHERE = ThemeNotes()
AT_SCHOOL = ThemeNotes(stages=("vantan", "soker_hjalp"), actors=("kurator",))


def a_theme(name: str, notes: ThemeNotes, **asked: int) -> JourneyTheme:
    """A theme that at least so many wrote of under each question."""
    theme = ThemeReport(
        theme_id=name,
        name=name,
        definition="",
        source="codebook",
        stability=None,
        terms=(),
        respondents=exact(40),
        share=None,
        statements=HIDDEN,
        groups=(),
        quotes=(Quote(text="Vi ringde [namn]", language="sv", audience="youth"),),
        notes=notes,
    )
    figures = {question: Figure(form="at_least", n=n) for question, n in asked.items()}
    return JourneyTheme(theme=theme, asked=figures)


def a_report(*themes: JourneyTheme) -> RunReport:
    """A report of a closed round with these themes."""
    return RunReport(
        round_id=UUID(int=0),
        run_id=UUID(int=0),
        round_name="",
        is_open=False,
        seed=0,
        method="",
        corpus_digest="",
        finished_on=None,
        total=exact(100),
        audiences=(),
        left_out=(),
        coverage=None,
        themes=tuple(each.theme for each in themes),
    )


def told(*themes: JourneyTheme, quotes: Quotes | None = None) -> Stages:
    """What the page says of these themes."""
    report = a_report(*themes)
    wording = Wording(Catalogues.load().of("sv"))
    return stages_told(wording, Journey(report=report, themes=themes), a_place(), quotes or {})


def test_a_theme_stands_at_each_of_its_stages_in_their_order() -> None:
    steps = told(a_theme("a", AT_SCHOOL, missing=10)).steps

    assert [(step.stage, step.actor) for step in steps] == [
        ("Söker hjälp", "Skolkurator"),
        ("Väntan", "Skolkurator"),
    ]
    assert [each.name for step in steps for each in step.missing] == ["a", "a"]
    assert [len(each.quotes) for step in steps for each in step.missing] == [1, 0]


def test_what_nobody_placed_is_said_to_be_unplaced() -> None:
    stages = told(a_theme("a", NOWHERE, worked=10), a_theme("b", AT_SCHOOL, worked=10))

    assert stages.unplaced.startswith("1 tema har ingen plats")
    assert {each.name for step in stages.steps for each in step.works} == {"b"}


def test_an_actor_that_the_place_does_not_know_is_left_out() -> None:
    notes = ThemeNotes(stages=("vantan",), actors=("<b>okänd</b>",))

    assert [step.actor for step in told(a_theme("a", notes)).steps] == [""]


def test_people_decide_what_a_theme_is_about_before_counts_do() -> None:
    said = ThemeNotes(valence="works", stages=("vantan",))

    assert leaning(a_theme("a", said, missing=30)) == "works"
    assert leaning(a_theme("a", NOWHERE, missing=30, worked=10)) == "missing"
    assert leaning(a_theme("a", NOWHERE, missing=10, worked=10)) == ""


def test_a_theme_is_told_with_its_numbers_and_a_quote() -> None:
    step = told(a_theme("a", AT_SCHOOL, missing=10)).steps[0]
    placed = step.missing[0]

    assert placed.people == "40"
    assert placed.text == "minst 10 på frågan om vad som saknas"
    assert [(piece.text, piece.is_placeholder) for piece in placed.quotes[0].pieces] == [
        ("Vi ringde ", False),
        ("[namn]", True),
    ]
    assert placed.quotes[0].speaker == "Ungdom"


def test_a_text_that_fits_what_the_theme_is_about_comes_first() -> None:
    theme = a_theme("a", AT_SCHOOL, missing=10, worked=5)
    fitting = Quote(text="Ingen svarade", language="sv", audience="guardian")
    placed = told(theme, quotes={("a", "missing"): fitting}).steps[0].missing[0]
    journey = Journey(report=a_report(theme), themes=(theme, a_theme("b", NOWHERE, missing=10)))

    assert [(each.pieces[0].text, each.speaker) for each in placed.quotes] == [
        ("Ingen svarade", "Vårdnadshavare")
    ]
    assert list(placed_quotes(journey)) == [("a", "missing")]
