"""The OpenAPI description of the JSON routes, made by the framework from the routes themselves.

What handlers read and refuse by hand is said here, so that the description is whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec
from litestar import Router
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import OpenAPIConfig, ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import (
    Components,
    OpenAPIMediaType,
    Operation,
    RequestBody,
    SecurityScheme,
)
from litestar.routes import BaseRoute
from litestar.types import ControllerRouterHandler
from msgspec import Struct

BASE = "/api/v1"
SCHEME = "token"
PROBLEM = "application/problem+json"


class Mistaken(Struct, frozen=True, kw_only=True):
    """One thing that is wrong in what was posted, and where."""

    pointer: str
    code: str
    detail: str


class Problem(Struct, frozen=True, kw_only=True):
    """What was refused, as RFC 9457 tells it."""

    status: int
    title: str
    detail: str
    type: str = "about:blank"
    errors: tuple[Mistaken, ...] = ()
    request_id: str = ""


_SAID: Mapping[int, str] = MappingProxyType(
    {
        400: "it could not be read",
        401: "there is no token, or it opens nothing",
        403: "not allowed",
        404: "there is no such thing, or it is not yours to see",
        409: "the same submission came with other content",
        410: "the round takes no answers",
        413: "too much at once",
        415: "the body is not JSON",
        422: "mistakes, with a pointer each",
        429: "too many in a row",
        503: "not now",
    }
)


def refusals(*statuses: int) -> Mapping[int, ResponseSpec]:
    """What a route may answer instead."""
    return {
        status: ResponseSpec(
            Problem, description=_SAID[status], media_type=PROBLEM, generate_examples=False
        )
        for status in (*statuses, 503)
    }


def taking(kind: type[Struct]) -> type[Operation]:
    """An operation whose body is this, which its handler reads by hand."""
    _, parts = msgspec.json.schema_components([kind], schema_hook=_anything)
    schema: Any = parts[kind.__name__]

    @dataclass
    class Taking(Operation):
        def __post_init__(self) -> None:
            body = {"application/json": OpenAPIMediaType(schema=schema)}
            self.request_body = RequestBody(content=body, required=True)

    return Taking


def _anything(_: type) -> dict[str, Any]:
    """Answers, by question id: what they may be, the instrument says."""
    return {"type": "object"}


class _DescriptionAlone(Router):
    """The framework would add pages and answer unknown addresses; only the description is kept."""

    def register(self, value: ControllerRouterHandler) -> list[BaseRoute]:
        is_description = isinstance(value, HTTPRouteHandler) and "/openapi.json" in value.paths
        return super().register(value) if is_description else []


def description() -> OpenAPIConfig:
    """Describe every JSON route, at one address."""
    return OpenAPIConfig(
        title="Lyhörd",
        version="1",
        description="Answers in, guarded reports out. Counts and texts are shown as far as they "
        "may be: small groups are hidden, and a token sees its own municipalities.",
        use_handler_docstrings=True,
        components=Components(
            security_schemes={
                SCHEME: SecurityScheme(
                    type="http", scheme="bearer", description="Made by `lyhord token create`."
                )
            }
        ),
        path=BASE,
        render_plugins=[JsonRenderPlugin()],
        openapi_router=_DescriptionAlone(BASE, route_handlers=[], include_in_schema=False),
    )
