"""What a supervisor asks: is the process alive, can it do its work, and how does it fare."""

import hmac

from litestar import MediaType, Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import SkipValidation

from lyhord.errors import StorageUnavailableError
from lyhord.settings import Settings
from lyhord.storage import health
from lyhord.storage.addresses import Role
from lyhord.storage.database import Database
from lyhord.storage.migrating import known
from lyhord.web.exchange import AnyRequest
from lyhord.web.metrics import Service, told
from lyhord.web.siblings import Siblings

OpenDatabase = NamedDependency[SkipValidation[Database]]
TEXT = "text/plain; version=0.0.4; charset=utf-8"
BEARER = "Bearer "
# a worker is heard of every ten seconds
SILENT_SECONDS = 60.0


def operation_router(settings: Settings, siblings: Siblings) -> Router:
    """`/healthz`, `/readyz` and, where a token for it is set, `/metrics`."""
    role: Role = "desk" if settings.part == "desk" else "door"
    needed = frozenset(migration.name for migration in known())

    @get("/healthz", media_type=MediaType.TEXT)
    async def healthz() -> str:
        return "ok"

    @get("/readyz", media_type=MediaType.TEXT)
    async def readyz(database: OpenDatabase) -> Response[str]:
        """Whether the database answers, and has what this version needs; and who else is there."""
        async with database.transaction(role) as db:
            lacking = needed - await health.migrations(db)
        if lacking:
            raise StorageUnavailableError("the database lacks migrations: run `lyhord migrate`")
        return Response("\n".join(["ok", *await _workers(database)]), media_type=MediaType.TEXT)

    @get("/metrics", media_type=MediaType.TEXT)
    async def scraped(request: AnyRequest, database: OpenDatabase) -> Response[bytes]:
        _require_token(request, settings.metrics_token)
        service = await _service(database) if database.has("desk") else None
        return Response(told(siblings.together(), database.uses(), service), media_type=TEXT)

    return Router(
        path="/",
        route_handlers=[healthz, readyz, scraped],
        cache_control=CacheControlHeader.prevent_storing(),
        include_in_schema=False,
    )


def _require_token(request: AnyRequest, token: str | None) -> None:
    """Let a scraper in by its token; for everybody else there is nothing here."""
    shown = request.headers.get("authorization", "")
    if token is None or not hmac.compare_digest(shown.encode(), f"{BEARER}{token}".encode()):
        raise NotFoundException


async def _workers(database: Database) -> list[str]:
    """Whether a worker lives, where this process may know; the pages do without."""
    if not database.has("desk"):
        return []
    async with database.transaction("desk") as db:
        silence = await health.silence(db)
    is_heard = silence is not None and silence < SILENT_SECONDS
    return ["worker: heard" if is_heard else "worker: silent"]


async def _service(database: Database) -> Service:
    async with database.seeing(()).transaction("desk") as db:
        return Service(
            waiting=await health.waiting(db),
            ended=await health.ended(db),
            silence=await health.silence(db),
            purges_overdue=await health.purges_overdue(db),
            has_overdue_case=await health.has_overdue_case(db),
        )
