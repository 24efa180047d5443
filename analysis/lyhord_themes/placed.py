"""A corpus and what was learnt from it, with each text at its place: what findings are made of."""

from collections import Counter
from collections.abc import Mapping

import numpy as np
from msgspec import Struct

from lyhord_themes.corpus import Context, Corpus
from lyhord_themes.findings import EMPTY, Assignment
from lyhord_themes.learners import Integers
from lyhord_themes.learning import Decisions
from lyhord_themes.placing import Model
from lyhord_themes.space import TextSpace
from lyhord_themes.terms import Weighting
from lyhord_themes.valence import told, weighing

MOST_READ, FAST_READ = 2_000, 500  # texts of a theme that are looked at for words and quotes
NOTHING = Assignment(theme=EMPTY, strength=1.0)


class Placed(Struct, frozen=True, kw_only=True):
    """A corpus with what was learnt from it; `places` follows the corpus's different texts.

    `known` are the analyst's decisions that went into the places.
    """

    corpus: Corpus
    context: Context
    space: TextSpace
    model: Model
    places: tuple[Assignment, ...]
    known: Decisions = Decisions(labels={})
    weighting: Weighting = "log-odds"

    def assignments(self) -> tuple[Assignment, ...]:
        """Give one assignment per given text, in their order; empty texts get `empty`."""
        table = dict(zip(self.corpus.different, self.places, strict=True))
        places = [table.get(text, NOTHING) for text in self.corpus.normalised]
        asked, language = self.context.questions, self.space.language
        return told(places, self.corpus.lines(weighing(language)), asked, language=language)

    def asked(self) -> Mapping[str, str | None]:
        """Give for each text the question it answers, of several the one it answers most often."""
        found: dict[str, Counter[str | None]] = {}
        for text, question in zip(self.corpus.normalised, self.context.questions, strict=True):
            found.setdefault(text, Counter())[question] += 1
        return {
            text: min(own, key=lambda question: (-own[question], question or ""))
            for text, own in found.items()
        }

    def first_rows(self) -> Mapping[str, int]:
        """Give the first row of each different text."""
        rows = list(enumerate(self.corpus.normalised))
        return {text: row for row, text in reversed(rows)}

    def numbered(self) -> tuple[list[str], Integers]:
        """Give the ids of the themes that hold texts, sorted, and the number of each text's."""
        names, numbers = np.unique([place.theme for place in self.places], return_inverse=True)
        return [str(name) for name in names], numbers
