"""`lyhord round …` and `lyhord collector …`."""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import get_args
from uuid import UUID
from zoneinfo import ZoneInfo

import click
from msgspec import Struct

from lyhord import rounds
from lyhord.commands.context import (
    Group,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
)
from lyhord.commands.deciding import (
    UNTICKED,
    checklist,
    decide,
    decision_options,
    decision_with,
    unticked,
)
from lyhord.commands.guarding import grant_rows, guard
from lyhord.commands.inviting import Made, codes_for, refuse_odd_codes, tell_made, write_codes
from lyhord.commands.keys import told
from lyhord.commands.officers import officers
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.instruments.definition import Audience
from lyhord.settings import Settings
from lyhord.storage import collectors
from lyhord.storage import rounds as stored_rounds
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Connection
from lyhord.storage.decisions import Decision
from lyhord.storage.rounds import Round
from lyhord.triage import keyring, staffing
from lyhord.triage.keyring import Passphrases

MOST_CODES = 100_000
UNABLE = (
    "Nobody with the role safeguarding signs in as {people}: warning signs wait unseen until "
    "`lyhord user add` gives them an account"
)
day = click.DateTime(formats=["%Y-%m-%d"])
new_file = click.Path(path_type=Path, dir_okay=False)


class Created(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A round that was made, and the passphrases of a key that was made for it."""

    round: UUID
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
        made = asyncio.run(as_owner(settings, lambda db: create_with_key(db, plan, decision)))
    if made.passphrases and not as_json:
        click.echo(told(made.passphrases), err=True)
    say(made, as_json=as_json, text=str(made.round))


async def create_with_key(db: Connection, plan: rounds.Plan, decision: Decision) -> Created:
    """Create a round; where its two officers do not hold the newest key, with a key for them."""
    today = date.today()  # noqa: DTZ011 - a day is enough
    people = (plan.officer, plan.deputy)
    staffing.refuse_unsound(*people)
    passphrases = await keyring.ensure(db, people, today=today, actor=ACTOR)
    round_id = await rounds.create(db, plan, actor=ACTOR, decision=decision)
    return Created(round=round_id, passphrases=passphrases)


@round_group.command("list")
@data_dir_option
@json_option
def list_rounds(data_dir: Path | None, *, as_json: bool) -> None:
    """List rounds, the newest first."""
    found, _ = run(data_dir, stored_rounds.all_rounds)
    lines = [f"{r.round_id}  {r.state:<6}  {r.opens} – {r.closes}  {r.name}" for r in found]
    say(found, as_json=as_json, text="\n".join(lines) or "no rounds yet")


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


@round_group.command("lock")
@round_option
@data_dir_option
@json_option
def lock(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Lock a closed round when its results are put together: no answer is taken back any more."""

    async def work(db: Connection, settings: Settings) -> Round:
        today = datetime.now(ZoneInfo(settings.timezone)).date()
        return await rounds.lock_round(db, round_id, actor=ACTOR, today=today)

    with connected(data_dir) as settings:
        locked = asyncio.run(as_owner(settings, lambda db: work(db, settings)))
    result = {"round": str(round_id), "is_locked": locked.is_locked}
    say(result, as_json=as_json, text=f"locked: {locked.name}")


@click.group("collector", cls=Group)
def collector_group() -> None:
    """Doors into a round."""


@collector_group.command("create")
@round_option
@click.option("--audience", required=True, type=click.Choice(get_args(Audience)))
@click.option(
    "--mode", type=click.Choice(["open", "codes", "paper"]), default="open", show_default=True
)
@click.option("--municipality", help="Preset, and then not asked.")
@click.option("--name", default="", help="Which school, service or event.")
@click.option("--count", type=click.IntRange(1, MOST_CODES), help="How many codes to make.")
@click.option("--out", type=new_file, help="A new file for the codes and their links (CSV).")
@data_dir_option
@json_option
def create_collector(
    *,
    round_id: UUID,
    audience: Audience,
    mode: Mode,
    municipality: str | None,
    name: str,
    count: int | None,
    out: Path | None,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Create a door and print its link: the survey's, or for paper where staff type answers in.

    A door for codes prints them too; they are shown only now.
    """
    refuse_odd_codes(mode, count=count, out=out)

    async def work(db: Connection, settings: Settings) -> Made:
        door = await rounds.add_collector(
            db,
            round_id,
            audience=audience,
            mode=mode,
            municipality=municipality,
            name=name,
            actor=ACTOR,
        )
        codes = await codes_for(db, door, count or 0, settings)
        if out is not None:
            # before the commit: where the file cannot be written there is no door either
            write_codes(codes, link(settings, door), out)
        return Made(door, codes)

    with connected(data_dir) as settings:
        made = asyncio.run(as_owner(settings, lambda db: work(db, settings)))
    tell_made(made, link(settings, made.door), out=out, as_json=as_json)


@collector_group.command("list")
@round_option
@data_dir_option
@json_option
def list_collectors(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """List the doors of a round."""
    found, settings = run(data_dir, lambda db: collectors.of_round(db, round_id))
    lines = [f"{c.audience:<13} {c.mode:<6} {link(settings, c)}  {c.name}" for c in found]
    result = [
        {
            "collector": c.slug,
            "audience": c.audience,
            "mode": c.mode,
            "name": c.name,
            "url": link(settings, c),
            "trial": trial_link(settings, c),
        }
        for c in found
    ]
    say(result, as_json=as_json, text="\n".join(lines) or "no collectors yet")


def link(settings: Settings, door: Collector) -> str:
    """The address of a door; a paper's leads to the desk, where its answers are typed in."""
    if door.mode == "paper":
        here = f"{settings.address}/desk/rounds/{door.round_id}/paper"
        return f"{here}?audience={door.audience}&door={door.slug}"
    return f"{settings.address}/s/{door.slug}"


def trial_link(settings: Settings, door: Collector) -> str | None:
    """Where a public door can be tried out, also in a draft; what is sent there never counts."""
    return None if door.mode == "paper" else f"{settings.address}/s/{door.trial_slug}"
