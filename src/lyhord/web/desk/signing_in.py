"""Signing in and out: one form, equal answers for a wrong name and a wrong password."""

from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.datastructures import Cookie, FormMultiDict
from litestar.exceptions import PermissionDeniedException
from litestar.response import Redirect
from msgspec import Struct

from lyhord.storage import accounts
from lyhord.storage.accounts import Account, StoredAccount
from lyhord.web import devices
from lyhord.web.desk.doorkeeping import Doorkeeper, DoorkeeperDependency, Wait
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import (
    SERVICE,
    SIGN_IN,
    START,
    await_code,
    begin_session,
    safe_address,
    waiting,
)

FORM = "sign_in.html"
CODE_FORM = "sign_in_code.html"
CODE = f"{SIGN_IN}/code"
LONGEST_EMAIL = 320


class SignInPage(Struct, frozen=True, kw_only=True):
    """The form, with what went wrong the last time."""

    frame: Frame
    email: str = ""
    next: str = START
    problem: str = ""
    has_passwords: bool = True
    service: str = ""


class CodePage(Struct, frozen=True, kw_only=True):
    """The form for the code of a second factor."""

    frame: Frame
    problem: str = ""


@get(SIGN_IN, exclude_from_auth=True)
async def show_sign_in(visit: VisitDependency) -> Response[str]:
    """Show the form; somebody who is signed in may sign in as somebody else."""
    wanted = visit.request.query_params.get("next", START)
    return _form(visit, next_=wanted)


@post(SIGN_IN, exclude_from_auth=True)
async def sign_in(visit: VisitDependency, doorkeeper: DoorkeeperDependency) -> AnyResponse:
    """Begin a session, or ask for the second factor, or show the form again."""
    if not visit.settings.local_passwords:
        raise PermissionDeniedException("passwords are turned off")
    form = await visit.request.form()
    email, next_ = text(form, "email")[:LONGEST_EMAIL], text(form, "next")
    attempt = doorkeeper.attempt(visit.request, email)
    outcome = await doorkeeper.let_in(visit.database, attempt, text(form, "password"))
    if not isinstance(outcome, StoredAccount):
        return _form(visit, next_=next_, email=email, wait=outcome)
    if outcome.factor is not None:
        await await_code(visit.request, outcome, next_=safe_address(next_))
        return Redirect(CODE, status_code=303)
    return await welcome(visit, doorkeeper, outcome, next_=next_)


@get(CODE, exclude_from_auth=True)
async def show_code(visit: VisitDependency) -> AnyResponse:
    """Ask for the code, of somebody whose password was right."""
    if waiting(visit.request) is None:
        return Redirect(SIGN_IN, status_code=303)
    return visit.page(CODE_FORM, CodePage(frame=visit.frame()))


@post(CODE, exclude_from_auth=True)
async def give_code(visit: VisitDependency, doorkeeper: DoorkeeperDependency) -> AnyResponse:
    """Begin the session when the code is right."""
    waits = waiting(visit.request)
    if waits is None:
        return Redirect(SIGN_IN, status_code=303)
    async with visit.database.transaction("desk") as db:
        account = await accounts.named(db, waits[0])
    typed = text(await visit.request.form(), "code")
    outcome = await doorkeeper.accepts_code(visit.database, account, typed)
    if outcome is True:
        return await welcome(visit, doorkeeper, account, next_=waits[1], has_second=True)
    if isinstance(outcome, Wait):
        page = CodePage(frame=visit.frame(), problem=wait_told(visit, outcome))
        headers = {"Retry-After": str(outcome.seconds)}
        return visit.page(CODE_FORM, page, status=429, headers=headers)
    problem = visit.wording.say("That code is not right, or has been used.")
    return visit.page(CODE_FORM, CodePage(frame=visit.frame(), problem=problem), status=422)


@post("/desk/sign-out")
async def sign_out(visit: VisitDependency) -> Redirect:
    """End the session, here and in the database."""
    visit.request.clear_session()
    return Redirect(SIGN_IN, status_code=303)


async def welcome(
    visit: Visit,
    doorkeeper: Doorkeeper,
    account: Account,
    *,
    next_: str,
    has_second: bool = False,
) -> Redirect:
    """Begin the session of somebody who showed all that was asked, and know their browser again."""
    await begin_session(visit.request, account, has_second=has_second)
    async with visit.database.transaction("desk") as db:
        await accounts.welcome(db, account, way="second factor" if has_second else "password")
    known = Cookie(
        key=devices.COOKIE,
        value=devices.issue(doorkeeper.secret, account.email),
        path=SIGN_IN,
        max_age=devices.SECONDS,
        secure=visit.base_url.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    return Redirect(safe_address(next_), status_code=303, cookies=[known])


def refused(visit: Visit, message: str) -> Response[str]:
    """The form again, with why the sign-in service let nobody in."""
    page = _sign_in_page(visit, next_=START, problem=visit.wording.say(message))
    return visit.page(FORM, page, status=403)


def _sign_in_page(visit: Visit, *, next_: str, email: str = "", problem: str = "") -> SignInPage:
    address = safe_address(next_)
    has_service = bool(visit.settings.oidc_issuer)
    return SignInPage(
        frame=visit.frame(),
        next=address,
        email=email,
        problem=problem,
        has_passwords=visit.settings.local_passwords,
        service=f"{SERVICE}?{urlencode({'next': address})}" if has_service else "",
    )


def _form(
    visit: Visit, *, next_: str, email: str | None = None, wait: Wait | None = None
) -> Response[str]:
    problem = "" if email is None else _problem(visit, wait)
    page = _sign_in_page(visit, next_=next_, email=email or "", problem=problem)
    if wait is not None:
        return visit.page(FORM, page, status=429, headers={"Retry-After": str(wait.seconds)})
    return visit.page(FORM, page, status=200 if email is None else 422)


def _problem(visit: Visit, wait: Wait | None) -> str:
    if wait is None:
        return visit.wording.say("The e-mail address and the password do not belong together.")
    return wait_told(visit, wait)


def wait_told(visit: Visit, wait: Wait) -> str:
    """How long to wait, in words."""
    return visit.wording.say.plural(
        "Too many tries with this e-mail address. Wait %(n)s second, then try again.",
        "Too many tries with this e-mail address. Wait %(n)s seconds, then try again.",
        wait.seconds,
    )


def text(form: FormMultiDict, name: str) -> str:
    """A field of a form as text; whatever else was posted is nothing."""
    value = form.get(name)
    return value if isinstance(value, str) else ""
