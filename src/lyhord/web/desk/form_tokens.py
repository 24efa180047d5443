"""What is posted at the desk before anybody is known: readable forms only, with a token of ours.

The framework's own check reads the form first, and stumbles over what no browser sends.
"""

from litestar import Request
from litestar.enums import RequestEncodingType, ScopeType
from litestar.exceptions import HTTPException, PermissionDeniedException
from litestar.middleware.csrf import CSRFMiddleware
from litestar.types import Receive, Scope, Send

from lyhord.web import posted, problems
from lyhord.web.catalogue import mark
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.problems import Handler
from lyhord.web.rendering import Renderer

TOKEN = "_csrf_token"  # noqa: S105 - the field's name
_STALE = (mark("The page was too old"), mark("Go back, reload the page and try again."))


class StaleFormException(PermissionDeniedException):
    """The form's token is missing, or is not the one that the page was given."""


class FormTokens(CSRFMiddleware):
    """Refuses a form that cannot be read, and one whose token is not that of the visitor."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look the form through, then let the framework compare the tokens."""
        if scope["type"] == ScopeType.HTTP:
            await self._look_through(Request(scope, receive))
        try:
            await super().__call__(scope, receive, send)
        except PermissionDeniedException as error:
            raise StaleFormException from error

    async def _look_through(self, request: AnyRequest) -> None:
        kind, _ = request.content_type
        if kind == RequestEncodingType.MULTI_PART:
            raise HTTPException(status_code=415)
        tokens = (await posted.form(request)).get(TOKEN, [])
        tokens.append(request.headers.get(self.config.header_name, ""))
        tokens.append(request.cookies.get(self.config.cookie_name, ""))
        # tokens are compared in constant time, which other letters have no way of being
        if not all(token.isascii() for token in tokens):
            raise StaleFormException


def refuse_stale(renderer: Renderer) -> Handler:
    """Tell a person that the page is too old, and what to do; programs hear the status."""

    def refuse(request: AnyRequest, error: Exception) -> AnyResponse:
        if problems.wants_json(request):
            return problems.refuse(request, error, renderer)
        return problems.page(request, 403, renderer=renderer, said_as=_STALE)

    return refuse
