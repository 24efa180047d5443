"""The list of commands: quick to show, and true."""

import subprocess
import sys

import click

from lyhord.cli import COMMANDS, main

HEAVY = ("sklearn", "litestar", "asyncpg", "polars")


def test_the_list_says_what_each_command_says_of_itself() -> None:
    context = click.Context(main)
    told = {name: said for name, (_, said) in COMMANDS.items()}

    assert told == {
        name: command.get_short_help_str(limit=70)
        for name in COMMANDS
        if (command := main.get_command(context, name))
    }


def test_asking_for_help_imports_nothing_heavy() -> None:
    script = (
        "import sys\nfrom lyhord.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert shown.stdout.splitlines()[-1] == "[]"
