"""What a page shows of an instrument: its sections and fields, with what was already written.

Pure: no words of its own and no markup; sentences about mistakes come in ready to show.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from lyhord.forms.parsing import Presets
from lyhord.forms.revealing import watched
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Option,
    Page,
    ShortText,
    Single,
)
from lyhord.instruments.flow import answer_keys

Kept: TypeAlias = Mapping[str, Sequence[str]]

# Which of the five drawn faces stand for the options of a scale, best first.
_FACES = {3: (2, 3, 4), 5: (1, 2, 3, 4, 5)}
# Longer lists stand in two columns where there is room.
_LONG_LIST = 8


class Choice(Struct, frozen=True, kw_only=True):
    """One option as shown; `face` is the number of its drawing, if it has one."""

    id: str
    text: str
    is_chosen: bool
    is_exclusive: bool
    face: int | None = None


class Row(Struct, frozen=True, kw_only=True):
    """One statement of a matrix as shown."""

    key: str
    text: str
    choices: tuple[Choice, ...]
    error: str = ""


class Field(Struct, frozen=True, kw_only=True):
    """One question as shown; `kind` names its template, and only what that kind has is filled.

    A box that is watched has a placeholder, by which styles see whether anything is written.
    """

    id: str
    kind: str
    text: str
    hint: str | None
    error: str
    is_conditional: bool
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    is_long: bool = False
    is_searchable: bool = False
    rows: tuple[Row, ...] = ()
    written: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    is_watched: bool = False


class Section(Struct, frozen=True, kw_only=True):
    """The fields under one heading."""

    id: str
    title: str
    fields: tuple[Field, ...]


def sections(
    instrument: Instrument,
    *,
    presets: Presets,
    kept: Kept | None = None,
    errors: Mapping[str, str] | None = None,
) -> tuple[Section, ...]:
    """Lay out what the door has not answered, with what was kept and what is wrong."""
    laid_out = (_section(page, presets, kept or {}, errors or {}) for page in instrument.pages)
    seen = watched(instrument)
    return tuple(_watched(section, seen) for section in laid_out if section.fields)


def _watched(section: Section, seen: frozenset[str]) -> Section:
    fields = (replace(each, is_watched=each.id in seen) for each in section.fields)
    return replace(section, fields=tuple(fields))


def _section(page: Page, presets: Presets, kept: Kept, errors: Mapping[str, str]) -> Section:
    fields = (
        _field(question, kept, errors, is_conditional=bool(question.when or page.when))
        for question in page.questions
        if presets.keys().isdisjoint(answer_keys(question) or (question.id,))
    )
    return Section(id=page.id, title=page.title, fields=tuple(fields))


def _field(
    question: AnyQuestion, kept: Kept, errors: Mapping[str, str], *, is_conditional: bool
) -> Field:
    choices = _choices_of(question, kept.get(question.id, ()))
    least, most = _limits(question)
    return Field(
        id=question.id,
        kind=str(question.__struct_config__.tag),
        text=question.text,
        hint=question.hint,
        error=errors.get(question.id, ""),
        is_conditional=is_conditional,
        is_required=question.required,
        choices=choices,
        is_long=len(choices) > _LONG_LIST,
        is_searchable=isinstance(question, Single) and len(choices) > _LONG_LIST,
        rows=_rows(question, kept, errors) if isinstance(question, Matrix) else (),
        written=_written(question, kept.get(question.id, ())),
        minimum=least,
        maximum=most,
    )


def _choices_of(question: AnyQuestion, chosen: Sequence[str]) -> tuple[Choice, ...]:
    match question:
        case Faces(options=options, faces=faces):
            return _choices(options, chosen, faces=_FACES[faces])
        case Single(options=options) | Multiple(options=options):
            return _choices(options, chosen)
        case _:
            return ()


def _choices(
    options: Iterable[Option], chosen: Sequence[str], *, faces: tuple[int, ...] = ()
) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=option.id,
            text=option.text,
            is_chosen=option.id in chosen,
            is_exclusive=option.exclusive,
            face=faces[place] if place < len(faces) else None,
        )
        for place, option in enumerate(options)
    )


def _rows(question: Matrix, kept: Kept, errors: Mapping[str, str]) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=key,
            text=line.text,
            choices=_choices(question.options, kept.get(key, ())),
            error=errors.get(key, ""),
        )
        for line in question.statements
        for key in (f"{question.id}.{line.id}",)
    )


def _limits(question: AnyQuestion) -> tuple[int | None, int | None]:
    match question:
        case Number(minimum=least, maximum=most):
            return least, most
        case Multiple(max=most) | ShortText(max=most) | LongText(max=most):
            return None, most
        case Notes(max_length=most):
            return None, most
        case _:
            return None, None


def _written(question: AnyQuestion, kept: Sequence[str]) -> tuple[str, ...]:
    """One text per box: what was kept, and empty boxes up to the number that the kind shows."""
    match question:
        case Notes(max=most):
            boxes = max(most, len(kept))
        case ShortText() | LongText() | Number():
            boxes = 1
        case _:
            boxes = 0
    return (*kept, *[""] * boxes)[:boxes]
