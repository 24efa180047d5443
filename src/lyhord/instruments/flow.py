"""The route through an instrument: which questions the answers lead to, and which answers count.

Conditions have three values. One that looks at an unanswered question is unknown (None), and a
question is on the path unless its condition is known to be false. Answers off the path do not
count, neither for later conditions nor afterwards.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias, assert_never

from msgspec import Struct

from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Faces,
    Includes,
    Information,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Not,
    Notes,
    Number,
    ShortText,
    Single,
)
from lyhord.instruments.remembering import remembered

Answer: TypeAlias = str | int | list[str]
Answers: TypeAlias = dict[str, Answer]


class Stop(Struct, frozen=True):
    """A question on the way, and the keys of its answers."""

    question: AnyQuestion
    keys: tuple[str, ...]


class Stretch(Struct, frozen=True, kw_only=True):
    """A question with a condition of its own, or all up to the next such one: asked together."""

    when: Condition | None
    stops: tuple[Stop, ...]
    questions: tuple[AnyQuestion, ...]
    keys: tuple[str, ...]


class Way(Struct, frozen=True, kw_only=True):
    """What every walk through an instrument needs: its pages, and its questions by answer key.

    `texts` are the keys that are answered in people's own words.
    """

    pages: tuple[tuple[Condition | None, tuple[Stretch, ...]], ...]
    questions: Mapping[str, AnyQuestion]
    texts: tuple[str, ...]


@remembered
def way(instrument: Instrument) -> Way:
    """Lay an instrument out once for all who answer it."""
    written = (ShortText, LongText, Notes)
    questions = instrument.questions
    return Way(
        pages=tuple((page.when, tuple(_stretches(page.questions))) for page in instrument.pages),
        questions={key: question for question in questions for key in answer_keys(question)},
        texts=tuple(each.id for each in questions if isinstance(each, written)),
    )


def _stretches(questions: Iterable[AnyQuestion]) -> Iterator[Stretch]:
    for is_plain, several in groupby(questions, lambda each: each.when is None):
        together = tuple(several)
        for alike in [together] if is_plain else [(each,) for each in together]:
            stops = tuple(Stop(each, answer_keys(each)) for each in alike)
            keys = tuple(key for stop in stops for key in stop.keys)
            yield Stretch(when=alike[0].when, stops=stops, questions=alike, keys=keys)


def path(
    instrument: Instrument, answers: Mapping[str, Answer], *, presets: Mapping[str, Answer] = {}
) -> tuple[AnyQuestion, ...]:
    """List the questions to ask, in order; what the collector has preset is not asked."""
    return route(instrument, answers, presets=presets)[0]


def on_path(
    instrument: Instrument, answers: Mapping[str, Answer], *, presets: Mapping[str, Answer] = {}
) -> Answers:
    """Keep the answers that count: those on the path, and the presets of questions on it."""
    return route(instrument, answers, presets=presets)[1]


def holds(condition: Condition | None, answers: Mapping[str, Answer]) -> bool | None:
    """Say whether a condition is true, false, or unknown for want of an answer."""
    match condition:
        case None:
            return True
        case Equals() | Includes():
            value = _given(condition.question, answers)
            return None if value is None else _is_chosen(condition, value)
        case Answered():
            return _is_answered(condition.question, answers)
        case Not():
            return _opposite(holds(condition.of, answers))
        case All():
            return _all(holds(part, answers) for part in condition.of)
        case Any():
            return _opposite(_all(_opposite(holds(part, answers)) for part in condition.of))


def answer_keys(question: AnyQuestion) -> tuple[str, ...]:
    """List the keys under which a question's answers lie: its id, or one for each statement."""
    match question:
        case Information():
            return ()
        case Matrix():
            return tuple(f"{question.id}.{line.id}" for line in question.statements)
        case Single() | Multiple() | Faces() | ShortText() | LongText() | Number() | Notes():
            return (question.id,)
        case _:
            assert_never(question)


def route(
    instrument: Instrument, answers: Mapping[str, Answer], *, presets: Mapping[str, Answer] = {}
) -> tuple[tuple[AnyQuestion, ...], Answers]:
    """Give both at once: the `path`, and the answers `on_path`."""
    asked: list[AnyQuestion] = []
    counted: Answers = {}
    for when, stretches in way(instrument).pages:
        if when is not None and holds(when, counted) is False:
            continue
        for stretch in stretches:
            if stretch.when is not None and holds(stretch.when, counted) is False:
                continue
            if presets and not presets.keys().isdisjoint(stretch.keys):
                asked += _beside_presets(stretch, answers, presets, counted)
                continue
            asked += stretch.questions
            _count(counted, stretch.keys, answers)
    return tuple(asked), counted


def _beside_presets(
    stretch: Stretch,
    answers: Mapping[str, Answer],
    presets: Mapping[str, Answer],
    counted: Answers,
) -> Iterator[AnyQuestion]:
    """Give what is asked where some of it is preset, and let count what was answered and preset."""
    for stop in stretch.stops:
        is_preset = not presets.keys().isdisjoint(stop.keys)
        _count(counted, stop.keys, presets if is_preset else answers)
        if not is_preset:
            yield stop.question


def _count(counted: Answers, keys: tuple[str, ...], answers: Mapping[str, Answer]) -> None:
    """Let what was answered under these keys count."""
    for key in keys:
        # as `_given` says it, without a call for each of some hundred keys
        value = answers.get(key)
        if value or value == 0:
            counted[key] = value


def _given(key: str, answers: Mapping[str, Answer]) -> Answer | None:
    value = answers.get(key)
    return None if value in ("", []) else value


def _is_answered(key: str, answers: Mapping[str, Answer]) -> bool:
    if _given(key, answers) is not None:
        return True
    return any(name.startswith(f"{key}.") for name in answers)


def _is_chosen(condition: Equals | Includes, value: Answer) -> bool:
    chosen = value if isinstance(value, list) else [str(value)]
    if isinstance(condition, Equals):
        return chosen == [condition.value]
    return condition.value in chosen


def _opposite(value: bool | None) -> bool | None:  # noqa: FBT001 - the value is what it is about
    return None if value is None else not value


def _all(values: Iterable[bool | None]) -> bool | None:
    known = list(values)
    if False in known:
        return False
    return None if None in known else True
