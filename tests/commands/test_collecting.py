"""Rounds and collectors from the command line, as a process leader's script uses them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.settings import Settings

NOBODY = "00000000-0000-4000-8000-000000000000"
Run = Callable[..., Result]
ROUND = (
    *("--name", "Hösten", "--opens", "2026-01-01", "--closes", "2099-12-31"),
    *("--officer", "officer@example.org", "--deputy", "deputy@example.org"),
    *("--retention-days", "90"),
)


@pytest.fixture
def lyhord(settings: Settings) -> Run:
    """Runs the command on the test's own database."""

    def run(*arguments: str, stdin: str = "") -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url, "LYHORD_SECRET": "s" * 32}
        return CliRunner(env=environment).invoke(main, list(arguments), input=stdin)

    return run


def _json(result: Result) -> dict[str, Any]:
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


@pytest.fixture
def round_id(lyhord: Run) -> str:
    assert 0 == lyhord("publish").exit_code
    return _json(lyhord("round", "create", *ROUND, "--json"))["round"]


def test_publishing_twice_is_publishing_once(lyhord: Run) -> None:
    first = json.loads(lyhord("publish", "--json").stdout)

    assert first == json.loads(lyhord("publish", "--json").stdout)
    assert {"youth", "child", "guardian", "professional"} <= {e["instrument"] for e in first}


def test_the_first_round_of_two_officers_tells_each_a_passphrase_once(lyhord: Run) -> None:
    lyhord("publish")
    first = _json(lyhord("round", "create", *ROUND, "--json"))
    second = _json(lyhord("round", "create", *ROUND, "--json"))
    listed = json.loads(lyhord("round", "list", "--json").stdout)

    # either name leads on to other commands
    assert {first["round"], second["round_id"]} == {each["round"] for each in listed}
    assert {first["round_id"], second["round"]} == {each["round_id"] for each in listed}
    assert 2 == len(set(first["passphrases"].values()))
    assert "passphrases" not in second


def test_a_round_opens_and_closes(lyhord: Run, round_id: str) -> None:
    opened = _json(lyhord("round", "open", "--round", round_id, "--json"))
    closed = _json(lyhord("round", "close", "--round", round_id, "--json"))

    assert ("open", "closed") == (opened["state"], closed["state"])


@pytest.mark.parametrize("audience", ["youth", "child", "guardian", "professional"])
def test_a_collector_has_a_link(lyhord: Run, round_id: str, audience: str) -> None:
    arguments = ("--round", round_id, "--audience", audience, "--municipality", "gnesta")
    made = _json(lyhord("collector", "create", *arguments, "--json"))

    assert made["url"].endswith(f"/s/{made['collector']}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("round", "create", *ROUND[:4], "--closes", "2020-01-01", *ROUND[6:]), "closes"),
        (("round", "create", *ROUND, "--deputy", "officer@example.org"), "two people"),
        (("round", "create", *ROUND, "--officer", "nobody"), "e-mail"),
        (("round", "open", "--round", NOBODY), "there is no round"),
        (
            ("collector", "create", "--round", NOBODY, "--audience", "youth"),
            "there is no round",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_1(
    lyhord: Run, round_id: str, arguments: tuple[str, ...], said: str
) -> None:
    assert round_id
    result = lyhord(*arguments)

    assert 1 == result.exit_code
    assert said in result.stderr
    assert 1 == len(result.stderr.splitlines())


def test_an_unknown_municipality_is_told_with_the_known_ones(lyhord: Run, round_id: str) -> None:
    arguments = ("--round", round_id, "--audience", "youth", "--municipality", "gotham")
    result = lyhord("collector", "create", *arguments)

    assert 1 == result.exit_code
    assert "gnesta" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("round", "create"),
        ("round", "open", "--round", "not-an-id"),
        ("collector", "create", "--round", NOBODY, "--audience", "dogs"),
        ("nothing",),
    ],
)
def test_wrong_usage_is_status_2(lyhord: Run, arguments: tuple[str, ...]) -> None:
    assert 2 == lyhord(*arguments).exit_code


def test_a_database_that_is_down_is_one_clear_line() -> None:
    environment = {"LYHORD_DATABASE_URL": "postgresql:///x?host=/nowhere/at/all"}
    result = CliRunner(env=environment).invoke(main, ["migrate"])

    assert 1 == result.exit_code
    assert 1 == len(result.stderr.splitlines())


def test_every_command_has_help(lyhord: Run) -> None:
    for command in main.list_commands(click.Context(main)):
        assert 0 == lyhord(command, "--help").exit_code


def test_a_key_can_be_made_once_with_a_passphrase_of_ones_own(lyhord: Run) -> None:
    short = lyhord("key", "create", "--passphrase-stdin", stdin="kort\n")
    made = _json(
        lyhord("key", "create", "--passphrase-stdin", "--json", stdin="tolv-tecken-minst\n")
    )
    again = lyhord("key", "create")

    assert {"made": "key"} == made
    assert (1, 1) == (short.exit_code, again.exit_code)


def test_a_round_that_is_over_is_not_opened(lyhord: Run) -> None:
    lyhord("publish")
    past = (*ROUND[:4], "--closes", "2026-01-02", *ROUND[6:])
    made = _json(lyhord("round", "create", *past, "--json"))
    result = lyhord("round", "open", "--round", made["round"])

    assert 1 == result.exit_code
    assert "last day has passed" in result.stderr


def test_a_round_before_publishing_says_what_to_do(lyhord: Run) -> None:
    result = lyhord("round", "create", *ROUND)

    assert 1 == result.exit_code
    assert "lyhord publish" in result.stderr


@pytest.mark.parametrize(
    "arguments", [("publish",), ("round", "list"), ("user", "list"), ("key", "create")]
)
def test_a_database_without_its_schema_says_what_to_do(
    server: str, arguments: tuple[str, ...]
) -> None:
    environment = {"LYHORD_DATABASE_URL": server, "LYHORD_SECRET": "s" * 32}
    result = CliRunner(env=environment).invoke(main, list(arguments))

    assert 1 == result.exit_code
    assert "lyhord migrate" in result.stderr


def test_serving_a_database_that_lacks_its_schema_says_what_to_do(
    server: str, settings: Settings
) -> None:
    assert settings.database_url
    environment = {"LYHORD_DATABASE_URL": server, "LYHORD_SECRET": "s" * 32}
    result = CliRunner(env=environment).invoke(main, ["serve"])

    assert 1 == result.exit_code
    assert "lyhord migrate" in result.stderr


def test_a_door_for_interviews_leads_to_the_desk(lyhord: Run, round_id: str) -> None:
    door = ("collector", "create", "--round", round_id, "--audience", "youth")
    made = _json(lyhord(*door, "--mode", "interview", "--json"))
    poster = lyhord(
        *("collector", "poster", "--round", round_id, "--collector", made["collector"]),
        *("--out", "poster.pdf"),
    )

    assert made["url"].endswith(f"/desk/rounds/{round_id}/interview")
    assert (poster.exit_code, "it has no link" in poster.stderr) == (1, True)


def test_a_paper_collector_leads_to_the_desk(lyhord: Run, round_id: str) -> None:
    made = _json(
        lyhord(
            *("collector", "create", "--round", round_id, "--audience", "youth"),
            *("--mode", "paper", "--municipality", "gnesta", "--json"),
        )
    )
    listed = lyhord("collector", "list", "--round", round_id).stdout

    assert made["url"].endswith(
        f"/desk/rounds/{round_id}/paper?audience=youth&door={made['collector']}"
    )
    assert made["url"] in listed
    assert "/s/" not in listed


def test_a_list_is_shown_and_made_only_when_asked(
    lyhord: Run, round_id: str, tmp_path: Path
) -> None:
    source = tmp_path / "skolor.csv"
    source.write_bytes("Namn;Kommun\nHåkanskolan;Gnesta\nBeta;Trosa\n".encode("cp1252"))
    arguments = ("--round", round_id, "--audience", "youth", "--from", str(source), "--json")
    shown = lyhord("collector", "create", *arguments)
    before = _json(lyhord("collector", "list", "--round", round_id, "--json"))
    made = _json(lyhord("collector", "create", *arguments, "--yes"))["collectors"]
    again = lyhord("collector", "create", *arguments, "--yes")
    slug = made[0]["collector"]
    named = ("--round", round_id, "--collector", slug)
    paused = _json(lyhord("collector", "set", *named, "--state", "paused", "--json"))
    removed = _json(lyhord("collector", "remove", *named, "--json"))

    assert "cp1252" in shown.stderr
    assert [] == before
    assert ["Håkanskolan", "Beta"] == [each["name"] for each in made]
    assert (1, 2) == (again.exit_code, again.stderr.count("has this door already"))
    assert ("paused", "removed") == (paused["state"], removed["state"])


def test_a_draft_is_changed_taken_back_and_removed(lyhord: Run, round_id: str) -> None:
    named = ("--round", round_id)
    _json(lyhord("round", "change", *named, "--name", "Våren", "--closes", "2098-12-31", "--json"))
    lyhord("round", "open", *named)
    refused = lyhord("round", "change", *named, "--name", "Nej")
    kept = lyhord("round", "remove", *named)
    _json(lyhord("round", "take-back", *named, "--json"))
    known = lyhord("round", "list").stdout
    _json(lyhord("round", "remove", *named, "--json"))

    assert (1, 1) == (refused.exit_code, kept.exit_code)
    assert "draft" in known
    assert "2098-12-31  Våren" in known
    assert "no rounds yet\n" == lyhord("round", "list").stdout


def test_a_poster_and_cards_are_written_as_pdf(lyhord: Run, round_id: str, tmp_path: Path) -> None:
    made = _json(
        lyhord(
            *("collector", "create", "--round", round_id, "--audience", "youth"),
            *("--mode", "codes", "--count", "1", "--json"),
        )
    )
    named = ("--round", round_id, "--collector", made["collector"])
    sheet, wall = tmp_path / "kort.pdf", tmp_path / "affisch.pdf"
    _json(lyhord("collector", "cards", *named, "--count", "2", "--out", str(sheet), "--json"))
    again = lyhord("collector", "cards", *named, "--count", "2", "--out", str(sheet))
    _json(lyhord("collector", "poster", *named, "--language", "ar", "--out", str(wall), "--json"))

    assert b"%PDF" == sheet.read_bytes()[:4] == wall.read_bytes()[:4]
    assert 0o600 == sheet.stat().st_mode & 0o777
    assert 1 == again.exit_code
