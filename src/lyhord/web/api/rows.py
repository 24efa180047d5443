"""JSON routes of rows for analysts' own tools, by a token that was granted them, and their schemas.

The same documents as the files of `lyhord export`, with published schemas.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from litestar import Response, Router, get
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.params import FromPath, FromQuery

from lyhord.disclosing import Request
from lyhord.errors import NotFoundError, WithheldError
from lyhord.exports.microdata.documents import (
    SCHEMAS,
    AnswersFile,
    AssignmentsFile,
    StatementsFile,
    schema,
)
from lyhord.storage import tokens
from lyhord.storage.tokens import Token
from lyhord.web import problems, sending
from lyhord.web.api.describing import BASE, SCHEME, refusals
from lyhord.web.api.reading import seen_by, show_token
from lyhord.web.api.routes import TheRenderer
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.rendering import Renderer

REFUSED = refusals(400, 401, 403, 404, 422)
WITHHELD: Mapping[str, str] = {
    "right": "The token has not been granted the rows of this round: lyhord round grant-rows.",
    "purpose": "Say in `purpose` what the rows are for, in 10 to 500 characters.",
    "open": "The round still takes answers.",
    "changed": "Too few answers came or went since the figures were published.",
    "few": "Too few people wrote or answered.",
    "joined": "What one person answered stands together in rounds for research alone.",
}


@get("/rounds/{round_id:uuid}/statements", responses=REFUSED)
async def show_statements(
    request: AnyRequest,
    round_id: FromPath[UUID],
    renderer: TheRenderer,
    purpose: FromQuery[str] = "",
) -> Response[StatementsFile]:
    """Give a round's statements as rows with their themes; noted with what they are for."""
    return await _rows(request, round_id, renderer, _asked(request, "json", purpose))


@get("/rounds/{round_id:uuid}/assignments", responses=REFUSED)
async def show_assignments(
    request: AnyRequest,
    round_id: FromPath[UUID],
    renderer: TheRenderer,
    purpose: FromQuery[str] = "",
) -> Response[AssignmentsFile]:
    """Give the themes of a round's statements as rows, without texts; noted as those are."""
    wanted = _asked(request, "assignments-json", purpose)
    return await _rows(request, round_id, renderer, wanted)


@get("/rounds/{round_id:uuid}/answers", responses=REFUSED)
async def show_answers(
    request: AnyRequest,
    round_id: FromPath[UUID],
    renderer: TheRenderer,
    purpose: FromQuery[str] = "",
) -> Response[AnswersFile]:
    """Give what each person chose as a row, in a round for research; noted as statements are."""
    wanted = _asked(request, "responses-json", purpose)
    return await _rows(request, round_id, renderer, wanted)


@get("/schemas/{name:str}", responses=refusals(404))
async def show_schema(name: FromPath[str]) -> dict[str, Any]:
    """Give the JSON Schema of a file of rows: statements, assignments or answers."""
    if name not in SCHEMAS:
        raise NotFoundError("schema", name)
    return schema(name)


def _asked(request: AnyRequest, format_: str, purpose: str) -> Request:
    token: Token = request.user
    holder = tokens.holder(token.token_id)
    return Request(actor=holder, holder=holder, format=format_, purpose=purpose)


async def _rows(
    request: AnyRequest, round_id: UUID, renderer: Renderer, asked: Request
) -> AnyResponse:
    try:
        return await sending.rows(seen_by(request), round_id, asked)
    except WithheldError as error:
        wrong = {"pointer": "", "code": error.reason, "detail": WITHHELD[error.reason]}
        return problems.problem(request, 422, words=renderer.catalogues.of("en"), errors=[wrong])


def rows_router(renderer: Renderer) -> Router:
    """The routes of rows; they need the open `Database` in the app's state."""
    return Router(
        path=BASE,
        route_handlers=[show_statements, show_assignments, show_answers],
        dependencies={"renderer": Provide(lambda: renderer, sync_to_thread=False)},
        guards=[show_token],
        security=[{SCHEME: []}],
        tags=["reading"],
        cache_control=CacheControlHeader.prevent_storing(),
    )


def schemas_router() -> Router:
    """The schemas, open to anybody."""
    return Router(path=BASE, route_handlers=[show_schema], tags=["reading"])
