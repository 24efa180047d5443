"""What the overview of a round says: guarded counts in, words and bars out."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from lyhord.collecting.doors import municipality_of
from lyhord.disclosing import Overview
from lyhord.exports.paper import Paper
from lyhord.storage.collectors import WITHOUT_PAGE, Collector
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run
from lyhord.web.desk import charts
from lyhord.web.desk.attention import Attention
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.closed import closed_words
from lyhord.web.desk.collected import Collected, collected
from lyhord.web.desk.exporting import Download, downloads
from lyhord.web.desk.links_page import leads
from lyhord.web.desk.needs import Need, Standing, needs
from lyhord.web.desk.paper_page import PaperLine, paper_lines
from lyhord.web.desk.quotes import quotes_address
from lyhord.web.desk.visit import Fact, Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES, MODES, Wording, size


class CollectorRow(Struct, frozen=True, kw_only=True):
    """A link into the round."""

    audience: str
    audience_name: str
    name: str
    mode: str
    href: str
    trial: str
    count: str


class RunLine(Struct, frozen=True, kw_only=True):
    """The last analysis in one sentence, and where it leads."""

    text: str
    action: str
    address: str


class OverviewPage(Struct, frozen=True, kw_only=True):
    """All that the overview of a round shows."""

    frame: Frame
    name: str
    address: str
    purpose: str
    facts: tuple[Fact, ...]
    total: str
    caution: str
    purged: str
    audiences: tuple[BarRow, ...]
    weeks: tuple[BarRow, ...]
    collectors: tuple[CollectorRow, ...]
    run: RunLine | None
    may_start: bool
    may_read_themes: bool
    downloads: tuple[Download, ...]
    quotes: str
    papers: tuple[PaperLine, ...]
    may_type_in: bool
    needing: Attention
    needs: tuple[Need, ...]
    collected: Collected


def overview_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    round_: Round,
    counted: Overview,
    *,
    doors: tuple[Collector, ...],
    titles: Mapping[str, str],
    newest: Run | None,
    finished: Run | None,
    papers: tuple[Paper, ...],
    purged_on: date | None,
    needing: Attention,
    known: Standing,
) -> OverviewPage:
    """Put the page together; themes and files only for those who may read them."""
    wording = visit.wording
    may_read = visit.may("GET /desk/rounds/{round_id}/themes")
    return OverviewPage(
        frame=visit.frame("overview", round_),
        name=round_.name,
        address=address_of(round_.round_id),
        purpose=round_.purpose,
        facts=_facts(wording, known, counted),
        total=wording.figure(counted.total),
        caution=_caution(wording, counted, round_),
        purged=_purged(wording, purged_on),
        audiences=charts.rows(_by_audience(wording, counted)),
        weeks=charts.rows(_by_week(wording, counted)),
        collectors=_collectors(visit, counted, doors, titles),
        run=_run_line(wording, newest, finished) if may_read else None,
        may_start=newest is None or not is_under_way(newest),
        may_read_themes=may_read,
        downloads=downloads(wording, finished.round_id, finished.run_id)
        if may_read and finished
        else (),
        quotes=quotes_address(round_.round_id) if may_read and visit.sees_all else "",
        papers=paper_lines(visit, round_, papers),
        may_type_in=visit.may("POST /desk/rounds/{round_id}/paper"),
        needing=needing,
        needs=needs(visit, known),
        collected=collected(wording, counted, doors, papers),
    )


def _purged(wording: Wording, day: date | None) -> str:
    if day is None:
        return ""
    return wording.say(
        "The answers were destroyed on %(day)s, by decision. The report that was kept lies in the "
        "archive, and the protocol under Law and retention.",
        day=wording.day(day),
    )


def _facts(wording: Wording, known: Standing, counted: Overview) -> tuple[Fact, ...]:
    say, round_, loop = wording.say, known.round, known.loop
    facts = {
        say("Takes answers"): wording.days(round_.opens, round_.closes),
        say("Why it is closed"): closed_words(wording, round_),
        say("Owner"): round_.owner,
        say("Safeguarding officer"): round_.officer,
        say("Deputy"): round_.deputy,
        say("Results promised"): wording.day(loop.due_on) if loop.due_on else "",
        say("Answers for it"): loop.owner,
        say("Texts and answers are kept"): say.plural(
            "%(n)s day", "%(n)s days", known.decision.statements_days
        ),
        say("Originals are kept"): say.plural(
            "%(n)s day", "%(n)s days", known.decision.originals_days
        ),
        say("Figures as of"): wording.day(counted.published_on) if counted.published_on else "",
    }
    return tuple(Fact(name=name, value=value) for name, value in facts.items() if value)


def _by_audience(wording: Wording, counted: Overview) -> list[Amount]:
    return [
        Amount(
            name=wording.say(AUDIENCES[row.audience]),
            kind=row.audience,
            text=wording.figure(row.responses),
            size=size(row.responses),
        )
        for row in counted.audiences
    ]


def _by_week(wording: Wording, counted: Overview) -> list[Amount]:
    names = wording.weeks([row.week for row in counted.weeks])
    return [
        Amount(
            name=name,
            kind="all",
            text=wording.figure(row.responses),
            size=size(row.responses),
        )
        for name, row in zip(names, counted.weeks, strict=True)
    ]


def _caution(wording: Wording, counted: Overview, round_: Round) -> str:
    if round_.grace_until:
        return wording.say(
            "The round is closed but takes answers that were begun until %(time)s. Figures by "
            "group are shown after that.",
            time=wording.time(round_.grace_until),
        )
    if round_.state == "draft":
        return wording.say("The round is a draft. It takes answers when it has been opened.")
    if counted.is_open:
        return wording.say(
            "The round is open, so figures are rounded down to fives and small groups are not "
            "told apart. Exact figures come when it closes."
        )
    if counted.left_out:
        return wording.say(
            "So few have answered among %(audiences)s that no figure counts them.",
            audiences=wording.names(counted.left_out),
        )
    return ""


def _collectors(
    visit: Visit, counted: Overview, doors: tuple[Collector, ...], titles: Mapping[str, str]
) -> tuple[CollectorRow, ...]:
    say = visit.wording.say
    figures = {row.slug: row.responses for row in counted.collectors}
    return tuple(
        CollectorRow(
            audience=door.audience,
            audience_name=say(AUDIENCES[door.audience]),
            name=" · ".join(_known_of(visit, door, titles)),
            mode=say(MODES[door.mode]),
            href=leads(visit, door),
            trial="" if door.mode in WITHOUT_PAGE else f"{visit.base_url}/s/{door.trial_slug}",
            count=visit.wording.figure(figures[door.slug]),
        )
        for door in sorted(doors, key=lambda each: (_place(each.audience), each.name))
    )


def _known_of(visit: Visit, door: Collector, titles: Mapping[str, str]) -> Iterable[str]:
    """What tells a door from others of its audience: its name, its survey, its municipality."""
    municipality = municipality_of(door)
    known = (
        door.name,
        titles.get(door.instrument_id, ""),
        visit.municipality(municipality) if municipality else "",
    )
    return filter(None, known)


def _place(audience: str) -> int:
    """Audiences stand in the same order on every page."""
    return list(AUDIENCES).index(audience)


def is_under_way(run: Run) -> bool:
    """Whether a run waits or is being worked on."""
    return run.state in {"queued", "running"}


def _run_line(wording: Wording, newest: Run | None, finished: Run | None) -> RunLine | None:
    if newest is None:
        return None
    say, address = wording.say, f"{address_of(newest.round_id)}/themes"
    if is_under_way(newest):
        return RunLine(
            text=say("An analysis is under way."),
            action=say("Watch it"),
            address=f"{address}?run={newest.run_id}",
        )
    if finished is None or finished.finished_at is None:
        return RunLine(
            text=say("The last analysis failed."),
            action=say("See what happened"),
            address=f"{address}?run={newest.run_id}",
        )
    return RunLine(
        text=say("Last analysed %(day)s.", day=wording.day(finished.finished_at.date())),
        action=say("See the themes"),
        address=address,
    )
