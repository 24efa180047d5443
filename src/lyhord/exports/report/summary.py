"""The short summary: three numbers, and what most wrote about."""

from collections.abc import Iterator

from lyhord.disclosing import ThemeReport
from lyhord.exports.report.blocks import Block, Bullets, Number, Numbers, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying

MOST = 5
NUMBERS = 3


def section(report: Report, say: Saying) -> Section:
    """The first section of a report."""
    return Section(heading=say.words.summary, blocks=tuple(_blocks(report, say)))


def _blocks(report: Report, say: Saying) -> Iterator[Block]:
    yield Numbers(numbers=tuple(numbers(report, say)))
    found = findings(report)
    if not found:
        yield Paragraph(text=say.words.no_themes)
        return
    yield Paragraph(text=say.words.summary_intro)
    yield Bullets(items=tuple(finding(theme, say) for theme in found))


def findings(report: Report, most: int = MOST) -> tuple[ThemeReport, ...]:
    """The themes that most wrote about, of those whose number may be told."""
    told = [each for each in report.themes if each.respondents.n and _is_told(each)]
    return tuple(told[:most])


def _is_told(theme: ThemeReport) -> bool:
    return theme.respondents.form in {"exact", "at_least"}


def finding(theme: ThemeReport, say: Saying) -> Paragraph:
    """A theme, how many wrote about it, and the share of each audience that may be told."""
    people = say.figure(theme.respondents)
    if theme.share is None:
        text = say.words.summary_people.format(people=people)
    else:
        text = say.words.summary_theme.format(people=people, share=say.share(theme.share))
    shares = [
        f"{say.words.audiences[group.audience].lower()} {say.share(group.share)}"
        for group in theme.groups
        if group.share
    ]
    told = " ".join([text, *([f"({', '.join(shares)})"] if shares else [])])
    return Paragraph(lead=f"{say.theme(theme)}:", text=told)


def numbers(report: Report, say: Saying) -> tuple[Number, ...]:
    """Three figures, as far as they may be told: who answered, how support hangs together, of what.

    Where one may not be told, how much of the texts was understood stands for it.
    """
    words = say.words
    told = [
        Number(figure=say.figure(report.run.total), of=words.number_people),
        *_index(report, say),
        *_first(report, say),
    ]
    if report.run.coverage is not None:
        told.append(Number(figure=say.percent(report.run.coverage), of=words.number_coverage))
    return tuple(told[:NUMBERS])


def _index(report: Report, say: Saying) -> Iterator[Number]:
    for each in report.answers.index:
        if not each.group and each.mean is not None:
            yield Number(figure=say.number(each.mean), of=say.words.number_index)


def _first(report: Report, say: Saying) -> Iterator[Number]:
    """The theme that most wrote about: its share, else how many."""
    for theme in findings(report, most=1):
        figure = say.share(theme.share) if theme.share else say.figure(theme.respondents)
        told = say.words.number_first.format(theme=say.words.quoted.format(text=say.theme(theme)))
        yield Number(figure=figure, of=told)
