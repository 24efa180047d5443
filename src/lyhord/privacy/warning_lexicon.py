"""Builds what the words of the rules are looked up in: whole words, stems, endings, near ones."""

from lyhord.errors import BadInputError
from lyhord.privacy.warning_words import (
    LONG,
    NOTHING,
    SHORTEST_STEM,
    Joined,
    Lexicon,
    bare,
    shortened,
)


def lexicon_of(numbers: dict[frozenset[str], int], ordinary: str) -> Lexicon:
    """Every word of the rules with the numbers of the concepts it belongs to."""
    meanings: dict[str, frozenset[int]] = {}
    joined: dict[str, frozenset[int]] = {}
    for members, number in numbers.items():
        for member in sorted(members):  # the same near word is found every time
            kind = joined if "+" in member else meanings
            kind[member] = kind.get(member, NOTHING) | {number}
    endings = {word: each for word, each in meanings.items() if word.startswith("*")}
    meanings = {word: each for word, each in meanings.items() if word not in endings}
    bare_meanings: dict[str, frozenset[int]] = {}
    for word, concepts in meanings.items():
        bare_meanings[bare(word)] = bare_meanings.get(bare(word), NOTHING) | concepts
    near: dict[str, tuple[tuple[str, bool, frozenset[int]], ...]] = {}
    for word, concepts in bare_meanings.items():
        key, is_stem = word.rstrip("*"), word.endswith("*")
        for start in shortened(key) if len(key) >= LONG else ():
            near[start] = (*near.get(start, ()), (key, is_stem, concepts))
    long_words = [word.rstrip("*") for word in (*meanings, *bare_meanings)]
    starts = frozenset(word[:LONG] for word in long_words if len(word) >= LONG)
    return Lexicon(
        words=_whole(meanings),
        stems=_stems(meanings),
        bare_words=_whole(bare_meanings),
        bare_stems=_stems(bare_meanings),
        near=near,
        starts=starts,
        begun=frozenset(start[:length] for start in starts for length in range(1, LONG)),
        ordinary=frozenset(ordinary.split()),
        joined=_joined(joined),
        endings=_endings(endings),
    )


def _endings(
    meanings: dict[str, frozenset[int]],
) -> dict[str, tuple[tuple[str, frozenset[int]], ...]]:
    """Endings of words by their last letters, without their dots."""
    found: dict[str, tuple[tuple[str, frozenset[int]], ...]] = {}
    for word, concepts in meanings.items():
        ending = bare(word[1:])
        last = ending[-SHORTEST_STEM:]
        found[last] = (*found.get(last, ()), (ending, concepts))
    return found


def _joined(meanings: dict[str, frozenset[int]]) -> Joined:
    """What several words in a row mean, by the first of them; with dots and without."""
    found: Joined = {}
    for written, concepts in meanings.items():
        for said in dict.fromkeys((written, bare(written))):
            first, *rest = said.split("+")
            following = found.setdefault(first, {})
            second = "*" if rest[0].endswith("*") else rest[0]
            following[second] = (*following.get(second, ()), (tuple(rest), concepts))
    return found


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
