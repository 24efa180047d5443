"""What a richer codebook of the same field knows, lent to a thinner one."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense
from lyhord_themes.scoring import Scorer, fields
from lyhord_themes.text import Document

SMOOTHING = 0.05
LEAST = 1e-3


class Background:
    """Compares texts and themes by where both stand among the themes of another codebook.

    Explicit semantic analysis (Gabrilovich & Markovitch 2007) with themes for concepts: a text and
    the seeds of a theme may share no word, yet speak of the same fields. Only the wording of the
    themes counts, never their ids.
    """

    def __init__(self, known: Scorer, themes: Sequence[Sequence[Document]]) -> None:
        self.known = known
        sizes = [len(wording) for wording in themes]
        spoken = fields(known.scores([each for wording in themes for each in wording]))
        starts = np.cumsum([0, *sizes[:-1]])
        told = np.add.reduceat(spoken, starts, axis=0) / np.array(sizes)[:, None]
        self.themes = told / (told.sum(axis=0, keepdims=True) + SMOOTHING)
        self.usual = np.zeros(len(sizes))
        if known.chance:
            self.usual = self.scores(known.chance).mean(axis=0)

    def fields(self, texts: Sequence[Document]) -> Dense:
        """Give where texts stand among the background's themes, shape (texts, its themes)."""
        return fields(self.known.scores(texts))

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): 0 is what texts of random words have in the mean."""
        shared = self.fields(texts) @ self.themes.T
        return np.log(shared + LEAST) - self.usual
