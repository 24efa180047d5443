"""A backup made while people answer, the loss of the database, and its restore elsewhere."""

import asyncio
import uuid
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import httpx
import msgspec

from lyhord.privacy import receipts
from lyhord.safekeeping import remembering
from tests.builders import SECRET
from tests.conftest import administer
from tests.faults.ledger import books
from tests.faults.load import Load
from tests.faults.scenes import Scenes, Told, with_more
from tests.faults.services import Service, ours, wait_until
from tests.faults.stage import Stage, under_load

FEW = 5


async def backed_up(scenes: Scenes) -> Told:
    """What was thanked for before the backup is there once after it, but what was taken back."""
    async with scenes.stage() as first:
        file, list_ = first.folder / "saved.lyhord", first.folder / "withdrawals.json"
        stage = _with(first, withdrawals_file=list_)
        with stage.web("--part", "door"), stage.worker():
            async with under_load(stage, clients=4) as load:
                await _taken_back(stage, load)
                thanked = dict(load.receipts)
                await asyncio.to_thread(_done, stage, "backup", str(file))
                saved = load.saved(load.sent, thanked)
                await load.until(60)
                await _taken_back(stage, load, among=list(thanked))
                await asyncio.to_thread(
                    wait_until, lambda: _is_remembered(list_, load), "nobody remembers"
                )
        saved.withdrawn = load.withdrawn & saved.receipts.keys()
        lost = len(load.receipts.keys() - saved.sent.keys())
    name = f"restored_{uuid.uuid4().hex[:8]}"
    await administer(scenes.server.url, f"create database {name}")
    elsewhere = _with(stage, database_url=scenes.settings(name).database_url)
    await asyncio.to_thread(_done, elsewhere, "restore", str(file), "--withdrawals", str(list_))
    with elsewhere.web("--part", "door"):
        async with under_load(elsewhere, clients=4) as later:
            pass
    made = Told(
        fault="database lost, restored from a backup made under load",
        books=await books(elsewhere.url, elsewhere.door, [saved, later], of=saved),
    )
    note = (
        f"{2 * FEW} taken back, half of them after the backup, stayed so; {later.acknowledged} more"
        f" taken afterwards; {lost} sent after the backup are lost with the database"
    )
    await administer(scenes.server.url, f"drop database {name} with (force)")
    return with_more(made, note, [])


def _with(stage: Stage, **changes: object) -> Stage:
    settings = msgspec.structs.replace(stage.settings, **changes)
    return msgspec.structs.replace(stage, settings=settings)


def _done(stage: Stage, *arguments: str) -> None:
    with stage.run(arguments[0], ours(*arguments)) as command:
        status = command.ended()
        assert status == 0, _told(command)


def _told(command: Service) -> str:
    return command.told[-2_000:]


async def _taken_back(stage: Stage, load: Load, *, among: Sequence[UUID] = ()) -> None:
    """Let some people take their answers back as a page does."""
    chosen = [each for each in among or list(load.receipts) if each not in load.withdrawn][:FEW]
    async with httpx.AsyncClient(base_url=stage.address, timeout=60) as client:
        for each in chosen:
            (receipt,) = load.receipts[each]
            answer = await client.post("/withdraw", data={"receipt": receipt})
            assert answer.status_code == 200, answer.text
            load.withdrawn.add(each)


def _is_remembered(file: Path, load: Load) -> bool:
    """Whether the list beside the database holds every answer that was taken back."""
    if not file.exists():
        return False
    known = {each.receipt for each in remembering.read(file).withdrawn}
    taken = [receipt for each in load.withdrawn for receipt in load.receipts[each]]
    return all(receipts.receipt_hash(SECRET.encode(), each).hex() in known for each in taken)


ALL = (backed_up,)
