"""Web processes do not outlive the command that started them."""

import subprocess
import sys
import threading

from lyhord.commands.orphans import end_with_parent

COMMAND = """
import multiprocessing, time
from lyhord.commands.orphans import end_with_parent

def serve():
    end_with_parent()
    print("serves", flush=True)
    time.sleep(600)

multiprocessing.get_context("fork").Process(target=serve).start()
time.sleep(600)
"""


def test_what_a_killed_command_started_ends() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND], stdout=subprocess.PIPE, text=True
    ) as command:
        assert command.stdout is not None
        assert "serves\n" == command.stdout.readline()
        command.kill()

        # the end of what it prints comes when the last who could print has ended
        assert "" == command.stdout.read()


def test_a_process_that_no_command_of_ours_started_is_not_watched() -> None:
    before = threading.active_count()
    end_with_parent()

    assert before == threading.active_count()
