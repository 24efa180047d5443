"""What `python -m tests.faults` takes: a fault that is not there is refused, never passed over."""

import asyncio

import pytest

from tests.faults.__main__ import ALONE, CALM, Table, chosen_of
from tests.faults.scenes import Told


def test_without_a_name_everything_is_broken() -> None:
    assert len(chosen_of([])) == len(CALM) + len(ALONE)


def test_only_what_is_named_is_broken() -> None:
    assert chosen_of(["disk_full"]) == ("disk_full",)


def test_a_fault_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        chosen_of(["disk_full", "disc_full"])

    assert ended.value.code != 0
    assert "unknown: disc_full" in capsys.readouterr().err


async def test_a_fault_that_never_ends_is_given_up_and_is_wrong() -> None:
    table = Table(last_end=0.0)
    await table.add("endless", _never)

    assert not table.is_right
    assert "not ended" in str(table)


async def _never() -> Told:
    await asyncio.Event().wait()
    raise AssertionError
