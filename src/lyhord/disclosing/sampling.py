"""A text of one side of a disagreement, or of a theme under a question, where one may be shown.

Whose texts may be shown, and by name, was decided with the theme (`telling`), not here.
"""

from collections.abc import Iterable, Mapping

from lyhord.disclosing.journeys import Journey
from lyhord.disclosing.shown import Quote, RunReport
from lyhord.instruments.definition import Audience
from lyhord.storage import findings
from lyhord.storage.database import Connection
from lyhord.storage.findings import Sample, Wanted


async def side_quotes(
    db: Connection, report: RunReport, sides: Iterable[tuple[str, Audience]]
) -> Mapping[tuple[str, Audience], Quote]:
    """A text of each theme by an audience that a quote of it may name; other sides have none."""
    themes = {each.theme_id: each for each in report.themes}
    wanted = [
        Wanted(theme_id, "", (audience,))
        for theme_id, audience in sides
        if theme_id in themes and audience in themes[theme_id].speakers
    ]
    found = await _samples(db, report, wanted)
    return {(each.theme_id, each.audience): _quote(each) for each in found}


async def quotes_under(
    db: Connection, journey: Journey, places: Iterable[tuple[str, str]]
) -> Mapping[tuple[str, str], Quote]:
    """A text of each theme that was written to a question, where it is told that enough did.

    It is of an audience that a quote of the theme may name, and names it.
    """
    told = {
        (each.theme.theme_id, question): each.theme.speakers
        for each in journey.themes
        for question in each.asked
    }
    wanted = [
        Wanted(theme_id, question, told[theme_id, question])
        for theme_id, question in dict.fromkeys(places)
        if told.get((theme_id, question))
    ]
    found = await _samples(db, journey.report, wanted)
    return {(each.theme_id, each.question): _quote(each) for each in found}


async def _samples(db: Connection, report: RunReport, wanted: list[Wanted]) -> Iterable[Sample]:
    if report.is_open or not wanted:
        return ()
    return await findings.samples(db, report.round_id, report.run_id, wanted)


def _quote(sample: Sample) -> Quote:
    return Quote(text=sample.text, language=sample.language, audience=sample.audience)
