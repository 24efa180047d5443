"""The spaces in which texts are compared: learnt once on a corpus, then frozen."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense, Sparse, beside, unit
from lyhord_themes.text import Document, stop_stems
from lyhord_themes.vectors import CHARACTERS_WEIGHT, CharacterTfidf, Projection, WordTfidf
from lyhord_themes.wordvectors import CorpusVectors

SMALL = 200
LARGE = 800
DIMENSIONS, FEW_DIMENSIONS = 100, 50


class TextSpace:
    """Word and letter-group features of texts, and a dense projection of them that fits the size.

    Fewer than 200 texts: letter groups alone, 50 dimensions. More than 800: words, letter groups
    and word vectors learnt from the corpus. Between them: words and letter groups. `fast` keeps
    half the dimensions and learns no word vectors.
    """

    def __init__(self, *, language: str, seed: int, fast: bool = False) -> None:
        self.language = language
        self.seed = seed
        self.fast = fast
        self.dimensions = FEW_DIMENSIONS if fast else DIMENSIONS

    def fit(self, texts: Sequence[Document]) -> "TextSpace":
        """Learn vocabulary, weights and projections; returns itself."""
        self.words_ = WordTfidf(stop=stop_stems(self.language)).fit(texts)
        self.characters_ = CharacterTfidf(min_df=2 if len(texts) > LARGE else 1).fit(texts)
        size = FEW_DIMENSIONS if len(texts) < SMALL else self.dimensions
        self.of_words_ = self._projection(self.words_.transform(texts), size)
        self.of_characters_ = self._projection(self.characters_.transform(texts), size)
        self.with_words_ = len(texts) >= SMALL
        self.vectors_ = None
        if len(texts) > LARGE and not self.fast:
            self.vectors_ = CorpusVectors(self.words_, dimensions=size, seed=self.seed).fit(texts)
        return self

    def features(self, texts: Sequence[Document]) -> Sparse:
        """Give weighted words beside weighted letter groups, shape (texts, features)."""
        words, characters = self.words_.transform(texts), self.characters_.transform(texts)
        return beside(words, CHARACTERS_WEIGHT * characters)

    def transform(self, texts: Sequence[Document]) -> Dense:
        """Give dense rows of unit length, shape (texts, dimensions)."""
        parts = [self.of_characters_.transform(self.characters_.transform(texts))]
        if self.with_words_:
            words = self.of_words_.transform(self.words_.transform(texts))
            parts = [words, CHARACTERS_WEIGHT * parts[0]]
        if self.vectors_ is not None:
            parts.append(self.vectors_.transform(texts))
        return unit(np.hstack(parts))

    def _projection(self, features: Sparse, size: int) -> Projection:
        return Projection(dimensions=size, seed=self.seed).fit(features)
