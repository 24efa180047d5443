"""A posted form's bytes into fields; refuses what no browser sends."""

from urllib.parse import unquote_to_bytes
from uuid import UUID, uuid4

from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException

from lyhord.errors import BadInputError
from lyhord.web.problems import AnyRequest

MOST_FIELDS = 2_000
_FILES = "posted_files"
_DIGITS_OF_A_VERSION = 9


async def form(request: AnyRequest) -> dict[str, list[str]]:
    """Read the fields of a request, or refuse it for its kind or its content."""
    kind, _ = request.content_type
    body = await request.body()
    if body and kind != RequestEncodingType.URL_ENCODED:
        raise HTTPException(status_code=415)
    return fields(body)


async def parts(request: AnyRequest) -> dict[str, list[str]]:
    """Read the fields of a form that brings files, without these; what no browser sends is refused.

    Afterwards `file` gives what was sent.
    """
    try:
        read = await request.form()
    except HTTPException:
        raise
    except Exception as error:  # the parser's errors share no class of their own
        raise BadInputError("the form cannot be read") from error
    found: dict[str, list[str]] = {}
    files: dict[str, tuple[str, bytes]] = request.scope["state"].setdefault(_FILES, {})
    for name, value in read.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
        elif not value.file.closed:
            files[name] = value.filename, await value.read()
            await value.close()
    return found


def file(request: AnyRequest, name: str) -> tuple[str, bytes]:
    """Give a file that `parts` read, with the name that it had there; empty where there is none."""
    return request.scope["state"].get(_FILES, {}).get(name, ("", b""))


def fields(body: bytes) -> dict[str, list[str]]:
    """Read url-encoded fields in order, or raise `BadInputError`."""
    read: dict[str, list[str]] = {}
    try:
        posted = body.decode()
        if posted.count("&") >= MOST_FIELDS:
            raise BadInputError(f"the form has more than {MOST_FIELDS} fields")
        for pair in posted.split("&"):
            name, _, value = pair.partition("=")
            # most are names of ours, in which nothing is quoted
            if "%" in pair or "+" in pair:
                name, value = _unquoted(name), _unquoted(value)
            if name in read:
                read[name].append(value)
            elif pair:
                read[name] = [value]
    except UnicodeDecodeError as error:
        raise BadInputError("the form is not UTF-8") from error
    return read


def _unquoted(part: str) -> str:
    spaced = part.replace("+", " ")
    return unquote_to_bytes(spaced).decode() if "%" in spaced else spaced


def first(read: dict[str, list[str]], name: str) -> str:
    """Give the first value of a field, or nothing."""
    return read.get(name, [""])[0]


def whole_number(text: str, *, digits: int) -> int | None:
    """A number of at most so many digits from 0 to 9, and nothing for whatever is written else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number else None


def submission(read: dict[str, list[str]]) -> UUID:
    """Give the submission that the page brought; a post without a sound one gets its own."""
    try:
        return UUID(first(read, "submission"))
    except ValueError:
        return uuid4()


def version(read: dict[str, list[str]]) -> int | None:
    """Give the version that the form says it answers, if it says one; 0 is no version."""
    text = first(read, "version")
    if not text:
        return None
    return whole_number(text, digits=_DIGITS_OF_A_VERSION) or 0
