"""A round in figures: by audience, week and collector, as published; coarsely until then."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import opened, publishing
from lyhord.disclosing.completing import Answered
from lyhord.disclosing.cuts import AUDIENCES, EVERYBODY, Group, needed, of_audience, of_door
from lyhord.disclosing.publishing import Published
from lyhord.disclosing.shown import AudienceCount, CollectorCount, Overview, WeekCount
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, exact
from lyhord.storage import collectors, figures, guards, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.rounds import Round


class Told(Struct, frozen=True, kw_only=True):
    """What may be told of each group; of one that is not there nobody is."""

    figures: Mapping[Group, Figure]
    left_out: tuple[Audience, ...]
    rule: Guard
    published_on: date | None = None
    answered: tuple[Answered, ...] = ()
    languages: tuple[str, ...] = ()


async def overview(db: Connection, round_id: UUID) -> Overview:
    """Count a round's responses as far as they may be shown; coarsely while it is open.

    While it is open, none and a few look the same in every audience, week and collector; only
    its total tells that there is no answer at all, so the very first one can be seen to arrive.
    What was published stays, also where the round was opened again.
    """
    round_ = await rounds.get(db, round_id)
    doors = await collectors.of_round(db, round_id)
    published = await publishing.of_round(db, round_)
    if published is not None:
        return _overview(round_, doors, _told(published))
    rule = await guards.get(db, round_id)
    sums = opened.summed(await figures.people(db, round_id), rule)
    told = Told(figures=opened.rounded(sums, doors, rule), left_out=sums.left_out, rule=rule)
    return _overview(round_, doors, told)


def _told(published: Published) -> Told:
    frozen = published.figures
    return Told(
        figures=frozen.figures,
        left_out=frozen.left_out,
        rule=frozen.guard,
        published_on=published.version.published_on,
        answered=frozen.answered,
        languages=frozen.languages,
    )


def _overview(round_: Round, doors: Iterable[Collector], told: Told) -> Overview:
    return Overview(
        round_id=round_.round_id,
        name=round_.name,
        is_open=not round_.is_settled,
        opens=round_.opens,
        closes=round_.closes,
        total=told.figures.get(EVERYBODY, exact(0)),
        audiences=tuple(
            AudienceCount(audience=each, responses=_of(told, each, of_audience(each)))
            for each in AUDIENCES
        ),
        weeks=_weeks(told),
        collectors=tuple(
            CollectorCount(
                slug=door.slug,
                name=door.name,
                audience=door.audience,
                responses=_of(told, door.audience, of_door(door)),
            )
            for door in doors
        ),
        left_out=told.left_out,
        published_on=told.published_on,
        answered=told.answered,
        languages=told.languages,
        k=told.rule.k,
        k_children=told.rule.k_children,
    )


def _of(told: Told, audience: Audience, group: Group) -> Figure:
    if audience in told.left_out:
        return Figure(form="under", n=needed(told.rule, audience))
    return told.figures.get(group, exact(0))


def _weeks(told: Told) -> tuple[WeekCount, ...]:
    """The weeks in which somebody answered; while it is open, those in which enough did."""
    return tuple(
        WeekCount(week=group[0][1], responses=figure)
        for group, figure in sorted(told.figures.items())
        if group and group[0][0] == "week" and figure.form != "under"
    )
