"""Adds up what the words of an answer weigh; the points themselves are data of the rules."""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat

from lyhord.privacy.warning_rules import Scale
from lyhord.privacy.warning_words import NOTHING, Sentence, in_a_row

_SHOWN = 3  # words of a hit


def weighed(scale: Scale, read: Sequence[Sentence]) -> int:
    """The points of an answer: each beginning of a word, and each group, counts once."""
    begun = {word for each in read for word in _weighable(each)}
    meant = NOTHING.union(*(word.weighed for each in read for word in each.words))
    return (
        scale.start
        + sum(map(scale.words.get, begun, repeat(0)))
        + sum(map(scale.groups.get, meant, repeat(0)))
    )


def without(sentence: Sentence, masked: frozenset[int]) -> Sentence:
    """The sentence without some of its words, by their places."""
    kept = [place for place in range(len(sentence.words)) if place not in masked]
    return Sentence(
        [sentence.words[place] for place in kept],
        [sentence.starts[place] for place in kept],
        [sentence.ends[place] for place in kept],
    )


def _weighable(sentence: Sentence) -> Iterable[str]:
    beginnings = [word.beginning for word in sentence.words]
    return chain(beginnings, in_a_row(beginnings))


def heaviest(scale: Scale, read: Sequence[Sentence]) -> list[tuple[int, Sentence, int]]:
    """The words that weigh most: their points, their sentence, and their place in it."""
    found = [
        (_weight(scale, sentence, place), sentence, place)
        for sentence in read
        for place in range(len(sentence.words))
    ]
    found.sort(key=lambda each: -each[0])
    return [each for each in found[:_SHOWN] if each[0] > 0]


def _weight(scale: Scale, sentence: Sentence, place: int) -> int:
    word = sentence.words[place]
    groups = sum(scale.groups.get(each, 0) for each in word.weighed)
    return scale.words.get(word.beginning, 0) + groups
