"""Approving quotes: read what a theme proposes, let it stand or not, go on to the next theme."""

from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord import quoting
from lyhord.disclosing import Quote, RunReport, ThemeReport, Verdict
from lyhord.errors import NotFoundError
from lyhord.storage import places, rounds
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.choosing import finished_run, run_to_show
from lyhord.web.desk.filtering import Names, names
from lyhord.web.desk.theme_page import Piece, key_of, pieces, speaker_of
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.desk.work_names import work_address
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

AT_ONCE = 5  # proposals that are read at a time
FIELD = "quote."
SEEN = "seen."  # what the page showed, by the same key
VERDICTS: Mapping[str, Verdict] = {"approved": "approved", "refused": "refused", "later": ""}
CHOICES: Mapping[str, str] = {
    "approved": mark("Approve"),
    "refused": mark("Not this one"),
    "later": mark("Decide later"),
}
Kind = Literal["approved", "proposed", "refused"]


class QuoteLine(Struct, frozen=True, kw_only=True):
    """A text to decide about, with what may be said of who wrote it."""

    key: str
    pieces: tuple[Piece, ...]
    language: str
    audience: str
    speaker: str
    verdict: str
    hide: str
    hand_over: str


class QuoteGroup(Struct, frozen=True, kw_only=True):
    """Texts about which the same was decided."""

    kind: Kind
    lines: tuple[QuoteLine, ...]


class ThemeToDecide(Struct, frozen=True, kw_only=True):
    """A theme in the list, and how many quotes it has."""

    name: str
    count: str
    href: str
    source: str
    is_current: bool


class QuotesPage(Struct, frozen=True, kw_only=True):
    """The quotes of a theme that are proposed, approved and refused."""

    frame: Frame
    name: str
    address: str
    back: str
    work: str
    run: str
    themes: tuple[ThemeToDecide, ...]
    theme_id: str
    theme: str
    told: str
    groups: tuple[QuoteGroup, ...]
    choices: tuple[tuple[str, str], ...]
    is_last: bool
    is_saved: bool
    is_changed: bool


@get(START + "/{round_id:uuid}/themes/quotes")
async def show_quotes(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Show what a theme proposes as quotes: of the one that is named, else of the first unread."""
    visit.require_all()
    query = visit.request.query_params
    wanted = query.get("theme")
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        run = await run_to_show(db, round_id, query.get("run"))
        if run is None or run.state != "finished":
            return Redirect(f"{address_of(round_id)}/themes", status_code=303)
        if wanted is None:
            wanted = _first(await quoting.candidates(db, round_id, run.run_id))
        report = await quoting.candidates(db, round_id, run.run_id, theme=wanted)
        called = names(visit.wording, await places.get(db, round_.place_id))
    page = quotes_page(visit, round_, report, called, wanted)
    return visit.page("quotes.html", page)


@post(START + "/{round_id:uuid}/themes/quotes")
async def decide_quotes(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Keep what was decided about the quotes of a theme, and lead on; what is gone is told."""
    visit.require_all()
    fields = await posted.form(visit.request)
    theme_id = posted.first(fields, "theme")
    async with visit.database.transaction("desk") as db:
        run = await finished_run(db, round_id, posted.first(fields, "run"))
        report = await quoting.candidates(db, round_id, run.run_id, theme=theme_id)
        theme = _theme(report, theme_id)
        known = {key_of(quote.text): quote for quote in theme.quotes}
        wanted, seen = _verdicts(fields, FIELD), _verdicts(fields, SEEN)
        stale = {
            each for each in wanted if _is_stale(known.get(each), seen.get(each), wanted[each])
        }
        verdicts: dict[str, Verdict] = {
            known[key].text: verdict
            for key, verdict in wanted.items()
            if key not in stale and verdict != seen.get(key)
        }
        await quoting.decide(db, report, theme, verdicts, actor=visit.account.email)
    is_changed = bool(stale)
    is_leaving = posted.first(fields, "go") == "next" and not is_changed
    onward = _next(report, theme_id) if is_leaving else theme_id
    query = {"run": str(run.run_id), "theme": onward}
    query["done"] = "changed" if is_changed else "saved"
    return Redirect(f"{quotes_address(round_id)}?{urlencode(query)}", status_code=303)


def quotes_address(round_id: UUID) -> str:
    """Where a round's quotes are approved."""
    return f"{address_of(round_id)}/themes/quotes"


def quotes_page(
    visit: Visit, round_: Round, report: RunReport, called: Names, theme_id: str | None
) -> QuotesPage:
    """Put the page together; without a theme it says that there is nothing to decide about."""
    address, done = quotes_address(round_.round_id), visit.request.query_params.get("done")
    told = quoting.to_decide(report)
    theme = _theme(report, theme_id) if theme_id else None
    return QuotesPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        address=address,
        back=f"{address_of(round_.round_id)}/themes",
        work=work_address(round_.round_id),
        run=str(report.run_id),
        themes=tuple(_line(visit, each, f"{address}?", report, theme_id) for each in told),
        theme_id=theme_id or "",
        theme=theme.name if theme else "",
        told=_summary(visit, theme) if theme else "",
        groups=tuple(_groups(report, theme, called)) if theme else (),
        choices=tuple((value, visit.wording.say(text)) for value, text in CHOICES.items()),
        is_last=_next(report, theme_id or "") == theme_id,
        is_saved=done == "saved",
        is_changed=done == "changed",
    )


def _line(
    visit: Visit, theme: ThemeReport, address: str, report: RunReport, current: str | None
) -> ThemeToDecide:
    query = urlencode({"run": str(report.run_id), "theme": theme.theme_id})
    return ThemeToDecide(
        name=theme.name,
        count=visit.wording.say("%(n)s approved", n=_approved(theme)),
        href=f"{address}{query}",
        source=theme.source,
        is_current=theme.theme_id == current,
    )


def _summary(visit: Visit, theme: ThemeReport) -> str:
    n = _approved(theme)
    if not n:
        return visit.wording.say("No quote is approved yet, so files have none of this theme.")
    return visit.wording.say.plural("%(n)s quote is approved.", "%(n)s quotes are approved.", n)


def _approved(theme: ThemeReport) -> int:
    return len({each.text for each in theme.quotes if each.verdict == "approved"})


def _groups(report: RunReport, theme: ThemeReport, called: Names) -> list[QuoteGroup]:
    """What was approved, some proposals, and what was refused; each text once."""
    kinds: Sequence[tuple[Kind, tuple[Quote, ...]]] = (
        ("proposed", quoting.unread(theme)[:AT_ONCE]),
        ("approved", _of(theme, "approved")),
        ("refused", _of(theme, "refused")),
    )
    return [
        QuoteGroup(kind=kind, lines=tuple(_quote(report, theme, each, called) for each in quotes))
        for kind, quotes in kinds
    ]


def _of(theme: ThemeReport, verdict: Verdict) -> tuple[Quote, ...]:
    found = {each.text: each for each in theme.quotes if each.verdict == verdict}
    return tuple(found.values())


def _quote(report: RunReport, theme: ThemeReport, quote: Quote, called: Names) -> QuoteLine:
    key = key_of(quote.text)
    said = {"run": str(report.run_id), "theme": theme.theme_id, "page": 1, "entry": key}
    around, where = address_of(report.round_id), urlencode(said)
    return QuoteLine(
        key=key,
        pieces=tuple(pieces(quote.text)),
        language=quote.language,
        audience=quote.audience or "",
        speaker=speaker_of(called, quote),
        verdict=quote.verdict or "later",
        hide=f"{around}/hide?{where}",
        hand_over=f"{around}/hand-over?{where}",
    )


def _verdicts(fields: Mapping[str, Sequence[str]], kind: str) -> dict[str, Verdict]:
    """What a form says of each text, by its key; what no page offers is left out."""
    return {
        name.removeprefix(kind): VERDICTS[values[0]]
        for name, values in fields.items()
        if name.startswith(kind) and values[0] in VERDICTS
    }


def _is_stale(quote: Quote | None, seen: Verdict | None, wanted: Verdict) -> bool:
    """Whether a text is gone, or somebody else decided otherwise about it since it was seen."""
    if quote is None:
        return True
    return seen is not None and quote.verdict != seen and wanted not in {seen, quote.verdict}


def _theme(report: RunReport, theme_id: str) -> ThemeReport:
    for theme in quoting.to_decide(report):
        if theme.theme_id == theme_id:
            return theme
    raise NotFoundError("theme", theme_id)


def _first(report: RunReport) -> str | None:
    """The first theme without an approved quote, else the first of all."""
    told = quoting.to_decide(report)
    without = [each for each in told if not _approved(each)]
    return next((each.theme_id for each in (*without, *told)), None)


def _next(report: RunReport, theme_id: str) -> str:
    """The theme after one; the last one itself."""
    told = [each.theme_id for each in quoting.to_decide(report)]
    place = told.index(theme_id) + 1 if theme_id in told else len(told)
    return told[place] if place < len(told) else theme_id
