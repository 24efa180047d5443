"""docs/reference.md says what the code does: settings, commands, errors."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from lyhord import analysing, errors
from lyhord.cli import main
from lyhord.errors import LyhordError
from lyhord.forms.mistakes import Code
from lyhord.settings import Settings
from lyhord.web.problems import status_of

PAGE = (Path(__file__).parents[1] / "docs" / "reference.md").read_text()
KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, LyhordError) and kind is not LyhordError
]


def rows(heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading of its columns, by their first cell."""
    table = PAGE.partition(f"| {heading} |")[2].partition("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {first.strip("`"): rest for first, *rest in cells}


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)
        elif command is not None:
            yield " ".join(("lyhord", *path, name)), command


COMMANDS = dict(commands(main))


def test_every_setting_is_listed_and_no_other() -> None:
    assert list(rows("Setting")) == list(Settings.__struct_encode_fields__)


@pytest.mark.parametrize("name", ["part", "place", "timezone", "pool_size", "body_limit"])
def test_the_defaults_are_those_of_the_code(name: str) -> None:
    default = rows("Setting")[f"LYHORD_{name.upper()}"][0]

    assert default == f"`{getattr(Settings(), name)}`"


def test_every_command_is_listed_and_no_other() -> None:
    assert set(rows("Command")) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_of_a_command_is_listed_and_no_other(name: str) -> None:
    listed = re.findall(r"`(--[a-z-]+)`", rows("Command")[name][0])

    flags = [part.opts[0] for part in COMMANDS[name].params if isinstance(part, click.Option)]
    assert sorted(listed) == sorted(flags)


def test_every_error_is_listed_and_no_other() -> None:
    assert set(rows("Error")) == {kind.__name__ for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_has_the_status_that_is_listed(kind: type[LyhordError]) -> None:
    assert rows("Error")[kind.__name__][1] == str(status_of(kind.__new__(kind)))


def test_every_code_of_a_mistake_is_listed() -> None:
    assert set(rows("Code")) == {*get_args(Code), "wrong_part"}


@pytest.mark.parametrize("failure", [each for each in get_args(analysing.Failure) if each])
def test_every_failure_of_an_analysis_is_listed(failure: str) -> None:
    assert f"`{failure}`" in PAGE
