"""What a word means to the rules of warning signs, however it is spelled; reads no text.

A word is looked up as written, without its dots, without its repeated letters, with digits read
as letters, and (when long) with one letter wrong.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct

LONG = 6  # letters: from here on one of them may be wrong, and a word may be split
_REPEATED = re.compile(r"(.)\1+")
_VOWEL_TWICE = re.compile(r"([aeiouyåäö])\1+")
_THRICE = re.compile(r"(.)\1{2,}")
_LOOKS_LIKE = str.maketrans("013457@$!|", "oieastasil")
_MARKS = re.compile(r"['’*-]")
_OTHER_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ـ": "", "أ": "ا", "إ": "ا", "آ": "ا"})
_WITHOUT_DOTS = str.maketrans("åäöéèüáàíóúñç", "aaoeeuaaiounc")
_ARABIC_PREFIXES = ("وال", "بال", "ال", "و", "ف", "ب", "ل", "س")
_SHORTEST_STEM = 2
SHORTEST_STEM = 3
_BEGINNING, SHORT = 5, 4
BESIDE, APART = "+", ".."  # between two words, and two groups, that have points together
ENDS = ("^", "$")  # of a sentence, as if they were words
UNCODED, ENDED = 0, 1  # the codes of words that weigh nothing beside others, and of ENDS
CODE_BITS = 16  # of a code; two words in a row are looked up by both codes as one number


NOTHING: frozenset[int] = frozenset()
NEVER_NEAR: Mapping[int, int] = {}
Rest: TypeAlias = tuple[tuple[str, ...], frozenset[int]]
NEVER_JOINED: Mapping[str, tuple[Rest, ...]] = {}
Joined: TypeAlias = dict[str, dict[str, tuple[Rest, ...]]]


class Weighed(Struct, frozen=True):
    """The points of a level: of words and groups, of two words by both codes, of two groups."""

    points: Mapping[str | int, int] = {}
    beside: Mapping[int, int] = {}
    near: Mapping[int, Mapping[int, int]] = {}


class Lexicon(Struct, frozen=True):
    """What each word and each stem means to the rules (numbers of concepts)."""

    words: dict[str, frozenset[int]]
    stems: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    bare_words: dict[str, frozenset[int]]
    bare_stems: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    near: dict[str, tuple[tuple[str, bool, frozenset[int]], ...]]
    starts: frozenset[str]  # of long words, and of those the beginnings
    begun: frozenset[str]
    ordinary: frozenset[str]
    joined: Joined
    endings: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    common: dict[str, "Word"] = {}  # what is worked out once: words that were met
    together: dict[tuple[str, frozenset[int]], "Word"] = {}  # those with what words after them add
    often: frozenset[str] = frozenset()  # those of them that many write
    anchors: Mapping[int, int] = {}  # the concepts by which rules are found, and their kinds
    around: frozenset[int] = NOTHING  # those by which what changes their meaning is found
    groups: frozenset[int] = NOTHING  # the concepts that have points
    codes: Mapping[str, int] = {}  # of first letters that weigh something beside others
    weighed: tuple[Weighed, ...] = ()  # of each level


class Word(Struct, frozen=True):
    """What a word means to the rules: all of it, and of that what finds and weighs something.

    First what every look needs, which is quicker close together. `points` and `near`, what the
    word weighs by itself and near groups, are of concern; `bits` are its concepts again, each as a
    bit: what several words mean is one number.
    """

    code: int
    points: int = 0
    near: Mapping[int, int] = {}
    groups: tuple[int, ...] = ()
    kinds: int = 0
    joined: Mapping[str, tuple[Rest, ...]] = {}
    often: bool = True
    acute_points: int = 0
    acute_near: Mapping[int, int] = {}
    bits: int = 0
    anchors: tuple[int, ...] = ()
    around: tuple[int, ...] = ()
    concepts: frozenset[int] = NOTHING
    begun: str = ""


END = Word(ENDED)  # where a sentence ends


class Reading(Struct, frozen=True):
    """The words of a text with an end after each sentence, and the tokens each begins and ends."""

    words: list[Word]
    starts: Sequence[int]
    ends: Sequence[int]


class Sentence(Struct, frozen=True):
    """The words of a sentence, and which of the text's tokens each begins and ends with."""

    words: list[Word]
    starts: Sequence[int]
    ends: Sequence[int]


def bare(word: str) -> str:
    """The word without dots, accents and vowel marks."""
    if word.isascii():
        return word
    plain = word.translate(_WITHOUT_DOTS)
    if plain.isascii():
        return plain
    letters = unicodedata.normalize("NFD", word.translate(_OTHER_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def beginning(word: str) -> str:
    """What points are given to: the first letters of the word without its dots."""
    return bare(word)[:_BEGINNING]


def weighable(written: str) -> str:
    """A word, or two joined, as points are given to them."""
    if BESIDE in written:
        return BESIDE.join(beginning(word)[:SHORT] for word in written.split(BESIDE))
    return beginning(written)


def bits_of(concepts: Iterable[int]) -> int:
    """Concepts as the bits of one number."""
    bits = 0
    for concept in concepts:
        bits |= 1 << concept
    return bits


def shortened(word: str) -> Iterable[str]:
    """The beginning of a word, and it again with each of its letters left out in turn."""
    start = word[:LONG]
    without = (start[:place] + start[place + 1 :] for place in range(1, len(start)))
    return dict.fromkeys((start, *without))


def meaning(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a word means, spelled right or nearly."""
    found = exactly(word, lexicon)
    if found or word in lexicon.ordinary or word.isdigit():
        return found
    for other in _spellings(word):
        if found := exactly(other, lexicon):
            return found
    return _nearly(bare(_MARKS.sub("", word)), lexicon)


def _spellings(word: str) -> Iterator[str]:
    """Other ways to read what somebody typed."""
    if not word.isalpha():
        if not word.isdigit():
            yield word.translate(_LOOKS_LIKE)
        yield _MARKS.sub("", word)
    if _REPEATED.search(word):
        yield _THRICE.sub(r"\1", word)
        yield _THRICE.sub(r"\1\1", word)
        yield _VOWEL_TWICE.sub(r"\1", word)
    if word[0] > "\u05ff":
        plain = bare(word)
        for prefix in _ARABIC_PREFIXES:
            if plain.startswith(prefix) and len(plain) > len(prefix) + _SHORTEST_STEM:
                yield plain[len(prefix) :]


def exactly(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a word means as it is spelled, or without its dots."""
    words, stems = lexicon.words, lexicon.stems
    if word.isascii() or word[:1] > "\u05ff":
        words, stems, word = lexicon.bare_words, lexicon.bare_stems, bare(word)
    found = words.get(word, NOTHING)
    for stem, concepts in stems.get(word[:SHORTEST_STEM], ()):
        if word.startswith(stem):
            found |= concepts
    return found | _ending(word, lexicon)


def _ending(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What the last part of a compound means."""
    plain = bare(word)
    found = NOTHING
    for ending, concepts in lexicon.endings.get(plain[-SHORTEST_STEM:], ()):
        if plain.endswith(ending) and plain != ending:
            found |= concepts
    return found


def _nearly(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a long word means when one of its letters is wrong, missing or too many."""
    if len(word) < LONG:
        return NOTHING
    for start in shortened(word):
        for key, is_stem, concepts in lexicon.near.get(start, ()):
            if _one_apart(word, key, stem=is_stem):
                return concepts
    return NOTHING


def _one_apart(word: str, key: str, *, stem: bool) -> bool:
    """Whether one edit (or two letters swapped) makes the word, or its beginning, the key."""
    place = next(
        (at for at, pair in enumerate(zip(word, key, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(key)),
    )
    if place == 0:
        return False
    rest, wanted = word[place:], key[place:]
    tails = (
        (rest[1:], wanted[1:]),
        (rest[1:], wanted),
        (rest, wanted[1:]),
        (rest[1::-1] + rest[2:], wanted),
    )
    if stem:
        return any(tail.startswith(end) for tail, end in tails)
    return any(tail == end for tail, end in tails)
