"""What is posted at the desk before anybody is known: readable forms only, with a token of ours.

A token belongs to the session whose page it stands on, and before there is a session to a cookie
that the sign-in page sets. The framework's own check reads the form first, and stumbles over what
no browser sends; and its token would belong to nobody.
"""

import hashlib
import hmac
import secrets

from litestar import Request
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from lyhord.web import posted, problems
from lyhord.web.catalogue import mark
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.problems import Handler
from lyhord.web.rendering import Renderer

TOKEN = "_csrf_token"  # noqa: S105 - the field's name
HEADER = "x-csrftoken"
COOKIE = "lyhord_desk_form"
TAKES_FILES = "takes_files"  # what a route says of itself that files are sent to
SAFE = {"GET", "HEAD", "OPTIONS"}
_STATE = "desk_form_token"
_STALE = (mark("The page was too old"), mark("Go back, reload the page and try again."))


class StaleFormException(PermissionDeniedException):
    """The form's token is missing, or is not the one that the page was given."""


class FormTokens(ASGIMiddleware):
    """Refuses a form that cannot be read, and one whose token is not that of the visitor."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, *, secret: str, session_cookie: str, sign_in: str, is_secure: bool) -> None:
        self._key = hmac.new(secret.encode(), b"lyhord desk form token", hashlib.sha256).digest()
        self._session_cookie = session_cookie
        self._sign_in = sign_in
        self._is_secure = is_secure

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look the form through and compare its token, before anything else is done."""
        request: AnyRequest = Request(scope, receive)
        fields = await _read(request)
        brought = self._owner(request)
        if request.method not in SAFE:
            self._compare(brought, [*fields.get(TOKEN, []), request.headers.get(HEADER, "")])
        if brought or not self._is_before_sign_in(request):
            scope["state"][_STATE] = self._token(brought)
            await next_app(scope, receive, send)
            return
        made = secrets.token_hex(32)
        scope["state"][_STATE] = self._token(f"form {made}")
        await next_app(scope, receive, self._giving(send, made))

    def _owner(self, request: AnyRequest) -> str:
        """What the visitor's tokens belong to; nothing for a visitor without any cookie of ours."""
        kind, cookie = (
            ("form", COOKIE)
            if self._is_before_sign_in(request)
            else ("session", self._session_cookie)
        )
        value = request.cookies.get(cookie, "")
        return f"{kind} {value}" if value else ""

    def _is_before_sign_in(self, request: AnyRequest) -> bool:
        return request.scope["path"].startswith(self._sign_in)

    def _compare(self, owner: str, given: list[str]) -> None:
        expected = self._token(owner).encode()
        if not owner or not any(
            hmac.compare_digest(expected, each.encode("utf-8", "surrogatepass")) for each in given
        ):
            raise StaleFormException

    def _token(self, owner: str) -> str:
        said = owner.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()

    def _giving(self, send: Send, value: str) -> Send:
        """Set the cookie that tokens before sign-in belong to."""
        cookie = Cookie(
            key=COOKIE,
            value=value,
            path=self._sign_in,
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )

        async def give(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                headers.add("set-cookie", cookie.to_header(header=""))
            await send(message)

        return give


def token_of(request: AnyRequest) -> str:
    """The token for forms on the page that answers this request."""
    return request.scope["state"].get(_STATE, "")


async def _read(request: AnyRequest) -> dict[str, list[str]]:
    kind, _ = request.content_type
    if kind != RequestEncodingType.MULTI_PART:
        return await posted.form(request)
    if not request.route_handler.opt.get(TAKES_FILES):
        raise HTTPException(status_code=415)
    return await posted.parts(request)


def refuse_stale(renderer: Renderer) -> Handler:
    """Tell a person that the page is too old, and what to do; programs hear the status."""

    def refuse(request: AnyRequest, error: Exception) -> AnyResponse:
        if problems.wants_json(request):
            return problems.refuse(request, error, renderer)
        return problems.page(request, 403, renderer=renderer, said_as=_STALE)

    return refuse
