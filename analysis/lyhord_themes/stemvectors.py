"""The package's Swedish stem vectors (data/MODEL_CARD.md): how near two stems are in meaning."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.learners import Dense, listed, unit

RARITY = 1e-3
SHORTEST_PART = 3
SHORTEST_GUESS = 5
TRIGRAM_NEIGHBOURS = 8
TRIGRAM_LIKENESS = 0.5
MOST_REMEMBERED = 20_000


class StemVectors:
    """Vectors of 39,941 Swedish stems, 160 dimensions, with the counts they were learnt from."""

    def __init__(self, stems: Sequence[str], vectors: NDArray[np.int8], log_counts: Dense) -> None:
        self.stems = tuple(stems)
        self.index = {stem: place for place, stem in enumerate(stems)}
        self._vectors = vectors
        self._counts = np.exp(log_counts)
        self._total = float(self._counts.sum())
        self._guessed: dict[str, Dense] = {}

    def rows(self, stems: Sequence[str]) -> Dense:
        """Give a unit vector per stem, shape (stems, 160); zeros where nothing is known."""
        found = [self._row(stem) for stem in stems]
        return unit(np.vstack(found)) if found else np.zeros((0, self._vectors.shape[1]))

    def rarity(self, stems: Sequence[str]) -> NDArray[np.float64]:
        """Give SIF weights a / (a + p), near 1 for rare stems (Arora et al. 2017)."""
        counts = np.array([self._count(stem) for stem in stems])
        return RARITY / (RARITY + counts / self._total)

    def at_random(self, n: int, *, stop: frozenset[str]) -> list[tuple[str, ...]]:
        """Draw `n` texts of two to ten stems as common as in the sources; always the same ones."""
        random = np.random.default_rng(0)
        silent = np.array([stem in stop for stem in self.stems])
        counts: Dense = np.where(silent, 0.0, self._counts)
        sizes = listed(random.integers(2, 11, size=n))
        drawn = listed(random.choice(len(counts), size=sum(sizes), p=counts / counts.sum()))
        ends = accumulate(sizes)
        return [
            tuple(self.stems[place] for place in drawn[end - size : end])
            for end, size in zip(ends, sizes, strict=True)
        ]

    def _count(self, stem: str) -> float:
        place = self.index.get(stem)
        return 1.0 if place is None else float(self._counts[place])

    def _row(self, stem: str) -> Dense:
        place = self.index.get(stem)
        if place is not None:
            return self._known(place)
        if stem not in self._guessed:
            if len(self._guessed) >= MOST_REMEMBERED:
                self._guessed.clear()
            self._guessed[stem] = self._guess(stem)
        return self._guessed[stem]

    def _guess(self, stem: str) -> Dense:
        parts = compound_parts(stem, self.index)
        if parts:
            known = [self._known(self.index[part]) for part in parts]
            return np.asarray(unit(np.vstack(known)).mean(axis=0))
        if len(stem) < SHORTEST_GUESS:
            return np.zeros(int(self._vectors.shape[1]))
        return self._spelt_like(stem)

    def _known(self, place: int) -> Dense:
        return self._vectors[place].astype(np.float64)

    def _spelt_like(self, stem: str) -> Dense:
        mine = trigrams(stem)
        shared: dict[int, int] = defaultdict(int)
        for gram in mine:
            for place in self._by_trigram.get(gram, ()):
                shared[place] += 1
        like = [
            (2 * number / (len(mine) + len(trigrams(self.stems[place]))), -place)
            for place, number in shared.items()
            if number > 1
        ]
        near = [pair for pair in sorted(like, reverse=True) if pair[0] >= TRIGRAM_LIKENESS]
        if not near:
            return np.zeros(int(self._vectors.shape[1]))
        rows = unit(np.vstack([self._known(-place) for _, place in near[:TRIGRAM_NEIGHBOURS]]))
        weights = np.array([likeness for likeness, _ in near[:TRIGRAM_NEIGHBOURS]])
        return np.asarray(weights @ rows / weights.sum())

    @cached_property
    def _by_trigram(self) -> dict[str, list[int]]:
        table: dict[str, list[int]] = defaultdict(list)
        for place, stem in enumerate(self.stems):
            for gram in trigrams(stem):
                table[gram].append(place)
        return dict(table)


@cache
def swedish() -> StemVectors:
    """Read the vectors from the package data, once; they lie in parts, the stems in order."""
    folder = resources.files("lyhord_themes") / "data" / "sv-stems"
    parts = [_part(each) for each in sorted(folder.iterdir(), key=lambda each: each.name)]
    stems, vectors, counts = zip(*parts, strict=True)
    return StemVectors(
        "\n".join(stems).split("\n"), np.concatenate(vectors), np.concatenate(counts) / 16
    )


def _part(source: Traversable) -> tuple[str, NDArray[np.int8], Dense]:
    """The stems of a part, a line each, their vectors and the logarithms of their counts."""
    with source.open("rb") as file, np.load(file) as content:
        stems = content["stems"].tobytes().decode("utf-8")
        return stems, content["vec"], content["count"].astype(np.float64)


def compound_parts(stem: str, known: dict[str, int]) -> tuple[str, ...]:
    """Split an unknown compound into two known parts, the longer head first tried; else nothing."""
    for cut in range(SHORTEST_PART, len(stem) - SHORTEST_PART + 1):
        left, right = stem[:cut], stem[cut:]
        for modifier in (left, left.removesuffix("s")):
            if len(modifier) >= SHORTEST_PART and modifier in known and right in known:
                return (modifier, right)
    return ()


def trigrams(stem: str) -> frozenset[str]:
    """Give the letter trigrams of a stem with its edges marked."""
    padded = f"<{stem}>"
    return frozenset(padded[start : start + 3] for start in range(len(padded) - 2))
