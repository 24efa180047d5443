"""Who is signed in at the desk: the session and its id, the form token, roles, ways back.

Only the desk's router carries any of this; a respondent never gets a cookie or a session.
"""
# pyright: reportUnknownMemberType=false
# the framework's session methods name their generic types without arguments

import hashlib
import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from litestar import Response
from litestar.config.csrf import CSRFConfig
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.middleware.base import DefineMiddleware
from litestar.middleware.session.server_side import (
    ServerSideSessionBackend,
    ServerSideSessionConfig,
)
from litestar.response import Redirect
from litestar.security.session_auth import SessionAuth
from litestar.stores.base import Store
from litestar.types import Empty, Message

from lyhord.errors import SettingsError
from lyhord.settings import Settings
from lyhord.storage import accounts
from lyhord.storage.accounts import Account, Role
from lyhord.storage.database import Database
from lyhord.web.desk.form_tokens import FormTokens
from lyhord.web.exchange import AnyApp, AnyConnection, AnyRequest, AnyResponse, Session
from lyhord.web.sessions import SessionStore

DESK = "/desk"
START = "/desk/rounds"
SIGN_IN = "/desk/sign-in"
ANALYSTS: tuple[Role, ...] = ("admin", "leader", "analyst")
IDLE_SECONDS = 2 * 60 * 60
LONGEST_SECONDS = 12 * 60 * 60

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


def middleware(settings: Settings) -> list[DefineMiddleware]:
    """What stands before every desk page: the form token, then the session of an account."""
    return [
        DefineMiddleware(FormTokens, config=_csrf(settings)),
        _session_auth(settings).middleware,
    ]


def _session_auth(settings: Settings) -> SessionAuth[Account, ServerSideSessionBackend]:
    return SessionAuth[Account, ServerSideSessionBackend](
        retrieve_user_handler=_account_of,
        session_backend_config=DeskSessions(
            key="lyhord_desk",
            path=DESK,
            max_age=LONGEST_SECONDS,
            secure=is_secure(settings),
            httponly=True,
            samesite="lax",
        ),
        exclude_http_methods=["OPTIONS"],
    )


def _csrf(settings: Settings) -> CSRFConfig:
    if settings.secret is None:
        raise SettingsError("the desk needs LYHORD_SECRET: at least 32 random characters")
    secret = hmac.new(settings.secret.encode(), b"lyhord desk form token", hashlib.sha256)
    # a cookie signed with an earlier secret would never be replaced, so the name follows the secret
    mark = hashlib.sha256(secret.digest()).hexdigest()[:8]
    return CSRFConfig(
        secret=secret.hexdigest(),
        cookie_name=f"lyhord_desk_form_{mark}",
        cookie_path=DESK,
        cookie_secure=is_secure(settings),
        cookie_httponly=True,
        cookie_samesite="lax",
    )


def is_secure(settings: Settings) -> bool:
    """Whether the public address is https, so that cookies may ask for it."""
    return settings.address.startswith("https://")


async def _account_of(session: Session, connection: AnyConnection) -> Account | None:
    """The account as it is now: one that was removed or whose day is over is signed out."""
    if time.time() > session.get("until", 0):
        return None
    async with database_of(connection.app).transaction("desk") as db:
        return await accounts.get(db, UUID(session["account"]))


async def begin_session(request: AnyRequest, account: Account) -> None:
    """Sign an account in under a new session id, and forget the session that was brought."""
    backend = DeskBackend(DeskSessions())
    brought = backend.get_session_id(request)
    await SessionStore(database_of(request.app)).delete(brought)
    request.scope["state"][_NEW_ID] = backend.generate_session_id()
    until = int(time.time()) + LONGEST_SECONDS
    language = request.session.get("language")
    request.set_session(
        {"account": str(account.account_id), "until": until}
        | ({"language": language} if language else {})
    )


def requires(*roles: Role) -> Guard:
    """A guard that lets only these roles through."""

    def guard(connection: AnyConnection, _: BaseRouteHandler) -> None:
        if connection.user.role not in roles:
            raise PermissionDeniedException("this role may not do that")

    return guard


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
