"""How names on social media and in games are written, beside a platform or by their shape.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.handle_shapes import BESIDE_PLATFORMS, OF_LIKELY_NAMES, OF_ODD_NAMES
from lyhord.privacy.pieces import Found, Piece, tried
from lyhord.privacy.word_lists import Mark, Sort, other_words, traits

_PARTS = re.compile(
    r"(?<![\w.@/-])(?P<value>(?P<first>[^\W\d_]{2,20})(?:\.[^\W\d_]{2,20}){0,3}\.(?P<last>[^\W\d_]{2,20}\d{0,4}))"
    r"(?![\w@/-]|\.\w)"
)
_TOKEN = re.compile(r"(?<![\w.@-])[\w.]++")
_TOP_LEVEL = frozenset(("se", "com", "nu", "org", "net", "no", "fi", "eu", "io"))
# as words end and names of accounts seldom do
_INFLECTED = (
    *("ades", "ade", "ande", "ende", "are", "arna", "erna", "orna", "ning", "ningar", "ningen"),
    *("ingar", "het", "igt", "iga", "lig", "liga", "bara", "isk", "iska", "ssa", "ats", "as"),
)
_LIKE_WORDS = (
    *(
        "er",
        "ar",
        "or",
        "iv",
        "ad",
        "ös",
        "al",
        "ell",
        "sam",
        "full",
        "lös",
        "ent",
        "ant",
        "nd",
        "är",
    ),
)
_LETTER = re.compile(r"[^\W\d_]")
_EMPHASIS = re.compile(r"_[^\W\d_]+_?|[^\W\d_]+_")
_SHORTEST_JOINED, _SHORTEST_ODD = 3, 5
_INNER_CAPITAL = re.compile(r"[A-ZÅÄÖ](?<=[a-zåäö].)")
_INNER_DIGIT = re.compile(r"[013457](?<=[^\W\d_].)[^\W\d_]{3}")
_LAST_DIGITS = re.compile(r"\d(?<=[^\W\d_]{4}.)\d")
_SIGN_INSIDE = re.compile(r"[._](?<=[^\W\d_].)\w|\d(?<=[^\W\d_]{3}.)")
_INNER_STOP = re.compile(r"\.[^\W\d_]")
# capitals inside a word, as in "TuvasVardag" and "xXtobbeXx"
_CAMEL = re.compile(
    r"(?<![\w.@/-])(?:[^\W\d_]{2,20}?[a-zåäö][A-ZÅÄÖ][a-zåäö]{2}\w{0,20}|[xX]{2,3}\w{2,30}[xX]{2,3})"
    r"(?![\w.@-]\w)"
)
# a digit that stands for a letter: "c0ldsnake"
_LEET = re.compile(
    r"(?<![\w.@/-])(?!covid|corona|mp3|a4|co2|sk8|gr8|b2b)(?P<value>[^\W\d_]{1,12}[013457][^\W\d_]{3,20}\d{0,4})(?![\w@-])"
)
# letters and then a year or a number, as nobody writes a word: "elsa2011", "MinecraftMajken2013"
_NUMBERED = re.compile(r"(?<![\w.@/-])(?P<value>(?P<word>[^\W\d_]{4,25})\d{2,4})(?![\w@-]|[.,]\d)")


def handles(piece: Piece) -> Iterator[Found]:
    """Find social-media names: @name, a name beside a platform's, or by its shape alone."""
    text = piece.low
    if "_" in text:
        yield from _joined(text)
    is_joined = _INNER_STOP.search(text) is not None
    is_shaped = is_joined or "_" in text or (piece.digits and _SIGN_INSIDE.search(text))
    if is_shaped or piece.says(Mark.PLATFORM) or "konto" in text or "@" in text or "#" in text:
        yield from _beside_platforms(text)
        if _has_odd_word(piece):
            yield from _odd_words(text)
    if is_joined:
        yield from _dotted(text)
    if "xx" in text or (text != piece.text and _INNER_CAPITAL.search(piece.text)):
        yield from _camels(piece.text)
    if piece.digits:
        yield from _with_digits(text)


def _with_digits(text: str) -> Iterator[Found]:
    """Letters with digits inside them or at their end."""
    if _INNER_DIGIT.search(text):
        for found in _LEET.finditer(text):
            yield Found(*found.span("value"), "handle", ("shape:handle",))
    for found in _NUMBERED.finditer(text) if _LAST_DIGITS.search(text) else ():
        if found["word"] not in other_words().numbered:
            yield Found(*found.span("value"), "handle", ("shape:handle",))


def _camels(text: str) -> Iterator[Found]:
    brands = other_words().brands
    for found in _CAMEL.finditer(text):
        if not found[0].lower().startswith(brands):
            yield Found(*found.span(), "handle", ("shape:handle",))


def _joined(text: str) -> Iterator[Found]:
    """Words that are joined by underscores."""
    for found in _TOKEN.finditer(text):
        if _is_joined(found[0]):
            written = found[0].rstrip(".")
            yield Found(found.start(), found.start() + len(written), "handle", ("shape:handle",))


def _is_joined(token: str) -> bool:
    """Whether letters are joined by an underscore, and it does not only stand around a word."""
    inside = token.strip("._")
    is_long = len(inside) >= _SHORTEST_JOINED or "_" in inside
    has_letter = _LETTER.search(inside) is not None
    return "_" in token and is_long and has_letter and not _EMPHASIS.fullmatch(token)


def _beside_platforms(text: str) -> Iterator[Found]:
    for found, shape in tried(text, BESIDE_PLATFORMS):
        written = found["value"]
        if written not in other_words().no_account and written not in other_words().platforms:
            yield Found(*found.span("value"), "handle", (shape.evidence,))


def _has_odd_word(piece: Piece) -> bool:
    """Whether a word is in no list at all, or has signs in it as accounts have."""
    return _SIGN_INSIDE.search(piece.low) is not None or any(
        not trait and len(word) > 2 and not word.endswith(_INFLECTED)  # noqa: PLR2004
        for trait, word in zip(piece.traits, piece.words, strict=True)
    )


def _odd_words(text: str) -> Iterator[Found]:
    """Words beside a platform that nobody writes otherwise."""
    for found, shape in tried(text, (*OF_LIKELY_NAMES, *OF_ODD_NAMES)):
        is_word = shape in OF_ODD_NAMES and found["value"].endswith(_LIKE_WORDS)
        if _is_odd(found["value"]) and not is_word:
            yield Found(*found.span("value"), "handle", (shape.evidence,))


def _is_odd(word: str) -> bool:
    """Whether a word is neither common, nor a name, nor inflected as words are."""
    other = other_words()
    if word in other.no_account or word in other.platforms or "konto" in word:
        return False
    if not word.isalpha():
        return _LETTER.search(word) is not None and "-" not in word
    if len(word) < _SHORTEST_ODD:
        return False
    is_known = traits().get(word, 0) & (Sort.ANY | Mark.COMMON)
    return not is_known and not word.endswith(_INFLECTED)


def _dotted(text: str) -> Iterator[Found]:
    """Words joined by full stops: three, or two of which one is a name or ends in digits."""
    for found in _PARTS.finditer(text):
        if _is_joined_by_stops(found):
            yield Found(*found.span("value"), "handle", ("shape:handle",))


def _is_joined_by_stops(found: re.Match[str]) -> bool:
    """Whether it is no sentence without a blank after its full stop: "bra.nu vill jag"."""
    known, last = traits(), found["last"]
    if last in _TOP_LEVEL:
        return False
    if last[-1].isdigit() or found["value"].count(".") > 1:
        return True
    is_name = known.get(found["first"], 0) & Sort.GIVEN
    return bool(is_name) and not known.get(last, 0) & Mark.COMMON
