"""Similarities and differences between the groups."""

from collections.abc import Iterator, Mapping

from lyhord.comparing import Gap, gaps
from lyhord.disclosing import GroupCell, ThemeReport
from lyhord.exports.report.blocks import Block, Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.exports.report.themes import quotation
from lyhord.instruments.definition import Audience

FEWEST = 2  # groups that can be compared
MOST = 5  # differences that are told in words


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """Themes beside audiences, where there are two audiences or more."""
    audiences = compared(report)
    if len(audiences) < FEWEST:
        return
    words, clear = say.words, tuple(_clear(report, say))
    told = words.differences_clear if clear else words.differences_none
    yield Section(
        heading=words.differences,
        blocks=(
            Paragraph(text=told),
            *clear,
            Paragraph(text=words.differences_intro),
            grid(report, say),
        ),
        begins_page=True,
    )


def _clear(report: Report, say: Saying) -> Iterator[Block]:
    """The sharpest differences that are hardly chance, each with a quote from both sides."""
    found = [gap for gap in gaps(report.run) if gap.sharpest and gap.sharpest.is_clear]
    names = {theme.theme_id: say.theme(theme) for theme in report.themes}
    for gap in found[:MOST]:
        yield Paragraph(lead=f"{names[gap.theme_id]}:", text=difference(gap, say))
        for side in (gap.sharpest.more, gap.sharpest.less) if gap.sharpest else ():
            quote = gap.quote_of(side)
            if quote is not None:
                yield quotation(quote, say)


def difference(gap: Gap, say: Saying) -> str:
    """How the two audiences differ that differ most."""
    if gap.sharpest is None:
        return ""
    found = gap.sharpest
    return say.words.difference.format(
        more=say.words.audiences[found.more],
        less=say.words.audiences[found.less].lower(),
        points=found.points,
        low=say.number(found.low),
        high=say.number(found.high),
    )


def compared(report: Report) -> tuple[Audience, ...]:
    """The audiences of which shares may be told, in order."""
    told = {group.audience for theme in report.themes for group in theme.groups if group.share}
    return tuple(count.audience for count in report.run.audiences if count.audience in told)


def grid(report: Report, say: Saying) -> Grid:
    """The share of each audience in each theme, with its interval."""
    audiences = compared(report)
    return Grid(
        title=say.words.differences_caption,
        columns=(
            Column(heading=say.words.theme, part=3),
            *(
                Column(heading=say.words.audiences[each], part=2, is_number=True)
                for each in audiences
            ),
        ),
        rows=tuple(
            (say.theme(theme), *(_cell(groups_of(theme).get(each), say) for each in audiences))
            for theme in report.themes
        ),
    )


def groups_of(theme: ThemeReport) -> Mapping[Audience, GroupCell]:
    """What is told of each audience."""
    return {group.audience: group for group in theme.groups}


def _cell(group: GroupCell | None, say: Saying) -> str:
    if group is None or group.share is None:
        return say.words.hidden
    return f"{say.share(group.share)} ({say.interval(group.share)})"
