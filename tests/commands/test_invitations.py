"""`lyhord invite`: a list is looked through first, and what is wrong is told by its line."""

import asyncio
import json
from pathlib import Path

from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.settings import Settings
from lyhord.storage import instruments
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import SECRET, a_collector, a_publication, a_round


def lyhord(settings: Settings, *arguments: str) -> Result:
    environment = {"LYHORD_DATABASE_URL": settings.database_url, "LYHORD_SECRET": SECRET}
    return CliRunner(env=environment).invoke(main, ["invite", *arguments])


def a_door(settings: Settings) -> Collector:
    async def made() -> Collector:
        async with (
            Database.open(settings, roles=["owner"]) as database,
            database.transaction("owner") as db,
        ):
            round_id = await a_round(db)
            await instruments.publish(db, a_publication("guardian"), actor="tests")
            return await a_collector(db, round_id, "guardian", "codes")

    return asyncio.run(made())


def test_a_list_is_shown_then_queued_then_paused(settings: Settings, tmp_path: Path) -> None:
    door = a_door(settings)
    file = tmp_path / "lista.csv"
    file.write_text("E-post;Namn\nanna@example.org;Åsa\nbo@example.org;Bo\n", "cp1252")
    where = ("--round", str(door.round_id))
    asked = ("send", str(file), *where, "--collector", door.slug)
    shown = lyhord(settings, *asked)
    before = json.loads(lyhord(settings, "list", *where, "--json").stdout)
    sent = json.loads(lyhord(settings, *asked, "--yes", "--json").stdout)
    again = lyhord(settings, *asked, "--yes")
    of_it = ("--mailing", sent["mailing"])
    early = lyhord(settings, "remind", *where, *of_it)
    paused = lyhord(settings, "set", *where, *of_it, "--state", "paused", "--json")
    bounced = lyhord(settings, "bounced", str(file), *where, "--json")
    (found,) = json.loads(lyhord(settings, "list", *where, "--json").stdout)

    assert "2 letters would be sent" in shown.stdout
    assert [] == before
    assert 2 == sent["letters"]
    assert (1, True) == (again.exit_code, "has got a letter" in again.stderr)
    assert (1, True) == (early.exit_code, "once" in early.stderr)
    assert "paused" == json.loads(paused.stdout)["state"]
    assert {"bounced": 2} == json.loads(bounced.stdout)
    assert {"bounced": 2} == found["counts"]


def test_what_is_wrong_with_a_list_is_told_by_its_line(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "lista.txt"
    file.write_text("anna@example.org\nbo@\n", "utf-8")
    told = lyhord(settings, "send", str(file), "--round", str(a_door(settings).round_id),
                  "--collector", "x")  # fmt: skip

    assert 1 == told.exit_code
    assert f"{file}:2: letters cannot be sent to bo@" in told.stderr
