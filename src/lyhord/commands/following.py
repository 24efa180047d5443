"""`lyhord round follow-up` and `lyhord round end-follow-up`: waves of a series and their change."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import click
import msgspec

from lyhord import disclosing
from lyhord.commands.context import (
    Command,
    Failure,
    data_dir_option,
    json_option,
    round_option,
    say,
)
from lyhord.commands.owning import ACTOR, run
from lyhord.disclosing import AudienceChange, Changed, FollowUp
from lyhord.errors import NotFoundError
from lyhord.storage import rounds
from lyhord.storage.database import Connection


@click.command("follow-up", cls=Command)
@round_option
@data_dir_option
@json_option
def follow_up(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Show how the coordination index changed over the waves of a round's series."""

    async def work(db: Connection) -> FollowUp:
        await rounds.get(db, round_id)
        found = await disclosing.follow_up(db, round_id)
        if found is None:
            raise NotFoundError("series", f"that the round {round_id} belongs to")
        return found

    found, _ = run(data_dir, work)
    text = "\n".join(_lines(found)) or "nothing may be told yet"
    say(msgspec.to_builtins(found), as_json=as_json, text=text)


@click.command("end-follow-up", cls=Command)
@round_option
@data_dir_option
@json_option
def end_follow_up(round_id: UUID, data_dir: Path | None, *, as_json: bool) -> None:
    """Tell what a series tells, then remove its key and every hash of a code."""
    ended, _ = run(data_dir, lambda db: disclosing.end_follow_up(db, round_id, actor=ACTOR))
    if not ended:
        raise Failure(
            "there is no series to end, or one of its rounds still takes answers: "
            "close it and wait two hours"
        )
    say({"round": str(round_id), "ended": True}, as_json=as_json, text="ended")


def _lines(found: FollowUp) -> Iterator[str]:
    for wave in found.waves:
        for each in wave.index:
            yield f"T{wave.number}  {each.group[0][1]:<13}{each.mean:>4} ({each.low}–{each.high})"
    for change in found.changes:
        yield _line(change)


def _line(each: AudienceChange) -> str:
    n = each.same.people.n if each.same and each.same.people else 0
    same = f"the same people {_points(each.same)}, at least {n} of them" if each.same else ""
    plain = f"everybody {_points(each.plain)}" if each.plain else ""
    told = "; ".join(part for part in (same, plain) if part) or "hidden"
    return f"T{each.earlier} → T{each.later}  {each.audience:<13}{told}"


def _points(changed: Changed) -> str:
    return f"{changed.change:+} ({changed.low:+} to {changed.high:+})"
