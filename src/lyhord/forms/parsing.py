"""From a posted form or JSON to the answers that count, or to what is wrong with them.

Pure: what may be posted follows from the instrument alone. Answers off the path are dropped, and so
are mistakes in them; `beside_path` tells of both to whoever types in what another has written.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never, cast

from msgspec import Struct

from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.values import Reader, reader
from lyhord.instruments import flow
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
from lyhord.instruments.flow import Answer, Answers, answer_keys
from lyhord.instruments.remembering import remembered
from lyhord.instruments.reserved import OF_THE_PAGE

Presets: TypeAlias = Mapping[str, Answer]
_Posted: TypeAlias = Mapping[str, Sequence[str]]
_Known: TypeAlias = Mapping[str, AnyQuestion]

# A program that sends rubbish hears about the first of it.
_MOST_MISTAKES = 100


class Beside(Struct, frozen=True, kw_only=True):
    """What was answered where nothing is asked: by their keys, and what is wrong with them."""

    keys: tuple[str, ...]
    mistakes: tuple[Mistake, ...]


def parse_form(
    instrument: Instrument, fields: Mapping[str, Sequence[str]], *, presets: Presets
) -> Answers | Mistakes:
    """Read a posted form, whose fields are the questions and what the page adds of its own."""
    known = flow.way(instrument).questions
    strange = fields.keys() - known.keys() - presets.keys() - OF_THE_PAGE
    unknown = [Mistake(key, "unknown_question") for key in sorted(strange)[:_MOST_MISTAKES]]
    return _settle(instrument, fields, presets=presets, already=unknown)


def beside_path(
    instrument: Instrument, fields: Mapping[str, Sequence[str]], *, presets: Presets
) -> Beside:
    """Find what a form answers off the path, where `parse_form` drops it without a word."""
    answers, mistakes = _read(instrument, fields, presets=presets)
    reachable = _keys(flow.path(instrument, answers, presets=presets))
    tried = {*answers, *(mistake.key for mistake in mistakes)}
    return Beside(
        keys=tuple(key for key in _readers(instrument) if key in tried and key not in reachable),
        mistakes=tuple(mistake for mistake in mistakes if mistake.key not in reachable),
    )


def parse_json(instrument: Instrument, answers: object, *, presets: Presets) -> Answers | Mistakes:
    """Read answers from a program, which must name questions and use types exactly."""
    if not isinstance(answers, dict):
        return Mistakes(mistakes=(Mistake("", "not_answers"),), kept={})
    known = flow.way(instrument).questions
    posted: dict[str, tuple[str, ...]] = {}
    wrong: list[Mistake] = []
    for key, value in cast("dict[str, object]", answers).items():
        texts = _texts(known[key], key, value) if key in known else Mistake(key, "unknown_question")
        if not isinstance(texts, Mistake):
            posted[key] = texts
        elif len(wrong) < _MOST_MISTAKES:
            wrong.append(texts)
    return _settle(instrument, posted, presets=presets, already=wrong)


def _texts(question: AnyQuestion, key: str, value: object) -> tuple[str, ...] | Mistake:
    """Write a JSON value as the fields a form would have posted, if its type is right."""
    if value is None:
        return ()
    match question:
        case Multiple() | Notes():
            texts = _strings(value)
        case Number():
            texts = _digits(question, key, value)
        case Single() | Faces() | Matrix() | ShortText() | LongText() | Information():
            texts = (value,) if isinstance(value, str) else None
        case _:
            assert_never(question)
    return Mistake(key, "wrong_type") if texts is None else texts


def _strings(value: object) -> tuple[str, ...] | None:
    items = cast("list[object]", value) if isinstance(value, list) else [None]
    texts = tuple(item for item in items if isinstance(item, str))
    return texts if len(texts) == len(items) else None


def _digits(question: Number, key: str, value: object) -> tuple[str, ...] | Mistake | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    limits = {"min": question.minimum, "max": question.maximum}
    # a number of thousands of digits cannot be written as text
    if not limits["min"] <= value <= limits["max"]:
        return Mistake(key, "out_of_range", limits)
    return (str(value),)


def _settle(
    instrument: Instrument, posted: _Posted, *, presets: Presets, already: Sequence[Mistake]
) -> Answers | Mistakes:
    """Keep what is on the path; answers, or every mistake there with all that was posted."""
    known = flow.way(instrument).questions
    answers, found = _read(instrument, posted, presets=presets)
    path, counted = flow.route(instrument, answers, presets=presets)
    mistakes = _that_matter(known, [*already, *found], answers=answers, path=path)
    if not mistakes and counted.keys() <= presets.keys():
        mistakes = (Mistake("", "nothing_answered"),)
    if not mistakes:
        return counted
    kept = {key: tuple(posted[key]) for key in known if key in posted and key not in presets}
    return Mistakes(mistakes=mistakes, kept=kept)


def _read(
    instrument: Instrument, posted: _Posted, *, presets: Presets
) -> tuple[Answers, list[Mistake]]:
    """Read everything that was posted, on the path or not."""
    answers: Answers = {}
    mistakes: list[Mistake] = []
    for key, read in _readers(instrument).items():
        texts = posted.get(key)
        if texts is None or key in presets:
            continue
        outcome = read(key, texts)
        if isinstance(outcome, Mistake):
            mistakes.append(outcome)
        elif outcome is not None:
            answers[key] = outcome
    return answers, mistakes


@remembered
def _readers(instrument: Instrument) -> Mapping[str, Reader]:
    """What reads each answer key of an instrument, in its order."""
    questions = flow.way(instrument).questions
    return {key: reader(question) for key, question in questions.items()}


def _keys(path: Iterable[AnyQuestion]) -> frozenset[str]:
    return frozenset(key for question in path for key in answer_keys(question))


def _that_matter(
    known: _Known, found: Sequence[Mistake], *, answers: Answers, path: Sequence[AnyQuestion]
) -> tuple[Mistake, ...]:
    """Leave out mistakes off the path; add questions on it that must be answered and are not."""
    reachable = _keys(path) if found else frozenset[str]()
    mistakes = [each for each in found if each.key in reachable or each.key not in known]
    tried = {each.key for each in mistakes} | answers.keys()
    missing = [
        Mistake(question.id, "required")
        for question in path
        if question.required and tried.isdisjoint(answer_keys(question))
    ]
    if not mistakes and not missing:
        return ()
    order = {key: place for place, key in enumerate(known)}
    return tuple(sorted([*mistakes, *missing], key=lambda each: order.get(each.key, -1)))
