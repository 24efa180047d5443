"""How PostgreSQL's programs are run."""

from pathlib import Path

import pytest

from lyhord.storage import dumping

# says what it was called with, as whoever lists the processes of a machine reads it
TOLD = """#!/bin/sh
printf '%s\\n' "$*" "$PGPASSWORD"
"""


@pytest.mark.parametrize(
    ("url", "shown", "password"),
    [
        ("postgresql://me:ord%20et@h:5/d", "postgresql://me@h:5/d", "ord et"),
        (
            "postgresql://me@h/d?password=ord%40et&sslmode=require",
            "postgresql://me@h/d?sslmode=require",
            "ord@et",
        ),
        (
            "postgresql:///d?host=/tmp&user=me&password=ordet",
            "postgresql:///d?host=/tmp&user=me",
            "ordet",
        ),
        ("postgresql://me@h/d?sslmode=require", "postgresql://me@h/d?sslmode=require", ""),
    ],
)
async def test_no_password_stands_in_a_command(
    tmp_path: Path, url: str, shown: str, password: str
) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text(TOLD)
    tool.chmod(0o700)
    pieces = [piece async for piece in dumping.dump(tool, url, snapshot="1")]
    command, _, given = b"".join(pieces).decode().removesuffix("\n").partition("\n")

    assert password == given
    assert f" --dbname={shown} " in command
