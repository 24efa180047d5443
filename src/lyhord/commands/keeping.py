"""`lyhord retention …`: destroy what is due, and the protocols of it."""

import asyncio
from pathlib import Path
from uuid import UUID

import click
from msgspec import Struct

from lyhord import retention
from lyhord.commands.context import (
    Failure,
    Group,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    write_out,
)
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.errors import NotFoundError, PreservingError
from lyhord.exports import preserving
from lyhord.exports.law.protocol import protocol_pdf
from lyhord.retention import REFUSALS, Due
from lyhord.settings import Settings
from lyhord.storage import retention as stored
from lyhord.storage.database import Connection
from lyhord.storage.retention import Protocol


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of each round that was due."""

    purged: tuple[Protocol, ...] = ()
    due: tuple[Due, ...] = ()
    waiting: tuple[Due, ...] = ()
    failed: tuple[str, ...] = ()


@click.group("retention", cls=Group)
def retention_group() -> None:
    """How long rounds are kept."""


@retention_group.command("run")
@click.option("--dry-run", is_flag=True, help="Only say what would be destroyed.")
@data_dir_option
@json_option
def run_retention(data_dir: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Destroy what is due of every round that has ended, once what is to stay has been kept.

    It cannot be undone. A round that waits for a decision or an officer is left as it is.
    """
    with connected(data_dir) as settings:
        outcome = asyncio.run(_purge(settings, is_dry=dry_run))
    say(outcome, as_json=as_json, text="\n".join(_told(outcome)) or "nothing is due")
    for each in outcome.waiting:
        told = REFUSALS[each.waits_for].format(round=each.round_id)
        click.echo(f"due but waiting: {each.name} ({each.round_id}): {told}", err=True)
    if outcome.failed:
        raise Failure("; ".join(outcome.failed))


@retention_group.command("protocol")
@round_option
@click.option("--purge", "purge_id", type=click.UUID, metavar="ID", help="Which; else the newest.")
@click.option("--out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@data_dir_option
@json_option
def protocol(
    *,
    round_id: UUID,
    purge_id: UUID | None,
    out: Path,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Write the protocol of a purge (gallringsprotokoll) as a PDF."""

    async def work(db: Connection) -> Protocol:
        if purge_id is not None:
            return await stored.protocol(db, round_id, purge_id)
        found = await stored.protocols(db, round_id)
        if not found:
            raise NotFoundError("protocol", f"of the round {round_id}: nothing of it was destroyed")
        return found[0]

    found, _ = run(data_dir, work)
    write_out(out, protocol_pdf(found).content)
    say({"purge": str(found.purge_id), "file": str(out)}, as_json=as_json, text=str(out))


async def _purge(settings: Settings, *, is_dry: bool) -> Outcome:
    """Each round in a transaction of its own: one that fails leaves the others done."""
    found = await as_owner(settings, retention.due)
    waiting = tuple(each for each in found if each.waits_for)
    ready = tuple(each for each in found if not each.waits_for)
    if is_dry:
        return Outcome(due=ready, waiting=waiting)
    purged: list[Protocol] = []
    failed: list[str] = []
    preserve = preserving.into(settings)
    for each in ready:
        try:
            done = await as_owner(
                settings,
                lambda db, each=each: retention.purge(
                    db, each.round_id, preserve=preserve, actor=ACTOR
                ),
            )
        except PreservingError as error:
            failed.append(f"{each.name} ({each.round_id}): {error}")
        else:
            purged += [done] if done else []
    return Outcome(purged=tuple(purged), waiting=waiting, failed=tuple(failed))


def _told(outcome: Outcome) -> list[str]:
    said = [(each, "would be destroyed") for each in outcome.due]
    said += [(each, "destroyed") for each in outcome.purged]
    return [
        f"{each.name} ({each.round_id}), by {each.reference}: "
        + ", ".join(f"{n} {name}" for name, n in each.counts.items())
        + f" {became}"
        for each, became in said
    ]
