"""Progress is for people: a bar on a terminal, silence in a pipe."""

import os
import pty
import subprocess
import sys

import pytest

from lyhord.commands.bars import bar

SHOW = """
from lyhord.commands.bars import bar
with bar("begin", {"groups": "looking for groups"}) as tell:
    tell(0.5, "groups")
"""


def test_a_bar_on_a_terminal_says_what_is_done() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run([sys.executable, "-c", SHOW], check=True, stderr=theirs, timeout=60)
    os.close(theirs)

    assert done.returncode == 0
    assert "looking for groups" in os.read(ours, 100_000).decode()
    os.close(ours)


def test_nothing_is_written_to_a_pipe(capfd: pytest.CaptureFixture[str]) -> None:
    with bar("begin", {}) as tell:
        tell(0.5, "groups")

    assert capfd.readouterr() == ("", "")
