"""What labelled texts say of others: a classifier that weighs as much as it has seen."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense, logistic

REST = ""
HALF_TRUSTED = 3


class Witness:
    """A logistic classifier of the themes that have examples, against the rest if there is any.

    Its shares always add up to 1, so only what exceeds an even split among the classes counts, and
    n examples count n / (n + 3) of it: a few can move few texts.
    """

    def __init__(self, examples: Dense, labels: Sequence[str], *, rest: Dense) -> None:
        counts = Counter(labels)
        evidence = np.vstack([examples, rest])
        self.model = logistic(evidence, [*labels, *[REST] * len(rest)])
        self.even = 1 / len(self.model.classes_)
        known = [str(label) for label in self.model.classes_]
        self.places = [place for place, label in enumerate(known) if label != REST]
        self.labels = [known[place] for place in self.places]
        sizes = np.array([counts[label] for label in self.labels])
        self.trust = sizes / (sizes + HALF_TRUSTED)

    def shares(self, evidence: Dense) -> Dense:
        """Give shape (texts, `labels`), 0 to 1: how far each text is like a theme's examples."""
        beyond = np.maximum(self.model.predict_proba(evidence)[:, self.places] - self.even, 0.0)
        return self.trust * beyond / (1 - self.even)
