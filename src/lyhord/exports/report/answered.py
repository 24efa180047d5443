"""What was answered to those who answered ("you said, we do"), and fictive cases for theme days."""

from collections.abc import Iterator

from lyhord.exports.letters import as_name, printable
from lyhord.exports.report.blocks import Block, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.replying.pages import Item, ThemeWords


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """What was published, theme by theme; nothing where nothing stands."""
    reply, words = report.reply, say.words
    if reply is None:
        return
    told = words.reply_intro.format(day=say.day(reply.published_on))
    blocks: tuple[Block, ...] = (Paragraph(text=told, is_soft=True), *_texts(reply.introduction))
    yield Section(heading=words.reply, blocks=blocks, begins_page=True)
    for item, said in reply.themes:
        yield Section(
            heading=_heading(item, said), level=2, blocks=tuple(_of_theme(item, said, say))
        )


def slides(report: Report, say: Saying) -> tuple[Paragraph, ...]:
    """The same as short as slides are: what is answered to each thing, and what is decided."""
    told = report.reply.themes if report.reply else ()
    return tuple(
        Paragraph(
            lead=f"{_heading(item, said)}:",
            text=" ".join(filter(None, (printable(said.answer).strip(), *_deeds(said, say)))),
        )
        for item, said in told
    )


def cases(report: Report, say: Saying) -> Iterator[Section]:
    """The fictive cases that people have written, each said to be made up."""
    for case in report.cases:
        audience = say.words.audiences[case.audience].lower()
        yield Section(
            heading=say.words.case.format(audience=audience),
            blocks=(Paragraph(text=say.words.case_note, is_soft=True), *_texts(case.text)),
            begins_page=True,
        )


def _heading(item: Item, said: ThemeWords) -> str:
    """What a theme is called in the reply; one without a name by its id."""
    return as_name(said.heading) or item.theme_id


def _of_theme(item: Item, said: ThemeWords, say: Saying) -> Iterator[Block]:
    words = say.words
    people = words.theme_people.format(people=say.figure(item.respondents))
    if item.respondents.n:
        yield Paragraph(text=f"{people[:1].upper()}{people[1:]}", is_soft=True)
    for name, text in ((words.reply_said, said.said), (words.reply_answer, said.answer)):
        if text.strip():
            yield Paragraph(lead=f"{name}:", text=printable(text).strip())
    rows = tuple(
        (printable(each.what), printable(each.who), say.day(each.by) if each.by else "")
        for each in said.deeds
        if each
    )
    if rows:
        columns = (
            Column(heading=words.brief_what, part=4),
            Column(heading=words.brief_who, part=2),
            Column(heading=words.brief_when, part=2),
        )
        yield Grid(title=words.reply_deeds, columns=columns, rows=rows)


def _deeds(said: ThemeWords, say: Saying) -> Iterator[str]:
    for each in said.deeds:
        if each:
            day = say.day(each.by) if each.by else ""
            yield f"{', '.join(filter(None, (printable(each.what), printable(each.who), day)))}."


def _texts(text: str) -> tuple[Paragraph, ...]:
    """A longer text by its paragraphs."""
    parts = printable(text).replace("\r\n", "\n").split("\n\n")
    return tuple(Paragraph(text=part.strip()) for part in parts if part.strip())
