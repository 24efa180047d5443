"""Reading and linting any path that an author names: a folder, an instrument, a shared file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from msgspec import Struct

from lyhord.instruments.accessibility import problems_of_statement
from lyhord.instruments.linting import lint
from lyhord.instruments.places import unverified
from lyhord.instruments.problems import Problem
from lyhord.instruments.reading import Examination, examine, examine_alone
from lyhord.instruments.shelf import ACCESSIBILITY, survey_files
from lyhord.instruments.wording import languages

PARTS = ("shared", "translations", "places")


class Surroundings(Struct, frozen=True, kw_only=True):
    """What an inspection needs to know: the shipped folder, the place, and which day it is.

    `pages` tells what the pages around an instrument do not say in a language.
    """

    shipped: Path
    place: str
    today: date
    pages: Callable[[str], tuple[Problem, ...]]


def inspect(path: Path, around: Surroundings) -> tuple[Problem, ...]:
    """Find every problem of a path, in the order of reading."""
    if path.is_dir():
        statement = path / ACCESSIBILITY
        own = problems_of_statement(statement) if statement.exists() else ()
        return (*_folder(path, around), *own)
    if path.name == ACCESSIBILITY:
        return problems_of_statement(path)
    folder = _library_of(path)
    if folder is None or not path.is_file():
        return _all(examine_alone(path, folder=around.shipped, place=around.place), around, path)
    place = path.stem.partition(".")[0] if path.parent.name == "places" else around.place
    return _all(examine(folder, place=place), around, folder, only=path)


def _folder(path: Path, around: Surroundings) -> tuple[Problem, ...]:
    files = survey_files(path)
    if (path / "places").is_dir() or not files:
        return _all(examine(path, place=around.place), around, path)
    return tuple(problem for file in files for problem in inspect(file, around))


def _library_of(path: Path) -> Path | None:
    folder = path.parent.parent if path.parent.name in PARTS else path.parent
    return folder if (folder / "places").is_dir() else None


def _all(
    examination: Examination, around: Surroundings, folder: Path, *, only: Path | None = None
) -> tuple[Problem, ...]:
    found = [*examination.problems, *_remarks(examination)]
    if (folder / "places").is_dir():
        found += _help_lines(examination, around, folder)
    if only is None:
        found += [problem for spoken in _languages(examination) for problem in around.pages(spoken)]
    return tuple(p for p in found if only is None or p.file == str(only))


def _languages(examination: Examination) -> list[str]:
    publications = (read.publication for read in examination.read.values())
    return sorted({spoken for one in publications if one is not None for spoken in languages(one)})


def _remarks(examination: Examination) -> list[Problem]:
    return [
        remark.in_file(str(path))
        for path, read in examination.read.items()
        if read.publication is not None
        for remark in lint(read.publication.instrument, exceptions=read.exceptions)
    ]


def _help_lines(examination: Examination, around: Surroundings, folder: Path) -> list[Problem]:
    place = examination.place
    return [
        Problem(
            file=str(folder / "places" / f"{place.id}.toml"),
            where=f"$.help_lines.{line.id}.verified_at",
            what=f"nobody has tried {line.contact!r} since {line.verified_at}",
            remedy="try it, and set verified_at to today",
            severity="warning",
        )
        for line in (unverified(place, today=around.today) if place else ())
        if place is not None
    ]
