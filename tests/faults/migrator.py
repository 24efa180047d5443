"""Migrates a database to a schema that is one step newer than this version's."""

import asyncio
import os
import sys

from lyhord.errors import MigrationError
from lyhord.settings import from_environment
from lyhord.storage.migrating import Migration, known, migrate

NEWER = Migration(
    name="9999_newer",
    sql="alter table lyhord.response add column newer integer;"
    " create index response_newer_idx on lyhord.response (round_id, newer);",
)


def main() -> None:
    """Print what was applied, or why nothing could be."""
    try:
        done = asyncio.run(migrate(from_environment(os.environ), (*known(), NEWER)))
        sys.stdout.write(f"applied {list(done)}\n")
    except MigrationError as error:
        sys.stdout.write(f"{error}\n")


if __name__ == "__main__":
    main()
