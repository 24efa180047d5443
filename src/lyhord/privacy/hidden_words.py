"""Words that somebody hid: as they stand in a text, and each way in which they may be written."""

import re
from collections.abc import Iterable

from lyhord.privacy.pseudonyms import PLACEHOLDERS

PLACEHOLDER = re.compile("|".join(re.escape(each) for each in sorted(set(PLACEHOLDERS.values()))))
_WORD = re.compile(r"[^\W_](?:[\w@.+'’:-]*[^\W_])?")
_PIECE = re.compile(r"[^\W_]+")
_SHORTEST = 3  # a shorter word has no form without an s


def words_of(text: str) -> tuple[str, ...]:
    """Each word of a text that may be marked for hiding, once; placeholders are none."""
    return tuple(dict.fromkeys(_WORD.findall(PLACEHOLDER.sub(" ", text))))


def gone(before: str, after: str) -> frozenset[str]:
    """The words of a text that its later form has no more."""
    left = {word.lower() for word in words_of(after)}
    return frozenset(word for word in words_of(before) if word.lower() not in left)


def ways(words: Iterable[str]) -> tuple[str, ...]:
    """Each of these words, and the words in them, in the ways in which a theme may show them.

    In each case of letters, with and without the s of the genitive.
    """
    whole = {word.lower() for word in words}
    pieces = whole | {piece for word in whole for piece in (*word.split(), *_PIECE.findall(word))}
    forms = pieces | {f"{word}s" for word in pieces}
    forms |= {word[:-1] for word in pieces if word.endswith("s") and len(word) > _SHORTEST}
    return tuple(sorted(way for word in forms for way in {word, _with_capital(word), word.upper()}))


def _with_capital(word: str) -> str:
    return word[:1].upper() + word[1:]
