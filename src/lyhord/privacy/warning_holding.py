"""Which phrases of warning signs hold in a sentence, and on which words; weighs nothing."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from lyhord.privacy.warning_phrases import Phrase
from lyhord.privacy.warning_rules import Rule
from lyhord.privacy.warning_words import Sentence, Word

Held: TypeAlias = tuple[Rule, tuple[int, ...]]  # a rule that holds, and its words


def holding(
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
