"""How hard a text is to read, and how long a questionnaire takes; Swedish words, rough numbers."""

import re
from typing import assert_never

from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Information,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    ShortText,
    Single,
)

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?]+(?=\s|$)|\n")
LONG_WORD = 7

WORDS_A_MINUTE = 150
SECONDS_TO_WRITE = 40


def words(text: str) -> list[str]:
    """List the words of a text, without numbers and signs."""
    return WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Split a text at full stops, question marks, exclamation marks and line ends."""
    return [part.strip() for part in SENTENCE_END.split(text) if words(part)]


def lix(text: str) -> float:
    """Count Björnsson's readability index: words per sentence plus per cent of long words."""
    all_words = words(text)
    if not all_words:
        return 0.0
    long_words = sum(len(word) >= LONG_WORD for word in all_words)
    return len(all_words) / len(sentences(text)) + 100 * long_words / len(all_words)


def minutes(instrument: Instrument) -> float:
    """Estimate the time for someone who answers every question, in minutes."""
    introduction = len(words(" ".join(instrument.introduction))) / WORDS_A_MINUTE
    return introduction + sum(_seconds(question) for question in instrument.questions) / 60


def _seconds(question: AnyQuestion) -> int:
    match question:
        case Information():
            return 60 * len(words(question.text)) // WORDS_A_MINUTE
        case Faces() | Number():
            return 6
        case Single():
            return 8
        case Multiple() | ShortText():
            return 15
        case Matrix():
            return 6 * len(question.statements)
        case LongText() | Notes():
            return SECONDS_TO_WRITE
        case _:
            assert_never(question)
