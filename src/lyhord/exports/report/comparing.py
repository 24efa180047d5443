"""Similarities and differences between the groups."""

from collections.abc import Iterator, Mapping

from lyhord.disclosing import GroupCell, ThemeReport
from lyhord.exports.report.blocks import Column, Grid, Paragraph, Section
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import Saying
from lyhord.instruments.definition import Audience

FEWEST = 2  # groups that can be compared


def sections(report: Report, say: Saying) -> Iterator[Section]:
    """Themes beside audiences, where there are two audiences or more."""
    audiences = compared(report)
    if len(audiences) < FEWEST:
        return
    words = say.words
    yield Section(
        heading=words.differences,
        blocks=(Paragraph(text=words.differences_intro), grid(report, say)),
        begins_page=True,
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
    share = group.share
    return f"{say.share(share)} ({share.low}–{share.high})"
