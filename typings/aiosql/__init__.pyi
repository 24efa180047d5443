"""The part of aiosql that storage uses; its queries are attributes made at run time."""

from pathlib import Path
from typing import Any

def from_path(sql_path: str | Path, driver_adapter: str) -> Any: ...
