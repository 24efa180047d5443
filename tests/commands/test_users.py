"""Accounts from the command line: added, listed, and refused in one line."""

import json

import pytest
from click.testing import CliRunner, Result

from lyhord.commands.users import user_group
from lyhord.settings import Settings


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    assert settings.database_url is not None
    return {"LYHORD_DATABASE_URL": settings.database_url}


def run(environment: dict[str, str], *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(user_group, list(arguments), input=typed, env=environment)


def add(environment: dict[str, str], email: str, *more: str, typed: str = "hemligt!\n") -> Result:
    return run(
        environment, "add", email, "--role", "analyst", "--password-stdin", *more, typed=typed
    )


def test_an_account_is_added_and_listed(environment: dict[str, str]) -> None:
    added = add(environment, " Nagon@Exempel.se ", "--json")
    listed = run(environment, "list", "--json")

    assert (added.exit_code, listed.exit_code) == (0, 0)
    account = json.loads(added.stdout)
    assert account["email"] == "nagon@exempel.se"
    assert [(found["email"], found["role"]) for found in json.loads(listed.stdout)] == [
        ("nagon@exempel.se", "analyst")
    ]


def test_nothing_that_is_printed_holds_the_password_or_its_hash(
    environment: dict[str, str],
) -> None:
    printed = add(environment, "nagon@exempel.se").output + run(environment, "list").output

    assert "hemligt" not in printed
    assert "argon2" not in printed


def test_the_same_address_again_fails_in_one_line(environment: dict[str, str]) -> None:
    add(environment, "nagon@exempel.se")
    again = add(environment, "NAGON@exempel.se")

    assert again.exit_code == 1
    assert again.stderr == "lyhord: there is already an account nagon@exempel.se\n"


@pytest.mark.parametrize("email", ["", "nobody", "@exempel.se", "a b@exempel.se", "a@"])
def test_what_is_no_address_is_refused(environment: dict[str, str], email: str) -> None:
    result = add(environment, email)

    assert result.exit_code == 1
    assert "is no e-mail address" in result.stderr


def test_a_short_password_is_refused(environment: dict[str, str]) -> None:
    result = add(environment, "nagon@exempel.se", typed="kort\n")

    assert result.exit_code == 1
    assert "at least 8 characters" in result.stderr


def test_an_unknown_role_is_wrong_usage(environment: dict[str, str]) -> None:
    result = run(
        environment, "add", "a@exempel.se", "--role", "king", "--password-stdin", typed="hemligt!"
    )

    assert result.exit_code == 2


def test_without_a_terminal_the_password_must_come_on_stdin(environment: dict[str, str]) -> None:
    result = run(environment, "add", "a@exempel.se", "--role", "viewer")

    assert result.exit_code == 2
    assert "--password-stdin" in result.stderr


def test_an_account_is_limited_to_municipalities_that_there_are(
    environment: dict[str, str],
) -> None:
    added = add(environment, "a@exempel.se", "--municipality", "gnesta", "--municipality", "trosa")
    unknown = add(environment, "b@exempel.se", "--municipality", "atlantis")
    listed = json.loads(run(environment, "list", "--json").stdout)

    assert (added.exit_code, unknown.exit_code) == (0, 2)
    assert "there is no municipality atlantis: write one of eskilstuna" in unknown.stderr
    assert [each["municipalities"] for each in listed] == [["gnesta", "trosa"]]


def test_an_account_gets_another_role_and_is_removed(environment: dict[str, str]) -> None:
    add(environment, "a@exempel.se", "--municipality", "gnesta")
    changed = run(environment, "set-role", "A@exempel.se", "--role", "viewer")
    after = json.loads(run(environment, "list", "--json").stdout)
    removed = run(environment, "remove", "a@exempel.se")
    again = run(environment, "remove", "a@exempel.se")

    assert (changed.exit_code, removed.exit_code, again.exit_code) == (0, 0, 1)
    assert [(each["role"], each["municipalities"]) for each in after] == [("viewer", [])]
    assert again.stderr == "lyhord: there is no account a@exempel.se\n"
