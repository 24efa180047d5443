# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false
"""Pairs of words that stand together more often than chance lets them, to be shown as one term."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from nltk.probability import FreqDist

from lyhord_themes.learners import Sparse, from_triplets
from lyhord_themes.terms import everyday, is_telling
from lyhord_themes.text import Document, negation_stems, normalise, stems, stop_stems, words

LEAST_TIMES = 3
LEAST_RATIO = 10.83  # the 0.1 % bound of chi-squared with one degree of freedom
MOST = 400
MOST_BETWEEN = 1
ENOUGH = 3

Pair: TypeAlias = tuple[str, str]


class Place(Struct, frozen=True):
    """Where a pair stands in a text: the numbers of its first and last word."""

    pair: Pair
    start: int
    end: int


def collocations(texts: Sequence[Document], language: str) -> tuple[Pair, ...]:
    """Find pairs of stems whose likelihood ratio (Dunning 1993) is clear, the clearest first.

    Each pair counts once per text. A stop word may stand between the two; a negation may come
    first ("inte råd"). Only pairs in at least three texts that are commoner than chance are given;
    texts that are nothing but the pair do not count, as they would be told whole.
    """
    single: Counter[str] = Counter()
    pairs: Counter[Pair] = Counter()
    for text in texts:
        single.update(_telling(text, language))
        pairs.update({place.pair for place in places(text, language) if not _is_all(place, text)})
    finder = BigramCollocationFinder(FreqDist(single), FreqDist(pairs))
    finder.apply_freq_filter(LEAST_TIMES)
    scored: list[tuple[Pair, float]] = finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    clear = [
        (-round(score, 6), pair)
        for pair, score in scored
        if score >= LEAST_RATIO and (finder.score_ngram(BigramAssocMeasures.pmi, *pair) or 0) > 0
    ]
    return tuple(pair for _, pair in sorted(clear)[:MOST])


def counts(texts: Sequence[Document], pairs: Sequence[Pair], language: str) -> Sparse:
    """Say which pairs stand in which texts, shape (texts, pairs), ones and zeros."""
    numbers = {pair: number for number, pair in enumerate(pairs)}
    starts = frozenset(first for first, _ in pairs)
    found = sorted(
        {
            (row, numbers[place.pair])
            for row, text in enumerate(texts)
            if not starts.isdisjoint(text.stems)
            for place in places(text, language)
            if place.pair in numbers
        }
    )
    rows = np.array([row for row, _ in found], dtype=np.int64)
    of = np.array([number for _, number in found], dtype=np.int64)
    return from_triplets(np.ones(len(found)), rows, of, (len(texts), len(pairs)))


def forms(texts: Sequence[Document], pairs: Sequence[Pair], language: str) -> Mapping[Pair, str]:
    """Choose for each pair the commonest way in which texts write it, the shorter if equal."""
    wanted, written = frozenset(pairs), dict[Pair, Counter[str]]()
    starts = frozenset(first for first, _ in pairs)
    for text in texts:
        if starts.isdisjoint(text.stems):
            continue
        for place in places(text, language):
            if place.pair in wanted:
                span = " ".join(text.forms[place.start : place.end + 1])
                written.setdefault(place.pair, Counter())[span] += 1
    return {pair: min(spans, key=partial(_rank, spans)) for pair, spans in written.items()}


def column(term: str, language: str) -> str:
    """Name what a term counts: its stem or, of several words, the stems at its ends."""
    cut = list(words(normalise(term)))
    table = stems(cut, language)
    return " ".join(dict.fromkeys(table[form] for form in (*cut[:1], *cut[-1:])))


def marked(text: Document, weights: Mapping[str, float]) -> float:
    """Say how much of the weight of three good terms stands in a text, 0 to 1.

    `weights` has a weight for each column; of a pair both stems must stand in the text.
    """
    there = set(text.stems)
    found = sum(w for name, w in weights.items() if all(stem in there for stem in name.split(" ")))
    enough = sum(sorted(weights.values(), reverse=True)[:ENOUGH]) if found else 1.0
    return min(1.0, found / enough)


def columns(text: Document, language: str) -> frozenset[str]:
    """Name everything in a text that a term can count: its stems and its pairs."""
    return frozenset((*text.stems, *(" ".join(place.pair) for place in places(text, language))))


def places(text: Document, language: str) -> Iterator[Place]:
    """Walk through the pairs of neighbouring words that tell something, in their order."""
    negations = negation_stems(language)
    before: int | None = None
    for here, stem in enumerate(text.stems):
        if not _may_stand(text.forms[here], stem, language):
            continue
        if (
            before is not None
            and here - before <= 1 + MOST_BETWEEN
            and stem not in negations
            and stem != text.stems[before]
            and not _is_everyday(text, before, here, language)
        ):
            yield Place((text.stems[before], stem), before, here)
        before = here


def _is_all(place: Place, text: Document) -> bool:
    return place.start == 0 and place.end == len(text.forms) - 1


def _telling(text: Document, language: str) -> set[str]:
    pairs = zip(text.forms, text.stems, strict=True)
    return {stem for form, stem in pairs if _may_stand(form, stem, language)}


@lru_cache(maxsize=100_000)
def _may_stand(form: str, stem: str, language: str) -> bool:
    if stem in negation_stems(language):
        return True
    return stem not in stop_stems(language) and is_telling(form, language)


def _is_everyday(text: Document, one: int, other: int, language: str) -> bool:
    known = everyday(language)
    return text.forms[one] in known and text.forms[other] in known


def _rank(spans: Counter[str], span: str) -> tuple[int, int, str]:
    return -spans[span], len(span), span
