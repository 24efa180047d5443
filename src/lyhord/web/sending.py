"""Rows sent as a file: written whole to a file without a name, then sent part by part."""

import os
import tempfile
from collections.abc import AsyncGenerator
from typing import BinaryIO
from uuid import UUID

from litestar.response import Stream

from lyhord import exports
from lyhord.disclosing import Request
from lyhord.exports import RowFile
from lyhord.storage.database import Database

CHUNK = 64 * 1024


async def rows(database: Database, round_id: UUID, request: Request) -> Stream:
    """Answer with a round's rows; what `exports.take_rows` raises is raised before any byte."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it is sent, or below
    try:
        file = await exports.take_rows(database, round_id, request, target)
        # what was written by the file's name has not moved where this one stands
        size = target.seek(0, os.SEEK_END)
        target.seek(0)
    except BaseException:
        target.close()
        raise
    return Stream(_chunks(target), media_type=file.media_type, headers=_headers(file, size))


def _headers(file: RowFile, size: int) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Content-Length": str(size),
    }


async def _chunks(target: BinaryIO) -> AsyncGenerator[bytes]:
    with target:
        while chunk := target.read(CHUNK):
            yield chunk
