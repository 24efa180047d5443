"""The files that an analysis leaves behind: assignments, themes, codebook and report."""

import csv
import io
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.theming.comparisons import Compared
from lyhord.theming.finding import Model, Refit
from lyhord.theming.report import Source, map_svg, report
from lyhord_themes import Codebook, CodebookTheme, Findings, Theme, codebook_toml

FILES = ("assignments.csv", "themes.json", "codebook.toml", "report.html", "map.svg")
MOST_SEEDS = 10
HIDDEN = frozenset({"assignments", "notes"})


class Outcome(Struct, frozen=True, kw_only=True):
    """What an analysis found, the codebook that guided it, and the texts that it read."""

    findings: Findings
    codebook: Codebook | None
    source: Source
    compared: Compared = Compared()
    model: Model | None = None
    refit: Refit | None = None


def write(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write the files, or raise `BadInputError` if the folder cannot take them.

    Where there is no map, an earlier one is taken away: it would be another result's.
    """
    contents = (
        assignments_csv(outcome.findings),
        themes_json(outcome),
        codebook_toml(next_codebook(outcome.findings, outcome.codebook)),
        report(
            outcome.findings,
            outcome.source,
            outcome.compared,
            model=outcome.model,
            refit=outcome.refit,
        ),
        map_svg(outcome.findings),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in zip(FILES, contents, strict=True):
            _put(folder / name, content)
    except OSError as error:
        raise BadInputError(f"{folder}: {error.strerror or error}") from error
    return tuple(folder / name for name, content in zip(FILES, contents, strict=True) if content)


def _put(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(content, encoding="utf-8", newline="\n", errors="replace")


def require_writable(folder: Path) -> None:
    """Make the folder and try it, or raise `BadInputError`: before an analysis, not after it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise BadInputError(f"{folder}: {error.strerror or error}") from error
    for path in (folder / name for name in FILES):
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


def assignments_csv(findings: Findings) -> str:
    """One line per row of the file: ids and numbers only, so nothing can act as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("row", "theme", "strength", "second", "third", "also", "valence"))
    for row, a in enumerate(findings.assignments):
        also = " ".join(f"{other.theme}:{other.strength}" for other in a.also)
        writer.writerow((row, a.theme, a.strength, a.second or "", a.third or "", also, a.valence))
    return buffer.getvalue()


def themes_json(outcome: Outcome) -> str:
    """Give the themes with the keys of the contract; the remainder shows in `coverage`.

    What there is of `decided`, `keywords`, `map`, `languages`, `notes`, `comparison`, `trends`,
    `model` and `refit` follows.
    """
    findings = outcome.findings
    summary = {
        key: value for key, value in msgspec.to_builtins(findings).items() if key not in HIDDEN
    }
    summary["themes"] = [_plain(theme) for theme in findings.themes if theme.source != "remainder"]
    layout = findings.layout
    summary.pop("layout")
    more = {
        "decided": summary.pop("decided"),
        "keywords": summary.pop("keywords"),
        "map": msgspec.to_builtins(layout.spots) if layout else (),
        "languages": summary.pop("languages"),
        "notes": outcome.source.remarks,
        **msgspec.to_builtins(outcome.compared),
        "model": msgspec.to_builtins(outcome.model),
        "refit": msgspec.to_builtins(outcome.refit),
    }
    summary |= {key: value for key, value in more.items() if value}
    return msgspec.json.format(msgspec.json.encode(summary), indent=2).decode() + "\n"


def next_codebook(findings: Findings, codebook: Codebook | None) -> Codebook:
    """Give the codebook with the proposed themes added, ready to be edited and given back."""
    given = codebook.themes if codebook else ()
    known = {theme.id for theme in given}
    found = (t for t in findings.themes if t.source != "remainder" and t.id not in known)
    return Codebook(language=findings.language, themes=(*given, *(_entry(t) for t in found)))


def _plain(theme: Theme) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(theme)
    return {key: value for key, value in fields.items() if key != "definition"}


def _entry(theme: Theme) -> CodebookTheme:
    seeds = tuple(term.term for term in theme.terms[:MOST_SEEDS]) or (theme.name,)
    return CodebookTheme(id=theme.id, name=theme.name, definition=theme.definition, seeds=seeds)
