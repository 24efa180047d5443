"""The invitation codes that `lyhord collector create` makes: printed, or written to a file."""

import csv
import io
import os
from pathlib import Path

import click
from msgspec import Struct

from lyhord import rounds
from lyhord.commands.context import say
from lyhord.commands.owning import ACTOR
from lyhord.errors import BadInputError, SettingsError
from lyhord.settings import Settings
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Connection


class Made(Struct, frozen=True):
    """A door that was made, with its codes, or the code to leave or join it, where it has any."""

    door: Collector
    codes: tuple[str, ...]
    leaving_code: str = ""
    room_code: str = ""


def refuse_odd_codes(mode: Mode, *, count: int | None, out: Path | None) -> None:
    """Refuse codes for a door that asks for none, a door without its codes, and a file in use."""
    if mode == "codes" and count is None:
        raise click.UsageError("--mode codes needs --count: how many codes to make")
    if mode != "codes" and (count is not None or out is not None):
        raise click.UsageError("--count and --out belong to --mode codes")
    if out is not None and out.exists():
        raise BadInputError(f"{out} is there already: name a new file for the codes")


async def codes_for(
    db: Connection, door: Collector, count: int, settings: Settings
) -> tuple[str, ...]:
    """Make so many codes for a door; none for a door that asks for none."""
    if not count:
        return ()
    return await rounds.invite(db, door, count=count, secret=secret_of(settings), actor=ACTOR)


def secret_of(settings: Settings) -> str:
    """The secret that keys the codes, or `SettingsError`."""
    if settings.secret is None:
        raise SettingsError("set LYHORD_SECRET: codes are kept as hashes that it keys")
    return settings.secret


def tell_made(made: Made, url: str, *, out: Path | None, as_json: bool) -> None:
    """Print the link and the codes, or in which file they are."""
    result: dict[str, object] = {"collector": made.door.slug, "url": url}
    if made.codes:
        result["codes"] = made.codes
    if made.leaving_code:
        result["leaving_code"] = made.leaving_code
    if made.room_code:
        result["room_code"] = made.room_code
    shown = (f"{len(made.codes)} codes in {out}",) if out is not None else made.codes
    leaving = (f"code to leave the screen: {made.leaving_code}",) if made.leaving_code else ()
    joining = (f"code of the room: {made.room_code}",) if made.room_code else ()
    say(result, as_json=as_json, text="\n".join((url, *leaving, *joining, *shown)))


def write_codes(codes: tuple[str, ...], url: str, out: Path) -> None:
    """Write each code with its link, for their owner alone; what stands behind a # is in no log."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(("code", "link"))
    writer.writerows((code, f"{url}#{code}") for code in codes)
    write_privately(out, table.getvalue().encode())


def write_privately(out: Path, content: bytes) -> None:
    """Write a new file that its owner alone can read, or raise `BadInputError`."""
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadInputError(f"cannot write {out}: {error.strerror}") from error
    with os.fdopen(handle, "wb") as file:
        file.write(content)
