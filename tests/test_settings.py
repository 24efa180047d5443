"""Settings: read from the environment, with an error that names the one to mend."""

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
