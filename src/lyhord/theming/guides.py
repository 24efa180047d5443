"""What guides an analysis: a codebook, labelled texts, and words that make no theme."""

from collections.abc import Iterator
from pathlib import Path

from lyhord.errors import BadInputError
from lyhord.instruments.shelf import surveys_folder
from lyhord.tables.reading import read_table
from lyhord.theming.finding import as_bad_input
from lyhord_themes import Codebook, ThemesError, read_codebook

NONE = "none"


def labelled(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give texts and their themes, from the columns of these names."""
    table = read_table(path)
    return (table.column("text"), table.column("theme"))


def words_of(path: Path) -> Iterator[str]:
    """Give the words of a plain list, or raise `BadInputError`."""
    try:
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            yield from line.split()
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BadInputError(f"{path}: the file is not UTF-8 (byte {error.start})") from error


def codebook_of(given: str | None, *, k: int | None, language: str) -> Codebook | None:
    """Read the codebook named, else the one built in; no file where a number of themes is asked."""
    if given == NONE:
        return None
    path = Path(given) if given else _built_in(language)
    if path is None or (given is None and k is not None):
        return None
    try:
        return read_codebook(path)
    except ThemesError as error:
        raise as_bad_input(error) from error


def _built_in(language: str) -> Path | None:
    return surveys_folder(None) / "codebook" / "sv.toml" if language == "sv" else None
