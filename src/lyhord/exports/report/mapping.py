"""The mapping of ways of working: for each model what makes it work beside what is hard."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lyhord.disclosing import JourneyTheme, MappedModel, MappedThemes, themes_of, under_model
from lyhord.disclosing.models import CHALLENGES, SUCCESS, TAKES
from lyhord.exports.letters import as_name
from lyhord.exports.report.blocks import Block, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """The models that somebody was asked about and something may be told of."""
    words = say.words
    told = [each for each in report.answers.models if each.people.n]
    if not told:
        return
    yield Section(
        heading=words.mapping,
        blocks=(Paragraph(text=words.mapping_intro),),
        begins_page=True,
    )
    for model in told:
        blocks = tuple(_blocks(report, model, say))
        yield Section(heading=as_name(model.name), blocks=blocks, level=2)


def _blocks(report: Report, model: MappedModel, say: Saying) -> Iterator[Block]:
    words = say.words
    found = themes_of(report.journey, model.model)
    yield Paragraph(lead=f"{words.mapping_answers}:", text=say.figure(model.people))
    yield Paragraph(lead=f"{words.mapping_carried}:", text=_carried(model, say))
    if found.is_empty:
        yield Paragraph(text=words.mapping_few, is_soft=True)
        return
    yield _matrix(found, model, say)
    if found.takes:
        takes = say.listed(_named(found.takes, TAKES, model, say))
        yield Paragraph(lead=f"{words.mapping_takes}:", text=takes)


def _matrix(found: MappedThemes, model: MappedModel, say: Saying) -> Grid:
    success = _named(found.success, SUCCESS, model, say)
    challenges = _named(found.challenges, CHALLENGES, model, say)
    return Grid(
        title=f"{as_name(model.name)}: {say.words.mapping_matrix}",
        columns=(Column(heading=say.words.mapping_success), Column(heading=say.words.mapping_hard)),
        rows=tuple(zip_longest(success, challenges, fillvalue="–")),
    )


def _named(
    themes: Sequence[JourneyTheme], question: str, model: MappedModel, say: Saying
) -> list[str]:
    return [
        f"{say.theme(each.theme)} ({say.figure(under_model(each, question, model.model))})"
        for each in themes
    ]


def _carried(model: MappedModel, say: Saying) -> str:
    if model.carried.form == "hidden":
        return say.words.hidden
    of = say.words.mapping_of.format(n=say.figure(model.carried), of=say.figure(model.people))
    return of if model.share is None else f"{of} ({say.share(model.share)})"
