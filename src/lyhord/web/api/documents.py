"""An instrument as programs read it: the questions that a door asks, in one language."""

from collections.abc import Iterable
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from lyhord.forms.conditions import conditions
from lyhord.instruments.definition import (
    AnyQuestion,
    Audience,
    Condition,
    Faces,
    Information,
    Instrument,
    Line,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Option,
    ShortText,
    Single,
)
from lyhord.instruments.flow import answer_keys
from lyhord.intake.doors import Door


class TextDocument(Struct, frozen=True, kw_only=True):
    """An option or a statement: what a program sends, and what it shows."""

    id: str
    text: str


class QuestionDocument(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One question; only what its kind has is there."""

    id: str
    kind: str
    text: str
    hint: str | None = None
    options: tuple[TextDocument, ...] | None = None
    statements: tuple[TextDocument, ...] | None = None
    max: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    required: bool = False
    when: Condition | None = None


class InstrumentDocument(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A published instrument in one language.

    One that follows people up has a `wave_key`: the key, in hex, of the HMAC-SHA-256 that makes a
    wave code of a self-made one.
    """

    id: str
    version: int
    audience: Audience
    language: str
    title: str
    questions: tuple[QuestionDocument, ...]
    wave_key: str | None = None


def document(instrument: Instrument, door: Door) -> InstrumentDocument:
    """List what the door asks; a page's condition is part of each of its questions' own."""
    return InstrumentDocument(
        id=instrument.id,
        version=door.version,
        audience=instrument.audience,
        language=instrument.language,
        title=instrument.title,
        questions=tuple(
            _question(question, when)
            for question, when in conditions(instrument)
            if door.presets.keys().isdisjoint(answer_keys(question))
        ),
        wave_key=door.wave_key.hex() if door.wave_key else None,
    )


def _question(question: AnyQuestion, when: Condition | None) -> QuestionDocument:
    shared = QuestionDocument(
        id=question.id,
        kind=str(question.__struct_config__.tag),
        text=question.text,
        hint=question.hint,
        required=question.required,
        when=when,
    )
    return replace(shared, **_of_its_kind(question))


def _of_its_kind(question: AnyQuestion) -> dict[str, object]:
    match question:
        case Single() | Faces():
            return {"options": _texts(question.options)}
        case Multiple():
            return {"options": _texts(question.options), "max": question.max}
        case Matrix():
            return {
                "options": _texts(question.options),
                "statements": _texts(question.statements),
            }
        case ShortText() | LongText() | Notes():
            return {"max": question.max}
        case Number():
            return {"minimum": question.minimum, "maximum": question.maximum}
        case Information():
            return {}
        case _:
            assert_never(question)


def _texts(parts: Iterable[Option | Line]) -> tuple[TextDocument, ...]:
    return tuple(TextDocument(id=part.id, text=part.text) for part in parts)
