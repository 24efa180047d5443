"""What an account or a token may and where, as the flags of a command say it."""

import os
from typing import Any

import click

from lyhord.instruments.reading import place_of
from lyhord.instruments.shelf import surveys_folder
from lyhord.settings import from_environment
from lyhord.storage.accounts import ROLES

role_option = click.option("--role", required=True, type=click.Choice(ROLES))


def _known(_: click.Context, __: click.Parameter, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what is no municipality of the place, so that nobody is shut out by a slip."""
    settings = from_environment(os.environ)
    place, _problems = place_of(surveys_folder(settings.surveys_dir), settings.place)
    known = {each.id for each in place.municipalities} if place else set(wanted)
    for each in wanted:
        if each not in known:
            told = f"there is no municipality {each}: write one of {', '.join(sorted(known))}"
            raise click.BadParameter(told)
    return tuple(dict.fromkeys(wanted))


def municipality_option(function: Any) -> Any:  # noqa: ANN401 - a decorator of click's
    """`--municipality M`, as often as needed; without it, everywhere."""
    return click.option(
        "--municipality",
        "municipalities",
        multiple=True,
        callback=_known,
        help="See this municipality alone (repeat for several); without it, all of them.",
    )(function)


def where(municipalities: tuple[str, ...]) -> str:
    """The same in words."""
    return f" in {', '.join(municipalities)}" if municipalities else ""
