"""Who is signed in at the desk: the session and its id, the form token, second factors, ways back.

Only the desk's router carries any of this; a respondent never gets a cookie or a session.
"""
# pyright: reportUnknownMemberType=false
# the framework's session methods name their generic types without arguments

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from litestar import Response
from litestar.exceptions import (
    NotAuthorizedException,
    NotFoundException,
    PermissionDeniedException,
)
from litestar.handlers import BaseRouteHandler
from litestar.middleware.session.server_side import (
    ServerSideSessionBackend,
    ServerSideSessionConfig,
)
from litestar.response import Redirect
from litestar.security.session_auth import SessionAuth
from litestar.stores.base import Store
from litestar.types import Empty, Message, Middleware

from lyhord.errors import SettingsError
from lyhord.settings import Settings
from lyhord.storage import accounts
from lyhord.storage.accounts import Account
from lyhord.storage.database import Database
from lyhord.web.desk.form_tokens import FormTokens
from lyhord.web.exchange import AnyApp, AnyConnection, AnyRequest, AnyResponse, Session
from lyhord.web.sessions import SessionStore

DESK = "/desk"
START = "/desk/rounds"
SIGN_IN = "/desk/sign-in"
SERVICE = f"{SIGN_IN}/service"
SERVICE_BACK = f"{SERVICE}/back"
SESSION = "lyhord_desk"
SECOND_FACTOR = "/desk/account/second-factor"
IDLE_SECONDS = 2 * 60 * 60
LONGEST_SECONDS = 12 * 60 * 60
WAITING_SECONDS = 10 * 60

Guard = Callable[[AnyConnection, BaseRouteHandler], None]

_NEW_ID = "desk_session_new_id"
_LOADED = "desk_session_loaded"


class DeskBackend(ServerSideSessionBackend):
    """Sessions that exist only for those who signed in, under an id that they did not bring.

    The framework would keep an empty session for every visitor, keep whatever id a cookie brought
    through sign-in, and write each session again with each answer.
    """

    def get_session_id(self, connection: AnyConnection) -> str:
        """The id made at sign-in when this request signs in, else the cookie's."""
        made = connection.scope["state"].get(_NEW_ID)
        return made or super().get_session_id(connection)

    async def get(self, session_id: str, store: Store) -> bytes | None:
        """Read a session, which then may lie idle anew."""
        return await store.get(session_id, renew_for=IDLE_SECONDS)

    async def set(self, session_id: str, data: bytes, store: Store) -> None:
        """Keep a session until it has lain idle."""
        await store.set(session_id, data, expires_in=IDLE_SECONDS)

    async def load_from_connection(self, connection: AnyConnection) -> Session:
        """Read the session, and remember what it was."""
        session = await super().load_from_connection(connection)
        connection.scope["state"][_LOADED] = dict(session)
        return session

    async def store_in_message(
        self, scope_session: object, message: Message, connection: AnyConnection
    ) -> None:
        """Write the session where it changed, and forget it where it was ended."""
        if scope_session is Empty and self.config.key not in connection.cookies:
            return
        state = connection.scope["state"]
        if _NEW_ID not in state and scope_session == state.get(_LOADED):
            return
        await super().store_in_message(scope_session, message, connection)


@dataclass
class DeskSessions(ServerSideSessionConfig):
    """The desk's session cookie; the store is the app's database."""

    _backend_class = DeskBackend

    def get_store_from_app(self, app: AnyApp) -> Store:
        """The sessions in Postgres, reached through the desk role."""
        return SessionStore(database_of(app))


def database_of(app: AnyApp) -> Database:
    """The database that the app's lifespan opened."""
    return app.state.database


def middleware(settings: Settings) -> list[Middleware]:
    """What stands before every desk page: the form token, then the session of an account."""
    tokens = FormTokens(
        secret=secret_of(settings),
        session_cookie=SESSION,
        sign_in=SIGN_IN,
        is_secure=is_secure(settings),
    )
    return [tokens, _session_auth(settings).middleware]


def _session_auth(settings: Settings) -> SessionAuth[Account, ServerSideSessionBackend]:
    return SessionAuth[Account, ServerSideSessionBackend](
        retrieve_user_handler=_account_of,
        session_backend_config=DeskSessions(
            key=SESSION,
            path=DESK,
            max_age=LONGEST_SECONDS,
            secure=is_secure(settings),
            httponly=True,
            samesite="lax",
        ),
        exclude_http_methods=["OPTIONS"],
    )


def secret_of(settings: Settings) -> str:
    """The secret that the desk signs and locks with."""
    if settings.secret is None:
        raise SettingsError("the desk needs LYHORD_SECRET: at least 32 random characters")
    return settings.secret


def is_secure(settings: Settings) -> bool:
    """Whether the public address is https, so that cookies may ask for it."""
    return settings.address.startswith("https://")


async def _account_of(session: Session, connection: AnyConnection) -> Account | None:
    """The account as it is now: one that was removed or whose day is over is signed out."""
    if "account" not in session or time.time() > session.get("until", 0):
        return None
    async with database_of(connection.app).transaction("desk") as db:
        return await accounts.get(db, UUID(session["account"]))


async def begin_session(request: AnyRequest, account: Account, *, has_second: bool = False) -> None:
    """Sign an account in under a new session id; `has_second` when a second factor was shown."""
    await _renew(request, {"account": str(account.account_id), "second": has_second})


async def await_code(request: AnyRequest, account: Account, *, next_: str) -> None:
    """Remember who has still to show a second factor; nobody is signed in by that."""
    await _renew(request, {"waiting": account.email, "next": next_}, seconds=WAITING_SECONDS)


async def _renew(request: AnyRequest, session: Session, *, seconds: int = LONGEST_SECONDS) -> None:
    """Begin a session under an id that nobody brought, and forget the one that was brought."""
    backend = DeskBackend(DeskSessions())
    await SessionStore(database_of(request.app)).delete(session_id(request))
    request.scope["state"][_NEW_ID] = backend.generate_session_id()
    language = request.session.get("language")
    request.set_session(
        session
        | {"until": int(time.time()) + seconds}
        | ({"language": language} if language else {})
    )


def waiting(request: AnyRequest) -> tuple[str, str] | None:
    """Who has still to show a second factor, and where they want to go."""
    session = request.session
    if "waiting" not in session or time.time() > session.get("until", 0):
        return None
    return session["waiting"], session["next"]


def session_id(request: AnyRequest) -> str:
    """The id of the session that a request belongs to."""
    return DeskBackend(DeskSessions(key=SESSION)).get_session_id(request)


class SecondFactorMissingException(PermissionDeniedException):
    """This role has to show a second factor, and this session began without one."""


def second_factor_guard(settings: Settings) -> Guard:
    """Keep those whose role needs a second factor from everything but setting one up."""
    needing = settings.second_factor.split()

    def guard(connection: AnyConnection, _: BaseRouteHandler) -> None:
        path = connection.scope["path"]
        if "user" not in connection.scope or path in {SECOND_FACTOR, "/desk/sign-out"}:
            return
        if connection.user.role in needing and not connection.session.get("second"):
            raise SecondFactorMissingException

    return guard


def to_second_factor(_: AnyRequest, __: SecondFactorMissingException) -> AnyResponse:
    """Send somebody who has to set up a second factor there."""
    return Redirect(SECOND_FACTOR, status_code=303)


def reaches_originals(connection: AnyConnection, _: BaseRouteHandler) -> None:
    """Let nobody through where this process has no way to the officers' tables."""
    if not database_of(connection.app).has("officer"):
        raise NotFoundException


def to_sign_in(request: AnyRequest, _: NotAuthorizedException) -> AnyResponse:
    """Send somebody who is not signed in to the sign-in page, and back afterwards."""
    by_script = request.headers.get("HX-Request") == "true"
    seen = request.headers.get("HX-Current-URL", "") if by_script else str(request.url)
    back = safe_address(_without_host(seen)) if request.method == "GET" else START
    target = f"{SIGN_IN}?{urlencode({'next': back})}"
    if by_script:
        return Response(None, status_code=204, headers={"HX-Redirect": target})
    return Redirect(target, status_code=303)


def safe_address(wanted: str) -> str:
    """The address itself where it can only lead to a page of the desk, else the start page."""
    is_safe = (
        wanted.startswith(f"{DESK}/")
        and not wanted.startswith(SIGN_IN)
        and wanted.isprintable()
        and not any(sign in wanted.partition("?")[0] for sign in ("\\", "//", ".."))
    )
    return wanted if is_safe else START


def _without_host(address: str) -> str:
    try:
        url = urlsplit(address)
    except ValueError:
        return START
    return url.path + (f"?{url.query}" if url.query else "")
