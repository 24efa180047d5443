"""HEAD: what GET would answer, without its body, so that no route has to know of it."""

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send


def answering_head(app: ASGIApp) -> ASGIApp:
    """Let the app answer HEAD as it answers GET, and keep the body back."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or scope["method"] != "HEAD":
            await app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        # a copy: the server's own request is still a HEAD
        asked = scope.copy()
        asked["method"] = "GET"
        await app(asked, receive, without_body)

    return answer
