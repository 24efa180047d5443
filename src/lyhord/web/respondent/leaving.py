"""Leaving a shared screen: staff type its code; whoever stands there gets no further."""

from litestar import MediaType, Response, get, post
from litestar.params import FromPath
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.instruments.wording import in_language
from lyhord.intake.doors import Door
from lyhord.web import entering, posted
from lyhord.web.entering import OpenDoors
from lyhord.web.exchange import AnyRequest
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Frame
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.dependencies import Pages, TheScreens
from lyhord.web.respondent.views import frame


class LeavePage(Struct, frozen=True, kw_only=True):
    """Where the code is typed, or where it led."""

    title: str
    frame: Frame
    address: str
    is_refused: bool = False
    is_left: bool = False


@get("/s/{slug:str}/leave", media_type=MediaType.HTML, include_in_schema=False)
async def show_leaving(
    slug: FromPath[str], request: AnyRequest, doors: OpenDoors, pages: Pages
) -> Response[str]:
    """Ask for the code."""
    return _page(request, await _screen(doors, slug), pages)


@post("/s/{slug:str}/leave", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def leave(
    slug: FromPath[str],
    request: AnyRequest,
    doors: OpenDoors,
    pages: Pages,
    screens: TheScreens,
) -> Response[str]:
    """Show the way out to whoever knows the code."""
    typed = posted.first(await posted.form(request), "leaving")
    door = await _screen(doors, slug)
    if await screens.lets_go(door, typed):
        return _page(request, door, pages, is_left=True)
    return _page(request, door, pages, is_refused=True)


async def _screen(doors: OpenDoors, slug: str) -> Door:
    door = await doors.find(slug)
    if door.mode != "kiosk":
        raise NotFoundError("shared screen", slug)
    return door


def _page(
    request: AnyRequest,
    door: Door,
    pages: Pages,
    *,
    is_refused: bool = False,
    is_left: bool = False,
) -> Response[str]:
    language = entering.language(request, door, request.query_params.get("lang"))
    words = pages.renderer.catalogues.of(language)
    framed = frame(door, in_language(door.publication, language))
    page = LeavePage(
        title=words("For staff"),
        frame=Frame(
            name=framed.name, audience=framed.audience, kiosk="" if is_left else framed.kiosk
        ),
        address=f"/s/{door.slug}",
        is_refused=is_refused,
        is_left=is_left,
    )
    html = pages.renderer.render("respondent/leave.html", language=language, page=page)
    policy = survey_policy(pages.renderer.assets, html)
    return html_response(html, policy, status=422 if is_refused else 200)
