"""The demo's door for codes: made once, with its codes in a file beside the demo's accounts."""

from pathlib import Path

from lyhord import rounds
from lyhord.commands.demo_rounds import ACTOR, DemoRound
from lyhord.commands.inviting import codes_for, write_codes
from lyhord.commands.owning import as_owner
from lyhord.settings import Settings
from lyhord.storage import collectors
from lyhord.storage.database import Connection

FILE = "demo-codes.csv"
COUNT = 20


def file_of(settings: Settings) -> Path:
    """Where the codes lie."""
    return (settings.data_dir or Path()) / FILE


async def ensure_codes(settings: Settings, opened: DemoRound) -> None:
    """A door for codes into the open round; a lost file is not made again, nor are its codes."""

    async def work(db: Connection) -> None:
        doors = await collectors.of_round(db, opened.round_id)
        if any(door.mode == "codes" for door in doors):
            return
        door = await rounds.add_collector(
            db, opened.round_id, audience="youth", mode="codes", name="Demo, med koder", actor=ACTOR
        )
        codes = await codes_for(db, door, COUNT, settings)
        out = file_of(settings)
        # of an earlier database in the same folder
        out.unlink(missing_ok=True)
        write_codes(codes, f"{settings.address}/s/{door.slug}", out)

    await as_owner(settings, work)
