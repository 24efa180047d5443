"""The list of what was taken back outlives the database."""

import json
import os
import stat
from pathlib import Path

import pytest

from lyhord.errors import BadInputError
from lyhord.safekeeping import remembering
from lyhord.safekeeping.remembering import Remembering
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import Database
from lyhord.storage.taken_back import TakenBack
from tests.safekeeping.saved import filled


async def test_the_list_grows_with_what_is_taken_back(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "elsewhere" / "list.json"
    one, two = await filled(settings, "ett", "två")
    listing = Remembering(database, path)
    found: list[int] = []
    for answer in (None, one, two):
        if answer is not None:
            async with database.transaction("door") as db:
                await responses.withdraw(db, answer.receipt_hash)
        await listing.do()
        found.append(len(remembering.read(path).withdrawn))

    assert [0, 1, 2] == found
    assert 0o600 == stat.S_IMODE(os.stat(path).st_mode)  # noqa: PTH116 - no waiting here


async def test_another_database_at_the_same_list_takes_nothing_from_it(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "list.json"
    (answer,) = await filled(settings, "ett")
    async with database.transaction("door") as db:
        await responses.withdraw(db, answer.receipt_hash)
    await Remembering(database, path).do()
    before = remembering.read(path)
    async with database.transaction("owner") as db:
        await db.execute("delete from lyhord.receipt")
    await Remembering(database, path).do()

    assert before == remembering.read(path)


async def test_a_link_to_a_list_on_another_disk_stays_one(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    other, link = tmp_path / "other" / "list.json", tmp_path / "list.json"
    link.symlink_to(other)
    await filled(settings, "ett")
    await Remembering(database, link).do()

    assert link.is_symlink()
    assert TakenBack() == remembering.read(other)


@pytest.mark.parametrize("receipt", ["zz", "abc", "", "\x00\x00"])
def test_a_receipt_that_is_none_is_told(tmp_path: Path, receipt: str) -> None:
    path = tmp_path / "list.json"
    one = {"round_id": "00000000-0000-4000-8000-000000000001", "receipt": receipt}
    path.write_text(json.dumps({"withdrawn": [one]}))

    with pytest.raises(BadInputError, match=r"withdrawn\[0\].receipt"):
        remembering.read(path)


def test_a_list_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text('{"withdrawn": [{"receipt": 5}]}')

    with pytest.raises(BadInputError, match="is no list of what was taken back"):
        remembering.read(path)
    with pytest.raises(BadInputError, match="No such file"):
        remembering.read(tmp_path / "nothing.json")
