"""Runs PostgreSQL's own `pg_dump` and `pg_restore`; what is in a file around them is elsewhere."""

import asyncio
import os
import re
import shutil
import subprocess
from collections.abc import AsyncGenerator, AsyncIterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from lyhord.errors import StorageError
from lyhord.storage import embedded

SCHEMAS = ("lyhord", "sealed", "staff", "entry", "invitation_mail")
# what nobody may be given back: sessions that have ended, tries to sign in, files that are made
# anew from what is there, and addresses to which letters may have been sent since
LEFT_OUT = ("staff.session", "staff.attempt", "lyhord.made_file", "invitation_mail.address")
CHUNK = 1 << 16
LONGEST_LINE = 1 << 28
VERSION = re.compile(r"(\d+)(?:\.\d+|devel|beta|rc)")
Stream = TypeVar("Stream", asyncio.StreamReader, asyncio.StreamWriter)
DEBIAN = Path("/usr/lib/postgresql")


def tools(name: str, *, at_least: int) -> tuple[Path, int]:
    """The oldest tool of this name that is new enough, and its major version.

    Looks on the PATH, where Debian puts them, and at what comes with the embedded server. Raises
    `StorageError` where there is none.
    """
    found = {path: _version(path) for path in _candidates(name)}
    fitting = [(version, path) for path, version in found.items() if version >= at_least]
    if not fitting:
        raise StorageError(
            f"there is no {name} of PostgreSQL {at_least} or later: "
            "install PostgreSQL's client programs, or put them on the PATH"
        )
    version, path = min(fitting)
    return path, version


def _candidates(name: str) -> list[Path]:
    on_path = shutil.which(name)
    paths = [Path(on_path)] if on_path else []
    paths += [*DEBIAN.glob(f"*/bin/{name}"), *embedded.programs(name)]
    return [path for path in paths if path.exists()]


def _version(path: Path) -> int:
    """The major version of a tool; 0 where it does not run."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)  # noqa: S603 - a tool of PostgreSQL
    except (OSError, subprocess.SubprocessError):
        return 0
    found = VERSION.search(told.stdout)
    return int(found[1]) if found else 0


async def dump(tool: Path, url: str, *, snapshot: str) -> AsyncGenerator[bytes]:
    """The dump of a database as one snapshot sees it, piece by piece."""
    where, environment = _apart(url)
    arguments = [
        *("--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--dbname={where}"),
        *(f"--schema={name}" for name in SCHEMAS),
        *(f"--exclude-table-data={name}" for name in LEFT_OUT),
    ]
    async with _running(tool, *arguments, environment=environment) as process:
        stdout = _there(process.stdout)
        while piece := await stdout.read(CHUNK):
            yield piece
        await _require_success(process, tool)


@asynccontextmanager
async def script(
    tool: Path, section: str, pieces: AsyncIterable[bytes]
) -> AsyncGenerator[asyncio.StreamReader]:
    """The SQL of a section of a dump, as lines to read: `pre-data`, `data` or `post-data`."""
    arguments = ("--no-owner", "--file=-", f"--section={section}")
    async with _running(tool, *arguments, environment={}) as process:
        feeding = asyncio.create_task(_feed(process, pieces))
        try:
            yield _there(process.stdout)
            await feeding
            await _require_success(process, tool)
        finally:
            feeding.cancel()
            with suppress(asyncio.CancelledError):
                await feeding


async def _feed(process: asyncio.subprocess.Process, pieces: AsyncIterable[bytes]) -> None:
    stdin = _there(process.stdin)
    # it stops reading when it has what it was asked for
    with suppress(BrokenPipeError, ConnectionResetError):
        async for piece in pieces:
            stdin.write(piece)
            await stdin.drain()
        stdin.close()


@asynccontextmanager
async def _running(
    tool: Path, *arguments: str, environment: dict[str, str]
) -> AsyncGenerator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        tool,
        *arguments,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=os.environ | environment,
        limit=LONGEST_LINE,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _require_success(process: asyncio.subprocess.Process, tool: Path) -> None:
    said = (await _there(process.stderr).read()).decode(errors="replace").strip().splitlines()
    if await process.wait() != 0:
        raise StorageError(f"{tool.name} failed: {said[-1] if said else 'it said nothing'}")


def _there(stream: Stream | None) -> Stream:
    if stream is None:
        raise StorageError("a program of PostgreSQL runs without its streams")
    return stream


def _apart(url: str) -> tuple[str, dict[str, str]]:
    """An address without its password, which every user of a machine could read in a command."""
    parts = urlsplit(url)
    user, at, host = parts.netloc.rpartition("@")
    name, _, password = user.partition(":")
    asked = [each.partition("=") for each in parts.query.split("&")]
    password = password or "".join(value for key, _, value in asked if key == "password")
    query = "&".join("".join(each) for each in asked if each[0] != "password")
    without = f"{parts.scheme}://{name}{at}{host}{parts.path}{'?' if query else ''}{query}"
    return without, {"PGPASSWORD": unquote(password)} if password else {}
