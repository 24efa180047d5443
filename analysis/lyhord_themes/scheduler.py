# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false
"""Doing pieces of work at the workers of a Dask scheduler, by the extra `scale`.

Nothing is learnt here: workers do to blocks of texts what this process would do to them.
"""

import logging
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib import import_module, resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from typing import Any

from threadpoolctl import threadpool_limits

from lyhord_themes.errors import SchedulerError
from lyhord_themes.pieces import Piece, Result, done_by

LIBRARIES = ("numpy", "scipy", "scikit-learn", "PyStemmer")
REACHED, PATIENCE = 20.0, 60.0  # seconds until the scheduler answers, and without any worker
AHEAD = 2  # pieces handed out for each thread: one is done while the next travels
MOST_KEPT = 4
QUIET: Mapping[str, object] = {"distributed.admin.large-graph-warning-threshold": "100GB"}

Made = Mapping[str, str]
Client = Any  # Dask's; an extra, so its types may not be there


@contextmanager
def at_scheduler(address: str, *, patience: float = PATIENCE) -> Generator[None]:
    """Let the workers of a Dask scheduler do what comes in pieces, until the block ends.

    `address` is Dask's: `tcp://host:8786`, or `tls://…` with Dask's own settings. What is found is
    what one process finds. Lost workers are made up for by the others; `patience` is how many
    seconds to wait where there is none. Raises `SchedulerError` where the work cannot be done.
    """
    distributed, config = _dask("distributed"), _dask("dask.config")
    with config.set(QUIET), _hushed():
        client = _reached(distributed, address, patience)
        try:
            with done_by(partial(_at_workers, client, address, patience)):
                yield
        finally:
            client.close()


def _at_workers(
    client: Client,
    address: str,
    patience: float,
    work: Callable[[Piece], Result],
    pieces: Iterable[Piece],
) -> Iterator[Result]:
    """Hand pieces out as they are done, and give the results in the order of the pieces."""
    waiting: deque[Any] = deque()
    with _told(address):
        ahead = max(2, AHEAD * sum(client.nthreads().values()))
        packed = client.submit(bytes, _packed(work), pure=False)  # who lacks it gets it from others
        try:
            for piece in pieces:
                waiting.append(client.submit(_done, packed, made_of(), piece, pure=False))
                if len(waiting) >= ahead:
                    yield _result(client, waiting[0], patience)
                    waiting.popleft()
            while waiting:
                yield _result(client, waiting[0], patience)
                waiting.popleft()
        finally:
            client.cancel([*waiting, packed])


def _packed(work: Callable[[Piece], Result]) -> bytes:
    try:
        return pickle.dumps(work)
    except (pickle.PicklingError, TypeError, AttributeError) as error:
        told = " ".join(str(error).split())
        raise SchedulerError(f"what is to be done cannot be sent to workers: {told}") from error


def _result(client: Client, future: Any, patience: float) -> Any:  # noqa: ANN401  whatever the work gives
    """Wait for a result as long as there is anybody to give it."""
    while True:
        try:
            return future.result(timeout=patience)
        except TimeoutError:
            if not client.nthreads():
                raise SchedulerError("no worker is left to do the work") from None


@contextmanager
def _told(address: str) -> Generator[None]:
    """Say in a line what keeps workers from their work; the work's own errors stay as they are."""
    try:
        yield
    except SchedulerError as error:
        raise SchedulerError(f"{address}: {error}") from error
    except ModuleNotFoundError as error:
        told = f"a worker lacks {error.name}: install what is installed here"
        raise SchedulerError(f"{address}: {told}") from error
    except (CancelledError, OSError) as error:
        raise SchedulerError(f"{address}: the scheduler went away during the work") from error
    except _dask("distributed").scheduler.KilledWorker as error:
        told = "workers die of a piece of the work; give them more memory"
        raise SchedulerError(f"{address}: {told}") from error


def _done(packed: bytes, made: Made, piece: Any) -> Any:  # noqa: ANN401  whatever the work takes and gives
    """Do work on a piece, at a worker that has what its sender has."""
    here = made_of()
    other = sorted(
        f"{name} {here[name]}, not {made[name]}" for name in made if here[name] != made[name]
    )
    if other:
        raise SchedulerError(f"a worker has {'; '.join(other)}: install the same on all")
    return _unpacked(packed, threading.get_ident())(piece)


@lru_cache(maxsize=MOST_KEPT)
def _unpacked(packed: bytes, thread: int) -> Callable[[Any], Any]:  # noqa: ARG001  what is learnt keeps notes: each thread its own
    threadpool_limits(1)
    return pickle.loads(packed)  # noqa: S301  from the scheduler, which may run anything here anyway


@cache
def made_of() -> Made:
    """Tell all that results depend on: Python, libraries, and a digest of this package's files."""
    return {
        "Python": ".".join(map(str, sys.version_info[:2])),
        **{name: version(name) for name in LIBRARIES},
        "lyhord_themes": _digest(resources.files("lyhord_themes")),
    }


def _digest(folder: Traversable) -> str:
    total = sha256()
    for name, content in _files(folder, ""):
        total.update(name.encode() + b"\0" + sha256(content).digest())
    return total.hexdigest()[:12]


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir() and each.name != "__pycache__":
            yield from _files(each, f"{path}{each.name}/")
        elif each.is_file():
            yield f"{path}{each.name}", each.read_bytes()


def _reached(distributed: Any, address: str, patience: float) -> Client:  # noqa: ANN401  an extra
    try:
        client = _client(distributed, address, tries=3)
    except (OSError, ValueError, TypeError) as error:
        told = " ".join(str(error).split())
        raise SchedulerError(f"{address}: no Dask scheduler answers here: {told}") from error
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError as error:
        client.close()
        raise SchedulerError(f"{address}: the scheduler has no workers") from error
    return client


def _client(distributed: Any, address: str, *, tries: int) -> Client:  # noqa: ANN401  the same
    try:
        return distributed.Client(address, timeout=REACHED, set_as_default=False)
    except AssertionError:  # Dask gives a thread of its own ten seconds to begin
        if tries == 1:
            raise SchedulerError(f"{address}: this machine is too busy to ask there") from None
        return _client(distributed, address, tries=tries - 1)


@contextmanager
def _hushed() -> Generator[None]:
    """Keep Dask's own log still: what it has to say comes as an error."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _dask(name: str) -> Any:  # noqa: ANN401  installed by the extra alone
    try:
        return import_module(name)
    except ImportError as error:
        raise SchedulerError("a scheduler needs Dask: install lyhord[scale]") from error
