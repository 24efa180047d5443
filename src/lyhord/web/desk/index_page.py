"""What the comparison says of the coordination index: bars, and a table beside them."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import ClosedAnswers, Group, IndexMean, RoundIndex
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, Bars
from lyhord.web.desk.filtering import Names
from lyhord.web.desk.gap_page import ShareCell
from lyhord.web.desk.wording import AUDIENCES, FIGURES, Wording

TOP = 100


class IndexRow(Struct, frozen=True, kw_only=True):
    """A group's index in the table."""

    name: str
    kind: str
    mean: str
    interval: str
    people: str


class RoundRow(Struct, frozen=True, kw_only=True):
    """A round's index: everybody's and each audience's."""

    name: str
    closes: str
    is_current: bool
    cells: tuple[ShareCell, ...]


class ByRound(Struct, frozen=True, kw_only=True):
    """The index round by round; nothing where there is only one."""

    audiences: tuple[str, ...]
    rows: tuple[RoundRow, ...]
    bars: Bars


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


def rounds_told(wording: Wording, found: Sequence[RoundIndex], current: UUID) -> ByRound:
    """Say how the index went from round to round."""
    groups = sorted({mean.group for each in found for mean in each.index})
    is_many = len(found) > 1
    amounts = [_of_round(wording, each) for each in found if is_many]
    return ByRound(
        audiences=tuple(wording.say(AUDIENCES[group[0][1]]) for group in groups if group),
        rows=tuple(_round_row(wording, each, groups, current) for each in found if is_many),
        bars=charts.bars(wording.say("Coordination index by round"), amounts, whole=TOP),
    )


def _of_round(wording: Wording, each: RoundIndex) -> Amount:
    mean = next((mean for mean in each.index if not mean.group), None)
    return Amount(
        name=each.round_name,
        kind="all",
        text=_mean(wording, mean) if mean else wording.say(FIGURES["hidden"]),
        size=mean.mean if mean else None,
        low=mean.low if mean else None,
        high=mean.high if mean else None,
    )


def _round_row(
    wording: Wording, each: RoundIndex, groups: Iterable[Group], current: UUID
) -> RoundRow:
    told = {mean.group: mean for mean in each.index}
    return RoundRow(
        name=each.round_name,
        closes=wording.day(each.closes),
        is_current=each.round_id == current,
        cells=tuple(_cell(wording, told.get(group)) for group in groups),
    )


def _cell(wording: Wording, mean: IndexMean | None) -> ShareCell:
    if mean is None:
        return ShareCell(text="–", interval="")
    return ShareCell(text=_mean(wording, mean), interval=f"{mean.low}–{mean.high}")


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
