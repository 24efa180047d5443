"""The spaces in which texts are compared: learnt once on a corpus, then frozen."""

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

import numpy as np

from lyhord_themes.documents import Documents
from lyhord_themes.encoding import Encoded
from lyhord_themes.learners import Dense, Sparse, beside, compact, listed, unit
from lyhord_themes.pieces import blocks, each
from lyhord_themes.spelling import Spelling
from lyhord_themes.text import Document, stop_stems
from lyhord_themes.vectors import CHARACTERS_WEIGHT, CharacterTfidf, Projection, WordTfidf
from lyhord_themes.wordvectors import CorpusVectors

SMALL = 200
LARGE = 800
LEARNT = 20_000
BLOCK, FAST_BLOCK = 2_500, 25_000
DIMENSIONS, FEW_DIMENSIONS = 100, 50
ENCODER_WEIGHT = 2.0

Item = TypeVar("Item")


class TextSpace:
    """Word and letter-group features of texts, and a dense projection of them that fits the size.

    Fewer than 200 texts: letter groups alone, 50 dimensions. More than 800: words, letter groups
    and word vectors learnt from the corpus. Between them: words and letter groups. Rare misspelt
    words are read as common ones. `fast` keeps half the dimensions, projects the letter groups of
    words instead of texts, and neither learns word vectors nor mends words. An `encoder`'s vectors
    stand beside the others; `stop` are stems of words that count for nothing here, besides the
    language's own.
    """

    def __init__(
        self,
        *,
        language: str,
        seed: int,
        fast: bool = False,
        encoder: Encoded | None = None,
        stop: frozenset[str] = frozenset(),
    ) -> None:
        self.language = language
        self.seed = seed
        self.fast = fast
        self.encoder = encoder
        self.stop = stop
        self.dimensions = FEW_DIMENSIONS if fast else DIMENSIONS

    def alike(self) -> "TextSpace":
        """Make a space with the same choices, not learnt yet."""
        return TextSpace(
            language=self.language,
            seed=self.seed,
            fast=self.fast,
            encoder=self.encoder,
            stop=self.stop,
        )

    def fit(self, texts: Sequence[Document]) -> "TextSpace":
        """Learn vocabulary, weights and projections from 20,000 texts at most; returns itself."""
        self.spelling_ = None if self.fast else Spelling().fit(evenly(texts, LEARNT))
        learnt = self.read(evenly(texts, LEARNT))
        self.words_ = WordTfidf(stop=stop_stems(self.language) | self.stop).fit(learnt)
        self.characters_ = CharacterTfidf(min_df=2 if len(texts) > LARGE else 1).fit(learnt)
        size = FEW_DIMENSIONS if len(texts) < SMALL else self.dimensions
        self.of_words_ = self._projection(self.words_.transform(learnt), size)
        self.of_characters_ = self._projection(self.characters_.transform(learnt), size)
        self.with_words_ = len(texts) >= SMALL
        self.vectors_ = None
        if len(texts) > LARGE and not self.fast:
            self.vectors_ = CorpusVectors(self.words_, dimensions=size, seed=self.seed).fit(learnt)
        self._latest: tuple[Sequence[Document], Dense] | None = None
        return self

    def features(self, texts: Sequence[Document]) -> Sparse:
        """Give weighted words beside weighted letter groups, shape (texts, features)."""
        return self.weighed(self.read(texts))

    def read(self, texts: Sequence[Document]) -> Sequence[Document]:
        """Give the texts with misspelt words read as what they mean."""
        return texts if self.spelling_ is None else self.spelling_.mend(texts)

    def weighed(self, read: Sequence[Document]) -> Sparse:
        """Do what `features` does with texts that are read already."""
        words, characters = self.words_.transform(read), self.characters_.transform(read)
        return beside(words, CHARACTERS_WEIGHT * characters)

    def transform(self, texts: Sequence[Document]) -> Dense:
        """Give dense rows of unit length, shape (texts, dimensions), in single precision.

        The rows of the latest texts are remembered: one analysis asks for them several times, and
        for those of a sample, which are not remembered in their place.
        """
        if self._latest is not None and self._latest[0] is texts:
            return self._latest[1]
        if self._latest is not None and len(texts) <= LEARNT < len(self._latest[0]):
            return self._rows(texts)
        self._latest = None
        self._latest = (texts, rows := self._rows(texts))
        return rows

    def _rows(self, texts: Sequence[Document]) -> Dense:
        size = FAST_BLOCK if self.fast else BLOCK
        read = self.read(texts)
        pieces = ((texts[part], read[part]) for part in blocks(len(texts), size))
        found = each(self._block, pieces)
        first = next(found)
        rows = np.empty((len(texts), first.shape[1]), dtype=first.dtype)
        rows[: len(first)] = first
        for number, block in enumerate(found, start=1):
            rows[number * size : (number + 1) * size] = block
        return rows

    def __getstate__(self) -> Mapping[str, object]:
        """Travel between processes without the rows that are remembered."""
        return {**vars(self), "_latest": None}

    def _block(self, piece: tuple[Sequence[Document], Sequence[Document]]) -> Dense:
        given, texts = piece
        parts = [self._by_characters(texts)]
        if self.with_words_:
            words = self.of_words_.transform(self.words_.transform(texts))
            parts = [words, CHARACTERS_WEIGHT * parts[0]]
        if self.vectors_ is not None:
            parts.append(self.vectors_.transform(texts))
        if self.encoder is not None:
            parts.append(ENCODER_WEIGHT * self.encoder.rows(given))
        return compact(unit(np.hstack(parts)))

    def _by_characters(self, texts: Sequence[Document]) -> Dense:
        if self.fast:
            return self.characters_.projected(texts, self.of_characters_)
        return self.of_characters_.transform(self.characters_.transform(texts))

    def _projection(self, features: Sparse, size: int) -> Projection:
        return Projection(dimensions=size, seed=self.seed).fit(features)


def evenly(texts: Sequence[Item], most: int) -> Sequence[Item]:
    """Choose at most `most` texts at even distances; all of them, if they are no more."""
    if len(texts) <= most:
        return texts
    places = np.linspace(0, len(texts) - 1, most).astype(int)
    if isinstance(texts, Documents):
        return cast("Sequence[Item]", texts.take(places))
    return [texts[place] for place in listed(places)]
