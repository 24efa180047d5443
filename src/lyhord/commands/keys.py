"""`lyhord key …`: the safeguarding officers' keys; what opens them is shown once and never kept."""

import asyncio
import sys
from pathlib import Path

import click

from lyhord.commands.context import Group, connected, data_dir_option, json_option, say, today
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.errors import BadInputError, NotFoundError
from lyhord.privacy import sealing
from lyhord.privacy.passphrases import new_passphrase
from lyhord.storage import keys
from lyhord.storage.database import Connection
from lyhord.triage import keyring
from lyhord.triage.keyring import Passphrases

SHORTEST = 12
EVERYBODY = "whoever knows it"
KEYS_MADE = (
    "The passphrases open the sealed originals. Hand each to its holder alone; they are not shown\n"
    "again:\n\n{lines}\n"
)
holder_option = click.option(
    "--holder", "holders", multiple=True, metavar="EMAIL", help="Who may open; once for each."
)


@click.group("key", cls=Group)
def key_group() -> None:
    """The safeguarding officers' keys."""


@key_group.command("create")
@holder_option
@click.option("--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input.")
@data_dir_option
@json_option
def create(
    holders: tuple[str, ...], data_dir: Path | None, *, passphrase_stdin: bool, as_json: bool
) -> None:
    """Make the key that originals are sealed to, and show its passphrases this once.

    Without --holder one passphrase opens it, for the officer and the deputy to share.
    """
    if holders and passphrase_stdin:
        raise click.UsageError("each holder gets a passphrase that is made for them")
    if holders:
        _show(_first(data_dir, holders), as_json=as_json)
        return
    passphrase = read_passphrase() if passphrase_stdin else new_passphrase()
    is_first, _ = run(data_dir, lambda db: make_first_key(db, passphrase, actor=ACTOR))
    if not is_first:
        raise BadInputError("there is a key already, perhaps made with the first round")
    result = {"made": "key"} | ({} if passphrase_stdin else {"passphrase": passphrase})
    say(result, as_json=as_json, text="\n".join(f"{name}: {it}" for name, it in result.items()))


@key_group.command("rotate")
@holder_option
@data_dir_option
@json_option
def rotate(holders: tuple[str, ...], data_dir: Path | None, *, as_json: bool) -> None:
    """Make a new key for all that comes from now on; what is sealed keeps its old one.

    For the same holders, or for those that are named. Drafts and open rounds change to it.
    """
    (made, left), _ = run(
        data_dir, lambda db: keyring.rotate(db, holders=holders, today=today(), actor=ACTOR)
    )
    _show(made, as_json=as_json, left=[str(round_id) for round_id in left])


@key_group.command("share")
@click.option("--from", "owner", required=True, metavar="EMAIL", help="Whose passphrase it is.")
@click.option("--to", required=True, metavar="EMAIL", help="Who gets a copy; oneself to change.")
@click.option("--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input.")
@data_dir_option
@json_option
def share(
    owner: str, to: str, data_dir: Path | None, *, passphrase_stdin: bool, as_json: bool
) -> None:
    """Give somebody a copy of every key that a passphrase opens, with a passphrase of their own."""
    passphrase = _typed(from_stdin=passphrase_stdin)
    new, _ = run(
        data_dir,
        lambda db: keyring.share(db, passphrase, owner=owner, to=to, today=today()),
    )
    if new is None:
        raise BadInputError(f"the passphrase opens no key of {owner}")
    _show({to: new}, as_json=as_json)


@key_group.command("revoke")
@click.option("--holder", required=True, metavar="EMAIL")
@data_dir_option
@json_option
def revoke(holder: str, data_dir: Path | None, *, as_json: bool) -> None:
    """Take somebody's copies back; who may have kept one is answered by `lyhord key rotate`."""
    n, _ = run(data_dir, lambda db: keyring.revoke(db, holder, actor=ACTOR))
    say({"holder": holder, "removed": n}, as_json=as_json, text=f"{n} taken back from {holder}")


@key_group.command("list")
@data_dir_option
@json_option
def list_copies(data_dir: Path | None, *, as_json: bool) -> None:
    """List who holds a copy of which key, the newest key first."""
    found, _ = run(data_dir, keys.holders)
    copies = [
        {"key": str(copy.key_id), "holder": copy.holder, "made_on": str(copy.made_on)}
        for copy in found
    ]
    lines = [f"{copy['key']}  {copy['made_on']}  {copy['holder'] or EVERYBODY}" for copy in copies]
    say(copies, as_json=as_json, text="\n".join(lines) or "no keys yet")


def read_passphrase() -> str:
    """One line from standard input, long enough to protect a key."""
    passphrase = sys.stdin.readline().rstrip("\r\n")
    if len(passphrase) < SHORTEST:
        raise BadInputError(f"a passphrase has at least {SHORTEST} characters")
    return passphrase


async def make_first_key(db: Connection, passphrase: str, *, actor: str) -> bool:
    """Make a key with a shared passphrase where there is none yet, and say whether that was so."""
    try:
        await keys.latest(db)
    except NotFoundError:
        key = keys.made_today(sealing.new_key(passphrase), today=today())
        await keys.add(db, key, actor=actor)
        return True
    return False


def told(passphrases: Passphrases) -> str:
    """Passphrases for people to hand on."""
    lines = "\n".join(f"  {who or EVERYBODY}: {it}" for who, it in passphrases.items())
    return KEYS_MADE.format(lines=lines)


def _first(data_dir: Path | None, holders: tuple[str, ...]) -> Passphrases:
    with connected(data_dir) as settings:
        return asyncio.run(as_owner(settings, lambda db: _made_first(db, holders)))


async def _made_first(db: Connection, holders: tuple[str, ...]) -> Passphrases:
    if await keys.holders(db):
        raise BadInputError("there is a key already: `lyhord key rotate` makes another")
    return await keyring.make(db, holders, today=today(), actor=ACTOR)


def _show(made: Passphrases, *, as_json: bool, left: list[str] | None = None) -> None:
    result: dict[str, object] = {"passphrases": made}
    text = told(made)
    if left is not None:
        result["rounds_with_old_key"] = left
    if left:
        text += f"\nThese rounds keep their old key, for their people lack the new one: {left}\n"
    say(result, as_json=as_json, text=text)


def _typed(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError("give the passphrase on standard input with --passphrase-stdin")
    passphrase: str = click.prompt("Passphrase", hide_input=True)
    return passphrase
