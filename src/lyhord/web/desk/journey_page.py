"""What the comparison says of the journey: what works and what is missing, by question."""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.disclosing import Journey
from lyhord.web.catalogue import mark
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.wording import Wording

QUESTIONS: Mapping[str, str] = {
    "worked": mark("What works"),
    "missing": mark("What is missing"),
    "first_sign": mark("The first sign"),
    "earlier": mark("What would have helped earlier"),
}
MOST_THEMES = 8


class UnderQuestion(Struct, frozen=True, kw_only=True):
    """The themes that most wrote of under a question."""

    name: str
    rows: tuple[BarRow, ...]


class JourneyTold(Struct, frozen=True, kw_only=True):
    """The part of the page about the journey."""

    questions: tuple[UnderQuestion, ...]


def journey_told(wording: Wording, journey: Journey) -> JourneyTold:
    """Say what was written of under each question."""
    return JourneyTold(
        questions=tuple(
            UnderQuestion(name=wording.say(name), rows=rows)
            for question, name in QUESTIONS.items()
            if (rows := _rows(wording, journey, question))
        )
    )


def _rows(wording: Wording, journey: Journey, question: str) -> tuple[BarRow, ...]:
    return charts.rows(
        [
            Amount(
                name=each.theme.name,
                kind="all",
                text=wording.figure(each.asked[question]),
                size=each.under(question),
            )
            for each in journey.most_under(question)[:MOST_THEMES]
        ]
    )
