"""The phrases of warning signs, as they are looked for; whose they are is `warning_rules`'."""

from collections.abc import Iterable, Mapping
from itertools import chain, product
from typing import TypeAlias

from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.privacy.warning_words import bits_of

Parts: TypeAlias = list[tuple[int, int]]
_GAP = 2  # other words that may stand between two words of a phrase
_WIDE_GAP = 7  # the same where the phrase says ..
_REACH = 6  # words between the parts of a phrase whose order is free


class Phrase(Struct, frozen=True):
    """A phrase around its rarest word: what stands before and after it, and how far away.

    `needs` are the concepts of all its words, as bits.
    """

    anchor: int
    needs: int
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    any_order: bool


class Concepts:
    """Gives each set of words a number; the same words get the same number."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._groups = groups
        self.numbers: dict[frozenset[str], int] = {}

    def number(self, part: str) -> int:
        """The number of a word, a group, or several with `/` between."""
        words = frozenset(self._words(part))
        return self.numbers.setdefault(words, len(self.numbers))

    def _words(self, part: str) -> Iterable[str]:
        return chain.from_iterable(self._group(each) for each in part.split("/") if each)

    def _group(self, word: str) -> Iterable[str]:
        if "+" in word:
            return ("+".join(pieces) for pieces in product(*map(self._group, word.split("+"))))
        if not word.startswith("{"):
            return (word,)
        name = word[1:-1]
        if name not in self._groups:
            raise BadInputError(f"no group of words is called {name!r}")
        return chain.from_iterable(self._group(each) for each in self._groups[name].split())


def parts_of(text: str, concepts: Concepts) -> Parts:
    """The words of a phrase, each with how many others may stand before it."""
    parts: Parts = []
    gap = _GAP
    for part in text.split():
        if part == "..":
            gap = _WIDE_GAP
        elif part == "+":
            gap = 0
        elif part == "&":
            gap = _REACH
        else:
            parts.append((concepts.number(part), gap))
            gap = _GAP
    return parts


def phrase_of(parts: Parts, rarest: int, *, any_order: bool) -> Phrase:
    """The phrase seen from its rarest word; a gap belongs to the later of two words."""
    numbers = [concept for concept, _ in parts]
    gaps = [gap for _, gap in parts]
    before = tuple((numbers[place], gaps[place + 1]) for place in range(rarest - 1, -1, -1))
    if any_order:
        others = [concept for place, concept in enumerate(numbers) if place != rarest]
        before, after = tuple((concept, _REACH) for concept in others), ()
    else:
        after = tuple(parts[rarest + 1 :])
    return Phrase(numbers[rarest], bits_of(numbers), before, after, any_order)
