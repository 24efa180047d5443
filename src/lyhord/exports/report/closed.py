"""What was answered to closed questions: the coordination index, contacts and early signals."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import get_args

from lyhord.disclosing import AnsweredQuestion, ChosenOption, IndexMean, facets
from lyhord.exports.letters import as_name
from lyhord.exports.report.blocks import Bar, Bars, Block, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.exports.report.themes import bars_of
from lyhord.instruments.definition import Audience

CONTACTS = ("actor", "actor_child", "n_contacts")
SIGNALS = ("first_age", "signals", "wait")
RANKED = ("actor", "actor_child", "signals")  # whose options have no order of their own
AUDIENCES = get_args(Audience)
TOP = 100  # of the index
MOST_PAIRS = 10


def index_section(report: Report, say: Saying) -> Iterator[Section]:
    """The index by audience and municipality, where it may be told of any."""
    place = partial(_place, say=say)
    told = sorted((each for each in report.answers.index if each.mean is not None), key=place)
    if not told:
        return
    words = say.words
    blocks: list[Block] = [Paragraph(text=words.index_intro)]
    bars = index_bars(report, say)
    if bars.bars:
        blocks.append(bars)
    yield Section(heading=words.index, blocks=(*blocks, _index_grid(told, say)), begins_page=True)


def index_bars(report: Report, say: Saying) -> Bars:
    """A bar for each audience of which the index may be told."""
    bars = (
        Bar(
            name=say.group(each.group),
            size=each.mean,
            text=say.number(each.mean),
            low=each.low,
            high=each.high,
        )
        for each in sorted(report.answers.index, key=partial(_place, say=say))
        if each.mean is not None and facets(each.group) == ("audience",)
    )
    found = bars_of(say.words.index_chart, tuple(bars), is_share=False)
    return Bars(title=found.title, words=found.words, bars=found.bars, is_share=False, top=TOP)


def _place(mean: IndexMean, say: Saying) -> tuple[int, int, bool, str]:
    """Everybody first, then audiences from the youngest, then municipalities by name."""
    values = [value for _, value in mean.group]
    order = [AUDIENCES.index(value) for value in AUDIENCES if value in values]
    return len(mean.group), order[0] if order else len(AUDIENCES), *say.by_place(mean.group)


def _index_grid(told: list[IndexMean], say: Saying) -> Grid:
    words = say.words
    return Grid(
        title=words.index_caption,
        columns=(
            Column(heading=words.group, part=3),
            Column(heading=words.people, part=2, is_number=True),
            Column(heading=words.index_mean, is_number=True),
            Column(heading=words.interval, part=2, is_number=True),
        ),
        rows=tuple(
            (
                say.group(each.group),
                say.figure(each.people),
                say.number(each.mean or 0),
                f"{each.low}–{each.high}",
            )
            for each in told
        ),
    )


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """Whom people meet, and early signals, where either was asked and may be told."""
    words, answers = say.words, report.answers
    asked = ((words.contacts, words.contacts_intro, CONTACTS),)
    asked = (*asked, (words.signals, words.signals_intro, SIGNALS))
    for heading, intro, questions in asked:
        told = [each for each in answers.answers_to(*questions) if _is_told(each)]
        if told:
            grids = [grid for each in told for grid in _grids(each, say)]
            yield Section(heading=heading, blocks=(Paragraph(text=intro), *grids), begins_page=True)


def _is_told(asked: AnsweredQuestion) -> bool:
    return any(option.people.form != "hidden" for option in asked.options)


def _grids(asked: AnsweredQuestion, say: Saying) -> Iterator[Grid]:
    words = say.words
    audience = words.audiences[asked.audience]
    columns = (Column(heading=words.option, part=4), Column(heading=words.people, is_number=True))
    yield Grid(
        title=f"{audience}: {as_name(asked.text)}",
        columns=(*columns, Column(heading=words.share, is_number=True)),
        rows=tuple(
            (as_name(option.name), say.figure(option.people), say.share(option.share))
            for option in _ranked(asked)
        ),
    )
    if not asked.pairs:
        return
    names = {option.option: as_name(option.name) for option in asked.options}
    yield Grid(
        title=f"{audience}: {words.together.lower()}",
        columns=columns,
        rows=tuple(
            (
                words.both.format(one=names[pair.one], other=names[pair.other]),
                say.figure(pair.people),
            )
            for pair in asked.pairs[:MOST_PAIRS]
        ),
    )


def _ranked(asked: AnsweredQuestion) -> Sequence[ChosenOption]:
    """The options in their order; of those without, what somebody chose, the commonest first."""
    if asked.question not in RANKED:
        return asked.options
    told = [each for each in asked.options if each.people.n]
    return sorted(told, key=lambda each: -(each.people.n or 0))
