"""What the comparison says of the coordination index: bars, and a table beside them."""

from collections.abc import Iterable

from msgspec import Struct

from lyhord.disclosing import ClosedAnswers, IndexMean
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, Bars
from lyhord.web.desk.filtering import Names
from lyhord.web.desk.wording import Wording

TOP = 100


class IndexRow(Struct, frozen=True, kw_only=True):
    """A group's index in the table."""

    name: str
    kind: str
    mean: str
    interval: str
    people: str


class Index(Struct, frozen=True, kw_only=True):
    """The part of the page that is about the index; `mean` is everybody's."""

    mean: str
    interval: str
    audiences: Bars
    municipalities: Bars
    rows: tuple[IndexRow, ...]


def index_told(called: Names, answers: ClosedAnswers) -> Index:
    """Say the index of everybody, each audience and each municipality."""
    wording = called.wording
    rows = tuple(_row(called, each) for each in answers.index)
    everybody = next((row for row in rows if row.kind == "all"), None)
    shown = everybody is not None and everybody.interval
    return Index(
        mean=everybody.mean if everybody and shown else "",
        interval=everybody.interval if everybody else "",
        audiences=charts.bars(
            wording.say("Coordination index by audience"),
            _amounts(called, answers, "audience"),
            whole=TOP,
        ),
        municipalities=charts.bars(
            wording.say("Coordination index by municipality"),
            _amounts(called, answers, "municipality"),
            whole=TOP,
        ),
        rows=rows,
    )


def _amounts(called: Names, answers: ClosedAnswers, cut: str) -> list[Amount]:
    return [
        Amount(
            name=called.of(each.group),
            kind=_kind(each),
            text=_mean(called.wording, each),
            size=each.mean,
            low=each.low,
            high=each.high,
        )
        for each in _shown_of(answers.index, cut)
    ]


def _shown_of(index: Iterable[IndexMean], cut: str) -> Iterable[IndexMean]:
    for each in index:
        if each.group and each.group[0][0] == cut and each.mean is not None:
            yield each


def _row(called: Names, each: IndexMean) -> IndexRow:
    wording = called.wording
    return IndexRow(
        name=called.of(each.group) if each.group else wording.say("Everybody"),
        kind=_kind(each),
        mean=_mean(wording, each),
        interval="" if each.low is None else f"{each.low}–{each.high}",
        people=wording.figure(each.people),
    )


def _kind(each: IndexMean) -> str:
    """What it is drawn as: an audience by its own colour."""
    return each.group[0][1] if each.group and each.group[0][0] == "audience" else "all"


def _mean(wording: Wording, each: IndexMean) -> str:
    return wording.figure(each.people) if each.mean is None else wording.number(each.mean)
