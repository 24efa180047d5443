"""The journey of a round as it may be shown: themes with the questions that they were written to.

Where on the journey a theme stands, and beside whom, is what people wrote of it (`ThemeNotes`).
"""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.disclosing import answering, publishing
from lyhord.disclosing.shown import RunReport, ThemeReport
from lyhord.disclosing.stages import FrozenJourney
from lyhord.privacy.cells import Figure
from lyhord.storage import figures, rounds
from lyhord.storage.database import Connection

WORKED, MISSING, FIRST_SIGN, EARLIER = "worked", "missing", "first_sign", "earlier"


class JourneyTheme(Struct, frozen=True, kw_only=True):
    """A theme, and how many wrote of it under each question, rounded down; few are not there."""

    theme: ThemeReport
    asked: Mapping[str, Figure]

    def under(self, question: str) -> int:
        """At least so many wrote of it under a question."""
        figure = self.asked.get(question)
        return figure.n or 0 if figure else 0


class Journey(Struct, frozen=True, kw_only=True):
    """The themes of a run by question, stage and actor; none while the round is open."""

    report: RunReport
    themes: tuple[JourneyTheme, ...]

    def at(self, stage: str, actor: str) -> tuple[JourneyTheme, ...]:
        """The themes that people placed at a stage and beside an actor."""
        return tuple(
            each
            for each in self.themes
            if stage in each.theme.notes.stages and actor in each.theme.notes.actors
        )

    def most_under(self, question: str) -> tuple[JourneyTheme, ...]:
        """The themes that enough wrote of under a question, those that most did first."""
        found = [each for each in self.themes if each.under(question)]
        return tuple(sorted(found, key=lambda each: -each.under(question)))


async def journey(db: Connection, report: RunReport) -> Journey:
    """Put the themes of a report beside the questions that they were written to."""
    if report.is_open:
        return Journey(report=report, themes=())
    frozen = await _frozen(db, report)
    asked: dict[str, dict[str, Figure]] = {}
    for each in frozen.asked if frozen else ():
        asked.setdefault(each.theme_id, {})[each.question] = each.people
    return Journey(
        report=report,
        themes=tuple(
            JourneyTheme(theme=theme, asked=asked.get(theme.theme_id, {}))
            for theme in report.themes
            if theme.source != "remainder"
        ),
    )


async def _frozen(db: Connection, report: RunReport) -> FrozenJourney | None:
    """What was published with the run's figures; older ones get theirs if nothing changed."""
    round_id, run_id = report.round_id, report.run_id
    found = await answering.published_journey(db, round_id, run_id)
    if found is not None:
        return found
    round_ = await rounds.get(db, round_id)
    published = await publishing.of_round(db, round_)
    of_run = published and await publishing.of_run(db, published, round_, run_id)
    if not of_run or of_run.run_id != run_id or not round_.is_settled:
        return None
    if of_run.figures.digest != (await figures.standing(db, round_id)).digest:
        return None
    like = await publishing.themes_like(db, round_id, run_id, of_run.round.figures.guard)
    await answering.publish_journey(db, round_id, run_id, of_run.round.figures, kin=like)
    return await answering.published_journey(db, round_id, run_id)
