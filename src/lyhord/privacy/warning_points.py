"""Adds up what the words of an answer weigh; the points themselves are data of the rules."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

from lyhord.privacy.warning_words import (
    BESIDE,
    ENDS,
    NEVER,
    Lexicon,
    Sentence,
    Weighed,
    Weights,
    Word,
)

Key: TypeAlias = str | int  # what has points: words as they are written, groups by their numbers
NEAR = 4  # words after another in which two groups are near each other
_MOST_CONCEPTS = 1_000_000
_SHOWN = 3  # words of a hit


class Points(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What words weigh together: an answer whose sum reaches `least` has the level.

    `alone`: how much more a single sentence needs. `words`: by their points, each time. A word of
    five letters stands for every word that begins so, a+b (four letters each) for two in a
    row, {a} for a word of a group, {a}..{b} for two groups near each other; ^ and $ are the ends of
    a sentence. `rules`: what rules that hold add, once a kind: acute, concern, weak acute, weak
    concern.
    """

    least: int = 0
    alone: int = 0
    start: int = 0
    words: dict[str, str] = {}
    rules: dict[str, int] = {}

    def each(self) -> Iterable[tuple[str, int]]:
        """Every word and its points."""
        return ((word, int(points)) for points, said in self.words.items() for word in said.split())


class Scale(Struct, frozen=True):
    """The points of a level: by words, by the numbers of groups, and by the kinds of rules."""

    least: int
    alone: int
    start: int
    points: dict[Key, int]
    rules: dict[str, int]


def near_groups(first: int, second: int) -> int:
    """What two groups near each other are looked up by: a number that no group has."""
    return -1 - first * _MOST_CONCEPTS - second


def weighed_of(scale: Scale) -> Weighed:
    """The points of a scale as words are looked up."""
    near: dict[int, dict[int, int]] = {}
    for key, points in scale.points.items():
        groups = groups_of(key)
        if len(groups) > 1:
            near.setdefault(groups[0], {})[groups[1]] = points
    return Weighed(points=scale.points, beside=_by_first(scale), near=near)


def groups_of(key: Key) -> tuple[int, ...]:
    """The groups of what has points: none, one, or two near each other."""
    if isinstance(key, str):
        return ()
    return (key,) if key >= 0 else divmod(-1 - key, _MOST_CONCEPTS)


def _by_first(scale: Scale) -> dict[str, dict[str, int]]:
    """By their first words what two words weigh."""
    found: dict[str, dict[str, int]] = {}
    for key, points in scale.points.items():
        if isinstance(key, str) and BESIDE in key:
            first, second = key.split(BESIDE)
            found.setdefault(first, {})[second] = points
    return found


def weight(sentence: Sentence, level: int, lexicon: Lexicon) -> int:
    """The points of a sentence: its words, two in a row, groups and two of them near each other.

    The beginning and the end of a sentence count as words beside others.
    """
    words = sentence.words
    if not words:
        return 0
    weights = [word.weights[level] for word in words]
    shorts = [word.short for word in words]
    points = lexicon.weighed[level].beside.get(ENDS[0], NEVER).get(shorts[0], 0)
    shorts.append(ENDS[1])
    for place, each in enumerate(weights, start=1):
        points += each.points
        if shorts[place] in each.beside:
            points += each.beside[shorts[place]]
        if each.near:
            near = each.near
            for other in words[place : place + NEAR]:
                for group in other.groups:
                    if group in near:
                        points += near[group]
    return points


def without(sentence: Sentence, masked: frozenset[int]) -> Sentence:
    """The sentence without some of its words, by their places."""
    if not masked:
        return sentence
    kept = [place for place in range(len(sentence.words)) if place not in masked]
    return Sentence(
        [sentence.words[place] for place in kept],
        [sentence.starts[place] for place in kept],
        [sentence.ends[place] for place in kept],
    )


def heaviest(read: Sequence[Sentence], level: int) -> list[tuple[int, Sentence, int]]:
    """The words that weigh most, one at least: their points, their sentence, their place in it."""
    found = [
        (_weight(sentence.words, place, level), sentence, place)
        for sentence in read
        for place in range(len(sentence.words))
    ]
    found.sort(key=lambda each: -each[0])
    return [each for each in found[:_SHOWN] if each[0] > 0] or found[:1]


def _weight(words: Sequence[Word], place: int, level: int) -> int:
    """What a word weighs by itself, by its groups, and beside those around it."""
    two = pairwise(words[max(place - 1, 0) : place + 2])
    beside = (first.weights[level].beside.get(second.short, 0) for first, second in two)
    return words[place].weights[level].points + sum(beside) // 2
