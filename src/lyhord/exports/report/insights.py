"""What people made of the themes: the journey, what works, and the questions to go on with."""

from collections.abc import Iterator

from lyhord.disclosing import ThemeReport
from lyhord.exports.letters import printable
from lyhord.exports.report.blocks import Block, Bullets, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying

VALENCES = ("works", "missing", "")
QUESTIONS = ("worked", "missing", "first_sign", "earlier")
MOST = 8  # themes under a question


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """The sections that somebody has written something for."""
    words = say.words
    journey = tuple(_journey_told(report, say))
    if journey:
        yield Section(heading=words.journey, blocks=journey, begins_page=True)
    works = [theme for theme in report.themes if theme.notes.valence == "works"]
    if works:
        items = tuple(_insight(theme, say) for theme in works)
        blocks = (Paragraph(text=words.working_intro), Bullets(items=items))
        yield Section(heading=words.working, blocks=blocks)
    asking = opportunities(report, say)
    if asking:
        blocks = (Paragraph(text=words.how_might_we_intro), Bullets(items=asking))
        yield Section(heading=words.how_might_we, blocks=blocks)


def _journey_told(report: Report, say: Saying) -> Iterator[Block]:
    """Where people placed the themes, and to which questions they were written."""
    words = say.words
    if any(theme.notes.stages for theme in report.themes):
        yield Paragraph(text=words.journey_intro)
        yield _journey(report, say)
    grids = [grid for each in QUESTIONS for grid in _under(each, report, say)]
    if grids:
        yield Paragraph(text=words.journey_asked)
        yield from grids


def _under(question: str, report: Report, say: Saying) -> Iterator[Grid]:
    """The themes that most wrote of under a question."""
    found = report.journey.most_under(question)[:MOST]
    columns = (
        Column(heading=say.words.theme, part=4),
        Column(heading=say.words.people, is_number=True),
    )
    rows = tuple((say.theme(each.theme), say.figure(each.asked[question])) for each in found)
    if rows:
        yield Grid(title=say.words.asked_under[question], columns=columns, rows=rows)


def opportunities(report: Report, say: Saying) -> tuple[Paragraph, ...]:
    """The questions to go on with, those of the commonest themes first."""
    return tuple(
        Paragraph(text=printable(theme.notes.opportunity), lead=f"{say.theme(theme)}:")
        for theme in report.themes
        if theme.notes.opportunity.strip()
    )


def _insight(theme: ThemeReport, say: Saying) -> Paragraph:
    text = theme.notes.insight.strip() or theme.notes.description.strip() or theme.definition
    return Paragraph(lead=f"{say.theme(theme)}:", text=printable(text))


def _journey(report: Report, say: Saying) -> Grid:
    """The steps in order, with the themes and actors that were placed there."""
    words, themes = say.words, report.themes
    known = [*words.stages, *(stage for theme in themes for stage in theme.notes.stages)]
    stages = [
        stage
        for stage in dict.fromkeys(known)
        if any(stage in theme.notes.stages for theme in themes)
    ]
    return Grid(
        title=words.journey_caption,
        columns=(
            Column(heading=words.stage, part=2),
            *(Column(heading=_heading(each, say), part=3) for each in VALENCES),
            Column(heading=words.actor, part=3),
        ),
        rows=tuple(_stage(stage, themes, say) for stage in stages),
    )


def _heading(valence: str, say: Saying) -> str:
    return (say.words.valences.get(valence) or say.words.themes).capitalize()


def _stage(stage: str, themes: tuple[ThemeReport, ...], say: Saying) -> tuple[str, ...]:
    here = [theme for theme in themes if stage in theme.notes.stages]
    columns = (
        ", ".join(say.theme(theme) for theme in here if theme.notes.valence == valence)
        for valence in VALENCES
    )
    actors = dict.fromkeys(actor for theme in here for actor in theme.notes.actors)
    return (say.stage(stage).capitalize(), *columns, ", ".join(map(say.actor, actors)))
