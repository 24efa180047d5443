"""An instrument as the JSON that other programs get; what is inside it is in `definition`."""

import msgspec

from lyhord.instruments.definition import (
    All,
    AnyQuestion,
    Condition,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Option,
    ShortText,
)
from lyhord.instruments.wording import options_of


def describe(instrument: Instrument, *, version: int) -> dict[str, object]:
    """Describe an instrument question by question; the conditions of pages stand in each."""
    return {
        "id": instrument.id,
        "version": version,
        "audience": instrument.audience,
        "language": instrument.language,
        "title": instrument.title,
        "questions": [
            _question(question, whole_condition(page.when, question.when))
            for page in instrument.pages
            for question in page.questions
        ],
    }


def whole_condition(page: Condition | None, question: Condition | None) -> Condition | None:
    """Join the condition of a page and that of a question on it."""
    if page is None or question is None:
        return page or question
    return All(of=(page, question))


def _question(question: AnyQuestion, when: Condition | None) -> dict[str, object]:
    described: dict[str, object] = {
        "id": question.id,
        "kind": str(question.__struct_config__.tag),
        "text": question.text,
    }
    if question.hint is not None:
        described["hint"] = question.hint
    if question.required:
        described["required"] = True
    if isinstance(question, Matrix):
        lines = [{"id": line.id, "text": line.text} for line in question.statements]
        described["statements"] = lines
    if options := options_of(question):
        described["options"] = [_option(option) for option in options]
    described |= _bounds(question)
    if when is not None:
        described["when"] = msgspec.json.decode(msgspec.json.encode(when))
    return described


def _option(option: Option) -> dict[str, object]:
    described: dict[str, object] = {"id": option.id, "text": option.text}
    return described | {"exclusive": True} if option.exclusive else described


def _bounds(question: AnyQuestion) -> dict[str, object]:
    if isinstance(question, Number):
        return {"min": question.minimum, "max": question.maximum}
    if isinstance(question, (Multiple, ShortText, LongText, Notes)) and question.max is not None:
        return {"max": question.max}
    return {}
