"""The composition root: puts pages, routes and the database together; holds no rule of its own."""

import time
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import Litestar, Router
from litestar.config.allowed_hosts import AllowedHostsConfig
from litestar.datastructures import CacheControlHeader, State
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.handlers import BaseRouteHandler
from litestar.static_files import (
    create_static_files_router,  # pyright: ignore[reportUnknownVariableType] - partial types
)
from msgspec import Struct

from lyhord.errors import SettingsError
from lyhord.instruments.reading import place_of
from lyhord.instruments.shelf import surveys_folder
from lyhord.intake.boards import Boards
from lyhord.intake.bursting import Bursts
from lyhord.intake.doors import Doors
from lyhord.intake.pacing import Pace
from lyhord.intake.receiving import Intake
from lyhord.intake.rooms import Rooms, Wrongs
from lyhord.intake.screens import Screens
from lyhord.intake.sifting import Sieve
from lyhord.intake.spreading import Spread
from lyhord.intake.watching import Watch
from lyhord.inviting.stopping import Stopper
from lyhord.privacy.pseudonyms import read_lists
from lyhord.settings import Part, Settings
from lyhord.storage.addresses import Role, is_addressed
from lyhord.storage.database import Database
from lyhord.web import ending, headers, observability, policy, problems, tracing
from lyhord.web.accessibility import accessibility_router
from lyhord.web.api.describing import description
from lyhord.web.api.reading import reading_router
from lyhord.web.api.routes import api_router
from lyhord.web.api.rows import rows_router, schemas_router
from lyhord.web.bodiless import answering_head
from lyhord.web.desk.routes import desk_router
from lyhord.web.exchange import AnyConnection
from lyhord.web.metrics import Metrics
from lyhord.web.operating import operation_router
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.previewing import Previews
from lyhord.web.respondent.routes import respondent_router
from lyhord.web.security import Guard, is_secure
from lyhord.web.siblings import Siblings

STATIC = Path(__file__).with_name("static")
ROLES: dict[Part, tuple[Role, ...]] = {
    "door": ("door",),
    "desk": ("desk",),
    "all": ("door", "desk"),
}
STATE = (
    *("boards", "database", "doors", "intake", "pages", "paper_intake"),
    *("rooms", "screens", "stopper"),
)


class Beside(Struct, frozen=True, kw_only=True):
    """What stands beside the way in of those who answer."""

    pace: Pace
    sieve: Sieve


def create_app(settings: Settings) -> Litestar:
    """The app of one process: the public side, the staff side, or both."""
    folder = surveys_folder(settings.surveys_dir)
    # whatever else is wrong with the place's files, `lyhord check` says
    place, _ = place_of(folder, settings.place)
    renderer = Renderer.load(place)
    observability.set_up(is_json=True)
    metrics = Metrics()
    siblings = Siblings(metrics, settings.metrics_dir)
    trail = tracing.trail(settings, "desk", is_beside_door=settings.part != "desk")

    app = Litestar(
        route_handlers=[
            operation_router(settings, siblings),
            accessibility_router(settings, renderer),
            *_sides(settings, renderer),
        ],
        lifespan=[_lifespan(settings, renderer, metrics), lambda _: siblings.telling()],
        on_shutdown=[] if trail is None else [trail.close],
        dependencies={name: _from_state(name) for name in STATE},
        exception_handlers=problems.handlers(renderer),
        allowed_hosts=_hosts(settings),
        request_max_body_size=settings.body_limit,
        logging_config=None,
        openapi_config=description(),
    )
    policy.require_rows(app)
    # outside the framework's own middleware, which unknown addresses never reach
    secured = headers.secured(app.asgi_handler, is_https=is_secure(settings))
    app.asgi_handler = answering_head(observability.observed(secured, metrics, trail))
    return app


def clock_in(timezone: str) -> Callable[[], datetime]:
    """The time of day where the service stands."""
    zone = ZoneInfo(timezone)
    return lambda: datetime.now(zone)


def _sides(settings: Settings, renderer: Renderer) -> list[Router]:
    sides: list[Router] = []
    if settings.part != "desk":
        sides += [respondent_router(), api_router(renderer)]
    if settings.part != "door":
        sides += [
            desk_router(settings, renderer, Previews(renderer)),
            reading_router(),
            rows_router(renderer),
            schemas_router(),
            create_static_files_router(
                path="/static",
                directories=[STATIC],
                guards=[_our_own_files()],
                cache_control=CacheControlHeader(public=True, max_age=3600),
                include_in_schema=False,
            ),
        ]
    return sides


def _our_own_files() -> Guard:
    """Let only names through that are ours: with some others no file system can be asked."""
    names = {path.name for path in STATIC.iterdir()}

    def guard(connection: AnyConnection, _: BaseRouteHandler) -> None:
        if connection.scope["path"].removeprefix("/static/") not in names:
            raise NotFoundException

    return guard


def _roles(settings: Settings) -> list[Role]:
    """The roles that a process needs; officers' pages only where their address is known."""
    officer: list[Role] = ["officer"]
    is_for_officers = settings.part != "door" and is_addressed(settings, "officer")
    replica: list[Role] = ["replica"]
    has_replica = settings.part != "door" and settings.replica_url is not None
    return [
        *ROLES[settings.part],
        *(officer if is_for_officers else []),
        *(replica if has_replica else []),
    ]


def _lifespan(
    settings: Settings, renderer: Renderer, metrics: Metrics
) -> Callable[[Litestar], AbstractAsyncContextManager[None]]:
    if settings.secret is None:
        raise SettingsError("set LYHORD_SECRET: at least 32 random characters")

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncGenerator[None]:
        async with (
            Database.open(settings, roles=_roles(settings), sees_nothing=True) as database,
            AsyncExitStack() as stack,
        ):
            app.state.database = database
            if settings.part != "door":
                made = _intake(settings, database, "desk", metrics)
                app.state.paper_intake = await stack.enter_async_context(made)
            if settings.part != "desk":
                paces = {name: Pace(clock=time.monotonic) for name in ("code", "screen")}
                wrong_rooms = Wrongs[UUID](time.monotonic)
                bursts = Bursts(clock=time.monotonic, most=settings.burst_limit)
                spread = Spread(database, {**paces, "room": wrong_rooms, "burst": bursts})
                await stack.enter_async_context(spread.on())
                beside = Beside(
                    pace=paces["code"], sieve=Sieve(clock=time.monotonic, bursts=bursts)
                )
                made = _intake(settings, database, "door", metrics, beside)
                app.state.intake = await stack.enter_async_context(made)
                app.state.doors = Doors(database, clock=clock_in(settings.timezone))
                app.state.pages = SurveyPages(renderer)
                app.state.screens = Screens(settings.secret or "", pace=paces["screen"])
                app.state.stopper = Stopper(database, settings.secret or "")
                app.state.rooms = Rooms(
                    app.state.doors,
                    secret=settings.secret or "",
                    address=settings.address,
                    at_boards=wrong_rooms,
                    elsewhere=Wrongs(time.monotonic),
                )
                app.state.boards = Boards(database)
                await stack.enter_async_context(app.state.boards.listening())
                stack.enter_context(ending.heard(app.state.boards.end))
                await stack.enter_async_context(app.state.doors.listening())
            yield

    return lifespan


@asynccontextmanager
async def _intake(
    settings: Settings,
    database: Database,
    role: Literal["door", "desk"],
    metrics: Metrics,
    beside: Beside | None = None,
) -> AsyncGenerator[Intake]:
    """An intake that has read its lists when it begins, and written everything when it ends."""
    read_lists()
    intake = Intake(
        database,
        secret=settings.secret or "",
        clock=clock_in(settings.timezone),
        limit=settings.queue_limit,
        watch=Watch.of(settings),
        sieve=beside.sieve if beside else None,
        pace=beside.pace if beside else None,
        role=role,
        measure=metrics.batch,
    )
    yield intake
    await intake.drain()


def _from_state(name: str) -> Provide:
    def provide(state: State) -> object:
        return state[name]

    return Provide(provide, sync_to_thread=False)


def _hosts(settings: Settings) -> AllowedHostsConfig | None:
    names = settings.allowed_hosts.split()
    return AllowedHostsConfig(allowed_hosts=names) if names else None
