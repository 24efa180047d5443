"""Web processes of one command put what they counted into a folder, so that each tells of all.

What a process has told is in its file before, so that no count goes back when another one is
asked; the file of one that has died stays for the same reason. The command removes the folder.
"""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import msgspec

from lyhord.intake.hearing import in_background
from lyhord.web.counted import Counted, summed
from lyhord.web.metrics import Metrics

LOOK_SECONDS = 5.0


class Siblings:
    """The processes that share a folder; without one, this process alone."""

    def __init__(self, metrics: Metrics, folder: Path | None) -> None:
        self._metrics = metrics
        self._folder = folder
        self._name = f"{secrets.token_hex(8)}.json"
        self._written: Counted | None = None

    def together(self) -> Counted:
        """What all of them have counted, as they last told."""
        own = self._metrics.counted()
        if self._folder is None:
            return own
        self._tell(self._folder, own)
        others = (path for path in self._folder.glob("*.json") if path.name != self._name)
        return summed(
            [own, *(msgspec.json.decode(path.read_bytes(), type=Counted) for path in others)]
        )

    @asynccontextmanager
    async def telling(self) -> AsyncGenerator[None]:
        """Tell the others again and again, for as long as this is held."""
        if self._folder is None:
            yield
            return
        async with in_background(self._tell_on(self._folder)):
            yield

    async def _tell_on(self, folder: Path) -> None:
        while True:
            self._tell(folder, self._metrics.counted())
            await asyncio.sleep(LOOK_SECONDS)

    def _tell(self, folder: Path, own: Counted) -> None:
        """Some hundred bytes, in memory or on a disk of this machine; whole or not at all."""
        if own == self._written:
            return
        draft = folder / f"{self._name}.part"
        # where there is no room, or somebody tidied up, this process tells of itself meanwhile
        with suppress(OSError):
            folder.mkdir(mode=0o700, exist_ok=True)
            draft.write_bytes(msgspec.json.encode(own))
            draft.replace(folder / self._name)
            self._written = own
