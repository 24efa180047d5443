"""How it was done: when, who answered, how the figures are to be read, how themes were found."""

from collections.abc import Iterable, Iterator

from lyhord.disclosing import facets
from lyhord.exports.letters import as_name, printable
from lyhord.exports.report.blocks import Block, Bullets, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.privacy.cells import FEWEST_FOR_SHARES


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """How answers came in, and below it how to read what is made of them."""
    words = say.words
    yield Section(heading=words.method, blocks=tuple(_collected(report, say)))
    items = tuple(Paragraph(text=text) for text in reading(report, say))
    found = words.found_by.format(method=report.run.method, seed=report.run.seed)
    yield Section(
        heading=words.reading,
        level=2,
        blocks=(
            Bullets(items=items),
            Paragraph(text=printable(found)),
        ),
    )


def reading(report: Report, say: Saying) -> Iterator[str]:
    """What a reader must know of figures and quotes before using them."""
    words, run = say.words, report.run
    yield words.reading_people
    yield words.reading_share.format(fewest=FEWEST_FOR_SHARES)
    yield words.reading_interval
    yield words.reading_choice
    yield words.reading_hidden.format(k=run.k, k_children=run.k_children)
    yield words.reading_quotes


def _collected(report: Report, say: Saying) -> Iterator[Block]:
    words, overview = say.words, report.overview
    yield Paragraph(text=words.collected.format(days=say.days(overview.opens, overview.closes)))
    for name, text in ((words.purpose, report.purpose), (words.owner, report.owner)):
        if text.strip():
            yield Paragraph(lead=f"{name}:", text=printable(text))
    yield audience_grid(report, say)
    places = tuple(_places(report, say))
    if places:
        yield _counts(words.by_municipality, words.municipality, places, say)
    if report.run.left_out:
        yield Paragraph(text=words.left_out.format(audiences=say.audiences(report.run.left_out)))
    if overview.collectors:
        yield _doors(report, say)
    if overview.weeks:
        yield _weeks(report, say)
    if overview.published_on:
        yield Paragraph(text=words.fixed_on.format(day=say.day(overview.published_on)))


def audience_grid(report: Report, say: Saying) -> Grid:
    """How many answered in each audience that was counted."""
    words = say.words
    rows = [
        (words.audiences[count.audience], say.figure(count.responses))
        for count in report.run.audiences
    ]
    whole = (words.everybody, say.figure(report.run.total))
    return _counts(words.by_audience, words.audience, (*rows, whole), say)


def _places(report: Report, say: Saying) -> Iterator[tuple[str, ...]]:
    """How many answered in each municipality of which that may be told, by name."""
    told = {
        each.group: each.of for each in report.crossings if facets(each.group) == ("municipality",)
    }
    for group in sorted(told, key=say.by_place):
        yield say.group(group), say.figure(told[group])


def _doors(report: Report, say: Saying) -> Grid:
    words = say.words
    columns = (
        Column(heading=words.door, part=3),
        Column(heading=words.audience, part=2),
        Column(heading=words.answers, is_number=True),
    )
    rows = tuple(
        (
            as_name(door.name) or door.slug,
            words.audiences[door.audience],
            say.figure(door.responses),
        )
        for door in report.overview.collectors
    )
    return Grid(title=words.by_door, columns=columns, rows=rows)


def _weeks(report: Report, say: Saying) -> Grid:
    words = say.words
    rows = ((say.week(each.week), say.figure(each.responses)) for each in report.overview.weeks)
    return _counts(words.by_week, words.week, rows, say)


def _counts(title: str, of: str, rows: Iterable[tuple[str, ...]], say: Saying) -> Grid:
    columns = (Column(heading=of, part=3), Column(heading=say.words.answers, is_number=True))
    return Grid(title=title, columns=columns, rows=tuple(rows))
