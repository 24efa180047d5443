"""A worker beside the web processes of one command, started again whenever it dies."""

import os
import subprocess
import sys
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager

LOOK_SECONDS = 1.0


@contextmanager
def worker(environment: Mapping[str, str]) -> Generator[None]:
    """Keep a worker for as long as this is held."""
    ended = threading.Event()
    keeper = threading.Thread(target=keep_working, args=(environment, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def keep_working(environment: Mapping[str, str], ended: threading.Event) -> None:
    """Run a worker until the end, and another one whenever it dies."""
    while not ended.is_set():
        process = subprocess.Popen(
            [sys.executable, "-m", "lyhord", "worker", "--beside"],
            env={**os.environ, **environment},
        )
        while not ended.wait(LOOK_SECONDS) and process.poll() is None:
            pass
        process.terminate()
        process.wait(timeout=30)
