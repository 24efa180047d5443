"""How well each text fits the wording of each theme: its words, and what they mean."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.codebook import Codebook, CodebookTheme
from lyhord_themes.documents import documents
from lyhord_themes.learners import Dense
from lyhord_themes.matching import Matcher
from lyhord_themes.nearness import Nearness
from lyhord_themes.reading import Reader, Senses, Wordings
from lyhord_themes.stemvectors import swedish
from lyhord_themes.text import Document, normalise, stop_stems, words

WORDS, READ = 1.0, 3.0
WORD_FOUND = 0.5
YIELD = 0.5


class Scorer:
    """Scores texts against a codebook's wording, in its order; scores are not bounded.

    A theme that others name as their parent is the wider one: it takes a text only where it fits
    better than they do by half a word.
    """

    def __init__(self, codebook: Codebook, *, language: str) -> None:
        self.ids = tuple(theme.id for theme in codebook.themes)
        self.wordings = tuple(_wording(theme, language) for theme in codebook.themes)
        vectors = swedish() if language == "sv" else None
        self.matcher = Matcher(codebook, language=language, known=vectors.index if vectors else ())
        parents = {theme.parent for theme in codebook.themes}
        self.yields: Dense = YIELD * np.array([float(name in parents) for name in self.ids])
        self.nearness: Nearness | None = None
        self.reader: Reader | None = None
        if vectors is not None:
            spoken = [
                [*seeds, *self.matcher.patterns(words(normalise(f"{t.name} {t.definition}")))]
                for seeds, t in zip(self.matcher.seeds, codebook.themes, strict=True)
            ]
            self.nearness = Nearness(spoken, vectors, stop=stop_stems(language))
            self._read()

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes)."""
        total = WORDS * np.sign(hits := self.matcher.hits(texts)) * np.sqrt(np.abs(hits))
        if self.nearness is not None:
            total += self.nearness.scores(texts)
        if self.reader is not None:
            total += READ * (self.reader.scores(texts) - self.usual)
        return total - self.yields

    def seeds(self) -> Wordings:
        """Give the wording of every theme, each piece with the number of its theme."""
        sizes = [len(wording) for wording in self.wordings]
        return Wordings(
            tuple(piece for wording in self.wordings for piece in wording),
            np.repeat(np.arange(len(sizes)), sizes),
            np.ones(sum(sizes)),
        )

    def _read(self) -> None:
        """Train a classifier on the seeds; what it says of random words is what it says of all."""
        self.reader = Reader(self.seeds(), len(self.ids), Senses(self.nearness))
        self.usual = self.reader.scores(self.chance).mean(axis=0)

    @property
    def chance(self) -> Sequence[Document]:
        """Give texts of random words; none where no vectors tell which words there are."""
        return () if self.nearness is None else self.nearness.chance

    def doubt(self, scores: Dense, caution: float) -> float:
        """Give the score that the best theme of the share `caution` of random texts has not.

        `scores` are those of `chance`; without any, half a word is where doubt ends.
        """
        if not len(scores):
            return WORD_FOUND
        return float(np.quantile(scores.max(axis=1), caution))


def fields(scores: Dense) -> NDArray[np.float64]:
    """Turn scores into shares of the themes, as the coordinates of a text among them."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _wording(theme: CodebookTheme, language: str) -> Sequence[Document]:
    written = (*theme.seeds, theme.name, theme.definition)
    return list(documents([normalise(each) for each in written if each], language))
