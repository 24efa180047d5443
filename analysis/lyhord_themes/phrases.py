# pyright: reportMissingTypeStubs=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false
"""Pairs of words that stand together more often than chance lets them, to be shown as one term."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

import numpy as np
from msgspec import Struct
from nltk.collocations import BigramCollocationFinder
from nltk.metrics import BigramAssocMeasures
from nltk.probability import FreqDist
from numpy.typing import NDArray

from lyhord_themes.documents import Documents, numbered
from lyhord_themes.learners import Integers, Sparse, from_triplets, listed
from lyhord_themes.terms import everyday, is_telling
from lyhord_themes.text import Document, negation_stems, normalise, stems, stop_stems, words

LEAST_TIMES = 3
LEAST_RATIO = 10.83  # the 0.1 % bound of chi-squared with one degree of freedom
MOST = 400
MOST_BETWEEN = 1
ENOUGH = 3

Pair: TypeAlias = tuple[str, str]
Truths: TypeAlias = NDArray[np.bool_]


class Pairs(Struct, frozen=True):
    """Neighbouring words that tell something: each is the text, the two words, and their stems.

    Words are places among all words of the texts, stems are numbers, shape (pairs,) each.
    """

    rows: Integers
    left: Integers
    right: Integers
    first: Integers
    second: Integers

    def only(self, wanted: Truths) -> "Pairs":
        """Give some of them."""
        return Pairs(*(getattr(self, name)[wanted] for name in self.__struct_fields__))


def collocations(texts: Sequence[Document], language: str) -> tuple[Pair, ...]:
    """Find pairs of stems whose likelihood ratio (Dunning 1993) is clear, the clearest first.

    Each pair counts once per text. A stop word may stand between the two; a negation may come
    first ("inte råd"). Only pairs in at least three texts that are commoner than chance are given;
    texts that are nothing but the pair do not count, as they would be told whole.
    """
    cut = numbered(texts)
    found = BigramCollocationFinder(
        FreqDist(_telling(cut, language)), FreqDist(_often(cut, neighbouring(cut, language)))
    )
    scored: list[tuple[Pair, float]] = found.score_ngrams(BigramAssocMeasures.likelihood_ratio)
    clear = [
        (-round(score, 6), pair)
        for pair, score in scored
        if score >= LEAST_RATIO and (found.score_ngram(BigramAssocMeasures.pmi, *pair) or 0) > 0
    ]
    return tuple(pair for _, pair in sorted(clear)[:MOST])


def counts(texts: Sequence[Document], pairs: Sequence[Pair], language: str) -> Sparse:
    """Say which pairs stand in which texts, shape (texts, pairs), ones and zeros."""
    cut = numbered(texts)
    found = neighbouring(cut, language)
    which = _which(cut, found, pairs)
    places = np.unique(found.rows[which >= 0] * max(len(pairs), 1) + which[which >= 0])
    rows, of = np.divmod(places, max(len(pairs), 1))
    return from_triplets(np.ones(len(places)), rows, of, (len(texts), len(pairs)))


def forms(texts: Sequence[Document], pairs: Sequence[Pair], language: str) -> Mapping[Pair, str]:
    """Choose for each pair the commonest way in which texts write it, the shorter if equal."""
    cut = numbered(texts)
    found = neighbouring(cut, language)
    which = _which(cut, found, pairs)
    there = found.only(which >= 0)
    written: dict[Pair, Counter[str]] = {}
    for of, left, right in zip(
        listed(which[which >= 0]), listed(there.left), listed(there.right), strict=True
    ):
        span = " ".join(cut.words.forms[n] for n in listed(cut.numbers[left : right + 1]))
        written.setdefault(pairs[of], Counter())[span] += 1
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


def columns(texts: Sequence[Document], language: str) -> list[frozenset[str]]:
    """Name everything in each text that a term can count: its stems and its pairs."""
    cut = numbered(texts)
    found = [set(text.stems) for text in cut]
    near, stems_ = neighbouring(cut, language), cut.words.stems
    for row, first, second in zip(
        listed(near.rows), listed(near.first), listed(near.second), strict=True
    ):
        found[row].add(f"{stems_[first]} {stems_[second]}")
    return [frozenset(names) for names in found]


def neighbouring(texts: Documents, language: str) -> Pairs:
    """Find the pairs of neighbouring words that tell something, in their order."""
    told, everyday_, negated = _kinds(texts, language)
    kept, rows = np.flatnonzero(told[texts.numbers]), texts.rows
    left, right = kept[:-1], kept[1:]
    one, other = texts.numbers[left], texts.numbers[right]
    first, second = texts.words.stem_of[one], texts.words.stem_of[other]
    found = Pairs(rows[left], left, right, first.astype(np.int64), second.astype(np.int64))
    return found.only(
        (rows[left] == rows[right])
        & (right - left <= 1 + MOST_BETWEEN)
        & ~negated[other]
        & (first != second)
        & ~(everyday_[one] & everyday_[other])
    )


def _kinds(texts: Documents, language: str) -> tuple[Truths, Truths, Truths]:
    """Say of each word whether it may stand in a pair, is an everyday one, is a negation."""
    words_, negations, common = texts.words, negation_stems(language), everyday(language)
    told, everyday_, negated = np.zeros((3, len(words_.forms)), dtype=bool)
    for number in texts.used():
        form, stem = words_.pair(number)
        told[number] = _may_stand(form, stem, language)
        everyday_[number] = form in common
        negated[number] = stem in negations
    return told, everyday_, negated


def _telling(texts: Documents, language: str) -> Mapping[str, int]:
    """Count the texts that each stem stands in that may stand in a pair."""
    told = _kinds(texts, language)[0][texts.numbers]
    width = max(len(texts.words.stems), 1)
    stems_ = texts.words.stem_of[texts.numbers[told]]
    of, n = np.unique(np.unique(texts.rows[told] * width + stems_) % width, return_counts=True)
    return {texts.words.stems[s]: times for s, times in zip(listed(of), listed(n), strict=True)}


def _often(texts: Documents, found: Pairs) -> Mapping[Pair, int]:
    """Count the texts of each pair that stands in three at least and is not the whole of them."""
    whole = (found.left == texts.starts[found.rows]) & (
        found.right == texts.starts[found.rows + 1] - 1
    )
    kept = found.only(~whole)
    width = max(len(texts.words.stems), 1)
    pairs, of = np.unique(kept.first * width + kept.second, return_inverse=True)
    of, n = np.unique(np.unique(kept.rows * len(pairs) + of) % len(pairs), return_counts=True)
    stems_ = texts.words.stems
    return {
        (stems_[pair // width], stems_[pair % width]): times
        for pair, times in zip(listed(pairs[of]), listed(n), strict=True)
        if times >= LEAST_TIMES
    }


def _which(texts: Documents, found: Pairs, pairs: Sequence[Pair]) -> Integers:
    """Number each of the pairs found among `pairs`, -1 if it is none of them."""
    stems_ = {stem: place for place, stem in enumerate(texts.words.stems)}
    width = max(len(stems_), 1)
    numbers = {
        stems_[first] * width + stems_[second]: number
        for number, (first, second) in enumerate(pairs)
        if first in stems_ and second in stems_
    }
    keys = np.array(sorted(numbers), dtype=np.int64)
    if not len(keys):
        return np.full(len(found.rows), -1)
    own = found.first * width + found.second
    place = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
    order = np.array([numbers[key] for key in listed(keys)])
    return np.where(keys[place] == own, order[place], -1)


@lru_cache(maxsize=100_000)
def _may_stand(form: str, stem: str, language: str) -> bool:
    if stem in negation_stems(language):
        return True
    return stem not in stop_stems(language) and is_telling(form, language)


def _rank(spans: Counter[str], span: str) -> tuple[int, int, str]:
    return -spans[span], len(span), span
