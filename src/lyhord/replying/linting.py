"""What a reply lacks, and what reads as a person's name; pure, and never a reason by itself."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from lyhord.instruments.measuring import sentences, words
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.replying.pages import FIRST, Plan, ThemeWords, Voice, Words

MOST_LETTERS: Mapping[str, int] = {
    "introduction": 2_000,
    "heading": 120,
    "said": 2_000,
    "answer": 2_000,
    "what": 500,
    "who": 120,
    "reason": 500,
}
LONGEST_SENTENCE = {False: 25, True: 12}
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff]")

_UNIT = re.compile(r"^\w{4,}(?:[^s]en|et|na)$")

Lack = Literal["themes", "introduction", "heading", "said", "answer", "deed"]


class Missing(Struct, frozen=True, kw_only=True):
    """A text that a voice lacks; of no theme where it is about the whole page."""

    lack: Lack
    theme_id: str = ""


class Suspect(Struct, frozen=True, kw_only=True):
    """Words that read as somebody's name or address, and where they stand."""

    voice: str
    theme_id: str
    text: str


class TooLong(Struct, frozen=True, kw_only=True):
    """A text with more letters than it may have."""

    field: str
    most: int


def cleaned(text: str) -> str:
    """Take out what no page can show or what turns the direction of others' words around."""
    lines = _OVERRIDES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs"}
    ).strip()


def one_line(text: str) -> str:
    """The same, on one line."""
    return " ".join(cleaned(text).split())


def too_long(field: str, text: str) -> TooLong | None:
    """Whether a text is longer than its field may hold."""
    most = MOST_LETTERS[field]
    return TooLong(field=field, most=most) if len(text) > most else None


def personal(text: str) -> tuple[str, ...]:
    """The words that read as somebody's name, number or address."""
    return tuple(text[span.start : span.end] for span in pseudonymise(text).spans)


def people(text: str) -> tuple[str, ...]:
    """The words that read as a person's where a role or a body should stand.

    A school is a body. So is what only stands after a role, is in no list of names, and ends as
    Swedish names for units do: `Samordnare Familjecentralen`.
    """
    return tuple(
        text[span.start : span.end]
        for span in pseudonymise(text).spans
        if span.kind != "school" and not _is_unit(text[span.start : span.end], span.evidence)
    )


def _is_unit(word: str, evidence: Iterable[str]) -> bool:
    is_listed = any(each.startswith("list:") for each in evidence)
    return not is_listed and "context:role" in evidence and bool(_UNIT.search(word))


def missing(plan: Plan, first: Words, words: Words) -> tuple[Missing, ...]:
    """What a voice lacks to be whole: each text that the first voice has."""
    if not plan.themes:
        return (Missing(lack="themes"),)
    lacks = [Missing(lack="introduction")] if not words.introduction else []
    for theme in plan.themes:
        lacks += _missing_of(theme.theme_id, first.of(theme.theme_id), words.of(theme.theme_id))
    return tuple(lacks)


def _missing_of(theme_id: str, first: ThemeWords, said: ThemeWords) -> Iterator[Missing]:
    texts: tuple[tuple[Lack, str], ...] = (
        ("heading", said.heading),
        ("said", said.said),
        ("answer", said.answer),
    )
    for lack, text in texts:
        if not text:
            yield Missing(lack=lack, theme_id=theme_id)
    for place, deed in enumerate(first.deeds):
        there = said.deed(place)
        if deed and not (there.what and there.who and deed.by):
            yield Missing(lack="deed", theme_id=theme_id)


def suspects(plan: Plan, voices: Mapping[str, Words]) -> tuple[Suspect, ...]:
    """Everything on a page that reads as personal; a person decides whether it is."""
    return tuple(
        Suspect(voice=key, theme_id=theme_id, text=found)
        for key, said in voices.items()
        for theme_id, text in _texts(plan, said)
        for found in personal(text)
    )


def _texts(plan: Plan, said: Words) -> Iterator[tuple[str, str]]:
    yield "", said.introduction
    for theme in plan.themes:
        of = said.of(theme.theme_id)
        yield from ((theme.theme_id, text) for text in (of.heading, of.said, of.answer))
        yield from ((theme.theme_id, text) for deed in of.deeds for text in (deed.what, deed.who))


def long_sentences(plan: Plan, voice: Voice, said: Words) -> tuple[str, ...]:
    """Sentences that are hard to read for those whom a voice speaks to; Swedish alone."""
    if voice.language != FIRST.language:
        return ()
    most = LONGEST_SENTENCE[voice.is_for_children]
    return tuple(
        sentence
        for _, text in _texts(plan, said)
        for sentence in sentences(text)
        if len(words(sentence)) > most
    )
