"""Finds signs that somebody may be harmed in a free text: triage, no diagnosis; rules are data."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_points import heaviest, weighed, without
from lyhord.privacy.warning_rules import Level, Phrase, Rule, RuleBook, read_rules
from lyhord.privacy.warning_words import NOTHING, Sentence, Word, sentences, spots

_SEVERITY: tuple[Level, ...] = ("acute", "concern", "historic")
Held: TypeAlias = tuple[Rule, tuple[int, ...]]  # a rule that holds, and its words
_NEAR = 6  # words around a sign where denying, doubting and general talk change its meaning


class Hit(NamedTuple):
    """A rule that matched, where in the original (code points), and its words as written."""

    rule: str
    level: Level
    start: int
    end: int
    words: str


class Around(NamedTuple):
    """What is said around the words of a sentence, and the places of words that are a figure."""

    said: frozenset[str]
    figures: frozenset[int]


class Warnings(Struct, frozen=True):
    """The most serious level that was found, or none, and every hit."""

    level: Level | None
    hits: tuple[Hit, ...]


def warning_signs(text: str, *, additional: Path | None = None) -> Warnings:
    """Look for signs in an original text, with a file of additional rules if there is one."""
    return Detector(_rules(additional)).read(text)


@cache
def _rules(additional: Path | None) -> RuleBook:
    return read_rules(additional)


class Detector:
    """Rules applied to texts; holds nothing of what it has read."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules

    def read(self, text: str) -> Warnings:
        """Find every rule that holds in the text, and weigh its words."""
        folded_text, origins = folded(text)
        read = tuple(sentences(folded_text, self._rules.lexicon))
        if not read:
            return Warnings(None, ())
        scale = self._rules.scales["concern"]
        points = weighed(scale, read)
        signs = [self._signs(each, weak=points >= scale.weak) for each in read]
        if points < scale.least and not any(signs):
            return Warnings(None, ())
        around = [self._around(each) for each in read]
        hits = {*self._hits(read, signs, around), *self._weighty(read, signs, around)}
        tokens = spots(folded_text) if hits else []
        placed = {_placed(text, origins, tokens, hit) for hit in hits}
        ordered = tuple(sorted(placed, key=lambda hit: (hit.start, hit.end, hit.rule)))
        levels = {hit.level for hit in hits}
        return Warnings(next((level for level in _SEVERITY if level in levels), None), ordered)

    def _signs(self, sentence: Sentence, *, weak: bool) -> list[Held]:
        """Each rule that holds, and its words."""
        return [
            (rule, words)
            for place, word in enumerate(sentence.words)
            for concept in word.anchors
            for rule, words in _holding(self._rules.rules[concept], sentence, place)
            if weak or not rule.weak
        ]

    def _around(self, sentence: Sentence) -> Around:
        """What is said that changes the meaning of a sign, and which words are a figure."""
        found = [
            held
            for place, word in enumerate(sentence.words)
            for concept in word.around
            for held in _holding(self._rules.modifiers[concept], sentence, place)
        ]
        figures = (word for rule, words in found for word in words if rule.id == "figurative")
        return Around(frozenset(rule.id for rule, _ in found), frozenset(figures))

    def _weighty(
        self, read: Sequence[Sentence], signs: Sequence[list[Held]], around: Sequence[Around]
    ) -> Iterator[Hit]:
        """The words that weigh most, where they are no figure of speech, joke or old story.

        A sign that a rule finds may be acute by the words of the answer.
        """
        scale, acute = self._rules.scales["concern"], self._rules.scales["acute"]
        said = frozenset(each for one in around for each in one.said)
        plain = [without(each, one.figures) for each, one in zip(read, around, strict=True)]
        points = weighed(scale, plain)
        is_acute = weighed(acute, plain) >= acute.least
        is_signed = any(signs) and is_acute and points >= scale.weak
        heavy = heaviest(scale, plain)
        is_peak = bool(heavy) and heavy[0][0] >= scale.peak
        if "joking" in said or not ((points >= scale.least and is_peak) or is_signed):
            return
        level: Level = "acute" if is_acute else "concern"
        if said & {"past", "over"} and "lasting" not in said:
            level = "historic"
        for _, sentence, place in heavy:
            yield Hit(f"points.{level}", level, sentence.starts[place], sentence.ends[place], "")

    def _hits(
        self, read: Sequence[Sentence], signs: Sequence[list[Held]], around: Sequence[Around]
    ) -> Iterator[Hit]:
        """The rules' own hits, without those of figurative speech."""
        is_over = any("over" in one.said for one in around)
        for sentence, found, one in zip(read, signs, around, strict=True):
            said = one.said | {"past"} if is_over else one.said
            for rule, words in found:
                if not one.figures.isdisjoint(words):
                    continue
                level = self._level(rule, sentence, words, said)
                if level is not None:
                    start = min(sentence.starts[word] for word in words)
                    end = max(sentence.ends[word] for word in words)
                    yield Hit(rule.id, level, start, end, "")

    def _level(
        self, rule: Rule, sentence: Sentence, words: tuple[int, ...], said: frozenset[str]
    ) -> Level | None:
        """The rule's level, lowered by what is said around its words."""
        if rule.deniable and self._denied(sentence, words):
            return "historic" if self._no_longer(sentence, words) else None
        if rule.lowered and "topic" in said:
            return None
        if rule.lowered and "general" in said:
            return "concern" if rule.level == "acute" else None
        if rule.lowered and "joking" in said:
            return None
        if "past" in said and "lasting" not in said:
            return "historic"
        return rule.level

    def _no_longer(self, sentence: Sentence, words: tuple[int, ...]) -> bool:
        near = range(min(words), min(max(words) + _NEAR, len(sentence.words)))
        return any(self._rules.longer in sentence.words[word].concepts for word in near)

    def _denied(self, sentence: Sentence, words: tuple[int, ...]) -> bool:
        """Whether a word such as *not* stands among the words, or right beside them."""
        known = sentence.words
        for place in range(max(min(words) - 1, 0), min(max(words) + 2, len(known))):
            if place in words or self._rules.denial not in known[place].concepts:
                continue
            if place < min(words) and self._rules.person in known[place + 1].concepts:
                continue
            before = known[place - 1].concepts if place else NOTHING
            after = known[place + 1].concepts if place + 1 < len(known) else NOTHING
            if self._rules.before_denial not in before and self._rules.after_denial not in after:
                return True
        return False


def _placed(text: str, origins: Sequence[int], tokens: Sequence[tuple[int, int]], hit: Hit) -> Hit:
    """The hit where it stands in the original text, instead of which tokens it rests on."""
    start, end = origins[tokens[hit.start][0]], origins[tokens[hit.end][1]]
    return hit._replace(start=start, end=end, words=text[start:end])


def _holding(
    phrases: Sequence[tuple[Rule, Phrase]], sentence: Sentence, place: int
) -> Iterator[Held]:
    """The rules that hold with their rarest word at this place."""
    for rule, phrase in phrases:
        if words := _held(phrase, sentence.words, place):
            yield rule, words


def _held(phrase: Phrase, words: Sequence[Word], place: int) -> tuple[int, ...]:
    """The words that the phrase rests on when its rarest one stands at this place, or nothing."""
    if phrase.any_order:
        return _held_anywhere(phrase, words, place)
    found = [place]
    here = place
    for concept, gap in phrase.after:
        for near in range(here + 1, min(here + 2 + gap, len(words))):
            if concept in words[near].concepts:
                here = near
                break
        else:
            return ()
        found.append(here)
    here = place
    for concept, gap in phrase.before:
        for near in range(here - 1, max(here - 2 - gap, -1), -1):
            if concept in words[near].concepts:
                here = near
                break
        else:
            return ()
        found.append(here)
    return tuple(found)


def _held_anywhere(phrase: Phrase, words: Sequence[Word], place: int) -> tuple[int, ...]:
    found = [place]
    for concept, reach in (*phrase.before, *phrase.after):
        near = (each for step in range(1, reach + 1) for each in (place + step, place - step))
        for there in near:
            if 0 <= there < len(words) and concept in words[there].concepts and there not in found:
                found.append(there)
                break
        else:
            return ()
    return tuple(found)
