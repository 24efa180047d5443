"""From raw answers to words and stems: normalising, cutting, stemming.

Many texts at once are `documents`.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from msgspec import Struct

from lyhord_themes import wordlists
from lyhord_themes.errors import ThemesError
from lyhord_themes.learners import stemmed

LONGEST_WORD = 64
ALGORITHMS = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "fi": "finnish",
    "nb": "norwegian",
    "nn": "norwegian",
    "no": "norwegian",
    "sv": "swedish",
}

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[\U0001f300-\U0001faff\u2600-\u27bf]")
_PLACEHOLDER = re.compile(
    r"\[(?:namn|person|personnummer|telefon|e-?post|adress|konto|länk|plats|ort|skola|datum"
    r"|name|phone|e-?mail|address|account|link|place|school|date)(?: ?\d+)?\]"
)
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
    r"\u0640\u064b-\u0652\u0670]"  # vowel signs and the filler that Arabic may or may not write
)


class Document(Struct, frozen=True, gc=False):
    """One text cut into words: `forms` as written (lower case), `stems` beside them."""

    forms: tuple[str, ...]
    stems: tuple[str, ...]


class Token(Struct, frozen=True):
    """A word in its normalised form, and where it stands in a text as given."""

    form: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Make texts comparable: composed characters, lower case, single spaces, none invisible."""
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).casefold()
    return unicodedata.normalize("NFC", " ".join(composed.split()))


def is_empty(normalised: str) -> bool:
    """Say whether nothing is written: only spaces, punctuation and control characters."""
    return all(unicodedata.category(character)[0] in "PZC" for character in normalised)


def words(normalised: str) -> tuple[str, ...]:
    """Cut a normalised text into words (64 characters at most) and single pictographs.

    Placeholders such as [e-post], which stand where somebody could be known, are no words.
    """
    told = _PLACEHOLDER.sub(" ", normalised) if "[" in normalised else normalised
    found: list[str] = _WORD.findall(told)
    if max(map(len, found), default=0) > LONGEST_WORD:
        return tuple(word[:LONGEST_WORD] for word in found)
    return tuple(found)


def tokens(text: str) -> tuple[Token, ...]:
    """Find the words of a text as given, with their places; placeholders are no words."""
    held = [(hole.start(), hole.end()) for hole in _PLACEHOLDER.finditer(text.lower())]
    return tuple(
        Token(normalise(word[0]), word.start(), word.end())
        for word in _WORD.finditer(text)
        if not any(start <= word.start() < end for start, end in held)
    )


def require_language(language: str) -> str:
    """Give the language back if it has a stemmer, or raise `ThemesError` naming those that do."""
    code = language.split("-", maxsplit=1)[0]
    if code in ALGORITHMS:
        return code
    known = ", ".join(sorted(ALGORITHMS))
    raise ThemesError(f"language {language!r} is not known; choose one of {known}")


def stems(forms: Iterable[str], language: str) -> dict[str, str]:
    """Stem each different form once (Snowball; Porter 2001), as a table from form to stem."""
    different = sorted(set(forms))
    return dict(
        zip(different, stemmed(different, ALGORITHMS[require_language(language)]), strict=True)
    )


@cache
def stop_words(language: str) -> frozenset[str]:
    """Give the short stop list of a language, normalised."""
    return frozenset(normalise(word) for word in wordlists.stop_list(language))


@cache
def stop_stems(language: str) -> frozenset[str]:
    """Give the stems of the stop words, to be left out of word features and of terms."""
    return frozenset(stems(stop_words(language), language).values())


@cache
def negations(language: str) -> frozenset[str]:
    """Read words such as *inte*: they count in phrases but mark no theme."""
    return frozenset(normalise(word) for word in wordlists.own("negations", language))


@cache
def negation_stems(language: str) -> frozenset[str]:
    """Give the stems of the negations."""
    return frozenset(stems(negations(language), language).values())
