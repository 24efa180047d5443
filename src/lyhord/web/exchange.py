"""The framework's requests and answers, whatever they hold: where `Any` enters web."""

from typing import Any, TypeAlias

from litestar import Request, Response
from litestar.connection import ASGIConnection

AnyRequest: TypeAlias = Request[Any, Any, Any]
AnyConnection: TypeAlias = ASGIConnection[Any, Any, Any, Any]
AnyResponse: TypeAlias = Response[Any]
AnyApp: TypeAlias = Any  # its state has no types
Session: TypeAlias = dict[str, Any]
