"""Adds up what the words of an answer weigh; the points themselves are data of the rules."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import TypeAlias

from msgspec import Struct

from lyhord.privacy.warning_words import (
    APART,
    BESIDE,
    ENDS,
    NEVER,
    Lexicon,
    Sentence,
    Weighed,
    Word,
)

Key: TypeAlias = str | int  # what has points: words as they are written, groups by their numbers
NEAR = 4  # words after another in which two groups are near each other
_MOST_CONCEPTS = 1_000_000
_SHOWN = 3  # words of a hit


class Points(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What words weigh together: an answer whose sum reaches `least` has the level.

    `alone`: how much more a single sentence needs. `words`: by their points; each counts once. A
    word of five letters stands for every word that begins so, a+b (four letters each) for two in a
    row, a..b for two with one or two between, {a} for a word of a group, {a}..{b} for two groups
    near each other; ^ and $ are the ends of a sentence. `rules`: what rules that hold add, once a
    kind: acute, concern, weak acute, weak concern.
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


def weighed_of(scales: Iterable[Scale]) -> Weighed:
    """What has points on any of the scales, as words are looked up."""
    keys = frozenset(key for scale in scales for key in scale.points)
    return Weighed(
        keys=keys,
        beside=_by_first(keys, BESIDE),
        apart=_by_first(keys, APART),
        groups=frozenset(number for key in keys for number in groups_of(key)),
    )


def groups_of(key: Key) -> tuple[int, ...]:
    """The groups of what has points: none, one, or two near each other."""
    if isinstance(key, str):
        return ()
    return (key,) if key >= 0 else divmod(-1 - key, _MOST_CONCEPTS)


def _by_first(keys: Iterable[Key], between: str) -> dict[str, dict[str, str]]:
    """By their first words what two words have points as."""
    found: dict[str, dict[str, str]] = {}
    for key in keys:
        if isinstance(key, str) and between in key:
            first, second = key.split(between)
            found.setdefault(first, {})[second] = key
    return found


def weighable(sentence: Sentence, lexicon: Lexicon) -> set[Key]:
    """What has points in a sentence: words, two together or nearly, groups and two of them near.

    The beginning and the end of a sentence count as words beside others.
    """
    words = sentence.words
    if not words:
        return set()
    found = set[Key]().union(*[word.own for word in words])
    shorts = [word.short for word in words]
    following = [*shorts[1:], ENDS[1]]
    found.update([word.beside[short] for word, short in zip(words, following, strict=True)
                  if short in word.beside])  # fmt: skip
    aparts = [word.apart for word in words]
    for later in (following[1:], following[2:]):
        found.update([apart[short] for apart, short in zip(aparts, later, strict=False)
                      if short in apart])  # fmt: skip
    if first := lexicon.weighed.beside.get(ENDS[0], NEVER).get(shorts[0]):
        found.add(first)
    for place, word in enumerate(words, start=1):
        if word.groups:
            found.update(near(word, words[place : place + NEAR]))
    return found


def near(word: Word, following: Sequence[Word]) -> Iterator[Key]:
    """Groups that stand near each other, in their order."""
    for other in following:
        for second in other.groups:
            for first in word.groups:
                yield near_groups(first, second)


def together(scale: Scale, found: Iterable[Key]) -> int:
    """The points of what has points in a text."""
    return scale.start + sum(map(scale.points.get, found, repeat(0)))


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


def heaviest(scale: Scale, read: Sequence[Sentence]) -> list[tuple[int, Sentence, int]]:
    """The words that weigh most, one at least: their points, their sentence, their place in it."""
    found = [
        (_weight(scale, sentence.words, place), sentence, place)
        for sentence in read
        for place in range(len(sentence.words))
    ]
    found.sort(key=lambda each: -each[0])
    return [each for each in found[:_SHOWN] if each[0] > 0] or found[:1]


def _weight(scale: Scale, words: Sequence[Word], place: int) -> int:
    """What a word weighs by itself, by its groups, and beside those around it."""
    word, points = words[place], scale.points
    alone = sum(points.get(key, 0) for key in word.own)
    two = pairwise(words[max(place - 1, 0) : place + 2])
    beside = (first.beside.get(second.short, "") for first, second in two)
    return alone + sum(points.get(key, 0) for key in beside) // 2
