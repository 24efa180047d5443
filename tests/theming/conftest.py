"""Writes the files that a test reads."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lyhord.theming import finding

OTHER_SEEDS = finding.OTHER_SEEDS

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writer(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return writer


@pytest.fixture(autouse=True)
def one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try no other seeds but where a test is about them: each costs a fit."""
    monkeypatch.setattr(finding, "OTHER_SEEDS", ())


@pytest.fixture
def other_seeds(one_seed: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  undone here
    """Try them after all."""
    monkeypatch.setattr(finding, "OTHER_SEEDS", OTHER_SEEDS)
