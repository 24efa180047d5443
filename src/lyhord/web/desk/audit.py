"""The audit log: who did what, the newest first; searched and paged without script."""

from urllib.parse import urlencode
from uuid import UUID

from litestar import Response, get
from litestar.exceptions import NotFoundException
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.storage import audit, rounds
from lyhord.storage.audit import Chain, Entry, Head, Names, Wanted
from lyhord.storage.rounds import Round
from lyhord.web import posted
from lyhord.web.desk.audit_words import CHAIN, action_name, actor_name, details_of
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.visit import Frame, Visit, VisitDependency

AUDIT = "/desk/audit"
PER_PAGE = 50
MOST_PAGES = 100_000
_DIGITS = 6


class Line(Struct, frozen=True, kw_only=True):
    """An entry as it is shown."""

    place: str
    at: str
    machine_at: str
    actor: str
    action: str
    about: str
    details: tuple[str, ...]


class AuditPage(Struct, frozen=True, kw_only=True):
    """A page of the log, what it was searched for, and whether the chain holds."""

    frame: Frame
    address: str
    actors: tuple[Choice, ...]
    actions: tuple[Choice, ...]
    rounds: tuple[Choice, ...]
    lines: tuple[Line, ...]
    earlier: str
    later: str
    head: Head | None
    verify: str
    verdict: str
    is_broken: bool


@get(AUDIT)
async def show_audit(visit: VisitDependency) -> Response[str]:
    """Show a page of the entries that were searched for."""
    visit.require_all()
    query = visit.request.query_params
    wanted = _wanted(visit)
    page = _page(query.get("page", "1"))
    async with visit.database.transaction("desk") as db:
        found = await audit.page(db, wanted, most=PER_PAGE + 1, skip=(page - 1) * PER_PAGE)
        names = await audit.names(db)
        known = await rounds.all_rounds(db)
        head = await audit.head(db)
        chain = await audit.verify(db) if "verify" in query else None
    shown = _shown(visit, wanted, page, found, known)
    page_ = AuditPage(
        frame=visit.frame("audit"),
        address=AUDIT,
        **_choices(visit, wanted, names, known),
        lines=shown.lines,
        earlier=shown.earlier,
        later=shown.later,
        head=head,
        verify=_address(shown.search | {"verify": "1"}),
        verdict=_verdict(visit, chain),
        is_broken=chain is not None and chain.broken_at is not None,
    )
    return visit.page("audit.html", page_)


class _Shown(Struct, frozen=True, kw_only=True):
    """The part of the page that the search decides."""

    lines: tuple[Line, ...]
    earlier: str
    later: str
    search: dict[str, str]


def _wanted(visit: Visit) -> Wanted:
    query = visit.request.query_params
    about = query.get("round") or None
    try:
        round_id = UUID(about) if about else None
    except ValueError as error:
        raise NotFoundError("round", "of this name") from error
    actor, action = query.get("actor") or None, query.get("action") or None
    # what no text of the database can hold names nobody
    if "\0" in f"{actor}{action}":
        raise NotFoundException
    return Wanted(actor=actor, action=action, round_id=round_id)


def _page(text: str) -> int:
    number = posted.whole_number(text, digits=_DIGITS) or 0
    if not 1 <= number <= MOST_PAGES:
        raise NotFoundException
    return number


def _shown(
    visit: Visit, wanted: Wanted, page: int, found: tuple[Entry, ...], known: tuple[Round, ...]
) -> _Shown:
    given = {
        "actor": wanted.actor or "",
        "action": wanted.action or "",
        "round": str(wanted.round_id or ""),
    }
    search = {name: value for name, value in given.items() if value}
    titles = {str(round_.round_id): round_.name for round_ in known}
    has_more = len(found) > PER_PAGE
    return _Shown(
        lines=tuple(_line(visit, each, titles) for each in found[:PER_PAGE]),
        earlier=_address(search | {"page": str(page - 1)}) if page > 1 else "",
        later=_address(search | {"page": str(page + 1)}) if has_more else "",
        search=search,
    )


def _choices(
    visit: Visit, wanted: Wanted, names: Names, known: tuple[Round, ...]
) -> dict[str, tuple[Choice, ...]]:
    say, about = visit.wording.say, str(wanted.round_id or "")
    return {
        "actors": choices([(each, actor_name(say, each)) for each in names.actors], wanted.actor),
        "actions": choices(
            [(each, action_name(say, each)) for each in names.actions], wanted.action
        ),
        "rounds": choices([(str(each.round_id), each.name) for each in known], about),
    }


def _verdict(visit: Visit, chain: Chain | None) -> str:
    if chain is None:
        return ""
    say = visit.wording.say
    if chain.broken_at is None:
        return say(
            "The chain holds: none of the %(n)s entries has been changed.",
            n=visit.wording.number(chain.entries),
        )
    return say(CHAIN[chain.why], place=chain.broken_at)


def _line(visit: Visit, entry: Entry, titles: dict[str, str]) -> Line:
    say = visit.wording.say
    return Line(
        place="–" if entry.place is None else str(entry.place),
        at=f"{entry.at:%Y-%m-%d %H.%M.%S}",
        machine_at=f"{entry.at:%Y-%m-%dT%H:%M:%S}",
        actor=actor_name(say, entry.actor),
        action=action_name(say, entry.action),
        about=titles.get(entry.object, entry.object),
        details=details_of(say, entry.details),
    )


def _address(query: dict[str, str]) -> str:
    return f"{AUDIT}?{urlencode(query)}"
