"""How near texts are to themes in meaning, by the package's stem vectors."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.learners import Dense, Sparse, diagonal, from_triplets, sums, times, unit
from lyhord_themes.matching import Pattern
from lyhord_themes.stemvectors import StemVectors
from lyhord_themes.text import Document

NEAREST, MEANING = 4.0, 2.0
CHANCE_TEXTS = 1_000
BLOCK = 10_000


class Nearness:
    """How near texts are to themes by the stem vectors, as their model card says works.

    Every word looks for its nearest word in each theme's seeds, name and definition, minus the mean
    over themes; beside it the cosine between the weighted means of text and theme, the shared
    direction taken away. What words drawn at random would give a theme is taken away from both.
    """

    def __init__(
        self, wording: Sequence[Sequence[Pattern]], vectors: StemVectors, *, stop: frozenset[str]
    ) -> None:
        self.vectors = vectors
        self.stop = stop
        self.seeds = [sorted({stem for p in patterns for stem in p} - stop) for patterns in wording]
        means = np.vstack([self._mean(stems) for stems in self.seeds])
        self.common = np.linalg.svd(means.T @ means, hermitian=True)[0][:, :1]
        self.themes = self._without_common(means)
        self.usual = np.zeros(len(self.seeds))
        self.chance = [Document(line, line) for line in vectors.at_random(CHANCE_TEXTS, stop=stop)]
        self.usual = self.scores(self.chance).mean(axis=0)

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): both ways of being near, weighed."""
        return NEAREST * self.nearest(texts) + MEANING * self.meaning(texts) - self.usual

    def nearest(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): the weighted mean of each word's nearness to its seeds."""
        vocabulary, counts = self._counted(texts)
        near = self.by_stem(vocabulary)
        near = near - near.mean(axis=1, keepdims=True)
        weighted = counts @ diagonal(self.vectors.rarity(vocabulary))
        size = np.sqrt(np.maximum(sums(weighted, axis=1), 1e-9))
        return times(weighted, near) / size[:, None]

    def by_stem(self, stems: Sequence[str]) -> Dense:
        """Give shape (stems, themes): the cosine to each theme's nearest seed, 0 to 1."""
        rows = self.vectors.rows(stems)
        return np.stack([self._to_theme(rows, seeds) for seeds in self.seeds], axis=1)

    def meaning(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): the cosine between the means of text and theme."""
        blocks = [
            self.means(texts[start : start + BLOCK]) @ self.themes.T
            for start in range(0, max(len(texts), 1), BLOCK)
        ]
        return np.vstack(blocks)

    def means(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, 160): weighted mean vectors, the shared direction taken away."""
        vocabulary, counts = self._counted(texts)
        weighted = counts @ diagonal(self.vectors.rarity(vocabulary))
        return self._without_common(times(weighted, self.vectors.rows(vocabulary)))

    def _counted(self, texts: Sequence[Document]) -> tuple[list[str], Sparse]:
        vocabulary = sorted({stem for text in texts for stem in text.stems} - self.stop) or [""]
        index = {stem: place for place, stem in enumerate(vocabulary)}
        lines = [[index[s] for s in dict.fromkeys(text.stems) if s in index] for text in texts]
        columns = [place for line in lines for place in line]
        rows = np.repeat(np.arange(len(texts)), [len(line) for line in lines])
        shape = (len(texts), len(vocabulary))
        places = np.array(columns, dtype=np.int64)
        return vocabulary, from_triplets(np.ones(len(columns)), rows, places, shape)

    def _to_theme(self, rows: Dense, seeds: list[str]) -> NDArray[np.float64]:
        if not seeds:
            return np.zeros(len(rows))
        return np.maximum((rows @ self.vectors.rows(seeds).T).max(axis=1), 0.0)

    def _mean(self, stems: Sequence[str]) -> Dense:
        if not stems:
            return self.vectors.rows(["-"])[0]
        return self.vectors.rarity(stems) @ self.vectors.rows(stems)

    def _without_common(self, rows: Dense) -> Dense:
        rows = unit(rows)
        return unit(rows - rows @ self.common @ self.common.T)
