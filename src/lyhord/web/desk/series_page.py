"""What the page of a series says: how useful its events were over time, needs, and comments."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urlencode

from msgspec import Struct

from lyhord.disclosing import EventGroup, Quote
from lyhord.disclosing.series import NEEDS
from lyhord.instruments.definition import Audience, Instrument
from lyhord.instruments.wording import options_of
from lyhord.privacy.cells import Figure
from lyhord.storage.events import Event
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.collected import together
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES, FIGURES, size

WHOLE = 100
Surveys: TypeAlias = Mapping[Audience, Instrument]
SERIES = "series"
WAITING: Mapping[bool, str] = {
    False: mark("Not over yet: results come two hours after its link is closed."),
    True: mark("Too few answered to tell of it alone. It is told together with the next."),
}


class Asked(Struct, frozen=True, kw_only=True):
    """A series of a round as it was told, its events, and the words of its surveys."""

    round: Round
    series: str
    groups: Sequence[EventGroup]
    comments: Sequence[Mapping[str, tuple[Quote, ...]]]
    events: Sequence[Event]
    surveys: Surveys


class Said(Struct, frozen=True, kw_only=True):
    """A question and what was written to it."""

    question: str
    quotes: tuple[Quote, ...]


class GroupRow(Struct, frozen=True, kw_only=True):
    """Events that are told together."""

    when: str
    where: str
    people: str
    bar: BarRow
    interval: str
    comments: tuple[Said, ...]


class WaitingRow(Struct, frozen=True, kw_only=True):
    """An event of which nothing is told yet, and why."""

    when: str
    where: str
    why: str


class NeedsChart(Struct, frozen=True, kw_only=True):
    """What an audience needs next."""

    audience: str
    question: str
    rows: tuple[BarRow, ...]


class SeriesPage(Struct, frozen=True, kw_only=True):
    """All that the page of a series shows."""

    frame: Frame
    title: str
    address: str
    back: str
    csv: str
    groups: tuple[GroupRow, ...]
    waiting: tuple[WaitingRow, ...]
    needs: tuple[NeedsChart, ...]
    k: str


def series_page(visit: Visit, asked: Asked) -> SeriesPage:
    """Put the page together."""
    address = f"{address_of(asked.round.round_id)}/events"
    query = {"series": asked.series}
    rules = [each.k for each in asked.groups]
    return SeriesPage(
        frame=visit.frame("events", asked.round),
        title=_title(asked),
        address=address,
        back=address,
        csv=f"{address}/results?{urlencode(query | {'format': 'csv'})}" if asked.groups else "",
        groups=tuple(_rows(visit, asked)),
        waiting=tuple(_waiting(visit, each) for each in asked.events if not each.is_told),
        needs=tuple(_needs(visit, asked)),
        k=visit.wording.number(max(rules)) if rules else "",
    )


def _title(asked: Asked) -> str:
    for survey in asked.surveys.values():
        name = _names(survey, SERIES).get(asked.series)
        if name:
            return name
    return asked.series


def _rows(visit: Visit, asked: Asked) -> Iterable[GroupRow]:
    wording = visit.wording
    hidden = wording.say(FIGURES["hidden"])
    groups = asked.groups
    amounts = [
        Amount(
            name=_when(visit, each),
            kind="all",
            text=hidden if each.useful is None else wording.number(each.useful),
            size=each.useful,
            low=each.low,
            high=each.high,
        )
        for each in groups
    ]
    bars = charts.rows(amounts, whole=WHOLE)
    for group, said, bar in zip(groups, asked.comments, bars, strict=True):
        yield GroupRow(
            when=_when(visit, group),
            where=_where(visit, group),
            people=wording.say("%(n)s answers", n=wording.figure(group.size)),
            bar=bar,
            interval="" if group.low is None else f"{group.low}–{group.high}",
            comments=tuple(_comments(asked.surveys[group.audience], said)),
        )


def _when(visit: Visit, group: EventGroup) -> str:
    first, last = visit.wording.weeks([group.first_week, group.last_week])
    together_ = visit.wording.say.plural("%(n)s event", "%(n)s events", len(group.collectors))
    when = first if first == last else f"{first} – {last}"
    return when if len(group.collectors) == 1 else f"{when} ({together_})"


def _where(visit: Visit, group: EventGroup) -> str:
    return (
        f"{visit.municipality(group.municipality)} · {visit.wording.say(AUDIENCES[group.audience])}"
    )


def _waiting(visit: Visit, event: Event) -> WaitingRow:
    return WaitingRow(
        when=visit.wording.weeks([event.week])[0],
        where=event.name,
        why=visit.wording.say(WAITING[event.is_settled]),
    )


def _comments(survey: Instrument, said: Mapping[str, tuple[Quote, ...]]) -> Iterable[Said]:
    texts = {each.id: each.text for each in survey.questions}
    for question, quotes in said.items():
        yield Said(question=texts.get(question, question), quotes=quotes)


def _needs(visit: Visit, asked: Asked) -> Iterable[NeedsChart]:
    """What each audience needs next: sums of what was told of each group."""
    for audience, survey in asked.surveys.items():
        told = [each for each in asked.groups if each.audience == audience]
        texts = {each.id: each.text for each in survey.questions}
        amounts = [
            Amount(
                name=name,
                kind=audience,
                text=visit.wording.figure(figure),
                size=size(figure),
            )
            for option, name in _names(survey, NEEDS).items()
            for figure in [_chosen(option, told)]
        ]
        yield NeedsChart(
            audience=visit.wording.say(AUDIENCES[audience]),
            question=texts.get(NEEDS, NEEDS),
            rows=charts.rows(amounts),
        )


def _chosen(option: str, groups: Iterable[EventGroup]) -> Figure:
    known = [{each.option: each.people for each in group.needs} for group in groups]
    return together(each.get(option, Figure(form="exact", n=0)) for each in known)


def _names(survey: Instrument, question: str) -> Mapping[str, str]:
    asked = next((each for each in survey.questions if each.id == question), None)
    return {each.id: each.text for each in options_of(asked)} if asked else {}
