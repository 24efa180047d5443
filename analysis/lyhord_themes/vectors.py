"""Texts as numbers: tf-idf of stems and of letter groups, their projections, word vectors.

All matrices have one row per text; rows have unit length unless a text has nothing to count.
"""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.documents import Documents, numbered
from lyhord_themes.learners import (
    Dense,
    Integers,
    Sparse,
    as_rows,
    beneath,
    counted,
    diagonal,
    item_counter,
    letter_counter,
    small,
    sums,
    svd,
    times,
    unit,
    weigher,
)
from lyhord_themes.text import Document

CHARACTERS_WEIGHT = 0.7
LEAST = 1e-9
MOST_REMEMBERED = 200_000


class WordTfidf:
    """Stemmed-word tf-idf with sublinear counts; words that were not learnt are left out."""

    def __init__(self, *, stop: frozenset[str] = frozenset()) -> None:
        self.stop = stop

    def fit(self, texts: Sequence[Document]) -> "WordTfidf":
        """Learn vocabulary and document frequencies; keep stop words if nothing else is there."""
        if self.stop.issuperset(numbered(texts).stems()):
            self.stop = frozenset[str]()
        self.counter_ = item_counter()
        self.weigher_ = weigher()
        kept = tuple(stem for stem in numbered(texts).stems() if stem not in self.stop)
        self.counter_.fit([kept or ("",)])
        self.weigher_.fit(self.counts(texts))
        return self

    def counts(self, texts: Sequence[Document]) -> Sparse:
        """Count the learnt stems, shape (texts, stems)."""
        found = numbered(texts).counted(self.counter_.vocabulary_)
        found.sum_duplicates()
        return found

    def transform(self, texts: Sequence[Document]) -> Sparse:
        """Weigh the learnt stems, shape (texts, stems), rows of unit length."""
        return as_rows(self.weigher_.transform(self.counts(texts)))

    @property
    def stems(self) -> list[str]:
        """Name the columns."""
        return [str(stem) for stem in self.counter_.get_feature_names_out()]


class CharacterTfidf:
    """Tf-idf of the 3 to 5 letter groups within words, counted once per different word."""

    def __init__(self, *, min_df: int = 1) -> None:
        self.min_df = min_df

    def fit(self, texts: Sequence[Document]) -> "CharacterTfidf":
        """Learn which letter groups there are and in how many texts each stands."""
        self.groups_ = letter_counter()
        forms = _by_form(texts)[1] or ["-"]
        self._known = {form: place for place, form in enumerate(forms)}
        self._table: Sparse = self.groups_.fit_transform(forms)
        self.kept_: Integers = np.arange(self._table.shape[1])
        counts = self._counts(texts)
        frequency = sums(counts > 0, axis=0)
        self.kept_ = np.flatnonzero(frequency >= min(self.min_df, frequency.max()))
        self._table = small(self._table[:, self.kept_])
        self.weigher_ = weigher().fit(counts[:, self.kept_])
        return self

    def transform(self, texts: Sequence[Document]) -> Sparse:
        """Weigh the learnt letter groups, shape (texts, groups), rows of unit length."""
        return as_rows(self.weigher_.transform(self._counts(texts)))

    def projected(self, texts: Sequence[Document], projection: "Projection") -> Dense:
        """Weigh and project at once, shape (texts, dimensions), quickly but a little coarser.

        Words are projected, not texts: a letter group that comes twice in a text counts twice.
        """
        lines, groups = self.by_word(texts)
        return unit(times(lines, times(groups, projection.axes_.T)))

    def by_word(self, texts: Sequence[Document]) -> tuple[Sparse, Sparse]:
        """Give texts as words and words as weighted letter groups.

        Their product has rows of about unit length: it is like `transform`, but a letter group that
        comes twice in a text counts twice.
        """
        per_text, forms = _by_form(texts)
        groups = as_rows(self._of(forms) @ diagonal(self.weigher_.idf_))
        sizes = times(per_text, sums(groups.multiply(groups), axis=1)[:, None]).ravel()
        return as_rows(diagonal(1 / np.sqrt(np.maximum(sizes, LEAST))) @ per_text), groups

    def _counts(self, texts: Sequence[Document]) -> Sparse:
        per_text, forms = _by_form(texts)
        per_text.sum_duplicates()
        return as_rows(per_text @ self._of(forms))

    def _of(self, forms: Sequence[str]) -> Sparse:
        """Count the letter groups of words; what was counted before is remembered."""
        if len(self._known) > MOST_REMEMBERED:
            self._known, self._table = {}, self._table[:0]
        new = [form for form in forms if form not in self._known]
        if new:
            counts = small(self.groups_.transform(new)[:, self.kept_])
            self._table = counts if not self._known else beneath(self._table, counts)
            self._known |= {form: len(self._known) + place for place, form in enumerate(new)}
        return self._table[[self._known[form] for form in forms]]


def _by_form(texts: Sequence[Document]) -> tuple[Sparse, list[str]]:
    if isinstance(texts, Documents):
        return texts.by_form()
    forms = sorted({form for text in texts for form in text.forms}) or [""]
    index = {form: place for place, form in enumerate(forms)}
    return counted([text.forms for text in texts], index), forms


class Projection:
    """Latent semantic analysis (Deerwester et al. 1990): truncated SVD, rows of unit length."""

    def __init__(self, *, dimensions: int, seed: int) -> None:
        self.dimensions = dimensions
        self.seed = seed

    def fit(self, features: Sparse) -> "Projection":
        """Learn the projection of features, shape (texts, features)."""
        most = max(1, min(self.dimensions, min(features.shape) - 1))
        self.axes_ = svd(features, most, seed=self.seed)[0]
        return self

    def transform(self, features: Sparse) -> Dense:
        """Project to shape (texts, dimensions)."""
        return unit(times(features, self.axes_.T))
