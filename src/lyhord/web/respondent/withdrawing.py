"""Taking an answer back with its receipt; the page says the same whether or not it existed."""

from litestar import MediaType, Response, get, post

from lyhord.privacy import receipts
from lyhord.web import problems
from lyhord.web.entering import TheIntake
from lyhord.web.problems import AnyRequest
from lyhord.web.rendering import Frame, Renderer
from lyhord.web.respondent import posted
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.dependencies import Pages
from lyhord.web.respondent.views import WithdrawPage

_MOST_SHOWN = 100


@get("/withdraw", media_type=MediaType.HTML, include_in_schema=False)
async def show_withdrawal(request: AnyRequest, pages: Pages) -> Response[str]:
    """Ask for the receipt."""
    return _page(request, pages.renderer)


@post("/withdraw", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def withdraw(request: AnyRequest, pages: Pages, intake: TheIntake) -> Response[str]:
    """Take the answer back; only a code that cannot be one is asked for again."""
    typed = posted.first(await posted.form(request), "receipt")
    if receipts.normalise(typed) is None:
        return _page(request, pages.renderer, status=422, refused=typed)
    await intake.withdraw(typed)
    return _page(request, pages.renderer, is_done=True)


def _page(
    request: AnyRequest,
    renderer: Renderer,
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
        frame=Frame(),
        is_done=is_done,
        error="" if refused is None else error,
        typed=(refused or "")[:_MOST_SHOWN],
    )
    html = renderer.render("respondent/withdraw.html", language=language, page=shown)
    return html_response(html, renderer, status=status)
