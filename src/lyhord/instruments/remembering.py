"""Keeps what was worked out of an instrument by which object that is; knows nothing of what."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

MOST = 256

Whole = TypeVar("Whole")
Part = TypeVar("Part")
Rest = ParamSpec("Rest")


class _Same(Generic[Whole]):
    """What holds an object and equals only what holds the same one, whatever that is."""

    __slots__ = ("held",)

    def __init__(self, held: Whole) -> None:
        self.held = held

    def __hash__(self) -> int:
        return id(self.held)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and cast("_Same[Whole]", other).held is self.held


def remembered(
    make: Callable[Concatenate[Whole, Rest], Part],
) -> Callable[Concatenate[Whole, Rest], Part]:
    """Call a pure function once for each object that never changes; the latest are kept."""

    @lru_cache(MOST)
    def made(whole: _Same[Whole], *rest: Rest.args, **named: Rest.kwargs) -> Part:
        return make(whole.held, *rest, **named)

    @wraps(make)
    def remember(whole: Whole, /, *rest: Rest.args, **named: Rest.kwargs) -> Part:
        return made(_Same(whole), *rest, **named)

    return remember
