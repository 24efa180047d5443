"""An officer's own copy of the key: another passphrase, and a copy for the other officer."""

from litestar import Response, get, post
from msgspec import Struct

from lyhord.storage import cases, keys
from lyhord.storage.accounts import known_as
from lyhord.triage import keyring
from lyhord.triage.guessing import Refused
from lyhord.web import posted
from lyhord.web.desk.triage_page import HERE, TRIAGE, Option, refusal
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import reaches_originals

KEYS = f"{TRIAGE}/keys"


class KeysPage(Struct, frozen=True, kw_only=True):
    """What somebody can open, and to whom it can be handed on."""

    frame: Frame
    days: tuple[str, ...]
    people: tuple[Option, ...]
    problem: str


class PassphrasePage(Struct, frozen=True, kw_only=True):
    """A new passphrase, shown this once."""

    frame: Frame
    holder: str
    is_own: bool
    is_shared_left: bool
    passphrase: str


async def keys_page(visit: Visit, *, problem: str = "", chosen: str = "") -> KeysPage:
    """The copies that an officer can open, and the colleagues of the own rounds."""
    own = visit.account.email
    async with visit.database.transaction("officer") as db:
        copies = await keys.copies_of(db, own)
        people = await cases.colleagues(db, own)
    others = [each for each in people if each != known_as(own)]
    mine = Option(value=own, text=visit.wording.say("Myself: another passphrase"))
    return KeysPage(
        frame=visit.frame(HERE),
        days=tuple(visit.wording.day(copy.made_on) for copy in copies),
        people=(
            mine,
            *(Option(value=each, text=each, is_chosen=each == chosen) for each in others),
        ),
        problem=problem,
    )


@get(KEYS, guards=[reaches_originals])
async def show_keys(visit: VisitDependency) -> Response[str]:
    """Show which keys an officer holds."""
    return visit.page("triage_keys.html", await keys_page(visit))


@post(KEYS, guards=[reaches_originals])
async def hand_on(visit: VisitDependency) -> AnyResponse:
    """Make a copy with a passphrase of its own, and show that once."""
    form = await posted.form(visit.request)
    own, to = visit.account.email, posted.first(form, "to")
    outcome = await keyring.hand_on(
        visit.database, posted.first(form, "passphrase"), owner=own, to=to, today=visit.today
    )
    if isinstance(outcome, Refused):
        page = await keys_page(visit, problem=refusal(visit, outcome), chosen=known_as(to))
        return visit.page("triage_keys.html", page, status=429 if outcome.seconds else 422)
    async with visit.database.transaction("officer") as db:
        copies = await keys.copies_of(db, own)
    page = PassphrasePage(
        frame=visit.frame(HERE),
        holder=to,
        is_own=known_as(to) == known_as(own),
        is_shared_left=any(copy.holder == keys.SHARED for copy in copies),
        passphrase=outcome,
    )
    return visit.page("triage_passphrase.html", page)
