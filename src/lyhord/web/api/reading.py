"""JSON routes for analysts' own tools: rounds and what was found in them, read only and guarded."""

from datetime import date
from uuid import UUID

from litestar import Router, get
from litestar.datastructures import CacheControlHeader
from litestar.exceptions import NotAuthorizedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromPath, FromQuery
from msgspec import Struct

from lyhord import comparing, disclosing
from lyhord.comparing import Gap
from lyhord.disclosing import ClosedAnswers, Overview, RunReport
from lyhord.errors import NotFoundError
from lyhord.storage import attempts, rounds, runs, tokens
from lyhord.storage.database import Connection, Database
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run
from lyhord.storage.tokens import Token
from lyhord.web import policy
from lyhord.web.api.describing import BASE, SCHEME, refusals
from lyhord.web.exchange import AnyApp, AnyConnection, AnyRequest

SCHEME_NAME = "bearer"


class RoundDocument(Struct, frozen=True, kw_only=True):
    """A round as programs list it."""

    round_id: UUID
    name: str
    purpose: str
    state: str
    opens: date
    closes: date


class RunDocument(Struct, frozen=True, kw_only=True):
    """A finished analysis of a round."""

    round_id: UUID
    run_id: UUID
    method: str
    seed: int
    finished_on: date | None


@get("/rounds", responses=refusals(401, 403))
async def list_rounds(request: AnyRequest) -> list[RoundDocument]:
    """List the rounds that the token sees, the newest first."""
    async with seen_by(request).transaction("desk") as db:
        return [_round(each) for each in await rounds.all_rounds(db)]


@get("/rounds/{round_id:uuid}", responses=refusals(400, 401, 403, 404))
async def show_round(request: AnyRequest, round_id: FromPath[UUID]) -> Overview:
    """Count a round's answers as far as they may be shown."""
    async with seen_by(request).transaction("desk") as db:
        return await disclosing.overview(db, round_id)


@get("/rounds/{round_id:uuid}/runs", responses=refusals(400, 401, 403, 404))
async def list_runs(request: AnyRequest, round_id: FromPath[UUID]) -> list[RunDocument]:
    """List the newest finished analysis of a round, if there is one."""
    async with seen_by(request).transaction("desk") as db:
        await rounds.get(db, round_id)
        latest = await runs.current(db, round_id)
    return [_run(latest)] if latest else []


@get("/rounds/{round_id:uuid}/themes", responses=refusals(400, 401, 403, 404))
async def show_themes(
    request: AnyRequest, round_id: FromPath[UUID], run: FromQuery[UUID | None] = None
) -> RunReport:
    """Report what a finished analysis found, the newest unless one is named."""
    async with seen_by(request).transaction("desk") as db:
        found = await _finished(db, round_id, run)
        return await disclosing.run_report(db, round_id, found.run_id)


class Comparison(Struct, frozen=True, kw_only=True):
    """How audiences differ: in what they wrote, and in what they answered to closed questions."""

    themes: tuple[Gap, ...]
    answers: ClosedAnswers


@get("/rounds/{round_id:uuid}/comparison", responses=refusals(400, 401, 403, 404))
async def show_comparison(
    request: AnyRequest,
    round_id: FromPath[UUID],
    run: FromQuery[UUID | None] = None,
    lang: FromQuery[str] = "sv",
) -> Comparison:
    """Lay audiences side by side, as far as their figures may be shown; empty while it is open."""
    async with seen_by(request).transaction("desk") as db:
        found = await _finished(db, round_id, run)
        report = await disclosing.run_report(db, round_id, found.run_id)
        answers = await disclosing.closed_answers(db, round_id, language=lang)
    return Comparison(themes=comparing.gaps(report), answers=answers)


async def show_token(connection: AnyConnection, handler: BaseRouteHandler) -> None:
    """The guard of these routes: a token, and a row of the table of rules that lets its role."""
    if policy.asks_for_methods(connection):
        return
    scheme, _, text = connection.headers.get("authorization", "").partition(" ")
    token = await _token(connection.app, text.strip()) if scheme.lower() == SCHEME_NAME else None
    if token is None:
        raise NotAuthorizedException(headers={"WWW-Authenticate": "Bearer"})
    connection.scope["user"] = token
    policy.enforce(connection, handler)


def reading_router() -> Router:
    """The routes; they need the open `Database` in the app's state."""
    return Router(
        path=BASE,
        route_handlers=[list_rounds, show_round, list_runs, show_themes, show_comparison],
        guards=[show_token],
        security=[{SCHEME: []}],
        tags=["reading"],
        cache_control=CacheControlHeader.prevent_storing(),
    )


async def _token(app: AnyApp, text: str) -> Token | None:
    database: Database = app.state.database
    async with database.transaction("desk") as db:
        token = await tokens.used(db, text)
        if token is None:
            await attempts.note_refusal(db, "token")
        return token


def seen_by(request: AnyRequest) -> Database:
    """The database as far as the token sees it."""
    database: Database = request.app.state.database
    token: Token = request.user
    return database.seeing(token.municipalities)


async def _finished(db: Connection, round_id: UUID, wanted: UUID | None) -> Run:
    await rounds.get(db, round_id)
    run = await (runs.get(db, round_id, wanted) if wanted else runs.current(db, round_id))
    if run is None or run.state != "finished":
        raise NotFoundError("finished run of round", str(round_id))
    return run


def _round(round_: Round) -> RoundDocument:
    return RoundDocument(
        round_id=round_.round_id,
        name=round_.name,
        purpose=round_.purpose,
        state=round_.state,
        opens=round_.opens,
        closes=round_.closes,
    )


def _run(run: Run) -> RunDocument:
    return RunDocument(
        round_id=run.round_id,
        run_id=run.run_id,
        method=run.method,
        seed=run.seed,
        finished_on=run.finished_at.date() if run.finished_at else None,
    )
