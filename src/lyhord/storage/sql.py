"""Loads the statements that lie beside a storage module; where `Any` enters storage."""

from pathlib import Path
from typing import Any

import aiosql


def queries(module_file: str) -> Any:  # noqa: ANN401 - aiosql makes its methods at run time
    """Load `responses.sql` for `responses.py`; names and parameters stand in the file."""
    return aiosql.from_path(Path(module_file).with_suffix(".sql"), "asyncpg")
