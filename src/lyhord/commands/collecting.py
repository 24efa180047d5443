"""`lyhord round …`: collection periods planned, opened, closed, and undone until answered."""

import asyncio
from datetime import datetime
from pathlib import Path
from uuid import UUID

import click
import msgspec
from msgspec import Struct

from lyhord import rounds
from lyhord.commands.context import (
    Group,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    today,
)
from lyhord.commands.deciding import (
    UNTICKED,
    checklist,
    decide,
    decision_options,
    decision_with,
    unticked,
)
from lyhord.commands.following import end_follow_up, follow_up
from lyhord.commands.guarding import grant_rows, guard
from lyhord.commands.keys import told
from lyhord.commands.officers import officers
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.storage import rounds as stored_rounds
from lyhord.storage.database import Connection
from lyhord.storage.decisions import Decision
from lyhord.storage.rounds import Round
from lyhord.triage import keyring, staffing
from lyhord.triage.keyring import Passphrases

UNABLE = (
    "Nobody with the role safeguarding signs in as {people}: warning signs wait unseen until "
    "`lyhord user add` gives them an account"
)
day = click.DateTime(formats=["%Y-%m-%d"])


class Created(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A round that was made, and the passphrases of a key that was made for it.

    Its id under both names that the commands give it.
    """

    round: UUID
    round_id: UUID
    passphrases: Passphrases = {}


@click.group("round", cls=Group)
def round_group() -> None:
    """Collection periods."""


@round_group.command("create")
@click.option("--name", required=True)
@click.option("--purpose", default="", help="What the answers are for.")
@click.option("--owner", default="", help="The board that owns the inquiry.")
@click.option("--opens", required=True, type=day)
@click.option("--closes", required=True, type=day)
@click.option("--results-by", type=day, help="When you promise to tell what happens next.")
@click.option("--officer", required=True, metavar="EMAIL", help="Safeguarding officer.")
@click.option("--deputy", required=True, metavar="EMAIL", help="The officer's deputy.")
@click.option("--retention-days", required=True, type=click.IntRange(min=1))
@click.option("--mode", type=click.Choice(["development", "research"]), default="development")
@click.option("--follows", type=click.UUID, metavar="ID", help="The round that it follows up.")
@decision_options
@data_dir_option
@json_option
def create(
    *,
    name: str,
    purpose: str,
    owner: str,
    opens: datetime,
    closes: datetime,
    results_by: datetime | None,
    officer: str,
    deputy: str,
    retention_days: int,
    mode: str,
    follows: UUID | None,
    data_dir: Path | None,
    as_json: bool,
    **decided: str | int | None,
) -> None:
    """Create a round; it takes answers once it is opened."""
    decision = decision_with(rounds.decided(retention_days), decided)
    with connected(data_dir) as settings:
        plan = rounds.Plan(
            name=name,
            purpose=purpose,
            owner=owner,
            mode="research" if mode == "research" else "development",
            opens=opens.date(),
            closes=closes.date(),
            results_by=results_by.date() if results_by else None,
            officer=officer,
            deputy=deputy,
            retention_days=retention_days,
            place_id=settings.place,
        )
        made = asyncio.run(
            as_owner(settings, lambda db: create_with_key(db, plan, decision, follows))
        )
    if made.passphrases and not as_json:
        click.echo(told(made.passphrases), err=True)
    say(made, as_json=as_json, text=str(made.round))


async def create_with_key(
    db: Connection, plan: rounds.Plan, decision: Decision, follows: UUID | None = None
) -> Created:
    """Create a round; where its two officers do not hold the newest key, with a key for them."""
    people = (plan.officer, plan.deputy)
    staffing.refuse_unsound(*people)
    passphrases = await keyring.ensure(db, people, today=today(), actor=ACTOR)
    round_id = await rounds.create(db, plan, actor=ACTOR, decision=decision)
    if follows is not None:
        await rounds.follow(db, round_id, follows, actor=ACTOR)
    return Created(round=round_id, round_id=round_id, passphrases=passphrases)


@round_group.command("list")
@data_dir_option
@json_option
def list_rounds(data_dir: Path | None, *, as_json: bool) -> None:
    """List rounds, the newest first."""
    found, _ = run(data_dir, stored_rounds.all_rounds)
    lines = [f"{r.round_id}  {r.state:<6}  {r.opens} – {r.closes}  {r.name}" for r in found]
    told = [{"round": r.round_id, **msgspec.structs.asdict(r)} for r in found]
    say(told, as_json=as_json, text="\n".join(lines) or "no rounds yet")


@round_group.command("open")
@round_option
@data_dir_option
@json_option
def open_(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Open a round for answers; says what its checklist lacks, and who cannot see its cases."""

    async def work(db: Connection) -> tuple[Round, tuple[str, ...], tuple[str, ...]]:
        opened = await rounds.open_round(db, round_id, actor=ACTOR)
        unable = await staffing.without_account(db, opened)
        return opened, await unticked(db, round_id), unable

    (opened, missing, unable), _ = run(data_dir, work)
    if missing:
        click.echo(UNTICKED.format(missing=", ".join(missing)), err=True)
    if unable:
        click.echo(UNABLE.format(people=", ".join(unable)), err=True)
    result = {
        "round": str(round_id),
        "state": opened.state,
        "unticked": missing,
        "without_account": unable,
    }
    say(result, as_json=as_json, text=f"open until {opened.closes}: {opened.name}")


@round_group.command("change")
@round_option
@click.option("--name")
@click.option("--purpose")
@click.option("--owner")
@click.option("--opens", type=day)
@click.option("--closes", type=day)
@click.option("--results-by", type=day)
@click.option("--retention-days", type=click.IntRange(min=1))
@click.option("--mode", type=click.Choice(["development", "research"]))
@data_dir_option
@json_option
def change(
    *, round_id: UUID, data_dir: Path | None, as_json: bool, **asked: str | int | datetime | None
) -> None:
    """Change what a flag names of a draft; others answer for it through `officers`."""
    named = {
        name: value.date() if isinstance(value, datetime) else value
        for name, value in asked.items()
        if value is not None
    }

    async def work(db: Connection) -> None:
        known = await stored_rounds.get(db, round_id)
        plan = msgspec.convert(known, rounds.Plan, from_attributes=True)
        await rounds.change(db, round_id, msgspec.structs.replace(plan, **named), actor=ACTOR)

    run(data_dir, work)
    say({"round": str(round_id), "changed": sorted(named)}, as_json=as_json, text="changed")


@round_group.command("take-back")
@round_option
@data_dir_option
@json_option
def take_back(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Make a round a draft again, as long as nobody has answered."""
    run(data_dir, lambda db: rounds.take_back(db, round_id, actor=ACTOR))
    say({"round": str(round_id), "state": "draft"}, as_json=as_json, text="a draft again")


@round_group.command("remove")
@round_option
@data_dir_option
@json_option
def discard(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Remove a draft with its doors and what was sent to try them out."""
    run(data_dir, lambda db: rounds.discard(db, round_id, actor=ACTOR))
    say({"round": str(round_id), "state": "removed"}, as_json=as_json, text="removed")


@round_group.command("close")
@round_option
@data_dir_option
@json_option
def close(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Close a round; answers that are being written are taken for two more hours."""
    closed, _ = run(data_dir, lambda db: rounds.close_round(db, round_id, actor=ACTOR))
    say({"round": str(round_id), "state": closed.state}, as_json=as_json, text="closed")


round_group.add_command(officers)
round_group.add_command(decide)
round_group.add_command(checklist)
round_group.add_command(guard)
round_group.add_command(grant_rows)
round_group.add_command(follow_up)
round_group.add_command(end_follow_up)


@round_group.command("lock")
@round_option
@data_dir_option
@json_option
def lock(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Lock a closed round when its results are put together: no answer is taken back any more."""
    locked, _ = run(
        data_dir, lambda db: rounds.lock_round(db, round_id, actor=ACTOR, today=today())
    )
    result = {"round": str(round_id), "is_locked": locked.is_locked}
    say(result, as_json=as_json, text=f"locked: {locked.name}")
