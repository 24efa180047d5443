"""Texts as numbers: tf-idf of stems and of letter groups, their projections, word vectors.

All matrices have one row per text; rows have unit length unless a text has nothing to count.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from lyhord_themes.text import Document

Dense: TypeAlias = NDArray[np.float64]
Integers: TypeAlias = NDArray[np.int64]
Sparse: TypeAlias = Any  # csr_matrix; scipy ships no types

CHARACTERS_WEIGHT = 0.7


class WordTfidf:
    """Stemmed-word tf-idf with sublinear counts; words that were not learnt are left out."""

    def __init__(self, *, stop: frozenset[str] = frozenset()) -> None:
        self.stop = stop

    def fit(self, texts: Sequence[Document]) -> "WordTfidf":
        """Learn vocabulary and document frequencies; keep stop words if nothing else is there."""
        if not any(stem not in self.stop for text in texts for stem in text.stems):
            self.stop = frozenset()
        self.counter_ = CountVectorizer(analyzer=_same, dtype=np.float64)
        self.weigher_ = TfidfTransformer(sublinear_tf=True)
        kept = self._kept(texts)
        if not any(kept):
            kept = [("",)]
        self.weigher_.fit(self.counter_.fit_transform(kept))
        return self

    def counts(self, texts: Sequence[Document]) -> Sparse:
        """Count the learnt stems, shape (texts, stems)."""
        return csr_matrix(self.counter_.transform(self._kept(texts)))

    def transform(self, texts: Sequence[Document]) -> Sparse:
        """Weigh the learnt stems, shape (texts, stems), rows of unit length."""
        return csr_matrix(self.weigher_.transform(self.counts(texts)))

    @property
    def stems(self) -> list[str]:
        """Name the columns."""
        return [str(stem) for stem in self.counter_.get_feature_names_out()]

    def _kept(self, texts: Sequence[Document]) -> list[tuple[str, ...]]:
        return [tuple(stem for stem in text.stems if stem not in self.stop) for text in texts]


class CharacterTfidf:
    """Tf-idf of the 3 to 5 letter groups within words, counted once per different word."""

    def __init__(self, *, min_df: int = 1) -> None:
        self.min_df = min_df

    def fit(self, texts: Sequence[Document]) -> "CharacterTfidf":
        """Learn which letter groups there are and in how many texts each stands."""
        self.groups_ = CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), dtype=np.float64)
        different = sorted({form for text in texts for form in text.forms}) or ["-"]
        self.groups_.fit(different)
        self.kept_ = slice(None)
        counts = self._counts(texts)
        frequency = np.asarray((counts > 0).sum(axis=0)).ravel()
        self.kept_ = np.flatnonzero(frequency >= min(self.min_df, int(frequency.max())))
        self.weigher_ = TfidfTransformer(sublinear_tf=True).fit(counts[:, self.kept_])
        return self

    def transform(self, texts: Sequence[Document]) -> Sparse:
        """Weigh the learnt letter groups, shape (texts, groups), rows of unit length."""
        return csr_matrix(self.weigher_.transform(self._counts(texts)))

    def _counts(self, texts: Sequence[Document]) -> Sparse:
        forms = CountVectorizer(analyzer=_same, dtype=np.float64)
        per_text = forms.fit_transform([text.forms or ("",) for text in texts])
        per_form = self.groups_.transform(forms.get_feature_names_out())
        return csr_matrix(per_text @ per_form)[:, self.kept_]


class Projection:
    """Latent semantic analysis (Deerwester et al. 1990): truncated SVD, rows of unit length."""

    def __init__(self, *, dimensions: int, seed: int) -> None:
        self.dimensions = dimensions
        self.seed = seed

    def fit(self, features: Sparse) -> "Projection":
        """Learn the projection of features, shape (texts, features)."""
        most = max(1, min(features.shape) - 1)
        self.svd_ = TruncatedSVD(min(self.dimensions, most), random_state=self.seed, n_iter=5)
        self.svd_.fit(features)
        return self

    def transform(self, features: Sparse) -> Dense:
        """Project to shape (texts, dimensions)."""
        return unit(np.asarray(self.svd_.transform(features)))


def unit(rows: Dense) -> Dense:
    """Scale each row to length one; rows of zeros stay."""
    return np.asarray(normalize(rows), dtype=np.float64)


def _same(stems: tuple[str, ...]) -> tuple[str, ...]:
    return stems
