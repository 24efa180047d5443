"""What `python -m tests.faults` takes: a fault that is not there is refused, never passed over."""

import pytest

from tests.faults.__main__ import ALONE, CALM, chosen_of


def test_without_a_name_everything_is_broken() -> None:
    assert len(chosen_of([])) == len(CALM) + len(ALONE)


def test_only_what_is_named_is_broken() -> None:
    assert chosen_of(["disk_full"]) == ("disk_full",)


def test_a_fault_that_is_not_known_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        chosen_of(["disk_full", "disc_full"])

    assert ended.value.code != 0
    assert "unknown: disc_full" in capsys.readouterr().err
