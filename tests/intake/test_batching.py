"""The shared batch: who waits together is written together, and one bad item fails alone."""

import asyncio
from collections.abc import Sequence

import pytest

from lyhord.errors import StorageError, StorageUnavailableError
from lyhord.intake.batching import Batcher


class Writer:
    """Remembers the batches it was given; waits until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.begun = asyncio.Event()
        self.free = asyncio.Event()
        self.free.set()

    async def write(self, batch: Sequence[str]) -> Sequence[str]:
        self.batches.append(list(batch))
        self.begun.set()
        await self.free.wait()
        if "down" in batch and "bad" not in batch:
            raise StorageUnavailableError("down")
        if "bad" in batch:
            raise StorageError("refused")
        if "surprise" in batch:
            raise ZeroDivisionError
        return [item.upper() for item in batch]


def _batcher(writer: Writer, *, most: int = 10, limit: int = 10) -> Batcher[str, str]:
    return Batcher(writer.write, most=most, limit=limit)


async def test_what_waits_while_a_batch_is_written_goes_together() -> None:
    writer = Writer()
    batcher = _batcher(writer)
    writer.free.clear()
    first = asyncio.create_task(batcher.put("a"))
    await asyncio.sleep(0)
    rest = [asyncio.create_task(batcher.put(item)) for item in "bcd"]
    await asyncio.sleep(0)
    writer.free.set()

    assert ["A", "B", "C", "D"] == await asyncio.gather(first, *rest)
    assert [["a"], ["b", "c", "d"]] == writer.batches


async def test_what_is_on_its_way_when_a_batch_is_done_goes_with_the_next() -> None:
    writer = Writer()
    batcher = _batcher(writer)
    writer.free.clear()
    first = asyncio.create_task(batcher.put("a"))
    second = asyncio.create_task(batcher.put("b"))
    await writer.begun.wait()
    waiting = asyncio.create_task(batcher.put("c"))
    await asyncio.sleep(0)
    writer.free.set()
    late = [asyncio.create_task(batcher.put(item)) for item in "de"]

    assert ["A", "B", "C", "D", "E"] == await asyncio.gather(first, second, waiting, *late)
    assert [["a", "b"], ["c", "d", "e"]] == writer.batches


async def test_a_batch_has_a_size() -> None:
    writer = Writer()
    batcher = _batcher(writer, most=2)

    await asyncio.gather(*(batcher.put(item) for item in "abcde"))
    assert max(len(batch) for batch in writer.batches) == 2


async def test_one_bad_item_fails_alone() -> None:
    batcher = _batcher(Writer())
    results = await asyncio.gather(
        *(batcher.put(item) for item in ("a", "bad", "b")), return_exceptions=True
    )

    assert ["A", "B"] == [results[0], results[2]]
    assert isinstance(results[1], StorageError)


@pytest.mark.parametrize(
    ("item", "error"), [("down", StorageUnavailableError), ("surprise", ZeroDivisionError)]
)
async def test_who_waits_hears_of_the_failure_and_the_next_one_is_written(
    item: str, error: type[Exception]
) -> None:
    batcher = _batcher(Writer())
    with pytest.raises(error):
        await batcher.put(item)

    assert "A" == await batcher.put("a")


async def test_a_database_that_goes_away_amid_a_batch_is_asked_no_more_for_its_rest() -> None:
    writer = Writer()
    batcher = _batcher(writer)
    results = await asyncio.gather(
        *(batcher.put(item) for item in ("a", "bad", "down", "b", "c")), return_exceptions=True
    )

    assert "A" == results[0]
    assert type(results[1]) is StorageError
    assert all(isinstance(each, StorageUnavailableError) for each in results[2:])
    assert [["a"], ["bad"], ["down"]] == writer.batches[1:]


async def test_a_full_queue_refuses_instead_of_growing() -> None:
    writer = Writer()
    batcher = _batcher(writer, limit=2)
    writer.free.clear()
    tasks = [asyncio.create_task(batcher.put(item)) for item in "abc"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    late = [asyncio.create_task(batcher.put(item)) for item in "de"]
    await asyncio.sleep(0)
    writer.free.set()
    results = await asyncio.gather(*tasks, *late, return_exceptions=True)

    assert any(isinstance(result, StorageUnavailableError) for result in results)
    assert all(isinstance(r, StorageUnavailableError | str) for r in results)


async def test_who_stops_waiting_disturbs_nobody() -> None:
    writer = Writer()
    batcher = _batcher(writer)
    writer.free.clear()
    impatient = asyncio.create_task(batcher.put("a"))
    patient = asyncio.create_task(batcher.put("b"))
    await asyncio.sleep(0)
    impatient.cancel()
    writer.free.set()

    assert "B" == await patient
