# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false
"""Whether chance decides: the same analysis with other seeds, and how far the themes agree."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct

from lyhord_themes.bylanguage import ByLanguage
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.learners import Integers, agreement
from lyhord_themes.progress import Progress, silent, within
from lyhord_themes.text import is_empty, normalise

SEEDS = 2**32

Finder: TypeAlias = ThemeFinder | ByLanguage


class SeedAgreement(Struct, frozen=True, kw_only=True):
    """How far fits with these seeds agree, the finder's own first.

    `ari` is the mean adjusted Rand index of all pairs over the different texts (1 is the same, 0
    is chance; Hubert & Arabie 1985), `unclear` counted as a theme of its own.
    """

    seeds: tuple[int, ...]
    ari: float


def seed_agreement(
    finder: Finder, texts: Sequence[str], *, others: int, progress: Progress = silent
) -> SeedAgreement:
    """Fit the texts of a fitted finder again with the next seeds: each costs as much as the fit."""
    seed = finder.findings_.seed
    seeds = tuple((seed + step) % SEEDS for step in range(others + 1))
    rows = _first_rows(texts)
    found = [_numbers(finder, rows)]
    for number, other in enumerate(seeds[1:]):
        ends = (number / others, (number + 1) / others)
        again = _with_seed(finder, other).fit(texts, progress=within(progress, *ends))
        found.append(_numbers(again, rows))
    pairs = [agreement(one, other) for one, other in combinations(found, 2)]
    return SeedAgreement(seeds=seeds, ari=round(float(np.mean(pairs)), 4))


def _with_seed(finder: Finder, seed: int) -> Finder:
    if isinstance(finder, ByLanguage):
        return ByLanguage(_seeded(finder.finder or ThemeFinder(), seed))
    return _seeded(finder, seed)


def _seeded(finder: ThemeFinder, seed: int) -> ThemeFinder:
    given: dict[str, Any] = finder.get_params(deep=False)
    given["seed"] = seed
    return ThemeFinder(**given)


def _numbers(finder: Finder, rows: Sequence[int]) -> Integers:
    return np.unique(finder.labels_[list(rows)], return_inverse=True)[1]


def _first_rows(texts: Sequence[str]) -> list[int]:
    rows = {text: row for row, text in reversed(list(enumerate(map(normalise, texts))))}
    return sorted(row for text, row in rows.items() if not is_empty(text))
