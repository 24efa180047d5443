"""`lyhord round guard` and `lyhord round grant-rows`: how strictly figures are guarded."""

from datetime import datetime
from pathlib import Path
from typing import get_args
from uuid import UUID

import click
import msgspec

from lyhord.commands.context import Command, data_dir_option, json_option, round_option, say
from lyhord.commands.owning import ACTOR, run
from lyhord.storage import guards, rounds, tokens
from lyhord.storage.accounts import known_as
from lyhord.storage.database import Connection
from lyhord.storage.guards import LARGEST_K, SMALLEST_K, Attribute, Guard

number = click.IntRange(SMALLEST_K, LARGEST_K)


@click.command("guard", cls=Command)
@round_option
@click.option("--k", type=number, help="How many a figure must speak of.")
@click.option("--k-children", type=number, help="The same where there are children.")
@click.option(
    "--quotes-name",
    type=click.Choice(get_args(Attribute)),
    help="The one thing that a quote tells of who wrote it.",
)
@data_dir_option
@json_option
def guard(
    *,
    round_id: UUID,
    k: int | None,
    k_children: int | None,
    quotes_name: Attribute | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Show or set how strictly a round's figures are guarded, from the next ones published on."""
    asked = {"k": k, "k_children": k_children, "quotes_name": quotes_name}
    changes = {name: value for name, value in asked.items() if value is not None}

    async def work(db: Connection) -> Guard:
        await rounds.get(db, round_id)
        known = await guards.get(db, round_id)
        if not changes:
            return known
        wanted = msgspec.structs.replace(known, **changes)
        if wanted.k_children < wanted.k:
            raise click.UsageError("--k-children is never less than --k")
        await guards.put(db, round_id, wanted, actor=ACTOR)
        return await guards.get(db, round_id)

    rule, _ = run(data_dir, work)
    text = f"k {rule.k}, with children {rule.k_children}, quotes name {rule.quotes_name}"
    say(msgspec.to_builtins(rule), as_json=as_json, text=text)


@click.command("grant-rows", cls=Command)
@round_option
@click.option("--email", help="Whose account.")
@click.option("--token", type=click.UUID, help="Which token, by its id.")
@click.option("--until", required=True, type=click.DateTime(formats=["%Y-%m-%d"]))
@data_dir_option
@json_option
def grant_rows(
    *,
    round_id: UUID,
    email: str | None,
    token: UUID | None,
    until: datetime,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Let an account or a token take a round's rows out until a day; a past one ends it."""
    if (email is None) == (token is None):
        raise click.UsageError("name an account with --email or a token with --token")
    name = known_as(email) if email else tokens.holder(token) if token else ""
    day = until.date()

    async def work(db: Connection) -> None:
        await rounds.get(db, round_id)
        await guards.grant_rows(db, round_id, holder=name, until=day, actor=ACTOR)

    run(data_dir, work)
    told = {"round": str(round_id), "email" if email else "token": name, "until": str(day)}
    say(told, as_json=as_json, text=f"{name} may take rows out until {day}")
