"""A process that is told to stop lets those go who would stay, and the server hears it too."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from lyhord.commands.serving import to_environment
from lyhord.settings import Settings
from lyhord.storage.database import Database
from lyhord.web import ending
from tests.faults.services import free_port, is_ready, service, wait_until
from tests.web.respondent.workshops import Workshop, a_workshop

WAIT = 60.0
# on a crowded machine nobody is killed because it takes its time
PATIENT = """
from lyhord.cli import main
from lyhord.commands import serving
serving.STOP_SECONDS = 120
main()
"""


async def test_a_signal_is_heard_by_us_and_by_the_loop() -> None:
    loop = asyncio.get_running_loop()
    ours_, theirs = asyncio.Event(), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, theirs.set)
    try:
        with ending.heard(ours_.set):
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(WAIT):
                await asyncio.gather(ours_.wait(), theirs.wait())
    finally:
        loop.remove_signal_handler(signal.SIGTERM)

    assert signal.SIG_DFL == signal.getsignal(signal.SIGTERM)


def test_a_thread_hears_no_signal_and_does_not_mind() -> None:
    done: list[bool] = []

    def run() -> None:
        with ending.heard(done.clear):
            done.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()

    assert [True] == done


def test_a_web_process_with_an_open_stream_ends_by_itself(
    settings: Settings, tmp_path: Path
) -> None:
    workshop = asyncio.run(_workshop(settings))
    port = free_port()
    command = [sys.executable, "-c", PATIENT, "serve", "--part", "door", "--port", str(port)]
    with service(command, to_environment(settings), tmp_path / "log") as web:
        wait_until(lambda: is_ready(f"http://127.0.0.1:{port}"), "the service is not ready")
        with _stream(port, workshop) as stream:
            first = stream.readline()
            web.process.terminate()
            # who waits for the stream's reader would be killed, and leave it without its end
            rest = stream.read()
        status = web.ended()

    assert b"event: columns" in first + rest
    assert 0 == status


async def _workshop(settings: Settings) -> Workshop:
    async with Database.open(settings, roles=["owner"]) as database:
        return await a_workshop(database)


@contextmanager
def _stream(port: int, workshop: Workshop) -> Generator[HTTPResponse]:
    connection = HTTPConnection("127.0.0.1", port, timeout=WAIT)
    connection.request("GET", f"{workshop.address}/news")
    yield connection.getresponse()
    connection.close()
