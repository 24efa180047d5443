"""Every statement in every .sql file is understood by the migrated schema."""

from pathlib import Path

import aiosql
import pytest

import lyhord.storage
from lyhord.storage.database import Connection

FOLDER = Path(lyhord.storage.__file__).parent


def _statements() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for file in sorted(FOLDER.glob("*.sql")):
        queries = aiosql.from_path(file, "asyncpg")
        names = [name for name in queries.available_queries if not name.endswith("_cursor")]
        found += [(f"{file.stem}.{name}", getattr(queries, name).sql) for name in names]
    return found


@pytest.mark.parametrize(("name", "sql"), _statements(), ids=lambda value: value[:40])
async def test_the_schema_understands(db: Connection, name: str, sql: str) -> None:
    assert name
    assert await db.prepare(sql)
