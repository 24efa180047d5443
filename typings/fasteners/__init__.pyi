"""The part of fasteners that the embedded server uses."""

from pathlib import Path
from types import TracebackType

class InterProcessLock:
    path: Path
    def __init__(self, path: Path) -> None: ...
    def __enter__(self) -> bool: ...
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None: ...
