"""What counts as an answer to one question of each kind; knows nothing of whole forms."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias, assert_never

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

# What was posted under one key, which a mistake names, as an answer; or what is wrong with it.
Reader: TypeAlias = Callable[[str, Sequence[str]], Answer | Mistake | None]

# More than anybody writes, less than it takes to hurt; the page shows the question's own limit.
MOST_CODE_POINTS = 10_000
_MOST_DIGITS = 18
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
# Signs that show nothing although they are letters or marks: joiners, fillers, variation selectors.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x1810), *range(0xFE00, 0xFE10))
}


def reader(question: AnyQuestion) -> Reader:
    """Make what reads a question's posts; nothing and only what cannot be seen are no answer."""
    match question:
        case Single(options=options) | Faces(options=options) | Matrix(options=options):
            return _one(options)
        case Multiple():
            return _several(question)
        case ShortText() | LongText():
            return _text
        case Number():
            return partial(_number, question)
        case Notes():
            return partial(_notes, question)
        case Information():
            return _nothing
        case _:
            assert_never(question)


def _nothing(_: str, __: Sequence[str]) -> None:
    """Read a question that asks nothing."""


def _one(options: Iterable[Option]) -> Reader:
    known = frozenset(option.id for option in options)

    def read(key: str, texts: Sequence[str]) -> str | Mistake | None:
        chosen = texts if "" not in texts else [text for text in texts if text]
        if not chosen:
            return None
        if len(chosen) > 1:
            return Mistake(key, "several")
        return chosen[0] if chosen[0] in known else Mistake(key, "unknown_option")

    return read


def _several(question: Multiple) -> Reader:
    known = {option.id: option.exclusive for option in question.options}

    def read(key: str, texts: Sequence[str]) -> list[str] | Mistake | None:
        wanted = {text for text in texts if text}
        if not known.keys() >= wanted:
            return Mistake(key, "unknown_option")
        chosen = [option for option in known if option in wanted]
        if len(chosen) > 1 and any(known[option] for option in chosen):
            return Mistake(key, "exclusive")
        if question.max is not None and len(chosen) > question.max:
            return Mistake(key, "too_many", {"max": question.max})
        return chosen or None

    return read


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
