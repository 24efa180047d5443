"""How near each text is to each theme of a codebook: words, meaning, and labelled examples."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.codebook import Codebook
from lyhord_themes.learners import (
    Classifier,
    Dense,
    Sparse,
    diagonal,
    from_triplets,
    logistic,
    sums,
    times,
    unit,
)
from lyhord_themes.matching import Matcher
from lyhord_themes.space import TextSpace
from lyhord_themes.stemvectors import StemVectors, swedish
from lyhord_themes.text import Document, stop_stems

WORDS, NEAREST, MEANING, EXAMPLES = 1.0, 2.0, 0.5, 3.0
DOUBT = 1.1
TEMPERATURE = 0.5


class Nearness:
    """How near texts are to themes by the stem vectors, as their model card says works.

    Every word looks for its nearest seed in each theme, minus the mean over themes; beside it the
    cosine between the weighted means of text and theme, the shared direction taken away.
    """

    def __init__(self, matcher: Matcher, vectors: StemVectors, *, stop: frozenset[str]) -> None:
        self.vectors = vectors
        self.stop = stop
        self.seeds = [
            sorted({stem for p in patterns for stem in p} - stop) for patterns in matcher.seeds
        ]
        means = np.vstack([self._mean(stems) for stems in self.seeds])
        self.common = np.linalg.svd(means.T @ means, hermitian=True)[0][:, :1]
        self.themes = self._without_common(means)

    def nearest(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): the weighted mean of each word's nearness to its seeds."""
        vocabulary, counts = self._counted(texts)
        rows = self.vectors.rows(vocabulary)
        near = np.stack([self._to_theme(rows, seeds) for seeds in self.seeds], axis=1)
        near = near - near.mean(axis=1, keepdims=True)
        weighted = counts @ diagonal(self.vectors.rarity(vocabulary))
        size = np.sqrt(np.maximum(sums(weighted, axis=1), 1e-9))
        return times(weighted, near) / size[:, None]

    def meaning(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): the cosine between the means of text and theme."""
        vocabulary, counts = self._counted(texts)
        weighted = counts @ diagonal(self.vectors.rarity(vocabulary))
        means = times(weighted, self.vectors.rows(vocabulary))
        return self._without_common(means) @ self.themes.T

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


class Guide:
    """Scores texts against the themes of a codebook, in its order.

    Labelled texts, if there are any, train a logistic classifier whose word counts as one more
    witness. Scores are not bounded; `DOUBT` is where doubt ends.
    """

    def __init__(self, codebook: Codebook, *, language: str) -> None:
        self.ids = tuple(theme.id for theme in codebook.themes)
        vectors = swedish() if language == "sv" else None
        self.matcher = Matcher(codebook, language=language, known=vectors.index if vectors else ())
        self.nearness = None
        if vectors is not None:
            self.nearness = Nearness(self.matcher, vectors, stop=stop_stems(language))
        self.classifier: Classifier | None = None

    def learn(self, space: TextSpace, texts: Sequence[Document], labels: Sequence[str]) -> None:
        """Train the classifier on texts whose theme is known; needs at least two themes."""
        if len(set(labels)) > 1:
            self.space = space
            self.classifier = logistic(self._evidence(texts), labels)

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes)."""
        total = self._by_codebook(texts)
        if self.classifier is not None:
            shares = self.classifier.predict_proba(self._evidence(texts))
            places = [self.ids.index(str(label)) for label in self.classifier.classes_]
            total[:, places] += EXAMPLES * shares
        return total

    def _by_codebook(self, texts: Sequence[Document]) -> Dense:
        total = WORDS * np.sign(hits := self.matcher.hits(texts)) * np.sqrt(np.abs(hits))
        if self.nearness is not None:
            total += NEAREST * self.nearness.nearest(texts) + MEANING * self.nearness.meaning(texts)
        return total

    def _evidence(self, texts: Sequence[Document]) -> Dense:
        return np.hstack([self.space.transform(texts), self._by_codebook(texts)])


def shares(scores: Dense) -> Dense:
    """Turn scores into shares, doubt being one more candidate, shape (texts, themes)."""
    powers = np.exp(np.minimum(scores / TEMPERATURE, 50.0))
    return powers / (powers.sum(axis=1, keepdims=True) + np.exp(DOUBT / TEMPERATURE))


def is_clear(scores: Dense) -> NDArray[np.bool_]:
    """Say of each text whether its best theme scores higher than doubt."""
    return scores.max(axis=1) > DOUBT
