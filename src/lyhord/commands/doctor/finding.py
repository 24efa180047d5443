"""One thing that is wrong, without its words."""

from typing import Literal

from msgspec import Struct

Level = Literal["error", "warning"]


class Finding(Struct, frozen=True, kw_only=True):
    """What is wrong: an `error` stops or endangers something, a `warning` is to think of."""

    code: str
    level: Level
    values: dict[str, str] = {}


def error(code: str, **values: object) -> Finding:
    """Something that has to be mended."""
    return Finding(code=code, level="error", values=_said(values))


def warning(code: str, **values: object) -> Finding:
    """Something to think of."""
    return Finding(code=code, level="warning", values=_said(values))


def _said(values: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}
