"""Waves from the command line: planned, shown, and ended."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import settle
from tests.disclosing.followed import Said, a_series, answer

Run = Callable[..., Result]
ROUND = (
    *("--name", "Våren", "--opens", "2026-01-01", "--closes", "2099-12-31"),
    *("--officer", "officer@example.org", "--deputy", "deputy@example.org"),
    *("--retention-days", "90"),
)


@pytest.fixture
async def doors(database: Database) -> list[Collector]:
    """Two settled waves in which forty people answered twice, and twenty others once."""
    async with database.transaction("owner") as db:
        found = await a_series(db)
        for door, places in zip(found, ([0, 1, 2, 3], [1, 2, 3, 3]), strict=True):
            same = [Said(place, f"p{n}") for n, place in enumerate(places * 10)]
            await answer(db, door, [*same, *(Said(place) for place in (0, 1, 2, 3) * 5)])
            await settle(db, door.round_id)
    return found


@pytest.fixture
def lyhord(settings: Settings) -> Run:
    """Runs a command, in a thread because it has a loop of its own."""

    def run(*arguments: str) -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url}
        with ThreadPoolExecutor(1) as pool:
            runner = CliRunner(env=environment)
            return pool.submit(runner.invoke, main, list(arguments)).result()

    return run


def test_a_follow_up_is_planned_shown_and_ended(lyhord: Run, doors: list[Collector]) -> None:
    last = ("--round", str(doors[1].round_id))
    shown = json.loads(lyhord("round", "follow-up", *last, "--json").stdout)
    text = lyhord("round", "follow-up", *last).stdout
    made = lyhord("round", "create", *ROUND, "--follows", last[1], "--json")
    assert 0 == made.exit_code, made.output
    waiting = lyhord("round", "end-follow-up", *last)
    lyhord("round", "remove", "--round", json.loads(made.stdout)["round"])
    ended = lyhord("round", "end-follow-up", *last)
    after = json.loads(lyhord("round", "follow-up", *last, "--json").stdout)

    (change,) = shown["changes"]
    assert (25, {"form": "at_least", "n": 40}) == (
        change["same"]["change"],
        change["same"]["people"],
    )
    assert "T0 → T1  youth        the same people +25 (" in text
    assert (1, 0) == (waiting.exit_code, ended.exit_code)
    assert "still takes answers" in waiting.stderr
    assert shown["changes"] == after["changes"]
    assert after["ended_on"]
    assert "hash" not in json.dumps(shown)


def test_a_round_of_no_series_is_one_clear_line(lyhord: Run) -> None:
    for command in (("follow-up",), ("end-follow-up",)):
        refused = lyhord("round", *command, "--round", str(uuid4()))

        assert 1 == refused.exit_code
        assert refused.stderr.startswith("lyhord: ")
        assert 1 == refused.stderr.count("\n")


def test_a_wave_is_followed_up_once(lyhord: Run, doors: list[Collector]) -> None:
    refused = lyhord("round", "create", *ROUND, "--follows", str(doors[0].round_id))

    assert 1 == refused.exit_code
    assert "follow up the last one" in refused.stderr
