"""`lyhord check`: read and lint survey files, and say every mistake at once."""

import os
from collections.abc import Callable
from pathlib import Path

import click
import msgspec

from lyhord.commands.context import Command, json_option, today
from lyhord.instruments.inspecting import Surroundings, inspect
from lyhord.instruments.problems import Problem
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import from_environment
from lyhord.web.catalogue import LOCALE, Catalogues


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH…]", type=click.Path(path_type=Path))
@click.option("--place", help="Which file in places/ to read with (else LYHORD_PLACE).")
@json_option
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], place: str | None, *, as_json: bool) -> None:
    """Read and lint survey files: folders, instruments, shared lists, translations, places.

    Without PATH: the surveys that are in use. Exit status 1 if anything is an error.
    """
    problems = _problems(paths, place)
    errors = sum(problem.is_error for problem in problems)
    if as_json:
        click.echo(msgspec.json.encode([_as_json(problem) for problem in problems]).decode())
    else:
        _print(problems, errors)
    ctx.exit(1 if errors else 0)


def _problems(paths: tuple[Path, ...], place: str | None) -> tuple[Problem, ...]:
    settings = from_environment(os.environ)
    shipped = _from_here(surveys_folder(settings.surveys_dir))
    pages = _of_pages(Catalogues.load())
    around = Surroundings(
        shipped=shipped, place=place or settings.place, today=today(), pages=pages
    )
    found = [problem for path in paths or (shipped,) for problem in inspect(path, around)]
    return tuple(dict.fromkeys(found))


def _of_pages(catalogues: Catalogues) -> Callable[[str], tuple[Problem, ...]]:
    """Tell what the pages around the questions do not say in a language."""

    def problems(language: str) -> tuple[Problem, ...]:
        unsaid = catalogues.unsaid(language)
        file = str(_from_here(LOCALE / f"{language}.po"))
        if unsaid and not catalogues.of(language).messages:
            what = f"the pages say nothing in {language}: {len(unsaid)} texts are missing"
            return (_in_swedish(file, "$", what, "write the file beside sv.po"),)
        return tuple(
            _in_swedish(file, message, f"the pages do not say this in {language}", "add it")
            for message in unsaid
        )

    return problems


def _in_swedish(file: str, where: str, what: str, remedy: str) -> Problem:
    until = f"{remedy}; until then people see it in Swedish"
    return Problem(file=file, where=where, what=what, remedy=until, severity="warning")


def _from_here(folder: Path) -> Path:
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _as_json(problem: Problem) -> dict[str, str]:
    return {field: getattr(problem, field) for field in problem.__struct_fields__}


def _print(problems: tuple[Problem, ...], errors: int) -> None:
    for problem in problems:
        click.echo(str(problem))
    warnings = len(problems) - errors
    click.echo(f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
