"""Finds signs that somebody may be harmed in a free text: triage, no diagnosis; rules are data."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_rules import ByAnchor, Level, Phrase, Rule, RuleBook, read_rules
from lyhord.privacy.warning_words import NOTHING, Sentence, sentences

_SEVERITY: tuple[Level, ...] = ("acute", "concern", "historic")
_SAID = ("past", "lasting", "general", "joking")
_NEAR = 6  # words around a sign where denying, doubting and general talk change its meaning


class Hit(NamedTuple):
    """A rule that matched, where in the original (code points), and its words as written."""

    rule: str
    level: Level
    start: int
    end: int
    words: str


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
        """Find every rule that holds in the text."""
        folded_text, origins = folded(text)
        read = tuple(sentences(folded_text, self._rules.lexicon))
        signs = [(each, self._signs(each)) for each in read]
        if not any(found for _, found in signs):
            return Warnings(None, ())
        over = any(self._says(each, "over") for each in read)
        hits = {
            _placed(text, origins, hit)
            for each, found in signs
            for hit in self._hits(each, found, over=over)
        }
        ordered = tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule)))
        levels = {hit.level for hit in hits}
        return Warnings(next((level for level in _SEVERITY if level in levels), None), ordered)

    def _signs(self, sentence: Sentence) -> list[tuple[Rule, tuple[int, ...]]]:
        """Each rule that holds and its words, without those of figurative speech."""
        found = [*self._found(sentence, self._rules.rules)]
        if not found:
            return found
        figures = self._found(sentence, self._rules.modifiers["figurative"])
        masked = {word for _, words in figures for word in words}
        return [(rule, words) for rule, words in found if masked.isdisjoint(words)]

    def _hits(
        self,
        sentence: Sentence,
        found: list[tuple[Rule, tuple[int, ...]]],
        *,
        over: bool,
    ) -> Iterator[Hit]:
        said = frozenset(each for each in _SAID if found and self._says(sentence, each))
        if over:
            said |= {"past"}
        for rule, words in found:
            level = self._level(rule, sentence, words, said)
            if level is not None:
                start = min(sentence.starts[word] for word in words)
                end = max(sentence.ends[word] for word in words)
                yield Hit(rule.id, level, start, end, "")

    def _found(
        self, sentence: Sentence, candidates: ByAnchor
    ) -> Iterator[tuple[Rule, tuple[int, ...]]]:
        """Each rule (or modifier) that holds, and the words it rests on."""
        for concept in candidates.keys() & sentence.concepts:
            places: list[int] = []
            for rule, phrase in candidates[concept]:
                if not phrase.needs <= sentence.concepts:
                    continue
                places = places or [
                    place for place, word in enumerate(sentence.words) if concept in word
                ]
                for place in places:
                    if words := _held(phrase, sentence, place):
                        yield rule, words

    def _says(self, sentence: Sentence, modifier: str) -> bool:
        return any(True for _ in self._found(sentence, self._rules.modifiers[modifier]))

    def _level(
        self, rule: Rule, sentence: Sentence, words: tuple[int, ...], said: frozenset[str]
    ) -> Level | None:
        """The rule's level, lowered by what is said around its words."""
        if rule.deniable and self._denied(sentence, words):
            return "historic" if self._no_longer(sentence, words) else None
        if rule.lowered and "general" in said:
            return "concern" if rule.level == "acute" else None
        if rule.lowered and "joking" in said:
            return None
        if "past" in said and "lasting" not in said:
            return "historic"
        return rule.level

    def _no_longer(self, sentence: Sentence, words: tuple[int, ...]) -> bool:
        near = range(min(words), min(max(words) + _NEAR, len(sentence.words)))
        return any(self._rules.longer in sentence.words[word] for word in near)

    def _denied(self, sentence: Sentence, words: tuple[int, ...]) -> bool:
        """Whether a word such as *not* stands among the words, or right beside them."""
        known = sentence.words
        for place in range(max(min(words) - 1, 0), min(max(words) + 2, len(known))):
            if place in words or self._rules.denial not in known[place]:
                continue
            if place < min(words) and self._rules.person in known[place + 1]:
                continue
            before = known[place - 1] if place else NOTHING
            after = known[place + 1] if place + 1 < len(known) else NOTHING
            if self._rules.before_denial not in before and self._rules.after_denial not in after:
                return True
        return False


def _placed(text: str, origins: Sequence[int], hit: Hit) -> Hit:
    """The hit where it stands in the original text."""
    start, end = origins[hit.start], origins[hit.end]
    return hit._replace(start=start, end=end, words=text[start:end])


def _held(phrase: Phrase, sentence: Sentence, place: int) -> tuple[int, ...]:
    """The words that the phrase rests on when its rarest one stands at this place, or nothing."""
    if phrase.any_order:
        return _held_anywhere(phrase, sentence, place)
    found = [place]
    here = place
    for concept, gap in phrase.after:
        here = _first(sentence, concept, range(here + 1, here + 2 + gap))
        if here < 0:
            return ()
        found.append(here)
    here = place
    for concept, gap in phrase.before:
        here = _first(sentence, concept, range(here - 1, here - 2 - gap, -1))
        if here < 0:
            return ()
        found.append(here)
    return tuple(found)


def _held_anywhere(phrase: Phrase, sentence: Sentence, place: int) -> tuple[int, ...]:
    found = [place]
    for concept, reach in (*phrase.before, *phrase.after):
        near = (each for step in range(1, reach + 1) for each in (place + step, place - step))
        there = next(
            (each for each in near if each not in found and _is(sentence, each, concept)), -1
        )
        if there < 0:
            return ()
        found.append(there)
    return tuple(found)


def _first(sentence: Sentence, concept: int, places: range) -> int:
    return next((place for place in places if _is(sentence, place, concept)), -1)


def _is(sentence: Sentence, place: int, concept: int) -> bool:
    return 0 <= place < len(sentence.words) and concept in sentence.words[place]
