"""One's own account: the password, and where one is signed in."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from litestar import Response, get, post
from litestar.response import Redirect
from msgspec import Struct

from lyhord.privacy.passwords import SHORTEST
from lyhord.storage import accounts, sessions
from lyhord.storage.accounts import StoredAccount
from lyhord.storage.sessions import Session, hashed
from lyhord.web.desk.doorkeeping import Doorkeeper, DoorkeeperDependency, Wait
from lyhord.web.desk.signing_in import text, wait_told
from lyhord.web.desk.visit import Fact, Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import session_id

ACCOUNT = "/desk/account"
PAGE = "account.html"
OTHERS = "others"
LONGEST_PASSWORD = 1_000


class SessionLine(Struct, frozen=True, kw_only=True):
    """One place where one is signed in."""

    key: str
    begun: str
    is_this: bool


class AccountPage(Struct, frozen=True, kw_only=True):
    """What one may know and change about oneself."""

    frame: Frame
    facts: tuple[Fact, ...]
    has_password: bool
    has_factor: bool
    sessions: tuple[SessionLine, ...]
    shortest: int = SHORTEST
    problem: str = ""
    done: str = ""


@get(ACCOUNT)
async def show_account(visit: VisitDependency) -> Response[str]:
    """Show the account of whoever is signed in."""
    done = visit.wording.say("The password is changed, and your other sessions have ended.")
    is_done = "changed" in visit.request.query_params
    return await account_page(visit, done=done if is_done else "")


@post(f"{ACCOUNT}/password")
async def change_password(visit: VisitDependency, doorkeeper: DoorkeeperDependency) -> AnyResponse:
    """Take another password from somebody who knows the one before; other sessions end."""
    form = await visit.request.form()
    new = text(form, "new")
    account = await myself(visit)
    problem = await password_problem(visit, doorkeeper, account, text(form, "current"))
    if not problem and not SHORTEST <= len(new) <= LONGEST_PASSWORD:
        problem = visit.wording.say.plural(
            "The new password is too short: use at least %(n)s character.",
            "The new password is too short: use at least %(n)s characters.",
            SHORTEST,
        )
    if problem:
        return await account_page(visit, problem=problem)
    password_hash = await asyncio.to_thread(doorkeeper.passwords.hash, new)
    async with visit.database.transaction("desk") as db:
        await accounts.change_password(
            db, account, session_id=session_id(visit.request), password_hash=password_hash
        )
    return Redirect(f"{ACCOUNT}?changed=1", status_code=303)


@post(f"{ACCOUNT}/sessions")
async def end_sessions(visit: VisitDependency) -> Redirect:
    """End one of one's sessions, or all but this one."""
    key = text(await visit.request.form(), "end")
    mine = visit.account.account_id
    async with visit.database.transaction("desk") as db:
        if key == OTHERS:
            await sessions.end_others(db, mine, session_id(visit.request))
        elif key.isalnum():  # a key is a hash; the database takes not every letter
            await sessions.end(db, mine, key)
    return Redirect(ACCOUNT, status_code=303)


async def account_page(visit: Visit, *, problem: str = "", done: str = "") -> Response[str]:
    """The page as things are now, with what was wrong or what was done."""
    account = await myself(visit)
    async with visit.database.transaction("desk") as db:
        mine = await sessions.of_account(db, account.account_id)
    page = AccountPage(
        frame=visit.frame("account"),
        facts=_facts(visit, account),
        has_password=account.subject is None,
        has_factor=account.factor is not None,
        sessions=tuple(_line(visit, each) for each in mine),
        problem=problem,
        done=done,
    )
    return visit.page(PAGE, page, status=422 if problem else 200)


async def myself(visit: Visit) -> StoredAccount:
    """The account of the visitor, with what its sign-in is checked against."""
    async with visit.database.transaction("desk") as db:
        return await accounts.named(db, visit.account.email)


async def password_problem(
    visit: Visit, doorkeeper: Doorkeeper, account: StoredAccount, password: str
) -> str:
    """What is wrong with the password that somebody gave again; counted as tries to sign in are."""
    outcome = await doorkeeper.accepts_password(visit.database, account, password)
    if isinstance(outcome, Wait):
        return wait_told(visit, outcome)
    return "" if outcome else visit.wording.say("That is not your password.")


def _facts(visit: Visit, account: StoredAccount) -> tuple[Fact, ...]:
    say = visit.wording.say
    places = ", ".join(visit.municipality(each) for each in account.municipalities)
    return (
        Fact(name=say("E-mail address"), value=account.email),
        Fact(name=say("Role"), value=visit.frame().role),
        Fact(name=say("Municipalities"), value=places or say("All")),
    )


def _line(visit: Visit, session: Session) -> SessionLine:
    return SessionLine(
        key=session.session_key,
        begun=_moment(visit, session.begun_at),
        is_this=session.session_key == hashed(session_id(visit.request)),
    )


def _moment(visit: Visit, at: datetime) -> str:
    local = at.astimezone(ZoneInfo(visit.timezone))
    return format_datetime(local, "d MMMM HH:mm", locale=visit.wording.locale)
