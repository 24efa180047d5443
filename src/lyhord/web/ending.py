"""Hears that this process is told to stop, while the server still waits for who is connected."""

import asyncio
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def heard(end: Callable[[], None]) -> Generator[None]:
    """Call `end` in the running loop when a signal says stop, and let the server hear it as well.

    The server ends its work only when nobody is connected any more, and the app is asked to end
    after that: too late for whoever would stay as long as they can. In a thread, which hears no
    signals, nothing is called.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {int(number): signal.getsignal(number) for number in SIGNALS}

    def hear(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(end)
        # the loop hears signals beside their handlers, through what woke it
        handler = before[number]
        if callable(handler):
            handler(number, frame)

    for number in SIGNALS:
        signal.signal(number, hear)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
