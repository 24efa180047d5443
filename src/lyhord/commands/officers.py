"""`lyhord round officers`: who answers for a round's warning signs."""

from pathlib import Path
from uuid import UUID

import click

from lyhord.commands.context import Command, data_dir_option, json_option, round_option, say
from lyhord.commands.owning import ACTOR, run
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.triage import staffing

SHARE = "somebody who does can share it at the desk, under Trygghet"


@click.command("officers", cls=Command)
@round_option
@click.option("--officer", metavar="EMAIL", help="Safeguarding officer.")
@click.option("--deputy", metavar="EMAIL", help="The officer's deputy.")
@data_dir_option
@json_option
def officers(
    round_id: UUID,
    officer: str | None,
    deputy: str | None,
    data_dir: Path | None,
    *,
    as_json: bool,
) -> None:
    """Name another safeguarding officer or deputy, for good or for a holiday."""

    async def work(db: Connection) -> tuple[Round, tuple[str, ...]]:
        changed = await staffing.change(db, round_id, officer=officer, deputy=deputy, actor=ACTOR)
        return changed, await staffing.cannot_open(db, changed)

    (changed, without), _ = run(data_dir, work)
    result = {"officer": changed.officer, "deputy": changed.deputy, "without_key": without}
    lines = [f"officer: {changed.officer}", f"deputy: {changed.deputy}"]
    lines += [f"{person} holds no copy of the key yet: {SHARE}" for person in without]
    say(result, as_json=as_json, text="\n".join(lines))
