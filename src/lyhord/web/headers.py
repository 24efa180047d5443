"""The headers that tell a browser what a page may do; every answer carries them."""

from collections.abc import Iterable, Mapping

from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

from lyhord.web.assets import Assets, Inline

_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_TWO_YEARS = "max-age=63072000"
# staff pages have their style and script in files of our own
_OWN_FILES = ("'self'",)


# the empty icon of a respondent's page, which keeps the browser from asking for one
_NO_REQUEST = ("data:",)


def policy(
    *,
    styles: Iterable[str] = (),
    scripts: Iterable[str] = (),
    pictures: Iterable[str] = _OWN_FILES,
) -> str:
    """Write a content policy that allows these sources and nothing else."""
    parts = {
        "default-src": ("'none'",),
        "style-src": tuple(styles) or ("'none'",),
        "script-src": tuple(scripts) or ("'none'",),
        "img-src": tuple(pictures),
        "connect-src": _OWN_FILES,
        "form-action": _OWN_FILES,
        "base-uri": ("'none'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in parts.items())


def survey_policy(assets: Assets, html: str | None = None, *styles: Inline) -> str:
    """What a respondent's page may do: the style and script that it carries, named by hash.

    Names of what a page does not carry only make its headers heavier; without a page, everything
    that one may carry is named.
    """
    beside = assets.kiosk_look, assets.board_look
    scripts, own = assets.scripts, (*assets.styles.values(), *beside, *styles)
    if html is not None:
        scripts = tuple(each for each in scripts if each.text in html)
        own = tuple(each for each in own if each.text in html)
    return policy(
        # young people's style is that of pages for nobody known: it is named once
        styles=tuple(dict.fromkeys(each.source for each in own)),
        scripts=tuple(each.source for each in scripts),
        pictures=_NO_REQUEST,
    )


def preview_policy(assets: Assets, html: str, *styles: Inline) -> str:
    """What a survey may do that is shown to its authors: it sends and keeps nothing.

    Our own pages may frame it; without an origin of its own it reaches nothing of theirs. Its
    script goes on by forms that it stops; `form-action` keeps any other from leaving.
    """
    allowed = survey_policy(assets, html, *styles)
    for part in ("connect-src", "form-action"):
        allowed = allowed.replace(f"{part} 'self'", f"{part} 'none'")
    allowed = allowed.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return f"{allowed}; sandbox allow-scripts allow-forms"


def framing_policy() -> str:
    """What a staff page may do that shows a preview in a frame."""
    return f"{desk_policy()}; frame-src 'self'"


def desk_policy() -> str:
    """What a staff page may do: style, script and pictures from our own files."""
    return policy(styles=_OWN_FILES, scripts=_OWN_FILES)


def secured(app: ASGIApp, *, is_https: bool) -> ASGIApp:
    """Put the headers on every answer; a page that brings its own content policy keeps it."""
    fixed = _EVERYWHERE | ({"Strict-Transport-Security": _TWO_YEARS} if is_https else {})
    named = {**fixed, "Content-Security-Policy": desk_policy()}
    defaults = {name.lower().encode(): value.encode() for name, value in named.items()}

    async def secure(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_missing(message, defaults)
            await send(message)

        await app(scope, receive, send_secured)

    return secure


def _add_missing(message: HTTPResponseStartEvent, defaults: Mapping[bytes, bytes]) -> None:
    headers = list(message["headers"])
    present = {name.lower() for name, _ in headers}
    headers.extend(each for each in defaults.items() if each[0] not in present)
    message["headers"] = headers
