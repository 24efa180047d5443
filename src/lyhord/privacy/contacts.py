"""How e-mail addresses and links are written, plainly or in disguise.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import ACCENTS, Found, Piece
from lyhord.privacy.word_lists import Mark, other_words

_NAME = rf"[\w{ACCENTS}.+%'-]"
_LABEL = rf"[\w{ACCENTS}-]"
_AT = r"(?:@|[(\[{<]\s?(?:at|a|ät|@|snabel-?a)\s?[)\]}>])"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?)"
_SPOKEN_DOT = rf"(?:{_DOT}|\s(?:dot|punkt)\s)"
_PROVIDER = r"(?:gmail|hotmail|outlook|live|icloud|yahoo|telia|protonmail|msn)"

_MAILBOX = rf"(?<!{_NAME})(?:{_NAME}{{1,64}}\s(?:punkt|dot)\s)?{_NAME}{{1,64}}(?!{_NAME})"
_WRITTEN_HOST = rf"(?:{_LABEL}{{1,63}}{_SPOKEN_DOT}){{1,5}}[a-z]{{2,24}}\b"
_SPOKEN_HOST = rf"{_LABEL}{{1,63}}\s(?:punkt|dot)\s[a-z]{{2,24}}\b"
_SPOKEN_MAIL = rf"(?:gmail|hotmail|yahoo|icloud|outlook)\b(?:{_DOT}\w{{2,6}})?"
_COMMA = r"(?:,(?:se|com|nu|net)\b)"  # a slip of the finger
_LETTER_FIRST = rf"(?:[^\W\d_]|[^\W_](?={_LABEL}{{0,62}}\.[a-z]))"
_TIGHT_HOST = rf"{_LETTER_FIRST}{_LABEL}{{0,62}}(?:{_DOT}{_LABEL}{{1,63}}){{0,8}}{_COMMA}?"
_EMAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!{_NAME}){_NAME}++{_AT}{_TIGHT_HOST}",
        rf"{_MAILBOX}\s{{0,3}}(?:{_AT}|snabel-?a|alfakrull)\s{{0,3}}(?:{_WRITTEN_HOST}|{_PROVIDER}\b)",
        rf"{_MAILBOX}\sat\s(?:{_SPOKEN_HOST}|{_SPOKEN_MAIL})",
        rf"(?<!{_NAME})(?={_NAME}{{0,40}}[.\d_-]){_NAME}{{3,64}}\sat\s(?:{_LABEL}{{1,63}}\.){{1,4}}[a-z]{{2,10}}\b",
    )
)
_APART = re.compile(r"\s@[^\s@]")
_AT_SIGNS = re.compile(rf"{_AT}|\bat\b|snabel|alfakrull", re.IGNORECASE)

_PATH = r"(?:[/?#:][^\s<>\"\[\]]*+)"
_HOST = rf"(?<![\w{ACCENTS}@.-])(?:[^\W_]{_LABEL}{{0,62}}\.){{1,6}}"
_SURE = (
    r"(?:com|org|net|edu|gov|eu|io|gg|ly|tv|app|dev|blog|info|example|test|online|site|store|shop"
    r"|xyz|gle|link|page|club|live|media|news|wiki|pro|biz|cloud)"
)
_ALSO_WORDS = r"(?:se|nu|no|fi|dk|de|uk|me|be|is)"  # "bra.nu vill jag" is no address
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\w)(?:h(?:tt|xx)ps?|ftp)://[^\s<>\"\[\]]++",
        r"(?<!\w)www\.[^\s<>\"\[\]]++",
        rf"{_HOST}{_SURE}(?![\w{ACCENTS}]){_PATH}?",
        rf"{_HOST}[a-z]{{2,10}}/[^\s<>\"\[\]]*+\w",
        rf"{_HOST}{_ALSO_WORDS}(?:/[^\s<>\"\[\]]++|(?=[.,;:!?)]?(?:\s*$|\s*\n)))",
        rf"{_HOST}[^\W_]{_LABEL}{{0,62}}\.{_ALSO_WORDS}(?![\w{ACCENTS}]){_PATH}?",
        rf"\b(?:på|via|hemsidan|sidan|länk:)\s(?P<value>{_HOST}{_ALSO_WORDS}(?![\w{ACCENTS}]){_PATH}?)",
    )
)
_TOP = re.compile(rf"\.(?:{_SURE}|{_ALSO_WORDS}|ax|pl|fr|es|it|nl|cz|local)$")
_DOTS = re.compile(r"\.\w|://")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_TRAILING = ".,;:!?)'*_~"


def emails(piece: Piece) -> Iterator[Found]:
    """Find e-mail addresses, also those written with (at), snabel-a or punkt."""
    text = piece.low
    if not ("@" in text or piece.says(Mark.AT)) or not _AT_SIGNS.search(text):
        return
    for pattern in _EMAILS:
        for found in pattern.finditer(text):
            end = found.end() - _trailing(found[0])
            if not _is_handle(text[found.start() : end]):
                yield Found(found.start(), end, "email", ("shape:email",))


def _is_handle(written: str) -> bool:
    """Whether a word and "@name.x" stand side by side: no mailbox is written so."""
    is_apart = _APART.search(written) is not None
    return is_apart and _TOP.search(written) is None


def links(piece: Piece) -> Iterator[Found]:
    """Find web addresses; a full stop without a space after it makes none."""
    text = piece.low
    if not _DOTS.search(text):
        return
    for pattern in _LINKS:
        for found in pattern.finditer(text):
            start, end = found.span(found.lastgroup or 0)
            end -= _trailing(text[start:end])
            site = _SCHEME.sub("", text[start:end]).rstrip("/")
            if site not in other_words().public_sites:
                yield Found(start, end, "link", ("shape:link",))


def _trailing(written: str) -> int:
    """How many signs at the end belong to the sentence, not to the address."""
    return len(written) - len(written.rstrip(_TRAILING))
