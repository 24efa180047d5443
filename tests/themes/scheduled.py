"""Work for the workers of a scheduler that a test runs: they find it by its name."""

import os
from importlib import import_module
from pathlib import Path

from lyhord_themes import NoTextError


def process(piece: int) -> int:  # noqa: ARG001  the same of every piece
    """Tell in which process this is done."""
    return os.getpid()


def doubled_by_the_next(mark: Path, piece: int) -> int:
    """End the process that comes to the fifth piece first."""
    if piece == 5 and not mark.exists():
        mark.touch()
        os._exit(1)
    return 2 * piece


def deadly(piece: int) -> int:
    """End every process that tries."""
    os._exit(piece)


def failing(piece: str) -> str:
    """Refuse every piece."""
    raise NoTextError(piece)


def lacking(piece: int) -> int:  # noqa: ARG001  it never comes to that
    """Ask for what is not installed."""
    return len(import_module("lyhord_lacks_this").__name__)
