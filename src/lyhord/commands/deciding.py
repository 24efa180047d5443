"""`lyhord round decide` and `lyhord round checklist`: what the law asks of a round."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, TypeVar
from uuid import UUID

import click
import msgspec

from lyhord import retention, rounds
from lyhord.commands.context import Command, data_dir_option, json_option, round_option, say
from lyhord.commands.owning import ACTOR, run
from lyhord.errors import BadInputError
from lyhord.retention import Due
from lyhord.storage import decisions
from lyhord.storage.database import Connection
from lyhord.storage.decisions import REQUIREMENTS, Decision, Requirement, Tick

UNTICKED = (
    "The checklist on children's participation is not whole; nobody has ticked: {missing}.\n"
    "See lyhord round checklist, or the round's page of law at the desk."
)
DAYS = click.IntRange(min=1)
Decorated = TypeVar("Decorated", bound=Callable[..., object])
OPTIONS = (
    click.option(
        "--decision", "reference", metavar="NUMBER", help="Of the decision to destroy records."
    ),
    click.option("--originals-days", type=DAYS, help="How long sealed originals are kept."),
    click.option("--statements-days", type=DAYS, help="How long answers and texts are kept."),
    click.option("--registrations-days", type=DAYS, help="How long receipts' hashes are kept."),
    click.option("--approval", metavar="NUMBER", help="Of the ethical review; for research."),
)


def decision_options(function: Decorated) -> Decorated:
    """The flags of all that is decided about a round."""
    for option in reversed(OPTIONS):
        function = option(function)
    return function


def decision_with(known: Decision, given: Mapping[str, str | int | None]) -> Decision:
    """What was decided, with what is decided now in its stead.

    Originals that are not named go no later than the answers that they belong to.
    """
    changes = {name: value for name, value in given.items() if value is not None}
    new = msgspec.structs.replace(known, **changes)
    if "originals_days" in changes:
        return new
    first = min(new.originals_days, new.statements_days)
    return msgspec.structs.replace(new, originals_days=first)


async def unticked(db: Connection, round_id: UUID) -> tuple[Requirement, ...]:
    """The requirements that nobody has ticked."""
    ticked = {tick.requirement for tick in await decisions.ticks(db, round_id)}
    return tuple(each for each in REQUIREMENTS if each not in ticked)


@click.command("decide", cls=Command)
@round_option
@decision_options
@click.option(
    "--yes", is_flag=True, help="Destroy at once what has been kept long enough; no question."
)
@data_dir_option
@json_option
def decide(
    *,
    round_id: UUID,
    yes: bool,
    data_dir: Path | None,
    as_json: bool,
    **decided: str | int | None,
) -> None:
    """Show what is decided about a round, and change what a flag names."""

    async def lost(db: Connection) -> Due | None:
        new = decision_with(await decisions.get(db, round_id), decided)
        rounds.refuse_unsound_decision(new)
        return await retention.newly_due(db, round_id, new)

    async def work(db: Connection) -> Decision:
        new = decision_with(await decisions.get(db, round_id), decided)
        if not yes and await lost(db) != asked:
            raise BadInputError(
                "what would be destroyed has changed meanwhile; nothing was decided"
            )
        await rounds.decide(db, round_id, new, actor=ACTOR)
        return new

    asked = None if yes else run(data_dir, lost)[0]
    if asked is not None:
        _ask(asked)
    found, _ = run(data_dir, work)
    lines = [f"{name:<19} {value}" for name, value in msgspec.structs.asdict(found).items()]
    say(
        {"round": str(round_id)} | msgspec.structs.asdict(found),
        as_json=as_json,
        text="\n".join(lines),
    )


def _ask(lost: Due) -> None:
    """Ask whether this is to be destroyed; where nobody can answer, `--yes` has to say so."""
    counts = ", ".join(f"{name}: {n}" for name, n in lost.counts.items())
    click.echo(
        f"The round ended on {lost.ended_on}. With this decision the worker destroys at once, "
        f"for good: {counts}.",
        err=True,
    )
    try:
        meant = click.confirm("Decide this?", err=True)
    except click.Abort as error:
        raise BadInputError("nothing was decided; --yes decides it without a question") from error
    if not meant:
        raise BadInputError("nothing was decided")


@click.command("checklist", cls=Command)
@round_option
@click.option("--tick", "ticked", multiple=True, type=click.Choice(["all", *REQUIREMENTS]))
@click.option("--untick", "unticked_", multiple=True, type=click.Choice(REQUIREMENTS))
@data_dir_option
@json_option
def checklist(
    *,
    round_id: UUID,
    ticked: tuple[Requirement | Literal["all"], ...],
    unticked_: tuple[Requirement, ...],
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Show the nine requirements on children's participation (GC12 § 134), and tick them."""

    async def work(db: Connection) -> dict[Requirement, Tick]:
        await decisions.get(db, round_id)
        known: set[str] = {tick.requirement for tick in await decisions.ticks(db, round_id)}
        added = set[str](REQUIREMENTS if "all" in ticked else ticked)
        chosen = (known | added) - set(unticked_)
        wanted: list[Requirement] = [each for each in REQUIREMENTS if each in chosen]
        if ticked or unticked_:
            await decisions.set_ticks(db, round_id, wanted, actor=ACTOR)
        return {tick.requirement: tick for tick in await decisions.ticks(db, round_id)}

    found, _ = run(data_dir, work)
    lines = [f"[{'x' if each in found else ' '}] {each}" for each in REQUIREMENTS]
    result = [{"requirement": each, "tick": found.get(each)} for each in REQUIREMENTS]
    say(result, as_json=as_json, text="\n".join(lines))
