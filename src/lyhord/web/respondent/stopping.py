"""The link in a letter that stops the letters: a page asks first, as programs open links too."""

from litestar import MediaType, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation

from lyhord.inviting.stopping import Stopper
from lyhord.web import problems
from lyhord.web.catalogue import COMPLETE_LANGUAGES
from lyhord.web.exchange import AnyRequest
from lyhord.web.framing import general_frame, language_links
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.answering import html_response
from lyhord.web.respondent.dependencies import Pages
from lyhord.web.respondent.views import StopPage

TheStopper = NamedDependency[SkipValidation[Stopper]]
_ADDRESS = "/invitations/stop/{token:str}"


@get(_ADDRESS, media_type=MediaType.HTML, include_in_schema=False)
async def show_stopping(
    token: FromPath[str], request: AnyRequest, pages: Pages, stopper: TheStopper
) -> Response[str]:
    """Ask whether the letters are to stop."""
    if not stopper.knows(token):
        raise NotFoundException
    return _page(request, pages.renderer)


@post(_ADDRESS, media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def stop_letters(
    token: FromPath[str], request: AnyRequest, pages: Pages, stopper: TheStopper
) -> Response[str]:
    """Stop the letters; mail programs post here by themselves (RFC 8058), with a body of theirs."""
    if not await stopper.stop(token):
        raise NotFoundException
    return _page(request, pages.renderer, is_done=True)


def _page(request: AnyRequest, renderer: Renderer, *, is_done: bool = False) -> Response[str]:
    language = problems.page_language(request, renderer)
    words = renderer.catalogues.of(language)
    offered = (*COMPLETE_LANGUAGES, *problems.other_languages(renderer))
    shown = StopPage(
        title=words("No more letters"),
        frame=general_frame(renderer, language),
        languages=language_links(offered, language),
        is_done=is_done,
    )
    html = renderer.render("respondent/stop_letters.html", language=language, page=shown)
    return html_response(html, survey_policy(renderer.assets, html))
