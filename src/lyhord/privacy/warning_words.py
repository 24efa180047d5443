"""Cuts a text into sentences and words as the rules of warning signs read them; holds no rule.

A word is looked up as written, without its dots, without its repeated letters, with digits read
as letters, and (when long) with one letter wrong; words that were split are put together again.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec import Struct

LONG = 6  # letters: from here on one of them may be wrong, and a word may be split
_WORD = re.compile(
    r"[^\W_]+(?:['’*@$!|-]+[^\W_]+)*|[.?!\n;]+|:(?=\s)|[\U0001f602\U0001f923\U0001f480]"
)
_ENDS = frozenset(".?!\n;:")
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
_BEGINNING, _BEGINNING_OF_PAIR = 5, 4
_INFLECTION = 3  # letters at the end of a word that was split
_SINGLE_WORDS = frozenset("iåoaäeöu")


NOTHING: frozenset[int] = frozenset()
Rest: TypeAlias = tuple[tuple[str, ...], frozenset[int]]
Joined: TypeAlias = dict[str, dict[str, tuple[Rest, ...]]]


class Lexicon(Struct, frozen=True):
    """What each word and each stem means to the rules (numbers of concepts)."""

    words: dict[str, frozenset[int]]
    stems: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    bare_words: dict[str, frozenset[int]]
    bare_stems: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    near: dict[str, tuple[tuple[str, bool, frozenset[int]], ...]]
    starts: frozenset[str]
    ordinary: frozenset[str]
    joined: Joined
    endings: dict[str, tuple[tuple[str, frozenset[int]], ...]]
    common: dict[str, "Word"] = {}  # what is worked out once: words that many write
    anchors: frozenset[int] = NOTHING  # the concepts by which rules are found
    around: frozenset[int] = NOTHING  # those by which what changes their meaning is found
    weighed: frozenset[int] = NOTHING  # the concepts that have points


class Word(Struct, frozen=True):
    """What a word means to the rules: all of it, and of that what finds and weighs something."""

    concepts: frozenset[int]
    anchors: frozenset[int]
    around: frozenset[int]
    weighed: frozenset[int]
    beginning: str


class Sentence(Struct, frozen=True):
    """The words of a sentence, and which of the text's tokens each begins and ends with."""

    words: list[Word]
    starts: Sequence[int]
    ends: Sequence[int]


def sentences(text: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """Cut the text where sentences end, and look every word up."""
    tokens: list[str] = _WORD.findall(text.lower())
    begin = 0
    for place, word in enumerate(tokens):
        if word[0] in _ENDS:
            if place > begin:
                yield _sentence(tokens[begin:place], begin, lexicon)
            begin = place + 1
    if len(tokens) > begin:
        yield _sentence(tokens[begin:], begin, lexicon)


def spots(text: str) -> list[tuple[int, int]]:
    """Where each token of a text begins and ends."""
    return [match.span() for match in _WORD.finditer(text.lower())]


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
    """A word, or two joined by +, as points are given to them."""
    first, *second = written.split("+")
    if not second:
        return beginning(first)
    return next(in_a_row([beginning(first), beginning(second[0])]))


def in_a_row(beginnings: list[str]) -> Iterator[str]:
    """Each two words in a row, as points are given to them."""
    short = [each[:_BEGINNING_OF_PAIR] for each in beginnings]
    return map("+".join, pairwise(short))


def shortened(word: str) -> Iterable[str]:
    """The beginning of a word, and it again with each of its letters left out in turn."""
    start = word[:LONG]
    without = (start[:place] + start[place + 1 :] for place in range(1, len(start)))
    return dict.fromkeys((start, *without))


def _sentence(tokens: list[str], begin: int, lexicon: Lexicon) -> Sentence:
    starts: Sequence[int] = range(begin, begin + len(tokens))
    ends = starts
    if [word for word in tokens if len(word) == 1 and word not in _SINGLE_WORDS]:
        spelled = list(_spelled_out(list(zip(tokens, starts, ends, strict=True))))
        tokens = [word for word, _, _ in spelled]
        starts, ends = [start for _, start, _ in spelled], [end for _, _, end in spelled]
    common = lexicon.common
    words = [common.get(word) or as_word(word, meaning(word, lexicon), lexicon) for word in tokens]
    for place, more in (*_split_words(tokens, lexicon), *_together(tokens, lexicon.joined)):
        words[place] = as_word(tokens[place], words[place].concepts | more, lexicon)
    return Sentence(words, starts, ends)


def as_word(word: str, concepts: frozenset[int], lexicon: Lexicon) -> Word:
    """The word with what finds rules and what weighs picked out."""
    return Word(
        concepts,
        concepts & lexicon.anchors,
        concepts & lexicon.around,
        concepts & lexicon.weighed,
        beginning(word),
    )


def _spelled_out(tokens: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Put letters together that stand alone: *d ö*, *s j ä l v m o r d*."""
    run: list[tuple[str, int, int]] = []
    for token in tokens:
        if len(token[0]) == 1 and token[0].isalpha() and (run or token[0] not in _SINGLE_WORDS):
            run.append(token)
            continue
        yield from _put_together(run)
        run = []
        yield token
    yield from _put_together(run)


def _put_together(run: list[tuple[str, int, int]]) -> Iterable[tuple[str, int, int]]:
    if len(run) < _SHORTEST_STEM:
        return run
    return (("".join(letter for letter, _, _ in run), run[0][1], run[-1][2]),)


def _split_words(tokens: list[str], lexicon: Lexicon) -> Iterator[tuple[int, frozenset[int]]]:
    """What the first piece of a long word that was split means: what the whole word means."""
    starts, common, last = lexicon.starts, lexicon.common, len(tokens) - 1
    for place in range(last):
        first, second = tokens[place], tokens[place + 1]
        if len(first) >= LONG or (first in common and second in common):
            continue
        joined = first + second
        third = tokens[place + 2] if place + 1 < last else ""
        if joined[:LONG] not in starts and (joined + third)[:LONG] not in starts:
            continue
        for whole in (joined + third, joined):
            if len(whole) >= LONG and (found := _almost_whole(whole, lexicon)):
                yield place, found
                break


def _together(tokens: list[str], joined: Joined) -> Iterator[tuple[int, frozenset[int]]]:
    """What several words in a row mean, at the first of them: *hos pappa*, *röker på*."""
    for place, word in enumerate(tokens[:-1]):
        following = joined.get(word)
        if following is None:
            continue
        after = tokens[place + 1]
        for rest, concepts in following.get(after, ()):
            if len(rest) == 1 or _goes_on(tokens, place, rest):
                yield place, concepts
        for rest, concepts in following.get("*", ()):
            if after.startswith(rest[0][:-1]) and _goes_on(tokens, place, rest):
                yield place, concepts


def _goes_on(tokens: list[str], place: int, rest: tuple[str, ...]) -> bool:
    """Whether the words after a place are these; one that ends in * may be longer."""
    said = tokens[place + 1 : place + 1 + len(rest)]
    return len(said) == len(rest) and all(
        token == wanted or (wanted[-1] == "*" and token.startswith(wanted[:-1]))
        for token, wanted in zip(said, rest, strict=True)
    )


def _almost_whole(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a word means if a rule knows all of it but an ending."""
    return _exactly(word, lexicon) - _exactly(word[: -_INFLECTION - 1], lexicon)


def meaning(word: str, lexicon: Lexicon) -> frozenset[int]:
    """What a word means, spelled right or nearly."""
    found = _exactly(word, lexicon)
    if found or word in lexicon.ordinary:
        return found
    for other in _spellings(word):
        if found := _exactly(other, lexicon):
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


def _exactly(word: str, lexicon: Lexicon) -> frozenset[int]:
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
