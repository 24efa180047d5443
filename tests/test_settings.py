"""Settings: read from the environment, with an error that names the one to mend."""

from datetime import date
from pathlib import Path

import pytest

from lyhord.errors import SettingsError
from lyhord.settings import Settings, from_environment


def test_what_is_set_is_typed() -> None:
    settings = from_environment({"LYHORD_DATA_DIR": "data", "LYHORD_POOL_SIZE": "3", "HOME": "x"})

    assert (Path("data"), 3) == (settings.data_dir, settings.pool_size)


def test_nothing_has_to_be_set() -> None:
    assert Settings() == from_environment({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POOL_SIZE", "many"),
        ("POOL_SIZE", "0"),
        ("PART", "window"),
        ("SECRET", "short"),
        ("TIMEZONE", "Mars/Olympus"),
        ("TIMEZONE", "Europe"),
        ("TIMEZONE", "../x"),
        ("TIMEZONE", ""),
    ],
)
def test_a_mistake_names_the_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"LYHORD_{name}"):
        from_environment({f"LYHORD_{name}": value})


def test_a_mistake_says_what_is_wrong_and_where_to_look_and_not_the_value() -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment({"LYHORD_SECRET": "planted-but-short"})

    told = str(refused.value)
    assert told.startswith("LYHORD_SECRET cannot be used: Expected `str` of length >= 32;")
    assert told.endswith("docs/reference.md tells what each setting may be")
    assert "planted" not in told


def test_days_that_are_no_days_are_named() -> None:
    with pytest.raises(SettingsError, match="LYHORD_CLOSED_DAYS"):
        from_environment({"LYHORD_CLOSED_DAYS": "i morgon"})
    settings = from_environment({"LYHORD_CLOSED_DAYS": "2026-12-23 2027-06-07"})

    assert {date(2026, 12, 23), date(2027, 6, 7)} == settings.days_closed


@pytest.mark.parametrize("minutes", ["0", "16"])
def test_no_acute_notice_waits_longer_than_a_quarter(minutes: str) -> None:
    with pytest.raises(SettingsError, match="LYHORD_NOTICE_MINUTES"):
        from_environment({"LYHORD_NOTICE_MINUTES": minutes})
