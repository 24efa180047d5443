"""How strictly figures are guarded, and statements as rows, from the command line."""

import asyncio
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.disclosing.columns import Texts
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import Database
from tests.builders import a_collector, a_publication, a_response, a_round, settle

Run = Callable[..., Result]


@pytest.fixture
async def round_id(database: Database) -> UUID:
    async with database.transaction("owner") as db:
        made = await a_round(db, a_publication())
        door = await a_collector(db, made)
        await responses.submit(db, [a_response(door, f"text {n}") for n in range(12)])
        await settle(db, made)
    return made


@pytest.fixture
def lyhord(settings: Settings) -> Run:
    """Runs a command, in a thread because it has a loop of its own."""

    def run(*arguments: str) -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url}
        with ThreadPoolExecutor(1) as pool:
            runner = CliRunner(env=environment)
            return pool.submit(runner.invoke, main, list(arguments)).result()

    return run


async def test_a_rule_is_set_shown_and_noted(
    lyhord: Run, round_id: UUID, database: Database
) -> None:
    named = ("round", "guard", "--round", str(round_id), "--json")
    changed = lyhord(*named, "--k", "7", "--k-children", "15")
    shown = lyhord(*named)
    async with database.transaction("owner") as db:
        details = await db.fetchval(
            "select details from staff.audit where action = 'guard_changed'"
        )

    assert changed.exit_code == 0, changed.output
    assert json.loads(shown.stdout) == {"k": 7, "k_children": 15, "quotes_name": "audience"}
    assert (details["k"], details["k_before"]) == (7, 5)


@pytest.mark.parametrize("wrong", [("--k", "2"), ("--k", "11"), ("--quotes-name", "name")])
def test_a_rule_that_guards_nobody_is_refused(
    lyhord: Run, round_id: UUID, wrong: tuple[str, str]
) -> None:
    assert lyhord("round", "guard", "--round", str(round_id), *wrong).exit_code == 2


def test_rows_come_with_a_purpose_and_not_without(
    lyhord: Run, round_id: UUID, tmp_path: Path
) -> None:
    out = tmp_path / "rows.json"
    command = ("export", "--round", str(round_id), "--format", "json", "--out", str(out))
    without = lyhord(*command)
    result = lyhord(*command, "--purpose", "to count words")

    assert without.exit_code == 2
    assert result.exit_code == 0, result.output
    assert len(json.loads(out.read_bytes())["rows"]) == 12


def test_the_right_to_rows_is_granted_to_an_account_until_a_day(
    lyhord: Run, round_id: UUID
) -> None:
    named = ("round", "grant-rows", "--round", str(round_id), "--email", "A@Exempel.se")
    result = lyhord(*named, "--until", "2026-12-24", "--json")

    assert json.loads(result.stdout) == {
        "round": str(round_id),
        "email": "a@exempel.se",
        "until": "2026-12-24",
    }


def test_the_right_to_rows_is_granted_to_a_token(lyhord: Run, round_id: UUID) -> None:
    token = "11111111-2222-4333-8444-555555555555"
    named = ("round", "grant-rows", "--round", str(round_id), "--until", "2026-12-24")
    result = lyhord(*named, "--token", token, "--json")

    assert json.loads(result.stdout)["token"] == f"token {token}"
    assert lyhord(*named).exit_code == 2
    assert lyhord(*named, "--token", token, "--email", "a@exempel.se").exit_code == 2


def taking(round_id: UUID, out: Path) -> tuple[str, ...]:
    command = ("export", "--round", str(round_id), "--format", "statements-csv", "--out", str(out))
    return (*command, "--purpose", "to count words")


def test_an_export_that_breaks_midway_leaves_the_file_before_it_and_nothing_else(
    lyhord: Run, round_id: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rows.csv"
    out.write_text("before")

    def broken(texts: Texts) -> Iterator[str]:
        yield next(iter(["first"]))
        raise OSError(28, f"No space left on device {type(texts)}")

    monkeypatch.setattr(Texts, "__iter__", broken)
    result = lyhord(*taking(round_id, out))

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
    assert out.read_text() == "before"


def test_a_text_that_is_withdrawn_while_the_file_is_written_is_in_no_file(
    lyhord: Run, round_id: UUID, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, whole = tmp_path / "rows.csv", Texts.__iter__

    def while_withdrawn(texts: Texts) -> Iterator[str]:
        asyncio.run(withdraw_one(settings, round_id))
        yield from whole(texts)

    monkeypatch.setattr(Texts, "__iter__", while_withdrawn)
    result = lyhord(*taking(round_id, out))

    assert result.exit_code == 1
    assert "too few answers came or went" in result.stderr
    assert list(tmp_path.iterdir()) == []


async def withdraw_one(settings: Settings, round_id: UUID) -> None:
    """As the door does it, by the hash of a receipt."""
    async with Database.open(settings, roles=["owner", "door"]) as database:
        async with database.transaction("owner") as db:
            receipt = await db.fetchval(
                "select receipt_hash from lyhord.receipt where round_id = $1 limit 1", round_id
            )
        async with database.transaction("door") as db:
            await responses.withdraw(db, receipt)
