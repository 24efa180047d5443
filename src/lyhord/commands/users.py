"""`lyhord user …`: the accounts of those who work at the desk."""

import sys
from pathlib import Path
from uuid import uuid4

import click

from lyhord.commands.context import Group, data_dir_option, json_option, say
from lyhord.commands.owning import ACTOR, run
from lyhord.commands.scopes import municipality_option, role_option, where
from lyhord.errors import BadInputError
from lyhord.privacy.passwords import SHORTEST, Passwords
from lyhord.storage import accounts
from lyhord.storage.accounts import ListedAccount, Role, StoredAccount
from lyhord.storage.database import Connection

password_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input."
)


@click.group("user", cls=Group)
def user_group() -> None:
    """Accounts of staff."""


@user_group.command("add")
@click.argument("email")
@role_option
@municipality_option
@password_option
@data_dir_option
@json_option
def add(
    *,
    email: str,
    role: Role,
    municipalities: tuple[str, ...],
    password_stdin: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Add an account that signs in with an e-mail address and a password."""
    password = _password(from_stdin=password_stdin)
    account = new_account(email, role, password, municipalities=municipalities)
    run(data_dir, lambda db: accounts.add(db, account, actor=ACTOR))
    said = {
        "account": str(account.account_id),
        "email": account.email,
        "role": role,
        "municipalities": municipalities,
    }
    text = f"{account.email} can sign in as {role}{where(municipalities)}"
    say(said, as_json=as_json, text=text)


@user_group.command("list")
@data_dir_option
@json_option
def list_users(data_dir: Path | None, *, as_json: bool) -> None:
    """List accounts by address."""
    found, _ = run(data_dir, accounts.every)
    say(found, as_json=as_json, text="\n".join(map(_line, found)) or "no accounts yet")


@user_group.command("remove")
@click.argument("email")
@data_dir_option
def remove(email: str, data_dir: Path | None) -> None:
    """Take an account away; whoever is signed in with it is so no more."""

    async def work(db: Connection) -> None:
        await accounts.remove(db, await accounts.named(db, email), actor=ACTOR)

    run(data_dir, work)
    click.echo(f"{accounts.known_as(email)} is removed")


@user_group.command("set-role")
@click.argument("email")
@role_option
@municipality_option
@data_dir_option
def set_role(
    *, email: str, role: Role, municipalities: tuple[str, ...], data_dir: Path | None
) -> None:
    """Let an account do and see something else; it has to sign in again."""

    async def work(db: Connection) -> None:
        account = await accounts.named(db, email)
        await accounts.set_role(db, account, role=role, municipalities=municipalities, actor=ACTOR)

    run(data_dir, work)
    click.echo(f"{accounts.known_as(email)} is {role}{where(municipalities)}")


@user_group.command("set-password")
@click.argument("email")
@password_option
@data_dir_option
def set_password(email: str, *, password_stdin: bool, data_dir: Path | None) -> None:
    """Give an account another password; it has to sign in again."""
    password_hash = _hashed(_password(from_stdin=password_stdin))

    async def work(db: Connection) -> None:
        account = await accounts.named(db, email)
        if account.subject is not None:
            raise BadInputError(f"{account.email} signs in through the sign-in service")
        await accounts.set_password(db, account, password_hash=password_hash, actor=ACTOR)

    run(data_dir, work)
    click.echo(f"{accounts.known_as(email)} has another password")


@user_group.command("reset-second-factor")
@click.argument("email")
@data_dir_option
def reset_second_factor(email: str, data_dir: Path | None) -> None:
    """Take away the second factor and recovery codes of somebody who lost both."""

    async def work(db: Connection) -> None:
        await accounts.reset_factor(db, await accounts.named(db, email), actor=ACTOR)

    run(data_dir, work)
    click.echo(f"{accounts.known_as(email)} signs in with the password alone")


def new_account(
    email: str, role: Role, password: str, *, municipalities: tuple[str, ...] = ()
) -> StoredAccount:
    """Make an account of what somebody typed; raises `BadInputError` with the remedy."""
    address = accounts.known_as(email)
    name, _, host = address.rpartition("@")
    if not name or not host or " " in address:
        raise BadInputError(f"{address or 'nothing'} is no e-mail address: write name@example.se")
    return StoredAccount(
        account_id=uuid4(),
        email=address,
        role=role,
        municipalities=municipalities,
        password_hash=_hashed(password),
    )


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        raise BadInputError(f"the password is too short: use at least {SHORTEST} characters")
    return Passwords().hash(password)


def _line(account: ListedAccount) -> str:
    ways = ["sign-in service"] if account.is_vouched_for else []
    ways += ["second factor"] if account.has_factor else []
    more = f"  ({', '.join(ways)})" if ways else ""
    return f"{account.role:<12}  {account.email}{where(account.municipalities)}{more}"


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("give the password on standard input with --password-stdin")
    password: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    return password
