"""What a theme rests on: who says it, and how it was found."""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.disclosing import GroupCell, RunReport, ThemeReport
from lyhord.web.catalogue import mark, own_name
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, Bars
from lyhord.web.desk.visit import Fact
from lyhord.web.desk.wording import AUDIENCES, Wording

SOURCES: Mapping[str, str] = {
    "codebook": mark("The codebook"),
    "new": mark("New, proposed by the analysis"),
    "remainder": mark("What fits no theme"),
}
LANGUAGES_NOTE = mark(
    "The codebook is in Swedish and guides what is written in Swedish. What is written in another "
    "language is read with words of its own; where it is too little to compare, it is unclear."
)


class VoiceRow(Struct, frozen=True, kw_only=True):
    """How many of an audience say it, and their share with its interval."""

    name: str
    count: str
    share: str


class Evidence(Struct, frozen=True, kw_only=True):
    """What stands beside the statements of a theme."""

    voices: Bars
    rows: tuple[VoiceRow, ...]
    note: str
    terms: str
    facts: tuple[Fact, ...]
    languages_note: str


def evidence(wording: Wording, report: RunReport, theme: ThemeReport) -> Evidence:
    """Say what a theme of a report rests on."""
    return Evidence(
        voices=_voices(wording, theme),
        rows=tuple(_voice_row(wording, cell) for cell in theme.groups),
        note=_voices_note(wording, report),
        terms=" · ".join(theme.terms),
        facts=_facts(wording, report, theme),
        languages_note=wording.say(LANGUAGES_NOTE),
    )


def _voices(wording: Wording, theme: ThemeReport) -> Bars:
    amounts = [
        Amount(
            name=wording.say(AUDIENCES[cell.audience]),
            kind=cell.audience,
            text=wording.share(cell.share) if cell.share else wording.figure(cell.respondents),
            size=cell.share.percent if cell.share else None,
            low=cell.share.low if cell.share else None,
            high=cell.share.high if cell.share else None,
        )
        for cell in theme.groups
    ]
    return charts.bars(wording.say("Share of those who answered"), amounts)


def _voice_row(wording: Wording, cell: GroupCell) -> VoiceRow:
    share = cell.share
    return VoiceRow(
        name=wording.say(AUDIENCES[cell.audience]),
        count=wording.figure(cell.respondents),
        share=f"{wording.percent(share.percent)} ({share.low}–{share.high})" if share else "–",
    )


def _voices_note(wording: Wording, report: RunReport) -> str:
    say = wording.say
    if report.is_open:
        return say("Groups are compared when the round has closed.")
    return say(
        "The lines show 95 %% uncertainty. What could point out fewer than %(k)s people, or fewer "
        "than %(children)s children, is hidden.",
        k=report.k,
        children=report.k_children,
    )


def _facts(wording: Wording, report: RunReport, theme: ThemeReport) -> tuple[Fact, ...]:
    say = wording.say
    stability = theme.stability
    facts = {
        say("Comes from"): say(SOURCES[theme.source]),
        say("Comes back when redrawn"): ""
        if stability is None
        else say("%(n)s of 100 times", n=round(100 * stability)),
        say("Statements that got a theme"): ""
        if report.coverage is None
        else wording.percent(report.coverage),
        say("Fit no theme"): ""
        if report.coverage is None
        else wording.percent(100 - report.coverage),
        say("Written in"): ", ".join(map(own_name, report.languages)),
        say("Analysed"): wording.day(report.finished_on) if report.finished_on else "",
        say("Seed"): str(report.seed),
        say("Figures as of"): wording.day(report.published_on) if report.published_on else "",
    }
    return tuple(Fact(name=name, value=value) for name, value in facts.items() if value)
