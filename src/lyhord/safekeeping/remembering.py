"""The list beside the database of what was taken back and purged, so that a lost one still has it.

A worker writes it anew, sorted and whole, when there is more to remember.
"""

import asyncio
import os
import secrets
from pathlib import Path

import msgspec

from lyhord.errors import BadInputError
from lyhord.settings import Settings
from lyhord.storage import taken_back
from lyhord.storage.database import Database
from lyhord.storage.taken_back import TakenBack

NAME = "withdrawals.json"


def list_of(settings: Settings) -> Path | None:
    """Where the list lies: where it is set, else in the data folder; None where there is none."""
    if settings.withdrawals_file is not None:
        return settings.withdrawals_file
    return settings.data_dir / NAME if settings.data_dir is not None else None


def read(path: Path) -> TakenBack:
    """What a list remembers; `BadInputError` where it cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=TakenBack)
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
    except msgspec.DecodeError as error:
        raise BadInputError(f"{path} is no list of what was taken back: {error}") from error


class Remembering:
    """Keeps the list of one installation up to date."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self._path = path
        self._seen: TakenBack | None = None

    async def do(self) -> bool:
        """Write the list where the database knows of more than the last time."""
        async with self._database.transaction("desk") as db:
            known = await taken_back.known(db)
        if known != self._seen:
            await asyncio.to_thread(_add, self._path, known)
            self._seen = known
        return True


def _add(path: Path, known: TakenBack) -> None:
    """Let a list remember this beside what it did: another database may have written it."""
    before = read(path) if path.exists() else None
    after = known if before is None else before.with_(known)
    if after != before:
        _write(path, msgspec.json.format(msgspec.json.encode(after)))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, on the disk before it gets its name, for its owner alone."""
    path = path.resolve()  # a link to another disk stays one
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
