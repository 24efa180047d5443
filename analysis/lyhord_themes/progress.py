"""Telling how far an analysis has come; nothing depends on whether anybody listens."""

from collections.abc import Callable
from typing import Literal, TypeAlias

Step = Literal["words", "codebook", "groups", "placing", "terms"]
Progress: TypeAlias = Callable[[float, Step], None]


def silent(share: float, step: Step) -> None:
    """Tell nobody."""


def within(progress: Progress, start: float, end: float) -> Progress:
    """Make a teller for a part of the work: its 0 to 1 is `start` to `end` of the whole."""

    def tell(share: float, step: Step) -> None:
        progress(round(start + (end - start) * share, 4), step)

    return tell
