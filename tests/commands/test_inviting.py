"""Codes from the command line: printed or written once, for their owner alone."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.privacy import codes
from lyhord.settings import Settings

Run = Callable[..., Result]
ROUND = (
    *("--name", "Hösten", "--opens", "2026-01-01", "--closes", "2099-12-31"),
    *("--officer", "officer@example.org", "--deputy", "deputy@example.org"),
    *("--retention-days", "90"),
)


@pytest.fixture
def lyhord(settings: Settings) -> Run:
    """Runs the command on the test's own database."""

    def run(*arguments: str) -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url, "LYHORD_SECRET": "s" * 32}
        return CliRunner(env=environment).invoke(main, list(arguments))

    return run


@pytest.fixture
def create(lyhord: Run) -> Run:
    """Creates a door for codes in a round."""
    assert lyhord("publish").exit_code == 0
    round_id = json.loads(lyhord("round", "create", *ROUND, "--json").stdout)["round"]

    def run(*arguments: str) -> Result:
        door = ("--round", round_id, "--audience", "youth", *arguments)
        return lyhord("collector", "create", *door)

    return run


def test_codes_are_printed_beside_the_door(create: Run) -> None:
    result = create("--mode", "codes", "--count", "30", "--json")
    made = json.loads(result.stdout)

    assert result.exit_code == 0
    assert set(made) == {"collector", "url", "codes"}
    assert len(set(made["codes"])) == 30
    assert all(code == codes.normalise(code) for code in made["codes"])


def test_codes_are_written_with_their_links_for_their_owner_alone(
    create: Run, tmp_path: Path
) -> None:
    out = tmp_path / "codes.csv"
    made = json.loads(create("--mode", "codes", "--count", "3", "--out", str(out), "--json").stdout)
    with out.open(newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["code"] for row in rows] == made["codes"]
    assert [row["link"] for row in rows] == [f"{made['url']}#{code}" for code in made["codes"]]
    assert out.stat().st_mode & 0o777 == 0o600


def test_people_see_the_codes_or_where_they_are(create: Run, tmp_path: Path) -> None:
    out = tmp_path / "codes.csv"
    printed = create("--mode", "codes", "--count", "2").stdout.splitlines()
    written = create("--mode", "codes", "--count", "2", "--out", str(out)).stdout.splitlines()

    assert len(printed) == 3
    assert written[1] == f"2 codes in {out}"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--mode", "codes"),
        ("--mode", "codes", "--count", "0"),
        ("--mode", "open", "--count", "3"),
        ("--mode", "open", "--out", "codes.csv"),
    ],
)
def test_codes_without_their_door_are_wrong_usage(create: Run, arguments: tuple[str, ...]) -> None:
    assert create(*arguments).exit_code == 2


def test_no_file_is_written_over_and_then_no_door_is_made(
    create: Run, lyhord: Run, tmp_path: Path
) -> None:
    out = tmp_path / "codes.csv"
    out.write_text("mine")
    result = create("--mode", "codes", "--count", "3", "--out", str(out))
    elsewhere = create("--mode", "codes", "--count", "3", "--out", str(tmp_path / "no" / "where"))
    round_id = json.loads(lyhord("round", "list", "--json").stdout)[0]["round_id"]

    assert (result.exit_code, elsewhere.exit_code) == (1, 1)
    assert out.read_text() == "mine"
    assert json.loads(lyhord("collector", "list", "--round", round_id, "--json").stdout) == []


def test_a_door_is_listed_with_the_link_for_trying_it_out(create: Run, lyhord: Run) -> None:
    create()
    create("--mode", "paper")
    round_id = json.loads(lyhord("round", "list", "--json").stdout)[0]["round_id"]
    listed = json.loads(lyhord("collector", "list", "--round", round_id, "--json").stdout)
    by_mode = {each["mode"]: each for each in listed}

    assert by_mode["paper"]["trial"] is None
    assert by_mode["open"]["trial"] != by_mode["open"]["url"]
