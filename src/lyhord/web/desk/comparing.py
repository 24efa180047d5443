"""The comparison of audiences in a round: themes, the coordination index, closed answers."""

from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from msgspec import Struct

from lyhord import comparing, disclosing
from lyhord.comparing import Gap
from lyhord.disclosing import (
    BY_AUDIENCE,
    EVERYBODY,
    ClosedAnswers,
    Group,
    Journey,
    RoundIndex,
    RunReport,
    facets,
)
from lyhord.errors import NotFoundError
from lyhord.instruments.places import Place
from lyhord.storage import places, retention, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark
from lyhord.web.desk import gap_page, journey_page, stages_page
from lyhord.web.desk.answers_page import Contacts, Early, contacts_told, early_told
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.filtering import GroupChoices, Names, choices, from_address, names
from lyhord.web.desk.gap_page import Gaps, gaps_told
from lyhord.web.desk.index_page import ByRound, Index, index_told, rounds_told
from lyhord.web.desk.journey_page import UnderQuestion, journey_told
from lyhord.web.desk.stages_page import Stages, stages_told
from lyhord.web.desk.theme_page import WAITING
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.wording import PURGED
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

UNCERTAIN = mark("The lines show 95 % uncertainty.")


class ComparePage(Struct, frozen=True, kw_only=True):
    """All that the comparison shows; `why_not` says why there is nothing of themes.

    Parts are folded unless everything `is_unfolded`, which is how the page is printed.
    """

    frame: Frame
    name: str
    address: str
    why_not: str
    run: str
    groups: tuple[GroupChoices, ...]
    group: str
    gaps: Gaps | None
    index: Index
    by_round: ByRound
    contacts: Contacts
    asked: tuple[UnderQuestion, ...]
    stages: Stages | None
    first_signs: tuple[UnderQuestion, ...]
    early: tuple[Early, ...]
    is_unfolded: bool
    unfolded: str
    is_open: bool
    note: str
    note_hidden: str
    waiting: str


class Told(Struct, frozen=True, kw_only=True):
    """What may be told of a round: its closed answers, and of a run where there is one."""

    answers: ClosedAnswers
    report: RunReport | None
    gaps: Sequence[Gap]
    side_quotes: gap_page.Quotes
    journey: Journey | None
    quotes: journey_page.Quotes
    place: Place
    by_round: tuple[RoundIndex, ...]
    is_purged: bool


@get(START + "/{round_id:uuid}/compare")
async def show_comparison(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what audiences answered and wrote, beside each other."""
    query = visit.request.query_params
    group = from_address(query.get("group", ""))
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        answers = await disclosing.closed_answers(db, round_id, language=visit.language)
        report = await _report(db, round_id, query.get("run"), group)
        whole = await _report(db, round_id, query.get("run"), EVERYBODY) if group else report
        gaps = comparing.gaps(report) if report else ()
        side_quotes = await _side_quotes(db, report, gaps)
        journey = await disclosing.journey(db, whole) if whole else None
        quotes = await _quotes_under(db, journey)
        by_round = await disclosing.index_by_round(db)
        place = await places.get(db, round_.place_id)
        is_purged = await retention.answers_gone_on(db, round_id) is not None
    told = Told(
        answers=answers,
        report=report,
        gaps=gaps,
        side_quotes=side_quotes,
        journey=journey,
        quotes=quotes,
        place=place,
        by_round=by_round,
        is_purged=is_purged,
    )
    page = _page(visit, round_, told, names(visit.wording, place))
    return visit.page("compare.html", page)


async def _report(
    db: Connection, round_id: UUID, run: str | None, group: Group
) -> RunReport | None:
    """The themes of a run, of everybody or of a municipality; None where nobody looked for any."""
    if facets(group) not in BY_AUDIENCE:
        raise NotFoundError("group", "that audiences are compared in")
    if not run and await runs.current(db, round_id) is None:
        return None
    found = await finished_run(db, round_id, run)
    return await disclosing.run_report(db, round_id, found.run_id, group=group)


async def _side_quotes(
    db: Connection, report: RunReport | None, gaps: Sequence[Gap]
) -> gap_page.Quotes:
    """Texts of the sides of disagreements that have none among the theme's quotes."""
    if report is None:
        return {}
    wanted = comparing.unheard(gap_page.quoted_gaps(gaps))
    return await disclosing.side_quotes(db, report, wanted)


async def _quotes_under(db: Connection, journey: Journey | None) -> journey_page.Quotes:
    if journey is None:
        return {}
    places = (*journey_page.quoted_places(journey), *stages_page.placed_quotes(journey))
    return await disclosing.quotes_under(db, journey, places)


def _page(visit: Visit, round_: Round, told: Told, called: Names) -> ComparePage:
    answers, report = told.answers, told.report
    asked = journey_told(visit.wording, told.journey, told.quotes) if told.journey else ()
    own = [each for each in report.choices if facets(each) in BY_AUDIENCE] if report else []
    return ComparePage(
        frame=visit.frame("compare", round_),
        name=round_.name,
        address=address_of(round_.round_id),
        why_not=_why_not(visit, told),
        run=str(report.run_id) if report else "",
        groups=choices(called, own, report.chosen) if report else (),
        group=called.of(report.chosen) if report else "",
        gaps=gaps_told(
            visit.wording, told.gaps, told.side_quotes, is_whole=report is None or not report.chosen
        )
        if told.gaps
        else None,
        index=index_told(called, answers),
        by_round=rounds_told(visit.wording, told.by_round, round_.round_id),
        contacts=contacts_told(visit.wording, answers),
        asked=tuple(each for each in asked if each.question not in journey_page.EARLY),
        stages=stages_told(visit.wording, told.journey, told.place, told.quotes)
        if told.journey
        else None,
        first_signs=tuple(each for each in asked if each.question in journey_page.EARLY),
        early=early_told(visit.wording, answers),
        is_unfolded=bool(visit.request.query_params.get("all")),
        unfolded="?" + urlencode({**visit.request.query_params.dict(), "all": 1}, doseq=True),
        is_open=answers.is_open,
        note=f"{visit.wording.say(UNCERTAIN)} {_hidden(visit, answers)}",
        note_hidden=_hidden(visit, answers),
        waiting=visit.wording.say(WAITING) if report and report.is_earlier else "",
    )


def _why_not(visit: Visit, told: Told) -> str:
    say, report = visit.wording.say, told.report
    if report is None and told.is_purged:
        return say(PURGED)
    if report is None:
        return say("Nobody has looked for themes in this round yet.")
    return say("Groups are compared when the round has closed.") if report.is_open else ""


def _hidden(visit: Visit, answers: ClosedAnswers) -> str:
    return visit.wording.say(
        "What could point out fewer than %(k)s people, or fewer than %(children)s children, is "
        "hidden.",
        k=answers.k,
        children=answers.k_children,
    )
