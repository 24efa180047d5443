"""`lyhord doctor`: everything that is found, in words, with what to do."""

import asyncio
import os
from pathlib import Path

import click
import msgspec

from lyhord.commands.context import (
    Command,
    connected,
    data_dir_option,
    default_data_dir,
    is_embedded,
    json_option,
)
from lyhord.commands.doctor import of_database, of_settings, of_surroundings
from lyhord.commands.doctor.finding import Finding
from lyhord.errors import StorageUnavailableError
from lyhord.settings import from_environment
from lyhord.storage import embedded
from lyhord.web.catalogue import COMPLETE_LANGUAGES, Catalogue, Catalogues
from lyhord.web.diagnosed import COUNTED, DONE, SAID

SIGNS = {"error": "✗", "warning": "!"}


@click.command("doctor", cls=Command)
@click.option(
    "--language",
    type=click.Choice(COMPLETE_LANGUAGES),
    help="Else what LANG says.",
)
@data_dir_option
@json_option
@click.pass_context
def doctor(
    context: click.Context, language: str | None, data_dir: Path | None, *, as_json: bool
) -> None:
    """Say what is wrong with the installation and what to do; exit status 1 if anything is.

    Changes nothing. Asks the database, the mail server and the public address that are set.
    """
    words = Catalogues.load().of(language or _usual(os.environ.get("LANG", "")))
    found = _found(data_dir)
    errors = sum(each.level == "error" for each in found)
    if as_json:
        click.echo(msgspec.json.encode([_told(each, words) for each in found]).decode())
    else:
        _print(found, words, errors)
    context.exit(1 if errors else 0)


def _usual(locale: str) -> str:
    return "sv" if locale.startswith("sv") else "en"


def _found(data_dir: Path | None) -> tuple[Finding, ...]:
    given = from_environment(os.environ)
    own = is_embedded(given)
    try:
        if own:
            _require_one(data_dir or given.data_dir or default_data_dir())
        with connected(data_dir) as settings:
            return (
                *of_settings.look(settings, is_embedded=own),
                *asyncio.run(of_database.look(settings)),
                *of_surroundings.look(settings),
            )
    except StorageUnavailableError as unreachable:
        away = Finding(code="database_silent", level="error", values={"error": str(unreachable)})
        return (*of_settings.look(given, is_embedded=own), away)


def _require_one(folder: Path) -> None:
    """Who looks makes nothing: without this the embedded database would be made to be looked at."""
    if not embedded.exists(folder):
        raise StorageUnavailableError(f"there is none in {folder}; `lyhord serve` makes one there")


def _told(finding: Finding, words: Catalogue) -> dict[str, str]:
    what, remedy = SAID[finding.code]
    return {
        "code": finding.code,
        "level": finding.level,
        "what": words(what, **finding.values),
        "remedy": words(remedy),
    }


def _print(found: tuple[Finding, ...], words: Catalogue, errors: int) -> None:
    for each in found:
        told = _told(each, words)
        click.echo(f"{SIGNS[each.level]} {told['what']}\n  → {told['remedy']}")
    counted = words(COUNTED, errors=str(errors), warnings=str(len(found) - errors))
    click.echo(counted if found else words(DONE))
