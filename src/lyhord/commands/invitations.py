"""`lyhord invite …`: invitations by e-mail, looked through, queued, followed and reminded of."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import click

from lyhord.collecting import doors
from lyhord.commands.context import (
    Group,
    connected,
    data_dir_option,
    json_option,
    round_option,
    say,
    today,
)
from lyhord.commands.inviting import secret_of
from lyhord.commands.owning import ACTOR, as_owner, run
from lyhord.errors import BadInputError
from lyhord.inviting import mailing as verbs
from lyhord.inviting.addresses import Listed, read, text_of
from lyhord.inviting.letters import Sender
from lyhord.inviting.mailing import Draft
from lyhord.settings import Settings
from lyhord.storage import invitations
from lyhord.storage.database import Connection
from lyhord.storage.invitations import Mailing

Result = TypeVar("Result")

MOST_BYTES = 10_000_000
SHOWN = 20
listed_file = click.Path(path_type=Path, dir_okay=False, exists=True)
mailing_option = click.option("--mailing", "mailing_id", required=True, type=click.UUID)
FAULTS = {
    "nothing": "there is no address",
    "too_many": "a list has at most 20,000 addresses; send the rest with another one",
    "no_address": "no address here: {value}",
    "invalid": "letters cannot be sent to {value}",
}
# what the verbs refuse, by the code of it
REFUSALS = {
    "not_grown_up": "letters go to guardians and professionals alone, through a door for codes",
    "not_open": "the round or the door takes no answers now, so nobody is invited",
    "no_language": "the survey does not speak this language",
    "nobody_new": "everybody on the list has got a letter of this round already, or wants none",
    "no_reminder": "a reminder is sent once, when every invitation has left",
}


@click.group("invite", cls=Group)
def invite_group() -> None:
    """Invitations by e-mail."""


@invite_group.command("send")
@click.argument("file", type=listed_file)
@round_option
@click.option("--collector", "slug", required=True, help="A door for codes: the end of its link.")
@click.option("--language", default="sv", show_default=True, help="Of the letter.")
@click.option("--yes", "is_sure", is_flag=True, help="Queue the letters.")
@data_dir_option
@json_option
def send(
    file: Path,
    *,
    round_id: UUID,
    slug: str,
    language: str,
    is_sure: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """Look through the addresses in FILE (CSV, XLSX or text); with --yes, queue their letters.

    The worker sends them, each with a code that is kept beside no address. Guardians and
    professionals alone are written to.
    """
    listed = _listed(file)

    async def work(db: Connection, settings: Settings) -> tuple[Draft, UUID | None]:
        door = await doors.named(db, round_id, slug)
        sender = Sender(
            mail_from=settings.mail_from,
            address=settings.address,
            door=f"{settings.address}/s/{slug}",
        )
        secret = secret_of(settings)
        ready = await verbs.draft(
            db, door, listed, language=language, sender=sender, secret=secret, today=today()
        )
        sent = await verbs.send(db, ready, secret=secret, actor=ACTOR) if is_sure else None
        return ready, sent

    with connected(data_dir) as settings:
        ready, sent = asyncio.run(_plainly(as_owner(settings, lambda db: work(db, settings))))
    result = {"letters": ready.new, "twice": len(listed.again), "mailing": sent and str(sent)}
    text = f"{ready.new} letters are queued: {sent}" if sent else _planned(ready)
    say(result, as_json=as_json, text=text)


@invite_group.command("list")
@round_option
@data_dir_option
@json_option
def list_mailings(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Show how far the mailings of a round have come; counts alone."""
    found, _ = run(data_dir, lambda db: invitations.of_round(db, round_id))
    result = [
        {
            "mailing": str(each.mailing_id),
            "state": each.state,
            "reminder": each.is_reminder,
            "counts": each.counts,
            "problem": each.problem,
        }
        for each in found
    ]
    say(result, as_json=as_json, text="\n".join(map(_line, found)) or "no mailings yet")


@invite_group.command("set")
@round_option
@mailing_option
@click.option("--state", required=True, type=click.Choice(["sending", "paused", "cancelled"]))
@data_dir_option
@json_option
def set_state(
    *, round_id: UUID, mailing_id: UUID, state: str, data_dir: Path | None, as_json: bool
) -> None:
    """Pause a mailing, go on with it, or cancel it for good."""
    acts = {"sending": verbs.go_on, "paused": verbs.pause, "cancelled": verbs.cancel}

    async def work(db: Connection) -> None:
        await acts[state](db, await invitations.get(db, round_id, mailing_id), actor=ACTOR)

    _changed(data_dir, round_id, mailing_id, work, as_json=as_json)


@invite_group.command("remind")
@round_option
@mailing_option
@data_dir_option
@json_option
def remind(*, round_id: UUID, mailing_id: UUID, data_dir: Path | None, as_json: bool) -> None:
    """Remind everybody who got the letter, once; nobody knows who has answered."""

    async def work(db: Connection) -> None:
        mailing = await invitations.get(db, round_id, mailing_id)
        await verbs.remind(db, mailing, today=today(), actor=ACTOR)

    _changed(data_dir, round_id, mailing_id, work, as_json=as_json)


@invite_group.command("bounced")
@click.argument("file", type=listed_file)
@round_option
@data_dir_option
@json_option
def bounced(file: Path, *, round_id: UUID, data_dir: Path | None, as_json: bool) -> None:
    """Take the addresses in FILE, to which letters came back, off the mailings of a round."""
    addresses = read(_text(file)).addresses
    with connected(data_dir) as settings:

        async def work(db: Connection) -> int:
            secret = secret_of(settings)
            return await verbs.bounce(db, round_id, addresses, secret=secret, actor=ACTOR)

        n = asyncio.run(as_owner(settings, work))
    say({"bounced": n}, as_json=as_json, text=f"{n} addresses were taken off")


def _changed(
    data_dir: Path | None,
    round_id: UUID,
    mailing_id: UUID,
    work: Callable[[Connection], Awaitable[None]],
    *,
    as_json: bool,
) -> None:
    async def changed(db: Connection) -> Mailing:
        await work(db)
        return await invitations.get(db, round_id, mailing_id)

    with connected(data_dir) as settings:
        found = asyncio.run(_plainly(as_owner(settings, changed)))
    say({"mailing": str(mailing_id), "state": found.state}, as_json=as_json, text=_line(found))


async def _plainly(work: Awaitable[Result]) -> Result:
    """Do something, and say in words what it refuses."""
    try:
        return await work
    except BadInputError as error:
        raise BadInputError(REFUSALS.get(str(error), str(error))) from error


def _listed(file: Path) -> Listed:
    listed = read(_text(file))
    if listed.faults:
        told = [
            f"{file}:{each.number}: {FAULTS[each.code].format(value=each.value)}"
            for each in listed.faults[:SHOWN]
        ]
        raise BadInputError("\n".join(told))
    return listed


def _text(file: Path) -> str:
    if file.stat().st_size > MOST_BYTES:
        raise BadInputError(f"{file} is no list of addresses: it has more than 10 million bytes")
    return text_of(str(file), file.read_bytes())


def _planned(ready: Draft) -> str:
    left_out = len(ready.listed.addresses) - ready.new
    lines = (
        ready.letter.subject,
        "",
        ready.letter.body,
        f"{ready.new} letters would be sent; --yes queues them",
        *([f"{left_out} have got a letter of this round, or want none"] if left_out else []),
        *([f"{len(ready.listed.again)} stood twice"] if ready.listed.again else []),
    )
    return "\n".join(lines)


def _line(mailing: Mailing) -> str:
    counts = ", ".join(f"{n} {state}" for state, n in mailing.counts.items())
    kind = "reminder" if mailing.is_reminder else "invitation"
    rest = f"  {mailing.problem}" if mailing.problem else ""
    return f"{mailing.mailing_id}  {kind} {mailing.state}: {counts or 'nobody'}{rest}"
