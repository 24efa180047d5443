"""The capital letters of terms, as the texts write them: short names, names of places."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from lyhord_themes.findings import Term

LEAST_TIMES, MOSTLY = 2, 0.8
LOOK_BACK = 3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

Terms: TypeAlias = tuple[Term, ...]


def as_written(texts: Sequence[str], found: Iterable[Terms]) -> Callable[[Terms], Terms]:
    """Give what writes terms as most of the texts write their words within sentences.

    Words that start a sentence tell nothing, nor texts without any small letter.
    """
    wanted = {word for terms in found for term in terms for word in term.term.split(" ")}
    counts: dict[str, Counter[str]] = {word: Counter() for word in wanted}
    for text in texts:
        if any(map(str.islower, text)):
            _count(text, counts)
    table = {word: _commonest(word, written) for word, written in counts.items()}
    return lambda terms: tuple(replace(term, term=_written(term.term, table)) for term in terms)


def _count(text: str, counts: Mapping[str, Counter[str]]) -> None:
    for word in _WORD.finditer(text):
        known = counts.get(word[0].casefold())
        if known is not None and not _starts_sentence(text, word.start()):
            known[word[0]] += 1


def _starts_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start].rstrip(" \t\"'»”([-–•")
    return not before or before[-1] in ".!?:\r\n"


def _commonest(word: str, written: Counter[str]) -> str:
    if not written:
        return word
    form, times = min(written.items(), key=lambda each: (-each[1], each[0]))
    return form if times >= max(LEAST_TIMES, MOSTLY * written.total()) else word


def _written(term: str, table: Mapping[str, str]) -> str:
    return " ".join(table.get(word, word) for word in term.split(" "))
