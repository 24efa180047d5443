"""How near each text is to each theme of a codebook: words, meaning, and labelled examples."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.codebook import Codebook
from lyhord_themes.learners import (
    Dense,
    Sparse,
    diagonal,
    from_triplets,
    sums,
    times,
    unit,
)
from lyhord_themes.matching import Matcher, Pattern
from lyhord_themes.space import TextSpace, evenly
from lyhord_themes.stemvectors import StemVectors, swedish
from lyhord_themes.text import Document, normalise, stop_stems, words
from lyhord_themes.witness import Witness

WORDS, NEAREST, MEANING, EXAMPLES = 1.0, 4.0, 2.0, 4.0
CAUTION = 0.4
WIDE = 18
WORD_FOUND = 0.5
TEMPERATURE = 0.5
CHANCE_TEXTS = 1_000
MOST_OTHERS = 2_000


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
        self.chance = [Document((), line) for line in vectors.at_random(CHANCE_TEXTS, stop=stop)]
        self.usual = self.scores(self.chance).mean(axis=0)

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): both ways of being near, weighed."""
        return NEAREST * self.nearest(texts) + MEANING * self.meaning(texts) - self.usual

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
        return self.means(texts) @ self.themes.T

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


def widened(caution: float, themes: int) -> float:
    """Raise caution where a codebook has few themes, as more then lies outside them."""
    return 1 - (1 - caution) * min(1.0, themes / WIDE)


class Guide:
    """Scores texts against the themes of a codebook, in its order.

    Labelled texts, if there are any, train a logistic classifier whose word counts as one more
    witness. Scores are not bounded; `doubt` is where doubt ends: the score that the best theme of
    the share `caution` of texts of random words does not reach.
    """

    def __init__(self, codebook: Codebook, *, language: str, caution: float = CAUTION) -> None:
        self.ids = tuple(theme.id for theme in codebook.themes)
        vectors = swedish() if language == "sv" else None
        self.matcher = Matcher(codebook, language=language, known=vectors.index if vectors else ())
        self.nearness = None
        self.doubt = WORD_FOUND
        if vectors is not None:
            wording = [
                [*seeds, *self.matcher.patterns(words(normalise(f"{t.name} {t.definition}")))]
                for seeds, t in zip(self.matcher.seeds, codebook.themes, strict=True)
            ]
            self.nearness = Nearness(wording, vectors, stop=stop_stems(language))
            best = self._by_codebook(self.nearness.chance).max(axis=1)
            self.doubt = float(np.quantile(best, widened(caution, len(self.ids))))
        self.witness: Witness | None = None

    def learn(
        self,
        space: TextSpace,
        texts: Sequence[Document],
        labels: Sequence[str],
        others: Sequence[Document],
    ) -> None:
        """Train the classifier on texts whose theme is known, and on what `others` are not.

        `others` without a place of their own among the labelled themes are left out, unless there
        is nothing else to tell a single labelled theme from.
        """
        if not texts:
            return
        self.space = space
        rest = self._elsewhere(others, frozenset(labels))
        if rest or len(set(labels)) > 1:
            known = self._evidence(texts)
            self.witness = Witness(known, labels, rest=self._evidence(rest) if rest else known[:0])

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes)."""
        total = self._by_codebook(texts)
        if self.witness is not None:
            places = [self.ids.index(label) for label in self.witness.labels]
            total[:, places] += EXAMPLES * self.witness.shares(self._evidence(texts))
        return total

    def shares(self, scores: Dense) -> Dense:
        """Turn scores into shares, doubt being one more candidate, shape (texts, themes)."""
        powers = np.exp(np.minimum(scores / TEMPERATURE, 50.0))
        return powers / (powers.sum(axis=1, keepdims=True) + np.exp(self.doubt / TEMPERATURE))

    def is_clear(self, scores: Dense) -> NDArray[np.bool_]:
        """Say of each text whether its best theme scores higher than doubt."""
        return scores.max(axis=1) > self.doubt

    def _by_codebook(self, texts: Sequence[Document]) -> Dense:
        total = WORDS * np.sign(hits := self.matcher.hits(texts)) * np.sqrt(np.abs(hits))
        if self.nearness is not None:
            total += self.nearness.scores(texts)
        return total

    def _elsewhere(self, texts: Sequence[Document], labelled: frozenset[str]) -> Sequence[Document]:
        if not texts:
            return ()
        texts = evenly(texts, MOST_OTHERS)
        scores = self._by_codebook(texts)
        found = [
            self.ids[int(best)] if clear else ""
            for best, clear in zip(scores.argmax(axis=1), self.is_clear(scores), strict=True)
        ]
        placed = [t for t, theme in zip(texts, found, strict=True) if theme not in {"", *labelled}]
        if placed or len(labelled) > 1:
            return placed
        return [text for text, theme in zip(texts, found, strict=True) if theme not in labelled]

    def _evidence(self, texts: Sequence[Document]) -> Dense:
        rows = self.space.transform(texts)
        return rows if self.nearness is None else np.hstack([rows, self.nearness.means(texts)])
