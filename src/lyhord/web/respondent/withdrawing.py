"""Taking an answer back with its receipt; the page says the same whether or not it existed."""

from litestar import MediaType, Response, get, post

from lyhord.errors import NotFoundError, StorageUnavailableError
from lyhord.privacy import receipts
from lyhord.storage import places
from lyhord.storage.database import Database
from lyhord.web import entering, posted, problems
from lyhord.web.catalogue import COMPLETE_LANGUAGES
from lyhord.web.entering import TheIntake
from lyhord.web.exchange import AnyRequest
from lyhord.web.framing import LanguageLink, general_frame, helpful_frame, language_links
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Frame, Renderer
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.dependencies import OpenDatabase, Pages
from lyhord.web.respondent.views import WithdrawPage

_MOST_SHOWN = 100


@get("/withdraw", media_type=MediaType.HTML, include_in_schema=False)
async def show_withdrawal(
    request: AnyRequest, pages: Pages, database: OpenDatabase
) -> Response[str]:
    """Ask for the receipt."""
    return await _page(request, pages.renderer, database)


@post("/withdraw", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def withdraw(
    request: AnyRequest, pages: Pages, database: OpenDatabase, intake: TheIntake
) -> Response[str]:
    """Take the answer back; only a code that cannot be one is asked for again."""
    typed = posted.first(await posted.form(request), "receipt")
    if receipts.normalise(typed) is None:
        return await _page(request, pages.renderer, database, status=422, refused=typed)
    await intake.withdraw(typed)
    return await _page(request, pages.renderer, database, is_done=True)


async def _page(
    request: AnyRequest,
    renderer: Renderer,
    database: Database,
    *,
    status: int = 200,
    is_done: bool = False,
    refused: str | None = None,
) -> Response[str]:
    language = problems.page_language(request, renderer)
    words = renderer.catalogues.of(language)
    title = words("Take back an answer")
    error = words("The code is not complete, or a sign in it is wrong. Compare it with your note.")
    shown = WithdrawPage(
        title=title if refused is None else words("Error: %(title)s", title=title),
        frame=await _frame(request, database, language) or general_frame(renderer, language),
        languages=_languages(request, renderer, language),
        is_done=is_done,
        error="" if refused is None else error,
        typed=(refused or "")[:_MOST_SHOWN],
    )
    html = renderer.render("respondent/withdraw.html", language=language, page=shown)
    return html_response(html, survey_policy(renderer.assets, html), status=status)


def _languages(request: AnyRequest, renderer: Renderer, language: str) -> tuple[LanguageLink, ...]:
    asked = {
        name: request.query_params[name]
        for name in ("place", "audience")
        if name in request.query_params
    }
    offered = (*COMPLETE_LANGUAGES, *problems.other_languages(renderer))
    return language_links(offered, language, asked=asked)


async def _frame(request: AnyRequest, database: Database, language: str) -> Frame | None:
    """Frame the page with the help that its link names; none of it depends on any answer."""
    place_id = request.query_params.get("place", "")
    audience = entering.audience(request)
    if audience is None or not place_id.isprintable():
        return None
    try:
        async with database.transaction("door") as db:
            place = await places.get(db, place_id)
    except (NotFoundError, StorageUnavailableError):
        return None
    return helpful_frame(place, audience, language)
