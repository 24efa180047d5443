"""Adds up what the words of an answer weigh; the points themselves are data of the rules."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TypeAlias

from msgspec import Struct

from lyhord.privacy.warning_words import (
    BESIDE,
    CODE_BITS,
    END,
    ENDED,
    ENDS,
    Lexicon,
    Sentence,
    Weighed,
    Word,
)

Key: TypeAlias = str | int  # what has points: words as they are written, groups by their numbers
NEAR = 4  # words after another in which two groups are near each other
_MOST_CONCEPTS = 1_000_000
_SHOWN = 3  # words of a hit
# of each level, in the order of WEIGHED
_POINTS = (attrgetter("points"), attrgetter("acute_points"))
_NEARS = (attrgetter("near"), attrgetter("acute_near"))
_CODE = attrgetter("code")


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


def codes_of(scales: Iterable[Scale]) -> dict[str, int]:
    """Numbers for the beginnings of words that weigh something beside others."""
    codes: dict[str, int] = dict.fromkeys(ENDS, ENDED)
    for scale in scales:
        for first, second in _besides(scale):
            codes.setdefault(first, len(codes))
            codes.setdefault(second, len(codes))
    return codes


def weighed_of(scale: Scale, codes: Mapping[str, int]) -> Weighed:
    """The points of a scale as words are looked up."""
    near: dict[int, dict[int, int]] = {}
    for key, points in scale.points.items():
        groups = groups_of(key)
        if len(groups) > 1:
            near.setdefault(groups[0], {})[groups[1]] = points
    beside = {
        codes[first] << CODE_BITS | codes[second]: points
        for (first, second), points in _besides(scale).items()
    }
    return Weighed(points=scale.points, beside=beside, near=near)


def _besides(scale: Scale) -> dict[tuple[str, str], int]:
    """What two words in a row weigh."""
    found: dict[tuple[str, str], int] = {}
    for key, points in scale.points.items():
        if isinstance(key, str) and BESIDE in key:
            first, second = key.split(BESIDE)
            found[first, second] = points
    return found


def groups_of(key: Key) -> tuple[int, ...]:
    """The groups of what has points: none, one, or two near each other."""
    if isinstance(key, str):
        return ()
    return (key,) if key >= 0 else divmod(-1 - key, _MOST_CONCEPTS)


def weights(words: Sequence[Word], level: int, lexicon: Lexicon) -> list[int]:
    """What each word adds: by itself, after the word before it, and near groups after it.

    The words end with an end of a sentence; there may be more of them among the words.
    """
    found = [*map(_POINTS[level], words)]
    codes = [*map(_CODE, words)]
    beside = lexicon.weighed[level].beside
    before = ENDED
    for place, code in enumerate(codes):
        pair = before << CODE_BITS | code
        if pair in beside:
            found[place] += beside[pair]
        before = code
    for place, near in enumerate(map(_NEARS[level], words), start=1):
        if near:
            found[place - 1] += _near(near, words[place : place + NEAR])
    return found


def _near(near: Mapping[int, int], following: Sequence[Word]) -> int:
    """What groups weigh that are near, in the same sentence."""
    points = 0
    for other in following:
        if other is END:
            break
        for group in other.groups:
            points += near.get(group, 0)
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


def heaviest(
    read: Iterable[tuple[Sentence, Sequence[int]]],
) -> list[tuple[int, Sentence, int]]:
    """The words that weigh most, one at least: their points, their sentence, their place in it.

    Sentences are given with what each of their words adds, and their end.
    """
    found = [
        (points, sentence, place)
        for sentence, weighed in read
        for place, points in enumerate(weighed[:-1])
    ]
    found.sort(key=lambda each: -each[0])
    return [each for each in found[:_SHOWN] if each[0] > 0] or found[:1]
