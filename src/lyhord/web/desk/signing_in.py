"""Signing in and out: one form, equal answers for a wrong name and a wrong password."""

import asyncio

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import SkipValidation
from litestar.response import Redirect
from msgspec import Struct

from lyhord.privacy.passwords import Passwords
from lyhord.storage import accounts
from lyhord.storage.accounts import Account, StoredAccount
from lyhord.storage.database import Database
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import SIGN_IN, START, begin_session, safe_address

FORM = "sign_in.html"
HASHES_AT_ONCE = 2
LONGEST_EMAIL = 320


class SignInPage(Struct, frozen=True, kw_only=True):
    """The form, with what went wrong the last time."""

    frame: Frame
    email: str = ""
    next: str = START
    problem: str = ""


class Wait(Struct, frozen=True):
    """The name has been tried too often; how long until the next try."""

    seconds: int


class Doorkeeper:
    """Knows who may come in; hashing is dear, so only a few passwords are looked at at once."""

    def __init__(self, passwords: Passwords) -> None:
        self._passwords = passwords
        self._turn = asyncio.Semaphore(HASHES_AT_ONCE)

    async def let_in(self, database: Database, email: str, password: str) -> Account | Wait | None:
        """The account whose name and password these are; the database waits for no hashing."""
        async with database.transaction("desk") as db:
            if not await accounts.begin_attempt(db, email):
                return Wait(await accounts.seconds_to_wait(db, email))
            account = await accounts.find(db, email)
        async with self._turn:
            stored = account.password_hash if account else None
            is_right = await asyncio.to_thread(self._passwords.matches, stored, password)
        if account is None or not is_right:
            return None
        await self._welcome(database, account, password)
        return account

    async def _welcome(self, database: Database, account: StoredAccount, password: str) -> None:
        newer = None
        if self._passwords.is_outdated(account.password_hash):
            newer = await asyncio.to_thread(self._passwords.hash, password)
        async with database.transaction("desk") as db:
            await accounts.welcome(db, account, newer_hash=newer)


DoorkeeperDependency = NamedDependency[SkipValidation[Doorkeeper]]


@get(SIGN_IN, exclude_from_auth=True)
async def show_sign_in(visit: VisitDependency) -> Response[str]:
    """Show the form; somebody who is signed in may sign in as somebody else."""
    wanted = visit.request.query_params.get("next", START)
    return _form(visit, next_=wanted)


@post(SIGN_IN, exclude_from_auth=True)
async def sign_in(visit: VisitDependency, doorkeeper: DoorkeeperDependency) -> AnyResponse:
    """Begin a session and go where one wanted to go, or show the form again."""
    form = await visit.request.form()
    email, next_ = _text(form, "email")[:LONGEST_EMAIL], _text(form, "next")
    outcome = await doorkeeper.let_in(visit.database, email, _text(form, "password"))
    if isinstance(outcome, Account):
        await begin_session(visit.request, outcome)
        return Redirect(safe_address(next_), status_code=303)
    return _form(visit, next_=next_, email=email, wait=outcome)


@post("/desk/sign-out")
async def sign_out(visit: VisitDependency) -> Redirect:
    """End the session, here and in the database."""
    visit.request.clear_session()
    return Redirect(SIGN_IN, status_code=303)


def _form(
    visit: Visit, *, next_: str, email: str | None = None, wait: Wait | None = None
) -> Response[str]:
    page = SignInPage(
        frame=visit.frame(),
        next=safe_address(next_),
        email=email or "",
        problem="" if email is None else _problem(visit, wait),
    )
    if wait is not None:
        return visit.page(FORM, page, status=429, headers={"Retry-After": str(wait.seconds)})
    return visit.page(FORM, page, status=200 if email is None else 422)


def _problem(visit: Visit, wait: Wait | None) -> str:
    say = visit.wording.say
    if wait is None:
        return say("The e-mail address and the password do not belong together.")
    return say.plural(
        "Too many tries with this e-mail address. Wait %(n)s second, then try again.",
        "Too many tries with this e-mail address. Wait %(n)s seconds, then try again.",
        wait.seconds,
    )


def _text(form: FormMultiDict, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
