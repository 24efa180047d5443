"""What stands beside a theme in the workspace past its audiences: differences, places, ages, tags.

All of it from published figures, and what people wrote of the theme; who says it is `evidence`'s.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from lyhord import comparing
from lyhord.disclosing import Crossing, Group, RunReport, facets
from lyhord.instruments.places import Place
from lyhord.storage.book import BookTheme
from lyhord.storage.runs import ThemeNotes
from lyhord.web.desk.filtering import HEADINGS, OTHERS, Names, names
from lyhord.web.desk.gap_page import sentence
from lyhord.web.desk.visit import Fact
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_words import AREAS, FIELDS, STAGES, VALENCES

PARTS = ("municipality", "age")


class PartRow(Struct, frozen=True, kw_only=True):
    """How many of a group wrote of the theme, and their share with its interval."""

    name: str
    count: str
    share: str
    interval: str


class Part(Struct, frozen=True, kw_only=True):
    """A theme by municipality or by age: what may be shown, and why there is no more."""

    heading: str
    column: str
    rows: tuple[PartRow, ...]
    note: str


class Differences(Struct, frozen=True, kw_only=True):
    """How audiences differ clearly in a theme; `note` says what that means, or why none does."""

    lines: tuple[str, ...]
    note: str


class Beyond(Struct, frozen=True, kw_only=True):
    """What a theme rests on past its audiences; `share` is that of all who answered."""

    differences: Differences | None = None
    parts: tuple[Part, ...] = ()
    tags: tuple[Fact, ...] = ()
    share: str = ""


def beyond(
    wording: Wording,
    place: Place,
    report: RunReport | None,
    theme: BookTheme | None,
    crossings: Sequence[Crossing],
) -> Beyond:
    """Put it together; of a theme that nothing was published of, only what people wrote."""
    if theme is None:
        return Beyond()
    tagged = _tags(wording, place, theme.notes)
    if report is None or all(each.theme_id != theme.theme_id for each in report.themes):
        return Beyond(tags=tagged)
    return Beyond(
        differences=_differences(wording, report, theme.theme_id),
        parts=_parts(names(wording, place), report, crossings),
        tags=tagged,
        share=_whole_share(wording, report, theme.theme_id),
    )


def _differences(wording: Wording, report: RunReport, theme: str) -> Differences | None:
    """How audiences differ in a theme, tested beside all others; None of what is no theme."""
    say = wording.say
    gap = comparing.gap(report, theme)
    if gap is None:
        return None
    if not gap.differences:
        return Differences(
            lines=(), note=say("No two audiences have shares here that may be shown.")
        )
    clear = tuple(sentence(wording, each) for each in gap.differences if each.is_clear)
    if not clear:
        return Differences(lines=(), note=say("No two audiences differ clearly in this theme."))
    return Differences(
        lines=clear,
        note=say(
            "A difference is called clear where at most one in twenty of those marked should be "
            "chance (Benjamini and Hochberg, over all themes and pairs)."
        ),
    )


def _parts(called: Names, report: RunReport, crossings: Sequence[Crossing]) -> tuple[Part, ...]:
    """A theme by municipality and by age; nothing of what nobody told."""
    asked = {facets(group) for group in report.choices}
    return tuple(
        _part(called, report, facet, [each for each in crossings if facets(each.group) == (facet,)])
        for facet in PARTS
        if (facet,) in asked
    )


def _part(called: Names, report: RunReport, facet: str, cells: Sequence[Crossing]) -> Part:
    say = called.wording.say
    told = sorted(
        (each for each in cells if each.respondents.form != "hidden"),
        key=lambda each: _place(each.group),
    )
    hidden = len(cells) - len(told)
    note = ""
    if not told:
        note = say("No figure may be shown: what is told elsewhere would point out a few people.")
    elif hidden:
        note = say.plural(
            "Hidden of %(n)s more, which could point out fewer than %(k)s people.",
            "Hidden of %(n)s more, which could point out fewer than %(k)s people.",
            hidden,
            k=report.k,
        )
    return Part(
        heading=say(HEADINGS[facet]),
        column=say("Municipality") if facet == "municipality" else say("Age"),
        rows=tuple(_row(called, each) for each in told),
        note=note,
    )


def _row(called: Names, cell: Crossing) -> PartRow:
    wording, share = called.wording, cell.share
    return PartRow(
        name=called.of(cell.group),
        count=wording.figure(cell.respondents),
        share=wording.share(share),
        interval=f"{share.low}–{share.high}" if share else "",
    )


def _place(group: Group) -> tuple[bool, int, str]:
    """Ages from the youngest on, municipalities by name, other answers last."""
    value = group[0][1]
    number = re.match(r"\d+", value)
    return value in OTHERS, int(number.group()) if number else 0, value


def _tags(wording: Wording, place: Place, notes: ThemeNotes) -> tuple[Fact, ...]:
    """Where people placed a theme: what it is about, on the journey, whom they meet, in life."""
    actors = {each.id: each.text for each in place.actors}
    told = {
        "valence": ", ".join(_said(wording, VALENCES, (notes.valence,) if notes.valence else ())),
        "stages": ", ".join(_said(wording, STAGES, notes.stages)),
        "actors": ", ".join(actors.get(each, each) for each in notes.actors),
        "areas": ", ".join(_said(wording, AREAS, notes.areas)),
    }
    return tuple(
        Fact(name=wording.say(FIELDS[name]), value=value) for name, value in told.items() if value
    )


def _said(wording: Wording, known: Mapping[str, str], values: Sequence[str]) -> Iterator[str]:
    return (wording.say(known[each]) if each in known else each for each in values)


def _whole_share(wording: Wording, report: RunReport, theme: str) -> str:
    """The share of everybody who answered, with its interval: how sure the sum is."""
    share = next((each.share for each in report.themes if each.theme_id == theme), None)
    return f"{wording.percent(share.percent)} ({share.low}–{share.high})" if share else ""
