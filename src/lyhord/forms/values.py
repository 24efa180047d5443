"""What counts as an answer to one question of each kind; knows nothing of whole forms."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import assert_never

from lyhord.forms.mistakes import Mistake
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Information,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Option,
    ShortText,
    Single,
)
from lyhord.instruments.flow import Answer

# More than anybody writes, less than it takes to hurt; the page shows the question's own limit.
MOST_CODE_POINTS = 10_000
_MOST_DIGITS = 18
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
# Signs that show nothing although they are letters or marks: joiners, fillers, variation selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
}


def read(question: AnyQuestion, key: str, texts: Sequence[str]) -> Answer | Mistake | None:
    """Read what was posted under one key; nothing and only what cannot be seen are no answer."""
    match question:
        case Single(options=options) | Faces(options=options) | Matrix(options=options):
            return _one(options, key, texts)
        case Multiple():
            return _several(question, key, texts)
        case ShortText() | LongText():
            return _text(key, texts)
        case Number():
            return _number(question, key, texts)
        case Notes():
            return _notes(question, key, texts)
        case Information():
            return None
        case _:
            assert_never(question)


def _one(options: Iterable[Option], key: str, texts: Sequence[str]) -> str | Mistake | None:
    chosen = [text for text in texts if text]
    if not chosen:
        return None
    if len(chosen) > 1:
        return Mistake(key, "several")
    for option in options:
        if option.id == chosen[0]:
            return option.id
    return Mistake(key, "unknown_option")


def _several(question: Multiple, key: str, texts: Sequence[str]) -> list[str] | Mistake | None:
    wanted = {text for text in texts if text}
    if wanted - {option.id for option in question.options}:
        return Mistake(key, "unknown_option")
    chosen = [option for option in question.options if option.id in wanted]
    if len(chosen) > 1 and any(option.exclusive for option in chosen):
        return Mistake(key, "exclusive")
    if question.max is not None and len(chosen) > question.max:
        return Mistake(key, "too_many", {"max": question.max})
    return [option.id for option in chosen] or None


def _text(key: str, texts: Sequence[str]) -> str | Mistake | None:
    written = [plain(text) for text in texts if _is_written(text)]
    if not written:
        return None
    if len(written) > 1:
        return Mistake(key, "several")
    return _refused(key, written) or written[0]


def _notes(question: Notes, key: str, texts: Sequence[str]) -> list[str] | Mistake | None:
    written = [plain(text) for text in texts if _is_written(text)]
    if not written:
        return None
    if len(written) > question.max:
        return Mistake(key, "too_many_notes", {"max": question.max})
    return _refused(key, written) or written


def _number(question: Number, key: str, texts: Sequence[str]) -> int | Mistake | None:
    written = [text.strip() for text in texts if _is_written(text)]
    if not written:
        return None
    if len(written) > 1:
        return Mistake(key, "several")
    digits = written[0].removeprefix("-")
    if not digits.isdecimal():
        return Mistake(key, "not_a_number")
    limits = {"min": question.minimum, "max": question.maximum}
    if len(digits) > _MOST_DIGITS or not limits["min"] <= int(written[0]) <= limits["max"]:
        return Mistake(key, "out_of_range", limits)
    return int(written[0])


def _is_written(text: str) -> bool:
    """Say whether anything is to be seen; spaces, joiners and marks of direction are not."""
    return any(
        not sign.isspace() and unicodedata.category(sign) != "Cf" and sign not in _BLANK
        for sign in text
    )


def plain(text: str) -> str:
    """Give every line break the same form, since browsers and programs write them differently."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refused(key: str, texts: Sequence[str]) -> Mistake | None:
    if any(is_unreadable(text) for text in texts):
        return Mistake(key, "unreadable")
    if any(len(text) > MOST_CODE_POINTS for text in texts):
        return Mistake(key, "too_long", {"max": MOST_CODE_POINTS})
    return None


def is_unreadable(text: str) -> bool:
    """Say whether a text holds NUL or half a character, which no database and no file can keep."""
    return _UNREADABLE.search(text) is not None
