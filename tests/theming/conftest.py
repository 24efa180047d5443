"""Fits once where a test is not about other seeds."""

import pytest

from lyhord.theming import finding

OTHER_SEEDS = finding.OTHER_SEEDS


@pytest.fixture(autouse=True)
def one_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try no other seeds but where a test is about them: each costs a fit."""
    monkeypatch.setattr(finding, "OTHER_SEEDS", ())


@pytest.fixture
def other_seeds(one_seed: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001  undone here
    """Try them after all."""
    monkeypatch.setattr(finding, "OTHER_SEEDS", OTHER_SEEDS)
