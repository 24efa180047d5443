"""How near each text is to each theme of a codebook: its wording, its field, and examples."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.background import Background
from lyhord_themes.codebook import Codebook
from lyhord_themes.learners import Dense
from lyhord_themes.pieces import blocks, each
from lyhord_themes.reading import Senses
from lyhord_themes.scoring import Scorer
from lyhord_themes.space import TextSpace, evenly
from lyhord_themes.text import Document, stop_stems
from lyhord_themes.witness import School, Witness, labelled_wordings

CAUTION = 0.4
WIDE = 18
TEMPERATURE = 0.5
OWN, LENT = 0.5, 1.0
MOST_OTHERS = 2_000
BLOCK = 25_000


def widened(caution: float, themes: int) -> float:
    """Raise caution where a codebook has few themes, as more then lies outside them."""
    return 1 - (1 - caution) * min(1.0, themes / WIDE)


class Guide:
    """Scores texts against the themes of a codebook, in its order.

    Three kinds of evidence add up: the wording of the themes; where text and themes stand among
    those of a `background` codebook, if one is given; and a classifier trained by labelled texts,
    if there are any. Scores are not bounded; `doubt` is where doubt ends: the score that the best
    theme of the share `caution` of texts of random words does not reach.
    """

    def __init__(
        self,
        codebook: Codebook,
        *,
        language: str,
        caution: float = CAUTION,
        background: Codebook | None = None,
    ) -> None:
        self.ids = tuple(theme.id for theme in codebook.themes)
        self.scorer = Scorer(codebook, language=language)
        self.background: Background | None = None
        if background is not None and background != codebook:
            known = Scorer(background, language=language)
            self.background = Background(known, self.scorer.wordings)
        self._latest: tuple[Sequence[Document], Dense] | None = None
        self.witness: Witness | None = None
        self.temperature = TEMPERATURE
        chance = self.scorer.chance
        self.doubt = self.scorer.doubt(
            self._by_codebook(chance) if chance else np.zeros((0, 1)),
            widened(caution, len(self.ids)),
        )

    def learn(
        self,
        space: TextSpace,
        texts: Sequence[Document],
        labels: Sequence[str],
        others: Sequence[Document],
    ) -> None:
        """Train on texts whose theme is known, beside the seeds of all themes.

        A single theme is told from `others`, which it has not.
        """
        rest = evenly(others, MOST_OTHERS) if len(self.ids) == 1 else ()
        if not texts or (len(self.ids) == 1 and not rest):
            return
        nearness = self.scorer.nearness
        school = School(
            self.scorer.seeds(),
            len(self.ids),
            Senses(nearness, self.background, space.encoder),
            nearness.vectors if nearness else None,
            stop_stems(space.language) | space.stop,
            tuple(rest),
        )
        given = np.array([self.ids.index(label) for label in labels])
        self._latest = None
        self.witness = Witness(school, labelled_wordings(texts, given), self._by_codebook(texts))
        self.temperature = self.witness.temperature or TEMPERATURE

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes); those of the latest texts are remembered."""
        if self._latest is not None and self._latest[0] is texts:
            return self._latest[1]
        pieces = (texts[part] for part in blocks(len(texts), BLOCK))
        total = np.vstack(list(each(self._scores, pieces)))
        self._latest = (texts, total)
        return total

    def shares(self, scores: Dense) -> Dense:
        """Turn scores into shares, doubt being one more candidate, shape (texts, themes)."""
        powers = np.exp(np.minimum(scores / self.temperature, 50.0))
        return powers / (powers.sum(axis=1, keepdims=True) + np.exp(self.doubt / self.temperature))

    def certain(self, scores: Dense) -> Dense:
        """Tell how sure each theme is by itself, shape (texts, themes): 0.5 where doubt ends."""
        return 1 / (1 + np.exp(np.clip((self.doubt - scores) / self.temperature, -50.0, 50.0)))

    def is_clear(self, scores: Dense) -> NDArray[np.bool_]:
        """Say of each text whether its best theme scores higher than doubt."""
        return scores.max(axis=1) > self.doubt

    def __getstate__(self) -> Mapping[str, object]:
        """Travel between processes without the scores that are remembered."""
        return {**vars(self), "_latest": None}

    def _scores(self, texts: Sequence[Document]) -> Dense:
        total = self._by_codebook(texts)
        return total if self.witness is None else total + self.witness.scores(texts)

    def _by_codebook(self, texts: Sequence[Document]) -> Dense:
        own = self.scorer.scores(texts)
        if self.background is None:
            return own
        return OWN * own + LENT * self.background.scores(texts)
