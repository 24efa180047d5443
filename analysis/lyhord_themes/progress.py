"""Telling how far an analysis has come; nothing depends on whether anybody listens."""

from collections.abc import Callable
from typing import Literal, TypeAlias

Step = Literal["words", "codebook", "groups", "placing", "terms"]
Progress: TypeAlias = Callable[[float, Step], None]


def silent(share: float, step: Step) -> None:
    """Tell nobody."""


class Told:
    """A teller that can say again what it said last: who listens may end the work by raising."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._latest: tuple[float, Step] = (0.0, "words")
        self._is_telling = False

    def __call__(self, share: float, step: Step) -> None:
        """Tell it, and keep it in mind."""
        self._latest = (share, step)
        self._is_telling = True
        try:
            self._progress(share, step)
        finally:
            self._is_telling = False

    def again(self) -> None:
        """Tell the latest once more, unless who listens has work of its own done meanwhile."""
        if not self._is_telling:
            self(*self._latest)


def within(progress: Progress, start: float, end: float) -> Progress:
    """Make a teller for a part of the work: its 0 to 1 is `start` to `end` of the whole."""

    def tell(share: float, step: Step) -> None:
        progress(round(start + (end - start) * share, 4), step)

    return tell
