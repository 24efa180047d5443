"""What an analyst may do next: answers worth labelling, words worth adding to the codebook."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from lyhord_themes.corpus import corpus_of
from lyhord_themes.documents import shown
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.guiding import Guide
from lyhord_themes.learners import Dense, listed
from lyhord_themes.placing import Guided
from lyhord_themes.terms import everyday
from lyhord_themes.text import Document, negation_stems, normalise, stems, stop_stems

LABELS, SEEDS = 20, 5
MOST_READ = 5_000
FEWEST_TEXTS = 2
SMOOTHING = 1.0
LEAST_TIMES = 2.0
SHORTEST = 3


class ToLabel(Struct, frozen=True, kw_only=True):
    """A text whose label would teach most: its row, and the themes it hesitates between."""

    row: int
    nearest: tuple[str, ...]
    doubt: float


class Seed(Struct, frozen=True, kw_only=True):
    """A word that the codebook lacks: in `n` texts of the theme, `times` as often as elsewhere."""

    word: str
    n: int
    times: float


def suggest_labels(
    finder: ThemeFinder, texts: Sequence[str], *, most: int = LABELS
) -> tuple[ToLabel, ...]:
    """Choose texts that the finder is unsure of and that are unlike each other.

    Uncertainty is how little the first theme leads the second; each choice lowers the worth of
    texts like it (Settles 2009). Labelled and empty texts, and repeated ones, are left out.
    """
    corpus = corpus_of(texts, finder.language)
    first = {text: row for row, text in reversed(list(enumerate(corpus.normalised)))}
    open_ = [text for text in corpus.different if finder.decided_.get(text) is None][:MOST_READ]
    if not open_:
        return ()
    known = dict(zip(corpus.different, corpus.documents, strict=True))
    documents = [known[text] for text in open_]
    strengths = finder.model_.strengths(documents)
    order = np.argsort(-strengths, axis=1, kind="stable")
    sorted_ = np.take_along_axis(strengths, order, axis=1)
    lead = sorted_[:, 0] - (sorted_[:, 1] if sorted_.shape[1] > 1 else 0.0)
    chosen = _spread(1 - lead, np.asarray(finder.space_.transform(documents)), most)
    return tuple(
        ToLabel(
            row=first[open_[place]],
            nearest=tuple(finder.themes_[column] for column in listed(order[place][:3])),
            doubt=round(float(1 - lead[place]), 4),
        )
        for place in chosen
    )


def suggest_seeds(
    finder: ThemeFinder, texts: Sequence[str], *, most: int = SEEDS
) -> Mapping[str, tuple[Seed, ...]]:
    """Find words of each theme's texts that its codebook lacks, for the analyst to accept.

    A word must stand in two texts of the theme, at least twice as often there as elsewhere, be no
    everyday word, and belong to no seed yet; nearness to the theme by the stem vectors decides the
    order. Without a codebook there is nothing to add to.
    """
    if not isinstance(finder.model_, Guided):
        return {}
    corpus = corpus_of(texts, finder.language)
    counted = _Counted(
        texts=corpus.documents,
        themes=[place.theme for place in finder.model_.place(corpus.documents)],
        silent=_silent(finder.language),
    )
    forms = shown(corpus.documents)
    guide = finder.model_.guide
    found = {theme: _lacking(guide, theme, counted)[:most] for theme in guide.ids}
    return {
        theme: tuple(Seed(word=forms[stem], n=n, times=times) for stem, n, times in seeds)
        for theme, seeds in found.items()
        if seeds
    }


def _silent(language: str) -> frozenset[str]:
    """Give the stems of words that say too little to be a seed."""
    common = stems(map(normalise, everyday(language)), language)
    return stop_stems(language) | negation_stems(language) | frozenset(common.values())


class _Counted:
    """In how many texts each stem stands, by theme and in all."""

    def __init__(
        self, texts: Sequence[Document], themes: Sequence[str], silent: frozenset[str]
    ) -> None:
        self.sizes = Counter(themes)
        self.within: dict[str, Counter[str]] = defaultdict(Counter)
        for text, theme in zip(texts, themes, strict=True):
            self.within[theme].update({s for s in text.stems if len(s) >= SHORTEST} - silent)
        self.everywhere = sum(self.within.values(), Counter[str]())
        self.n = len(texts)

    def times(self, stem: str, theme: str) -> float:
        """Say how many times as often as elsewhere a stem stands in a theme's texts."""
        here, all_ = self.within[theme][stem], self.everywhere[stem]
        elsewhere = (all_ - here + SMOOTHING) / (self.n - self.sizes[theme] + 2 * SMOOTHING)
        return round((here / max(self.sizes[theme], 1)) / elsewhere, 2)


def _lacking(guide: Guide, theme: str, counted: _Counted) -> list[tuple[str, int, float]]:
    own = counted.within[theme]
    stems = sorted(stem for stem, n in own.items() if n >= FEWEST_TEXTS)
    texts = [Document((), (stem,)) for stem in stems]
    if not texts:
        return []
    free = np.flatnonzero(~guide.scorer.matcher.hits(texts).any(axis=1))
    near = guide.scorer.scores(texts)[:, guide.ids.index(theme)]
    found = [(stems[p], own[stems[p]], counted.times(stems[p], theme), near[p]) for p in free]
    told = [each for each in found if each[2] >= LEAST_TIMES]
    told.sort(key=lambda each: (-each[2] * np.exp(each[3]), each[0]))
    return [(stem, n, times) for stem, n, times, _ in told]


def _spread(worth: Dense, rows: Dense, most: int) -> list[int]:
    left = worth.copy()
    chosen: list[int] = []
    for _ in range(min(most, len(left))):
        best = int(np.argmax(left))
        chosen.append(best)
        left *= 1 - np.clip(rows @ rows[best], 0.0, 1.0)
        left[best] = -1.0
    return chosen
