"""Keys from the command line: made, listed, handed on, replaced, taken back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.privacy import sealing
from lyhord.settings import Settings
from tests.builders import CHEAP

Run = Callable[..., Result]
A, B, C = "a@example.org", "b@example.org", "c@example.org"
ROUND = ("--opens", "2026-01-01", "--closes", "2099-12-31", "--retention-days", "90")


@pytest.fixture
def lyhord(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command on the test's own database; guessing costs little there."""
    real = sealing.Cost
    monkeypatch.setattr(sealing, "Cost", lambda **parts: real(**parts) if parts else CHEAP)
    environment = {"LYHORD_DATABASE_URL": settings.database_url, "LYHORD_SECRET": "s" * 32}

    def run(*arguments: str, stdin: str = "") -> Result:
        return CliRunner(env=environment).invoke(main, list(arguments), input=stdin)

    return run


def _json(result: Result) -> Any:  # noqa: ANN401 - whatever the command says
    assert 0 == result.exit_code, result.output
    return json.loads(result.stdout)


def test_each_holder_gets_a_passphrase_and_the_list_shows_none(lyhord: Run) -> None:
    made = _json(lyhord("key", "create", "--holder", A, "--holder", B, "--json"))["passphrases"]
    again = lyhord("key", "create", "--holder", C)
    listed = lyhord("key", "list")

    assert {A, B} == set(made)
    assert 1 == again.exit_code
    assert A in listed.stdout
    assert not any(passphrase in listed.stdout for passphrase in made.values())


def test_a_key_is_shared_and_taken_back(lyhord: Run) -> None:
    made = _json(lyhord("key", "create", "--holder", A, "--json"))["passphrases"]
    share = ("key", "share", "--from", A, "--to", B, "--passphrase-stdin", "--json")
    wrong = lyhord(*share, stdin="gissning\n")
    new = _json(lyhord(*share, stdin=f"{made[A]}\n"))["passphrases"]
    taken = _json(lyhord("key", "revoke", "--holder", A, "--json"))
    last = lyhord("key", "revoke", "--holder", B)

    assert (1, 1) == (wrong.exit_code, last.exit_code)
    assert {B} == set(new)
    assert 1 == taken["removed"]
    assert "last copy" in last.stderr


def test_a_new_key_is_for_the_same_holders_and_for_rounds_that_are_open(lyhord: Run) -> None:
    lyhord("publish")
    people = ("--officer", A, "--deputy", B)
    made = _json(lyhord("round", "create", "--name", "En", *people, *ROUND, "--json"))
    rotated = _json(lyhord("key", "rotate", "--json"))
    other = _json(lyhord("key", "rotate", "--holder", A, "--json"))

    assert {A, B} == set(rotated["passphrases"])
    assert made["passphrases"] != rotated["passphrases"]
    assert [] == rotated["rounds_with_old_key"]
    assert [made["round"]] == other["rounds_with_old_key"]


def test_another_deputy_is_named_and_told_of_as_one_without_a_key(lyhord: Run) -> None:
    lyhord("publish")
    people = ("--officer", A, "--deputy", B)
    made = _json(lyhord("round", "create", "--name", "En", *people, *ROUND, "--json"))
    change = ("round", "officers", "--round", made["round"])
    changed = _json(lyhord(*change, "--deputy", C, "--json"))
    same = lyhord(*change, "--officer", C)

    assert {"officer": A, "deputy": C, "without_key": [C]} == changed
    assert 1 == same.exit_code
    assert "two people" in same.stderr
