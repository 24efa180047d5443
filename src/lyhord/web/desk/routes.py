"""The desk's routes, and what stands before all of them; the pages are in the modules beside."""

from litestar import Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.exceptions import NotAuthorizedException
from litestar.response import Redirect

from lyhord.privacy.passwords import Passwords
from lyhord.settings import Settings
from lyhord.web import policy
from lyhord.web.desk.exporting import export
from lyhord.web.desk.form_tokens import StaleFormException, refuse_stale
from lyhord.web.desk.overview import show_round
from lyhord.web.desk.paper import open_paper_door, print_questions, show_paper, type_in
from lyhord.web.desk.rounds import show_rounds
from lyhord.web.desk.runs import analyse
from lyhord.web.desk.signing_in import Doorkeeper, show_sign_in, sign_in, sign_out
from lyhord.web.desk.themes import show_themes
from lyhord.web.desk.visit import Visit, visit_of
from lyhord.web.exchange import AnyRequest
from lyhord.web.rendering import Renderer
from lyhord.web.security import DESK, START, middleware, to_sign_in


@get(DESK, exclude_from_auth=True)
async def to_start() -> Redirect:
    """Lead the bare address to the start page."""
    return Redirect(START, status_code=303)


def desk_router(settings: Settings, renderer: Renderer) -> Router:
    """The staff pages; the app's lifespan must put the open `Database` into `app.state`."""
    doorkeeper = Doorkeeper(Passwords())

    def provide_visit(request: AnyRequest) -> Visit:
        return visit_of(request, renderer, base_url=settings.address)

    return Router(
        path="/",
        route_handlers=[
            to_start,
            show_sign_in,
            sign_in,
            sign_out,
            show_rounds,
            show_round,
            show_themes,
            analyse,
            export,
            print_questions,
            show_paper,
            open_paper_door,
            type_in,
        ],
        guards=[policy.enforce],
        middleware=middleware(settings),
        dependencies={
            "visit": Provide(provide_visit, sync_to_thread=False),
            "doorkeeper": Provide(lambda: doorkeeper, sync_to_thread=False),
        },
        exception_handlers={
            NotAuthorizedException: to_sign_in,
            StaleFormException: refuse_stale(renderer),
        },
        cache_control=CacheControlHeader.prevent_storing(),
        include_in_schema=False,
    )
