"""What the comparison says of the journey: the themes that were written of under each question."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from lyhord.disclosing import Journey, JourneyTheme, Quote
from lyhord.web.catalogue import mark
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.quoted import quoted
from lyhord.web.desk.theme_page import StatementRow
from lyhord.web.desk.wording import Wording

# a theme is a subject and says neither that it works nor that it is missing: so `about`
QUESTIONS: Mapping[str, str] = {
    "worked": mark("When asked what works, people wrote of"),
    "missing": mark("When asked what is missing, people wrote of"),
    "first_sign": mark("When asked of the first sign, people wrote of"),
    "earlier": mark("When asked what would have helped earlier, people wrote of"),
}
EARLY = ("first_sign", "earlier")  # told with the early signals
FIRST_THEMES = 5
MOST_QUOTES = 2

Quotes = Mapping[tuple[str, str], Quote]


class ThemeQuote(Struct, frozen=True, kw_only=True):
    """A text that was written to a question, under the theme that it belongs to."""

    name: str
    theme_id: str
    quotes: tuple[StatementRow, ...]


class UnderQuestion(Struct, frozen=True, kw_only=True):
    """The themes that most wrote of under a question, the rest, and what some wrote."""

    question: str
    name: str
    rows: tuple[BarRow, ...]
    rest: tuple[BarRow, ...]
    count: int
    quotes: tuple[ThemeQuote, ...]


def quoted_places(journey: Journey) -> Iterator[tuple[str, str]]:
    """The themes and questions that a text is told of."""
    for question in QUESTIONS:
        for each in journey.most_under(question)[: MOST_QUOTES + 1]:  # one may have none
            yield each.theme.theme_id, question


def journey_told(wording: Wording, journey: Journey, quotes: Quotes) -> tuple[UnderQuestion, ...]:
    """Say what was written of under each question; all bars of the part have one scale."""
    found = {question: journey.most_under(question) for question in QUESTIONS}
    most = max((each.under(question) for question in found for each in found[question]), default=1)
    return tuple(
        _under(
            wording,
            question,
            charts.rows(_amounts(wording, question, themes), whole=most),
            tuple(_quotes(wording, question, themes, quotes)),
        )
        for question, themes in found.items()
        if themes
    )


def _under(
    wording: Wording, question: str, rows: Sequence[BarRow], quotes: tuple[ThemeQuote, ...]
) -> UnderQuestion:
    return UnderQuestion(
        question=question,
        name=wording.say(QUESTIONS[question]),
        rows=tuple(rows[:FIRST_THEMES]),
        rest=tuple(rows[FIRST_THEMES:]),
        count=len(rows),
        quotes=quotes,
    )


def _quotes(
    wording: Wording, question: str, themes: Sequence[JourneyTheme], quotes: Quotes
) -> Iterator[ThemeQuote]:
    found = [
        (each.theme, quotes[each.theme.theme_id, question])
        for each in themes
        if (each.theme.theme_id, question) in quotes
    ]
    for theme, quote in found[:MOST_QUOTES]:
        yield ThemeQuote(name=theme.name, theme_id=theme.theme_id, quotes=(quoted(wording, quote),))


def _amounts(wording: Wording, question: str, themes: Sequence[JourneyTheme]) -> list[Amount]:
    return [
        Amount(
            name=each.theme.name,
            kind="all",
            text=wording.figure(each.asked[question]),
            size=each.under(question),
        )
        for each in themes
    ]
