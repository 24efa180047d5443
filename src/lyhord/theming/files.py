"""Putting files in place whole: written beside first, so that nobody finds half of one."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from lyhord.errors import BadInputError


def put(folder: Path, contents: Mapping[str, str | None]) -> tuple[Path, ...]:
    """Write all files of a folder anew, or raise `BadInputError`; None takes an earlier one away.

    All are written before the first is put in place: what is interrupted leaves the earlier files,
    or at worst some earlier and some new ones, each of them whole.
    """
    written = {name: content for name, content in contents.items() if content is not None}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".lyhord-") as beside:
            for name, content in written.items():
                (Path(beside) / name).write_text(
                    content, encoding="utf-8", newline="\n", errors="replace"
                )
            for name in contents:
                _settle(Path(beside) / name, folder / name)
    except OSError as error:
        raise BadInputError(f"{folder}: {error.strerror or error}") from error
    return tuple(folder / name for name in written)


def _settle(new: Path, place: Path) -> None:
    if new.exists():
        new.replace(place)
    else:
        place.unlink(missing_ok=True)


def require_writable(folder: Path, names: Iterable[str]) -> None:
    """Make the folder and try it, or raise `BadInputError`: before an analysis, not after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInputError(f"{folder}: {error.strerror or error}") from error
    for path in (folder / name for name in names):
        if path.exists() and not (path.is_file() and os.access(path, os.W_OK)):
            raise BadInputError(f"{path}: this cannot be written over")


def require_place(path: Path) -> None:
    """Try whether a file can be put there, or raise `BadInputError`: before an analysis."""
    try:
        if path.is_dir():
            raise BadInputError(f"{path}: this is a folder; name a file in it")
        with TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error


def require_apart(read: Iterable[Path], written: Iterable[Path]) -> None:
    """Raise `BadInputError` if a file would be written over that is read, or written already."""
    taken = {_place(path): "this file is read" for path in read}
    for path in written:
        place = _place(path)
        if place in taken:
            raise BadInputError(
                f"{path}: {taken[place]}, and would be written over; name another place, "
                "or copy the file elsewhere and give the copy"
            )
        taken[place] = "this file is written already"


def _place(path: Path) -> tuple[int, int] | Path:
    """What two paths to the same file share, also through links."""
    try:
        found = path.stat()
    except OSError:
        return path.resolve()
    return found.st_dev, found.st_ino
