"""`lyhord token …`: what programs of analysts show at the JSON routes."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import click

from lyhord.commands.context import Group, data_dir_option, json_option, say, today
from lyhord.commands.owning import ACTOR, run
from lyhord.commands.scopes import municipality_option, role_option, where
from lyhord.storage import tokens
from lyhord.storage.accounts import Role
from lyhord.storage.tokens import Token

DAYS = 90


@click.group("token", cls=Group)
def token_group() -> None:
    """Tokens for programs that read through the JSON routes."""


@token_group.command("create")
@role_option
@municipality_option
@click.option("--name", default="", help="What it is for, to know it again by.")
@click.option("--days", default=DAYS, show_default=True, type=click.IntRange(1, 3_650))
@data_dir_option
@json_option
def create(
    *,
    role: Role,
    municipalities: tuple[str, ...],
    name: str,
    days: int,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Make a token; it is shown this once."""
    expires_on = today() + timedelta(days=days)
    (token_id, text), _ = run(
        data_dir,
        lambda db: tokens.create(
            db,
            name=name,
            role=role,
            municipalities=municipalities,
            expires_on=expires_on,
            actor=ACTOR,
        ),
    )
    said = {"token": text, "id": str(token_id), "role": role, "expires": expires_on}
    say(said, as_json=as_json, text=f"{text}\n{role}{where(municipalities)}, until {expires_on}")


@token_group.command("list")
@data_dir_option
@json_option
def list_tokens(data_dir: Path | None, *, as_json: bool) -> None:
    """List tokens; their texts are kept nowhere."""
    found, _ = run(data_dir, tokens.every)
    say(found, as_json=as_json, text="\n".join(map(_line, found)) or "no tokens")


@token_group.command("revoke")
@click.argument("token", type=click.UUID)
@data_dir_option
def revoke(token: UUID, data_dir: Path | None) -> None:
    """Let a token, named by its id, open nothing any more."""
    run(data_dir, lambda db: tokens.revoke(db, token, actor=ACTOR))
    click.echo(f"{token} is revoked")


def _line(token: Token) -> str:
    used = f", used {token.used_on}" if token.used_on else ""
    said = f"{token.role:<12}  until {token.expires_on}{used}{where(token.municipalities)}"
    return f"{token.token_id}  {said}  {token.name}".rstrip()
