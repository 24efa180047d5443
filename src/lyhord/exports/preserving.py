"""What stays of a round when it is purged: files in a folder, whole before anything is gone."""

import asyncio
import hashlib
import os
import shutil
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count
from pathlib import Path
from uuid import UUID

import msgspec

from lyhord.errors import PreservingError
from lyhord.exports.making import in_a_file_name, make, take_out
from lyhord.instruments.shelf import surveys_folder
from lyhord.retention import WORKER, Preserve
from lyhord.settings import Settings
from lyhord.storage import collectors, decisions, instruments, replies, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.retention import Preserved

LANGUAGE = "sv"
SUMS = "SHA256SUMS"
# formats that need no font of this machine, and what their files are called
KEPT: Mapping[str, str] = {
    "csv": "rapport.csv",
    "xlsx": "rapport.xlsx",
    "docx": "rapport.docx",
    "qdc": "kodbok.qdc",
}


def into(settings: Settings) -> Preserve:
    """Preserve into the folder that is set, else into `archive` among the service's own data."""
    return partial(_preserve, settings=settings)


def archive_folder(settings: Settings) -> Path:
    """The folder of what stays, or `PreservingError` where nobody has said which."""
    if settings.archive_dir is not None:
        return settings.archive_dir
    if settings.data_dir is not None:
        return settings.data_dir / "archive"
    raise PreservingError("what is to stay has no folder: set LYHORD_ARCHIVE_DIR")


async def _preserve(db: Connection, round_id: UUID, *, settings: Settings) -> tuple[Preserved, ...]:
    """Write the questions, the codebook, the report and what was decided, with their checksums.

    Raises `PreservingError` where they cannot be written.
    """
    round_ = await rounds.get(db, round_id)
    name = f"{in_a_file_name(round_.name)}-{str(round_id)[:8]}"
    codebook = surveys_folder(settings.surveys_dir) / "codebook" / f"{LANGUAGE}.toml"
    files = {"kodbok.toml": await asyncio.to_thread(codebook.read_bytes)}
    files |= await _about(db, round_id)
    files |= await _questions(db, round_id)
    files |= await _report(db, round_id)
    files |= await _reply(db, round_id)
    kept = tuple(
        Preserved(file=name, sha256=hashlib.sha256(content).hexdigest())
        for name, content in sorted(files.items())
    )
    listed = "".join(f"{each.sha256}  {each.file}\n" for each in kept).encode()
    archive = archive_folder(settings)
    try:
        await asyncio.to_thread(_keep, archive, name, files | {SUMS: listed})
    except OSError as error:
        told = f"{archive}: {error.strerror or error}: nothing was destroyed"
        raise PreservingError(told) from error
    return kept


async def _about(db: Connection, round_id: UUID) -> dict[str, bytes]:
    round_ = await rounds.get(db, round_id)
    told = {
        "round": msgspec.to_builtins(round_),
        "decision": msgspec.to_builtins(await decisions.get(db, round_id)),
        "checklist": msgspec.to_builtins(await decisions.ticks(db, round_id)),
    }
    return {"omgang.json": _json(told)}


async def _questions(db: Connection, round_id: UUID) -> dict[str, bytes]:
    """Every version of an instrument that the round had a door for."""
    doors = await collectors.of_round(db, round_id)
    files: dict[str, bytes] = {}
    for name, version in sorted({(door.instrument_id, door.version) for door in doors}):
        edition = await instruments.at_version(db, name, version)
        files[f"fragor-{name}-version-{version}.json"] = _json(edition)
    return files


async def _report(db: Connection, round_id: UUID) -> dict[str, bytes]:
    """The newest report and its codebook; nothing where nobody has analysed the round."""
    run = await runs.current(db, round_id)
    if run is None:
        return {}
    files: dict[str, bytes] = {}
    for format_, name in KEPT.items():
        report = await take_out(db, round_id, run.run_id, format_=format_, actor=WORKER)
        file = await asyncio.to_thread(make, format_, report)
        files[name] = file.content
    return files


async def _reply(db: Connection, round_id: UUID) -> dict[str, bytes]:
    """What stands of the public reply, in every voice; nothing where none does."""
    loop = await replies.loop(db, round_id)
    if loop.version is None:
        return {}
    return {"ni-sa-vi-gor.json": _json(await replies.edition(db, round_id, loop.version))}


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2)


def _keep(archive: Path, name: str, files: Mapping[str, bytes]) -> None:
    """Write a folder whole or not at all; what an earlier purge kept under the name stays."""
    places = (archive / f"{name}{suffix}" for suffix in _suffixes())
    folder = next(place for place in places if not place.exists() or _holds(place, files))
    if folder.exists():
        return
    draft = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    for file, content in files.items():
        with (draft / file).open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
    draft.rename(folder)


def _suffixes() -> Iterator[str]:
    yield ""
    yield from (f"-{number}" for number in count(2))


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether a try that came no further has written the very same."""
    return all((folder / name).is_file() for name in files) and all(
        (folder / name).read_bytes() == content for name, content in files.items()
    )
