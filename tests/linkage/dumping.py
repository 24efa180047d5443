"""A full copy of a database as somebody who stole it has it: rows, system columns, raw files."""

import re

from msgspec import Struct

from lyhord.storage.database import Connection

SCHEMAS = ("lyhord", "sealed", "staff", "entry", "invitation_mail")
SYSTEM = ("ctid", "xmin", "xmax", "cmin", "cmax")
STATISTICS = ("pg_stat_user_tables", "pg_statio_user_tables", "pg_stat_user_indexes")

Row = dict[str, str]


class Dump(Struct, frozen=True, kw_only=True):
    """Every table in the order of its heap, all as text; and what lies beside the tables."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes]
    sequences: dict[str, str]
    samples: dict[str, list[str]]


async def dump(db: Connection) -> Dump:
    """Copy everything; needs a superuser, as a thief of the whole machine is one."""
    await db.execute("checkpoint")
    await db.execute("analyze")
    names = [
        f"{row['schemaname']}.{row['tablename']}"
        for row in await db.fetch(
            "select schemaname, tablename from pg_tables where schemaname = any ($1)", SCHEMAS
        )
    ]
    statistics = [f"pg_catalog.{name}" for name in STATISTICS]
    return Dump(
        tables={name: await _rows(db, name, SYSTEM) for name in names}
        | {name: await _rows(db, name, ()) for name in statistics},
        files={name: await _file(db, name) for name in names},
        sequences=await _sequences(db),
        samples=await _samples(db),
    )


async def _rows(db: Connection, name: str, system: tuple[str, ...]) -> list[Row]:
    columns = [
        *(
            row[0]
            for row in await db.fetch(
                "select attname from pg_attribute"
                " where attrelid = $1::text::regclass and attnum > 0 and not attisdropped",
                name,
            )
        ),
        *system,
    ]
    listed = ", ".join(f'"{column}"::text as "{column}"' for column in columns)
    order = "order by ctid" if system else ""
    return [
        {column: row[column] or "" for column in columns}
        for row in await db.fetch(f"select {listed} from {name} {order}")
    ]


async def _file(db: Connection, name: str) -> bytes:
    """The bytes of a table on disk, with rows that are dead and not yet written over."""
    path = await db.fetchval("select pg_relation_filepath($1::text::regclass)", name)
    return await db.fetchval("select pg_read_binary_file($1, 0, 1000000000, true)", path) or b""


async def _sequences(db: Connection) -> dict[str, str]:
    rows = await db.fetch("select schemaname, sequencename, last_value::text from pg_sequences")
    return {f"{row[0]}.{row[1]}": row[2] or "" for row in rows}


async def _samples(db: Connection) -> dict[str, list[str]]:
    """What the planner has noted of each column: common values and bounds, in their order."""
    rows = await db.fetch(
        "select schemaname || '.' || tablename || '.' || attname as name,"
        " coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '') as noted"
        " from pg_stats where schemaname = any ($1)",
        SCHEMAS,
    )
    return {row["name"]: re.findall(r'[^{},"]+', row["noted"]) for row in rows}
