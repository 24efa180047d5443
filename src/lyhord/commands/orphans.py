"""A web process ends when the command that started it is gone, so that its port is free again."""

import multiprocessing
import os
import signal
import threading
import time

LOOK_SECONDS = 1.0
GRACE_SECONDS = 10.0


def end_with_parent() -> None:
    """Watch the process that started this one from now on; nothing where none of ours did."""
    parent = multiprocessing.parent_process()
    if parent is not None and parent.pid is not None:
        watch = threading.Thread(target=_watch, args=(parent.pid,), daemon=True)
        watch.start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    # answers in hand are written meanwhile
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
