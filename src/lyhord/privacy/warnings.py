"""Finds signs that somebody may be harmed in a free text: triage, no diagnosis; rules are data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_phrases import Phrase
from lyhord.privacy.warning_points import heaviest, weights, without
from lyhord.privacy.warning_reading import reading, sentences, spots, stretches
from lyhord.privacy.warning_rules import (
    WEIGHED,
    Level,
    Rule,
    RuleBook,
    kind_bit,
    kind_of,
    read_rules,
)
from lyhord.privacy.warning_words import END, NOTHING, Sentence, Word

_SEVERITY: tuple[Level, ...] = ("acute", "concern", "historic")
Held: TypeAlias = tuple[Rule, tuple[int, ...]]  # a rule that holds, and its words
_CONCERN = WEIGHED.index("concern")
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


class Sign(NamedTuple):
    """A rule that holds, and its hit."""

    rule: Rule
    hit: Hit


class Looked(NamedTuple):
    """A sentence without its figures of speech, and what is said, signed and weighed in it."""

    sentence: Sentence
    said: frozenset[str]
    signs: tuple[Sign, ...]
    weights: tuple[list[int], ...]  # of each level


class Warnings(Struct, frozen=True):
    """The most serious level that was found, or none, and every hit."""

    level: Level | None
    hits: tuple[Hit, ...]


def warning_signs(text: str, *, additional: Path | None = None) -> Warnings:
    """Look for signs in an original text, with a file of additional rules if there is one."""
    return Detector(_rules(additional)).read(text)


def meanings(additional: Path | None = None) -> dict[str, str]:
    """What each rule is about, by its id, as its file says it."""
    held = chain.from_iterable(_rules(additional).rules.values())
    return {rule.id: rule.means for rule, _ in held}


@cache
def _rules(additional: Path | None) -> RuleBook:
    return read_rules(additional)


class Detector:
    """Rules applied to texts; holds nothing of what it has read."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules

    def read(self, text: str) -> Warnings:
        """Weigh the words, and find every rule that holds where there may be a sign."""
        folded_text, origins = folded(text)
        words = reading(folded_text, self._rules.lexicon)
        most = self._most(words.words)
        if not self._may_reach(most, {word.kinds for word in words.words}):
            return Warnings(None, ())
        read = tuple(sentences(words))
        held = [list(_holding(self._rules.rules, each, "anchors")) for each in read]
        if not self._may_reach(most, {kind_bit(rule) for one in held for rule, _ in one}):
            return Warnings(None, ())
        hits = self._hits(self._looked_at(read, held))
        tokens = spots(folded_text) if hits else []
        placed = {_placed(text, origins, tokens, hit) for hit in hits}
        ordered = tuple(sorted(placed, key=lambda hit: (hit.start, hit.end, hit.rule)))
        levels = {hit.level for hit in hits}
        return Warnings(next((level for level in _SEVERITY if level in levels), None), ordered)

    def _most(self, words: Sequence[Word]) -> int:
        """The points of the whole text, or of a sentence alone if those reach further."""
        scale = self._rules.scales["concern"]
        found = weights(words, _CONCERN, self._rules.lexicon)
        alone = max((sum(found[begin : end + 1]) for begin, end in stretches(words)), default=0)
        return scale.start + max(sum(found), alone - scale.alone)

    def _may_reach(self, points: int, kinds: Iterable[int]) -> bool:
        """Whether the points would do if rules of these kinds held."""
        bits = 0
        for kind in kinds:
            bits |= kind
        return points + self._rules.ruled[bits] >= self._rules.scales["concern"].least

    def _looked_at(self, read: Sequence[Sentence], held: Sequence[list[Held]]) -> list[Looked]:
        """Each sentence without its figures of speech, and the signs that rules find in it."""
        around = [self._around(each) for each in read]
        is_over = any("over" in one.said for one in around)
        looked: list[Looked] = []
        for sentence, one, rules in zip(read, around, held, strict=True):
            said = one.said | {"past"} if is_over else one.said
            signs = tuple(self._signs(sentence, rules, one.figures, said))
            plain = without(sentence, one.figures)
            words = [*plain.words, END]
            weighed = (weights(words, level, self._rules.lexicon) for level in range(len(WEIGHED)))
            looked.append(Looked(plain, said, signs, tuple(weighed)))
        return looked

    def _signs(
        self, sentence: Sentence, held: list[Held], figures: frozenset[int], said: frozenset[str]
    ) -> Iterator[Sign]:
        """Each rule that holds, at the level that it has here; no figures of speech."""
        for rule, words in held:
            level = self._level(rule, sentence, words, said)
            if level is not None and figures.isdisjoint(words):
                start = min(sentence.starts[word] for word in words)
                end = max(sentence.ends[word] for word in words)
                yield Sign(rule, Hit(rule.id, level, start, end, ""))

    def _around(self, sentence: Sentence) -> Around:
        """What is said that changes the meaning of a sign, and which words are a figure."""
        found = list(_holding(self._rules.modifiers, sentence, "around"))
        figures = (word for rule, words in found for word in words if rule.id == "figurative")
        return Around(frozenset(rule.id for rule, _ in found), frozenset(figures))

    def _hits(self, looked: Sequence[Looked]) -> set[Hit]:
        """The signs of rules and of points, where the points are enough; sure rules anyway."""
        hits = {sign.hit for each in looked for sign in each.signs if sign.rule.sure}
        for each in _readings(looked):
            is_alone = len(each) < len(looked)
            if self._reaches("concern", each, alone=is_alone):
                hits |= {sign.hit for one in each for sign in one.signs}
                hits |= set(self._weighty(each, alone=is_alone))
        return hits

    def _weighty(self, looked: Sequence[Looked], *, alone: bool) -> Iterator[Hit]:
        """The words that weigh most, of an old story if it is told as one."""
        said = frozenset[str]().union(*(each.said for each in looked))
        is_acute = self._reaches("acute", looked, alone=alone)
        level: Level = "acute" if is_acute else "concern"
        told = {sign.hit.level for each in looked for sign in each.signs}
        is_past = bool(said & {"past", "over"}) and "lasting" not in said
        if is_past or told == {"historic"}:
            level = "historic"
        weighed = ((each.sentence, each.weights[_CONCERN]) for each in looked)
        for _, sentence, place in heaviest(weighed):
            yield Hit(f"points.{level}", level, sentence.starts[place], sentence.ends[place], "")

    def _reaches(
        self, level: Literal["concern", "acute"], looked: Sequence[Looked], *, alone: bool
    ) -> bool:
        """Whether the words and the rules that hold weigh enough."""
        scale = self._rules.scales[level]
        kinds = {kind_of(sign.rule, sign.hit.level) for each in looked for sign in each.signs}
        points = scale.start + sum(sum(each.weights[WEIGHED.index(level)]) for each in looked)
        ruled = sum(scale.rules.get(kind, 0) for kind in kinds)
        return points + ruled >= scale.least + (scale.alone if alone else 0)

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


def _readings(looked: Sequence[Looked]) -> Iterator[Sequence[Looked]]:
    """The whole text, and each of its sentences alone."""
    yield looked
    if len(looked) > 1:
        yield from ((each,) for each in looked)


def _holding(
    found: Mapping[int, Sequence[tuple[Rule, Phrase]]], sentence: Sentence, anchors: str
) -> Iterator[Held]:
    """The phrases that hold in a sentence, with their words."""
    words = sentence.words
    anchored = [place for place, word in enumerate(words) if getattr(word, anchors)]
    if not anchored:
        return
    there = 0
    for word in words:
        there |= word.bits
    for place in anchored:
        for concept in getattr(words[place], anchors):
            for rule, phrase in found[concept]:
                if phrase.needs & there == phrase.needs and (held := _held(phrase, words, place)):
                    yield rule, held


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
