"""`lyhord audit verify`: whether anybody has changed what was noted at the desk."""

import re
from pathlib import Path

import click
import msgspec

from lyhord.commands.context import Group, data_dir_option, json_option, say
from lyhord.commands.owning import run
from lyhord.storage import audit

KNOWN = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")
SAID = {
    "changed": "the entry at this place was changed",
    "missing": "the entry at this place is missing",
    "unlinked": "an entry was put in past the chain",
    "cut": "the end of the chain is not where it was",
    "other": "this place holds another entry than the one that was noted",
}


@click.group("audit", cls=Group)
def audit_group() -> None:
    """The log of who did what."""


@audit_group.command("verify")
@click.option("--known", metavar="PLACE:HASH", help="An end of the chain as it was noted before.")
@data_dir_option
@json_option
@click.pass_context
def verify(
    context: click.Context, known: str | None, data_dir: Path | None, *, as_json: bool
) -> None:
    """Reckon the chain of the audit log again; exit status 1 and where, if it breaks.

    Note the end that it prints somewhere else: only who has noted it sees that a whole chain was
    made anew.
    """
    place, digest = _noted(known)
    chain, _ = run(data_dir, lambda db: audit.verify(db, known_place=place, known_hash=digest))
    is_whole = chain.broken_at is None
    told = {"is_whole": is_whole} | msgspec.structs.asdict(chain)
    text = f"the chain holds: {chain.entries} entries, its end is {chain.entries}:{chain.head}"
    if not is_whole:
        text = f"the chain breaks at {chain.broken_at}: {SAID[chain.why]}"
    if is_whole or as_json:
        say(told, as_json=as_json, text=text)
    else:
        click.echo(text, err=True)
    context.exit(0 if is_whole else 1)


def _noted(known: str | None) -> tuple[int | None, str | None]:
    if known is None:
        return None, None
    found = KNOWN.fullmatch(known)
    if found is None:
        raise click.UsageError("--known is a place and a hash, as this command printed them")
    return int(found[1]), found[2]
