"""The short form: connections cut at every moment, a hundred posts of one answer, a process killed.

What is asserted does not hang on how fast the machine is; `make faults` breaks the rest.
"""

from collections import Counter
from pathlib import Path
from uuid import UUID

from lyhord.settings import Settings
from lyhord.storage import collectors, responses
from lyhord.storage.database import Database
from tests.builders import a_response
from tests.faults import network
from tests.faults.ledger import Door, _hash, _receipt, _receipts
from tests.faults.load import Load
from tests.faults.proxies import CUTS
from tests.faults.stage import a_stage, under_load

FEW = 20
SUBMISSION = UUID(int=8)


async def test_every_answer_that_was_thanked_for_is_there_once_and_whole(
    settings: Settings, tmp_path: Path
) -> None:
    stage = await a_stage(settings, tmp_path)
    with stage.web("--part", "door") as web:
        cut = await network.cut(stage, most=FEW)
        same = await network.same_at_once(stage)
        async with under_load(stage, first=FEW) as load:
            web.kill()
            web.start()
            await load.until(FEW)
    books = await stage.compared(load)

    assert [(), (), ()] == [cut.books.wrong, same.books.wrong, books.wrong]
    assert all(name in cut.note for name in CUTS if name != "never")
    assert cut.books.acknowledged == cut.books.once > 2 * FEW - 1
    assert books.acknowledged == books.once > 0


async def test_books_that_do_not_agree_are_found(settings: Settings, tmp_path: Path) -> None:
    stage = await a_stage(settings, tmp_path)
    load = stage.load()
    load.sent[SUBMISSION] = load.made_up()
    load.receipts[SUBMISSION] = {"0000-0000-0000-0000-0"}
    async with (
        Database.open(settings, roles=["owner"]) as database,
        database.transaction("owner") as db,
    ):
        (door,) = await collectors.of_round(db, stage.door.round_id)
        await responses.submit(db, [a_response(door, "det som ingen skickade")])
    found = await stage.compared(load)
    load.withdrawn.add(SUBMISSION)
    taken_back = await stage.compared(load)

    # another receipt than its own, nothing stored for it, and something stored that nobody sent
    assert 3 == len(found.wrong)
    assert (1, 0) == (found.acknowledged, found.once)
    # taken back, it need not be stored, but its receipt is still missing
    assert 3 == len(taken_back.wrong)
    assert [] == [each for each in taken_back.wrong if "times" in each]
    assert "rows: " in taken_back.wrong[-1]


def test_what_was_taken_back_and_is_stored_all_the_same_is_found() -> None:
    door = Door(round_id=UUID(int=1), collector_id=UUID(int=2), slug="x", wrapped_key=b"")
    receipt = _receipt(door, SUBMISSION)
    load = Load("", "", clients=0)
    sent, stored = {SUBMISSION: load.made_up()}, Counter({_hash(receipt): 1})

    def wrong(*withdrawn: UUID) -> list[str]:
        return _receipts(door, sent, {SUBMISSION: {receipt}}, stored, set(withdrawn))

    assert [] == wrong()
    assert [f"{SUBMISSION}: thanked for and taken back, stored 1 times"] == wrong(SUBMISSION)
