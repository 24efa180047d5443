"""What stands last: the questions, the codebook, and what the file is."""

from collections.abc import Iterator

from lyhord.exports.letters import as_name, printable
from lyhord.exports.report.blocks import Bullets, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.exports.report.themes import terms


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """The appendices that there is something for."""
    words = say.words
    if report.asked:
        intro = Paragraph(text=words.questions_intro)
        yield Section(heading=words.questions, blocks=(intro,), begins_page=True)
        yield from _questions(report, say)
    if report.themes:
        yield Section(heading=words.codebook, blocks=(codebook(report, say),), begins_page=True)
    digest = printable(f"{words.digest}: {report.run.corpus_digest}.")
    told = (words.made_from, words.accessible, digest)
    yield Section(heading=words.about_file, blocks=tuple(Paragraph(text=text) for text in told))


def codebook(report: Report, say: Saying) -> Grid:
    """What each theme means, and its words."""
    words = say.words
    return Grid(
        title=words.codebook_caption,
        columns=(
            Column(heading=words.theme, part=2),
            Column(heading=words.meaning, part=4),
            Column(heading=words.words, part=3),
        ),
        rows=tuple(
            (say.theme(theme), printable(theme.definition), terms(theme)) for theme in report.themes
        ),
    )


def _questions(report: Report, say: Saying) -> Iterator[Section]:
    for asked in report.asked:
        name = say.words.audiences[asked.audience]
        items = tuple(Paragraph(text=printable(text)) for text in asked.questions)
        heading = f"{name}: {as_name(asked.title)}"
        yield Section(heading=heading, level=2, blocks=(Bullets(items=items),))
