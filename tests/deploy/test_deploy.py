"""What lies in `deploy/` does what it says, on a real server and by the tools that read it."""

import asyncio
import shlex
import subprocess
import tempfile
from collections.abc import Generator
from pathlib import Path

import asyncpg
import click
import pytest

from lyhord.cli import main
from lyhord.commands.context import is_embedded
from lyhord.commands.doctor import of_database
from lyhord.errors import StorageError
from lyhord.settings import Settings
from lyhord.storage import embedded, responses
from lyhord.storage.database import Database, owning
from lyhord.storage.migrating import known, migrate
from tests.builders import SECRET, a_collector, a_response, a_round
from tests.conftest import administer, database_url
from tests.safekeeping.saved import restored, saved, texts

DEPLOY = Path(__file__).parents[2] / "deploy"
PASSWORDS = ("owner", "door", "desk", "officer", "mailer")
ADMINISTRATOR = "create role administrator login password 'a' createrole createdb"
SERVICES = sorted(path.name for path in (DEPLOY / "systemd").glob("lyhord-*.service"))


@pytest.fixture(scope="module")
def made() -> Generator[Settings]:
    """What somebody who is no superuser makes of an empty server with `roles.sql`."""
    with (
        tempfile.TemporaryDirectory(prefix="lyhord-") as folder,
        embedded.running(Path(folder)) as url,
    ):
        asyncio.run(administer(url, ADMINISTRATOR))
        _run_sql(_signed_in(url, "administrator", "a"))
        here = database_url(url, "lyhord")
        yield Settings(
            owner_database_url=_signed_in(here, "lyhord_owner", "owner"),
            door_database_url=_signed_in(here, "lyhord_door_login", "door"),
            desk_database_url=_signed_in(here, "lyhord_desk_login", "desk"),
            officer_database_url=_signed_in(here, "lyhord_officer_login", "officer"),
            mailer_database_url=_signed_in(here, "lyhord_mailer_login", "mailer"),
            secret=SECRET,
        )


def _signed_in(url: str, name: str, password: str) -> str:
    return url.replace("postgres:@", f"{name}:{password}@", 1)


def _run_sql(url: str) -> None:
    variables = [each for name in PASSWORDS for each in ("-v", f"{name}_password={name}")]
    command = [embedded.programs("psql")[-1], url, "-q", *variables, "-f", DEPLOY / "roles.sql"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)


async def test_roles_without_a_superuser_carry_the_whole_service(
    made: Settings, tmp_path: Path
) -> None:
    ran = await migrate(made)
    async with owning(made) as db, db.transaction():
        door = await a_collector(db, await a_round(db))
        may = await db.fetchrow(
            "select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        )
    async with Database.open(made, roles=["door", "desk", "officer", "mailer"]) as database:
        await database.require("mailer")
        async with database.transaction("door") as db:
            await responses.submit(db, [a_response(door, "ett")])
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.transaction("door") as db:
                await db.fetch("select text from lyhord.statement")
        async with database.transaction("desk") as db:
            read = await db.fetchval("select count(*) from lyhord.statement")
        async with database.transaction("officer") as db:
            sealed = await db.fetchval("select count(*) from sealed.original")
    await saved(made, tmp_path / "saved")
    await restored(made, tmp_path / "saved")
    found = {each.code for each in await of_database.look(made)}

    assert len(known()) == len(ran)
    assert may is not None
    assert [False, False, False] == list(may.values())
    assert (1, 1) == (read, sealed)
    assert {"ett"} == await texts(made)
    assert found.isdisjoint({"database_superuser", "roles_overreaching", "rows_unguarded"})


async def test_a_login_becomes_its_role_and_no_other(made: Settings) -> None:
    crossed = Settings(desk_database_url=made.door_database_url, secret=SECRET)
    async with Database.open(crossed, roles=["desk"]) as database:
        with pytest.raises((StorageError, asyncpg.InsufficientPrivilegeError)):
            await database.require("desk")


def test_an_address_of_any_role_keeps_the_embedded_server_away() -> None:
    assert is_embedded(Settings())
    assert not is_embedded(Settings(desk_database_url="postgresql://desk@db/lyhord"))


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_runs_a_command_that_there_is(unit: str) -> None:
    """Its settings come from a file of its own, and nothing is left to the journal's clock."""
    lines = (DEPLOY / "systemd" / unit).read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    program, name, *words = shlex.split(told["ExecStart"])
    command = main.get_command(click.Context(main), name)

    assert program == "/opt/lyhord/bin/lyhord"
    assert command is not None
    assert command.make_context(name, words).params
    assert told["EnvironmentFile"].startswith("/etc/lyhord/")
    assert told["StandardOutput"] == told["StandardError"]
    assert told["StandardOutput"].startswith("append:/var/log/lyhord/")
    assert {"NoNewPrivileges", "PrivateTmp", "ProtectHome", "ProtectSystem"} <= told.keys()
    assert (told["User"], told["LimitCORE"], told["UMask"]) == ("lyhord", "0", "0077")


@pytest.mark.parametrize("file", ["nginx.conf", "Caddyfile"])
def test_a_proxys_log_names_nobody(file: str) -> None:
    text = (DEPLOY / file).read_text()
    lines = [line for line in text.splitlines() if "log_format" in line]
    telling = ("$remote_addr", "$request_uri", "$request ", "$http_", "$time", "$args", "$uri")

    assert [] == [word for word in telling for line in lines if word in line]
    assert ("exclude http.log.access http.log.error" in text) == (file == "Caddyfile")
