"""Word vectors learnt from the corpus itself, and the texts' weighted means of them."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.documents import numbered
from lyhord_themes.learners import (
    Dense,
    Sparse,
    as_rows,
    diagonal,
    from_triplets,
    sums,
    svd,
    times,
    unit,
)
from lyhord_themes.text import Document
from lyhord_themes.vectors import WordTfidf

WINDOW = 5
SMOOTHING = 0.75
RARITY = 1e-3


class CorpusVectors:
    """PPMI-SVD word vectors (Levy & Goldberg 2014), averaged with SIF weights (Arora et al. 2017).

    `fit` learns from the corpus; `transform` gives shape (texts, dimensions), rows of unit length.
    """

    def __init__(self, vocabulary: WordTfidf, *, dimensions: int, seed: int) -> None:
        self.vocabulary = vocabulary
        self.dimensions = dimensions
        self.seed = seed

    def fit(self, texts: Sequence[Document]) -> "CorpusVectors":
        """Learn vectors for the vocabulary's stems and the direction that all texts share."""
        frequency = sums(self.vocabulary.counts(texts), axis=0)
        self.rarity_ = RARITY / (RARITY + frequency / max(frequency.sum(), 1.0))
        self.stems_ = self._vectors(positive_pmi(neighbours(texts, self.vocabulary.stems)))
        means = self._means(texts)
        self.common_ = np.linalg.svd(means.T @ means, hermitian=True)[0][:, :1]
        return self

    def transform(self, texts: Sequence[Document]) -> Dense:
        """Average each text's word vectors and take away what all texts share."""
        means = self._means(texts)
        return unit(means - means @ self.common_ @ self.common_.T)

    def _vectors(self, association: Sparse) -> Dense:
        most = max(1, min(self.dimensions, association.shape[0] - 1))
        axes, values = svd(association, most, seed=self.seed)
        return unit(times(association, axes.T) / np.sqrt(np.maximum(values, 1e-12)))

    def _means(self, texts: Sequence[Document]) -> Dense:
        weighted = self.vocabulary.counts(texts) @ diagonal(self.rarity_)
        return unit(times(weighted, self.stems_))


def neighbours(texts: Sequence[Document], stems: Sequence[str]) -> Sparse:
    """Count stems within five words of each other, nearer ones more, shape (stems, stems)."""
    index = {stem: place for place, stem in enumerate(stems)}
    cut = numbered(texts)
    columns = np.array([index.get(stem, -1) for stem in cut.words.stems], dtype=np.int64)
    line, rows = columns[cut.words.stem_of[cut.numbers]], cut.rows
    shape = (len(stems), len(stems))
    counts: Sparse = as_rows(shape)
    for distance in range(1, WINDOW + 1):
        left, right = line[:-distance], line[distance:]
        known = (left >= 0) & (right >= 0) & (rows[:-distance] == rows[distance:])
        weights = np.full(int(known.sum()), 1 - (distance - 1) / WINDOW)
        counts = counts + from_triplets(weights, left[known], right[known], shape)
    return as_rows(counts + counts.T)


def positive_pmi(counts: Sparse) -> Sparse:
    """Turn counts into positive pointwise mutual information with smoothed contexts."""
    pairs = counts.tocoo()
    rows = sums(counts, axis=1)
    context = rows**SMOOTHING
    expected = rows[pairs.row] * context[pairs.col] / max(context.sum(), 1e-12)
    values = np.maximum(np.log(pairs.data / np.maximum(expected, 1e-12)), 0.0)
    return from_triplets(values, pairs.row, pairs.col, counts.shape)
