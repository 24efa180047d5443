"""Finds signs that somebody may be harmed in a free text: triage, no diagnosis; rules are data."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_points import heaviest, weighed, without
from lyhord.privacy.warning_rules import ByAnchor, Level, Phrase, Rule, RuleBook, read_rules
from lyhord.privacy.warning_words import NOTHING, Sentence, Word, sentences, spots

_SEVERITY: tuple[Level, ...] = ("acute", "concern", "historic")
_SAID = ("past", "lasting", "general", "topic", "joking")
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
        """Find every rule that holds in the text, and weigh its words."""
        folded_text, origins = folded(text)
        read = tuple(sentences(folded_text, self._rules.lexicon))
        if not read:
            return Warnings(None, ())
        points = weighed(self._rules.scales["concern"], read)
        is_allowed = points >= self._rules.scales["concern"].weak
        signs = [(each, self._signs(each, weak=is_allowed)) for each in read]
        is_signed = any(found for _, found in signs)
        level = self._reached(points, read, is_signed=is_signed)
        if level is None and not is_signed:
            return Warnings(None, ())
        over = any(self._says(each, "over") for each in read)
        found_hits = {hit for each, found in signs for hit in self._hits(each, found, over=over)}
        if level is not None:
            found_hits |= set(self._weighty(read, level, over=over))
        tokens = spots(folded_text)
        hits = {_placed(text, origins, tokens, hit) for hit in found_hits}
        ordered = tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule)))
        levels = {hit.level for hit in hits}
        return Warnings(next((level for level in _SEVERITY if level in levels), None), ordered)

    def _reached(self, points: int, read: Sequence[Sentence], *, is_signed: bool) -> Level | None:
        """The level that the points reach; a sign that a rule finds may be acute by its words."""
        reached = points >= self._rules.scales["concern"].least
        acute = self._rules.scales["acute"]
        if (reached or is_signed) and weighed(acute, read) >= acute.least:
            return "acute"
        return "concern" if reached else None

    def _weighty(self, read: Sequence[Sentence], level: Level, *, over: bool) -> Iterator[Hit]:
        """The words that weigh most, where they are no figure of speech, joke or old story."""
        scale = self._rules.scales["concern"]
        if any(self._says(each, "joking") for each in read):
            return
        plain = tuple(without(each, self._figures(each)) for each in read)
        if weighed(scale, plain) < (scale.weak if level == "acute" else scale.least):
            return
        is_past = over or any(self._says(each, "past") for each in read)
        if is_past and not any(self._says(each, "lasting") for each in read):
            level = "historic"
        for sentence, place in heaviest(scale, plain):
            yield Hit(f"points.{level}", level, sentence.starts[place], sentence.ends[place], "")

    def _signs(self, sentence: Sentence, *, weak: bool) -> list[tuple[Rule, tuple[int, ...]]]:
        """Each rule that holds and its words, without those of figurative speech."""
        found = [
            (rule, words)
            for place, word in enumerate(sentence.words)
            for concept in word.anchors
            for rule, words in _holding(self._rules.rules[concept], sentence, place)
            if weak or not rule.weak
        ]
        if not found:
            return found
        masked = self._figures(sentence)
        return [(rule, words) for rule, words in found if masked.isdisjoint(words)]

    def _figures(self, sentence: Sentence) -> frozenset[int]:
        """The places of the words of figurative speech."""
        found = self._found(sentence, self._rules.modifiers["figurative"])
        return frozenset(word for _, words in found for word in words)

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
        """Each modifier that holds, and the words it rests on."""
        for place, word in enumerate(sentence.words):
            for concept in word.around:
                yield from _holding(candidates.get(concept, ()), sentence, place)

    def _says(self, sentence: Sentence, modifier: str) -> bool:
        return any(True for _ in self._found(sentence, self._rules.modifiers[modifier]))

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
) -> Iterator[tuple[Rule, tuple[int, ...]]]:
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
