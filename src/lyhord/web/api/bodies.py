"""A program's JSON into typed parts, or into what is wrong with it and where."""

import re
from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from msgspec import Meta, Struct

from lyhord.errors import BadInputError
from lyhord.web.exchange import AnyRequest

Body = TypeVar("Body", bound=Struct)


class Submission(Struct, frozen=True, kw_only=True):
    """What a program posts: answers, which submission, language and version they are, a code.

    A wave code is the hash of a self-made one, as `wave_key` of the instrument makes it.
    """

    answers: object
    submission: UUID | None = None
    language: Annotated[str, Meta(max_length=35)] | None = None
    version: Annotated[int, Meta(ge=1, le=1_000_000_000)] | None = None
    code: Annotated[str, Meta(max_length=1_000)] | None = None
    wave_code: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")] | None = None


class Withdrawal(Struct, frozen=True, kw_only=True):
    """The receipt of an answer to take back."""

    receipt: Annotated[str, Meta(max_length=1_000)]


class WrongPart(Struct, frozen=True):
    """A member of the body that is missing or has the wrong type, by its pointer."""

    pointer: str
    detail: str


async def read(request: AnyRequest, kind: type[Body]) -> Body | WrongPart:
    """Read the body; raises `BadInputError` when it is no JSON object, 415 when it is not JSON."""
    media, _ = request.content_type
    if media != RequestEncodingType.JSON:
        raise HTTPException(status_code=415)
    posted = _object(await request.body())
    try:
        return msgspec.convert(posted, kind)
    except msgspec.ValidationError as error:
        return _wrong_part(str(error))


def _object(body: bytes) -> dict[str, object]:
    try:
        return msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadInputError("the body is not a JSON object in UTF-8") from error


def _wrong_part(message: str) -> WrongPart:
    """Turn msgspec's path, or the name it misses, into a pointer; its words hold no value."""
    said, _, where = message.partition(" - at `$")
    missing = re.search(r"missing required field `(\w+)`", said)
    name = missing[1] if missing else where.strip("`.")
    return WrongPart(f"/{name.replace('.', '/')}".rstrip("/"), said)
