"""The file of a backup: a dump, a manifest and a seal; how it is written and checked.

The seal is keyed with the secret of the installation, without which receipts and codes lead nowhere
anyway: who has only the file cannot change it unseen.
"""

import hashlib
import hmac
import zipfile
from collections.abc import AsyncGenerator, AsyncIterable, Generator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.privacy.keyed import keyed
from lyhord.storage.sums import TableSum

DUMP, MANIFEST, SEAL = "database.dump", "manifest.json", "seal"
MOST_OF_MANIFEST = 10_000_000
CHUNK = 1 << 16


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup holds: from when, of which version and schema, and the sums of its tables.

    `server` and `tool` are the major versions of PostgreSQL and of the `pg_dump` that wrote it.
    """

    format: Literal[1] = 1
    made_at: datetime
    version: str
    server: int
    tool: int
    migrations: dict[str, str]
    left_out: tuple[str, ...]
    tables: tuple[TableSum, ...]
    size: int
    sha256: str

    @property
    def rows(self) -> int:
        """How many rows it holds, of all tables."""
        return sum(table.n for table in self.tables)


class Dumped(Struct, frozen=True, kw_only=True):
    """The size of a dump in bytes, and its checksum."""

    size: int
    sha256: str


Archive = zipfile.ZipFile


class Container:
    """A backup that was opened to be read; its dump can be read again and again."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self.manifest = manifest

    async def pieces(self) -> AsyncGenerator[bytes]:
        """The dump, piece by piece."""
        with self._archive.open(DUMP) as dump:
            while piece := dump.read(CHUNK):
                yield piece


async def write_dump(archive: zipfile.ZipFile, pieces: AsyncIterable[bytes]) -> Dumped:
    """Put a dump into a new file."""
    digest, size = hashlib.sha256(), 0
    with archive.open(DUMP, "w", force_zip64=True) as target:
        async for piece in pieces:
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return Dumped(size=size, sha256=digest.hexdigest())


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest, *, secret: str) -> None:
    """Say what the file holds, and seal that."""
    told = msgspec.json.format(msgspec.json.encode(manifest))
    archive.writestr(MANIFEST, told)
    archive.writestr(SEAL, _seal(told, secret))


def new(target: BinaryIO) -> zipfile.ZipFile:
    """A container to fill; the dump in it is compressed already."""
    return zipfile.ZipFile(target, "w", zipfile.ZIP_STORED)


@contextmanager
def opened(path: Path, *, secret: str | None) -> Generator[Container]:
    """A backup whose manifest and dump are whole and sealed with this secret.

    Without a secret the seal is not looked at. Raises `BadInputError` for every other file.
    """
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
            checked = _checked(archive, path, secret=secret)
        except OSError as error:
            raise BadInputError(f"{path}: {error.strerror or error}") from error
        # zipfile answers what is locked by RuntimeError, names that are none by UnicodeDecodeError
        except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, UnicodeDecodeError) as error:
            raise BadInputError(
                f"{path} is no backup of Lyhörd, or was cut off or changed on its way"
            ) from error
        yield checked


def _checked(archive: zipfile.ZipFile, path: Path, *, secret: str | None) -> Container:
    _require_plain(archive)
    if archive.getinfo(MANIFEST).file_size > MOST_OF_MANIFEST:
        raise BadInputError(f"{path} is no backup of Lyhörd: its manifest is too long")
    told = archive.read(MANIFEST)
    if secret is not None and not hmac.compare_digest(archive.read(SEAL), _seal(told, secret)):
        raise BadInputError(
            f"{path} was sealed with another LYHORD_SECRET, or was changed: with another secret no "
            "receipt and no code leads anywhere; --other-secret restores it nevertheless"
        )
    try:
        manifest = msgspec.json.decode(told, type=Manifest)
    except msgspec.DecodeError as error:
        raise BadInputError(f"{path} was written by another version: {error}") from error
    _require_dump(archive, manifest, path)
    return Container(archive, manifest)


def _require_plain(archive: zipfile.ZipFile) -> None:
    """Refuse what is packed: a few bytes could become as many as they like."""
    for name in (DUMP, MANIFEST, SEAL):
        member = archive.getinfo(name)
        if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
            raise zipfile.BadZipFile(f"{name} is packed")


def _require_dump(archive: zipfile.ZipFile, manifest: Manifest, path: Path) -> None:
    digest = hashlib.sha256()
    with archive.open(DUMP) as dump:
        while piece := dump.read(CHUNK):
            digest.update(piece)
    if digest.hexdigest() != manifest.sha256:
        raise BadInputError(f"{path} was changed: its dump is not the one that was saved")


def _seal(told: bytes, secret: str) -> bytes:
    return keyed(secret.encode(), b"backup", told).hex().encode()
