"""Every figure of a run's themes by group, as it was published: what cross tables are made of."""

from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import publishing
from lyhord.disclosing.cuts import Group
from lyhord.disclosing.publishing import PublishedRun
from lyhord.disclosing.telling import is_choice, share_of
from lyhord.privacy.cells import Figure, Share
from lyhord.storage import figures, rounds
from lyhord.storage.database import Connection


class Crossing(Struct, frozen=True, kw_only=True):
    """How many of a group there are, and how many of them wrote of a theme."""

    theme_id: str
    group: Group
    of: Figure
    respondents: Figure
    share: Share | None


async def crossings(db: Connection, round_id: UUID, run_id: UUID) -> tuple[Crossing, ...]:
    """The published figures of each theme in each group that a visitor may choose.

    There are none while the round is open, nor where nothing of the run could be published.
    """
    round_ = await rounds.get(db, round_id)
    published = await publishing.of_round(db, round_)
    if published is None:
        return ()
    of_run = await publishing.of_run(db, published, round_, run_id)
    if of_run is None:
        return ()
    return await _crossings(db, round_id, of_run)


async def published_crossings(
    db: Connection, round_id: UUID, run_id: UUID, *, theme: str
) -> tuple[Crossing, ...]:
    """The same of one theme as it was published; none where it never was.

    Nothing is counted for it, so that a page that is asked for all the time can show them.
    """
    round_ = await rounds.get(db, round_id)
    of_run = await publishing.run_as_published(db, round_, run_id)
    if of_run is None:
        return ()
    found = await _crossings(db, round_id, of_run)
    return tuple(each for each in found if each.theme_id == theme)


async def _crossings(db: Connection, round_id: UUID, of_run: PublishedRun) -> tuple[Crossing, ...]:
    known = of_run.round.figures
    seen = await figures.seen(db, round_id)
    groups = [each for each in known.figures if each and is_choice(known, each, seen)]
    return tuple(
        Crossing(
            theme_id=theme.theme_id,
            group=group,
            of=known.figures[group],
            respondents=theme.figures[group],
            share=share_of(theme.figures[group], known.figures[group]),
        )
        for theme in of_run.figures.themes
        for group in groups
    )
