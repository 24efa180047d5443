"""`lyhord user …`: the accounts of those who work at the desk."""

import sys
from pathlib import Path
from uuid import uuid4

import click

from lyhord.commands.context import Group, data_dir_option, json_option, say
from lyhord.commands.owning import ACTOR, run
from lyhord.errors import BadInputError
from lyhord.privacy.passwords import SHORTEST, Passwords
from lyhord.storage import accounts
from lyhord.storage.accounts import ROLES, Role, StoredAccount


@click.group("user", cls=Group)
def user_group() -> None:
    """Accounts of staff."""


@user_group.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@data_dir_option
@json_option
def add(
    *, email: str, role: Role, password_stdin: bool, data_dir: Path | None, as_json: bool
) -> None:
    """Add an account that signs in with an e-mail address and a password."""
    account = new_account(email, role, _password(from_stdin=password_stdin))
    run(data_dir, lambda db: accounts.add(db, account, actor=ACTOR))
    said = {"account": str(account.account_id), "email": account.email, "role": role}
    say(said, as_json=as_json, text=f"{account.email} can sign in as {role}")


@user_group.command("list")
@data_dir_option
@json_option
def list_users(data_dir: Path | None, *, as_json: bool) -> None:
    """List accounts by address."""
    found, _ = run(data_dir, accounts.every)
    lines = [f"{account.role:<12}  {account.email}" for account in found]
    say(found, as_json=as_json, text="\n".join(lines) or "no accounts yet")


def new_account(email: str, role: Role, password: str) -> StoredAccount:
    """Make an account of what somebody typed; raises `BadInputError` with the remedy."""
    address = accounts.known_as(email)
    name, _, host = address.rpartition("@")
    if not name or not host or " " in address:
        raise BadInputError(f"{address or 'nothing'} is no e-mail address: write name@example.se")
    if len(password) < SHORTEST:
        raise BadInputError(f"the password is too short: use at least {SHORTEST} characters")
    return StoredAccount(
        account_id=uuid4(),
        email=address,
        role=role,
        password_hash=Passwords().hash(password),
    )


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("give the password on standard input with --password-stdin")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
