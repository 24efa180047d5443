"""What labelled texts say of others, and how much that counts beside the codebook."""

from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from lyhord_themes.company import Company
from lyhord_themes.learners import Dense, Integers, least, listed, log_shares
from lyhord_themes.reading import Reader, Senses, Wordings
from lyhord_themes.stemvectors import StemVectors
from lyhord_themes.text import Document

FOLDS = 5
FEWEST_TO_FIT = 4
LABEL_WEIGHT = 2.0
READ = 8.0
USUAL = (1.5, 0.75, 0.75)
STIFFNESS = 20.0
HALF_TRUSTED = 3
LEAST_WEIGHT = 0.3


class School(Struct, frozen=True):
    """What labels are learnt beside: the codebook's seeds, and how texts are seen.

    `rest` are texts of none of the themes; they matter where there is a single theme.
    """

    seeds: Wordings
    themes: int
    senses: Senses
    vectors: StemVectors | None
    stop: frozenset[str]
    rest: tuple[Document, ...] = ()

    def taught(self, labelled: Wordings) -> "Taught":
        """Train on seeds and labelled texts."""
        known = self.seeds.and_also(labelled)
        rest = Wordings(
            self.rest,
            np.full(len(self.rest), self.themes, dtype=np.int64),
            np.ones(len(self.rest)),
        )
        return Taught(
            Reader(known.and_also(rest), self.themes + bool(self.rest), self.senses),
            Company(known, self.themes, vectors=self.vectors, stop=self.stop),
        )


class Taught(Struct, frozen=True):
    """A classifier and the company of words, both trained on seeds and labelled texts."""

    reader: Reader
    company: Company

    def parts(self, texts: Sequence[Document]) -> list[Dense]:
        """Give what each says, shape (texts, themes), 0 where nothing is known."""
        company = self.company.scores(texts)
        return [READ * self.reader.scores(texts)[:, : company.shape[1]], company]


class Witness:
    """Labelled texts whose word can be added to the scores of a codebook.

    What they say is weighed by weights that predict held-out labels best beside the codebook's
    `scores` of them (stacking; Wolpert 1992), drawn towards the usual ones so that few labels
    change them little; `temperature` is where the sum is calibrated (Guo et al. 2017), None where a
    theme that has labels has fewer than four.
    """

    def __init__(self, school: School, labelled: Wordings, scores: Dense) -> None:
        self.taught = school.taught(labelled)
        labels = len(labelled.texts)
        codebook, *others = USUAL
        trust = labels / (labels + HALF_TRUSTED * school.themes)
        self.weights = tuple(trust * weight / codebook for weight in others)
        self.temperature: float | None = None
        counts = np.bincount(labelled.given, minlength=school.themes)
        if counts[counts > 0].min() >= FEWEST_TO_FIT:
            codebook, *others = _weighed([scores, *_held_out(school, labelled)], labelled.given)
            self.weights = tuple(weight / codebook for weight in others)
            self.temperature = 1 / codebook

    def scores(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): what the labels say, weighed."""
        parts = self.taught.parts(texts)
        return np.sum([w * part for w, part in zip(self.weights, parts, strict=True)], axis=0)


def labelled_wordings(texts: Sequence[Document], given: Integers) -> Wordings:
    """Let labelled texts count more than seeds."""
    return Wordings(tuple(texts), given, np.full(len(texts), LABEL_WEIGHT))


def _held_out(school: School, labelled: Wordings) -> list[Dense]:
    """Give what is said of each labelled text by the others."""
    found = [np.zeros((len(labelled.given), school.themes)) for _ in USUAL[1:]]
    for held in _folds(labelled.given):
        kept = np.setdiff1d(np.arange(len(labelled.given)), held)
        others = Wordings(
            tuple(labelled.texts[place] for place in listed(kept)),
            labelled.given[kept],
            labelled.weights[kept],
        )
        parts = school.taught(others).parts([labelled.texts[place] for place in listed(held)])
        for whole, part in zip(found, parts, strict=True):
            whole[held] = part
    return found


def _weighed(parts: Sequence[Dense], given: Integers) -> list[float]:
    """Find the weights of a logit of themes (McFadden 1974) that is drawn towards the usual one."""
    stacked, rows, usual = np.stack(parts, axis=2), np.arange(len(given)), np.array(USUAL)

    def slope(weights: Dense) -> tuple[float, Dense]:
        logs = log_shares(stacked @ weights)
        beyond = weights - usual
        told = stacked[rows, given] - np.einsum("nt,ntk->nk", np.exp(logs), stacked)
        cost = -logs[rows, given].sum() + STIFFNESS * (beyond @ beyond)
        return float(cost), 2 * STIFFNESS * beyond - told.sum(axis=0)

    codebook, *others = [round(float(weight), 6) for weight in least(slope, usual)]
    return [max(codebook, LEAST_WEIGHT), *(max(weight, 0.0) for weight in others)]


def _folds(given: Integers) -> Iterable[Integers]:
    order = np.argsort(given, kind="stable")
    yield from (np.sort(order[start::FOLDS]) for start in range(FOLDS))
