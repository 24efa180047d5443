"""Reads the rules of warning signs, which are data, into what the detector looks up."""

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from lyhord.errors import BadInputError
from lyhord.privacy.warning_words import (
    LONG,
    NOTHING,
    SHORTEST_STEM,
    Lexicon,
    bare,
    shortened,
)

Level: TypeAlias = Literal["acute", "concern", "historic"]
Category: TypeAlias = Literal[
    "violence", "abuse", "suicide", "self-harm", "eating", "neglect", "honour", "online", "threat",
    "crime", "substance", "home",
]  # fmt: skip
_FOLDER = Path(__file__).parent / "warning_signs"
_MODIFIERS = ("figurative", "past", "over", "lasting", "general", "joking")
_GAP = 2  # other words that may stand between two words of a phrase
_WIDE_GAP = 7  # the same where the phrase says ..
_REACH = 6  # words between the parts of a phrase whose order is free


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sign: what it is called, how serious it is, and the phrases that say it.

    `deniable`: denying it, or telling that it is over, lowers it. `lowered`: jokes and general
    talk about the subject lower it.
    """

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    category: Category
    level: Level
    means: str
    phrases: tuple[str, ...]
    deniable: bool = True
    lowered: bool = True


class RuleFile(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file of rules as a safeguarding officer writes it."""

    words: dict[str, str] = {}
    rules: tuple[Rule, ...] = ()
    ordinary: str = ""
    figurative: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    joking: tuple[str, ...] = ()


class Phrase(Struct, frozen=True):
    """A phrase around its rarest word: what stands before and after it, and how far away."""

    anchor: int
    before: tuple[tuple[int, int], ...]
    after: tuple[tuple[int, int], ...]
    needs: frozenset[int]
    any_order: bool


ByAnchor: TypeAlias = dict[int, list[tuple[Rule, Phrase]]]


class RuleBook(Struct, frozen=True):
    """Every rule and modifier by the number of its rarest word, and the words themselves."""

    lexicon: Lexicon
    rules: ByAnchor
    modifiers: Mapping[str, ByAnchor]
    denial: int
    person: int
    before_denial: int
    after_denial: int
    longer: int


def read_rules(additional: Path | None = None) -> RuleBook:
    """Read the rules that come with the service, and a file of additional ones."""
    paths = [*sorted(_FOLDER.glob("*.toml")), *([additional] if additional else [])]
    return _compiled([_read(path) for path in paths])


def _read(path: Path) -> RuleFile:
    try:
        return msgspec.toml.decode(path.read_bytes(), type=RuleFile)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInputError(f"{path.name}: {error}") from error


class _Concepts:
    """Gives each set of words a number; the same words get the same number."""

    def __init__(self, groups: dict[str, str]) -> None:
        self._groups = groups
        self.numbers: dict[frozenset[str], int] = {}

    def number(self, part: str) -> int:
        words = frozenset(self._words(part))
        return self.numbers.setdefault(words, len(self.numbers))

    def _words(self, part: str) -> Iterable[str]:
        return chain.from_iterable(self._group(each) for each in part.split("/") if each)

    def _group(self, word: str) -> Iterable[str]:
        if not word.startswith("{"):
            return (word,)
        name = word[1:-1]
        if name not in self._groups:
            raise BadInputError(f"no group of words is called {name!r}")
        return chain.from_iterable(self._group(each) for each in self._groups[name].split())


def _compiled(files: list[RuleFile]) -> RuleBook:
    groups: dict[str, str] = {}
    for file in files:
        for name, words in file.words.items():
            groups[name] = f"{groups.get(name, '')} {words}"
    concepts = _Concepts(groups)
    rules = [(rule, phrase) for file in files for rule in file.rules for phrase in rule.phrases]
    nobody = Rule(id="modifier", category="home", level="concern", means="", phrases=())
    modifiers = {
        name: _by_anchor(
            [(nobody, each) for file in files for each in getattr(file, name)], concepts
        )
        for name in _MODIFIERS
    }
    return RuleBook(
        rules=_by_anchor(rules, concepts),
        modifiers=modifiers,
        denial=concepts.number("{denial}"),
        person=concepts.number("{someone}"),
        before_denial=concepts.number("{before_not}"),
        after_denial=concepts.number("{after_not}"),
        longer=concepts.number("{longer}"),
        lexicon=_lexicon(concepts.numbers, " ".join(file.ordinary for file in files)),
    )


def _by_anchor(phrases: list[tuple[Rule, str]], concepts: _Concepts) -> ByAnchor:
    parsed = [(rule, _parts(text, concepts), "&" in text.split()) for rule, text in phrases]
    uses: dict[int, int] = {}
    for _, parts, _ in parsed:
        for concept, _ in parts:
            uses[concept] = uses.get(concept, 0) + 1
    found: ByAnchor = {}
    for rule, parts, any_order in parsed:
        rarest = min(range(len(parts)), key=lambda place: uses[parts[place][0]])
        phrase = _around(parts, rarest, any_order=any_order)
        found.setdefault(phrase.anchor, []).append((rule, phrase))
    return found


def _parts(text: str, concepts: _Concepts) -> list[tuple[int, int]]:
    """The words of a phrase, each with how many others may stand before it."""
    parts: list[tuple[int, int]] = []
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


def _around(parts: list[tuple[int, int]], rarest: int, *, any_order: bool) -> Phrase:
    """The phrase seen from its rarest word; a gap belongs to the later of two words."""
    numbers = [concept for concept, _ in parts]
    gaps = [gap for _, gap in parts]
    before = tuple((numbers[place], gaps[place + 1]) for place in range(rarest - 1, -1, -1))
    if any_order:
        others = [concept for place, concept in enumerate(numbers) if place != rarest]
        before, after = tuple((concept, _REACH) for concept in others), ()
    else:
        after = tuple(parts[rarest + 1 :])
    return Phrase(numbers[rarest], before, after, frozenset(numbers), any_order)


def _lexicon(numbers: dict[frozenset[str], int], ordinary: str) -> Lexicon:
    meanings: dict[str, frozenset[int]] = {}
    for members, number in numbers.items():
        for member in members:
            meanings[member] = meanings.get(member, NOTHING) | {number}
    bare_meanings: dict[str, frozenset[int]] = {}
    for word, concepts in meanings.items():
        bare_meanings[bare(word)] = bare_meanings.get(bare(word), NOTHING) | concepts
    near: dict[str, tuple[tuple[str, bool, frozenset[int]], ...]] = {}
    for word, concepts in bare_meanings.items():
        key, is_stem = word.rstrip("*"), word.endswith("*")
        for start in shortened(key) if len(key) >= LONG else ():
            near[start] = (*near.get(start, ()), (key, is_stem, concepts))
    long_words = [word.rstrip("*") for word in (*meanings, *bare_meanings)]
    return Lexicon(
        words=_whole(meanings),
        stems=_stems(meanings),
        bare_words=_whole(bare_meanings),
        bare_stems=_stems(bare_meanings),
        near=near,
        starts=frozenset(word[:LONG] for word in long_words if len(word) >= LONG),
        ordinary=frozenset(ordinary.split()),
    )


def _whole(meanings: dict[str, frozenset[int]]) -> dict[str, frozenset[int]]:
    return {word: concepts for word, concepts in meanings.items() if not word.endswith("*")}


def _stems(
    meanings: dict[str, frozenset[int]],
) -> dict[str, tuple[tuple[str, frozenset[int]], ...]]:
    """Stems by their first letters."""
    found: dict[str, tuple[tuple[str, frozenset[int]], ...]] = {}
    for word, concepts in meanings.items():
        if not word.endswith("*"):
            continue
        stem = word.rstrip("*")
        if len(stem) < SHORTEST_STEM:
            raise BadInputError(f"{word}: a word with * needs {SHORTEST_STEM} letters before it")
        start = stem[:SHORTEST_STEM]
        found[start] = (*found.get(start, ()), (stem, concepts))
    return found
