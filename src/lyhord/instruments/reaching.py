"""Questions that no answers lead to, found by trying what the conditions look at."""

from collections.abc import Iterator
from itertools import combinations, islice, product

from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Includes,
    Instrument,
    Matrix,
    Multiple,
    Not,
)
from lyhord.instruments.flow import Answer, Answers, answer_keys, holds, on_path
from lyhord.instruments.problems import Problem
from lyhord.instruments.wording import options_of

MOST_TRIALS = 5_000


def unreachable(instrument: Instrument) -> Iterator[Problem]:
    """Yield a problem for every question whose conditions no answers make true.

    Where there is too much to try, nothing is said.
    """
    for i, page in enumerate(instrument.pages):
        for j, question in enumerate(page.questions):
            conditions = [when for when in (page.when, question.when) if when is not None]
            if conditions and not _is_reachable(instrument, conditions):
                yield Problem(
                    where=f"$.pages[{i}].questions[{j}].when",
                    what=f"no answers lead to {question.id}",
                    remedy="loosen its condition, or its page's, or take the question away",
                )


def _is_reachable(instrument: Instrument, conditions: list[Condition]) -> bool:
    trials = _trials(instrument, _looked_at(instrument, conditions))
    for tried, answers in enumerate(trials):
        counted = on_path(instrument, answers)
        if all(holds(condition, counted) for condition in conditions):
            return True
        if tried >= MOST_TRIALS:
            return True
    return False


def _looked_at(instrument: Instrument, conditions: list[Condition]) -> dict[str, set[str]]:
    """Collect the answer keys and values that matter, through the conditions of those looked at."""
    found: dict[str, set[str]] = {}
    waiting = list(conditions)
    while waiting:
        for key, value in _mentions(waiting.pop()):
            if key not in found:
                waiting += _conditions_of(instrument, key.partition(".")[0])
            found.setdefault(key, set()).update(value)
    return found


def _conditions_of(instrument: Instrument, name: str) -> list[Condition]:
    return [
        when
        for page in instrument.pages
        for question in page.questions
        if question.id == name
        for when in (page.when, question.when)
        if when is not None
    ]


def _mentions(condition: Condition) -> Iterator[tuple[str, set[str]]]:
    match condition:
        case Equals() | Includes():
            yield condition.question, {condition.value}
        case Answered():
            yield condition.question, set()
        case Not():
            yield from _mentions(condition.of)
        case All() | Any():
            for part in condition.of:
                yield from _mentions(part)


def _trials(instrument: Instrument, looked_at: dict[str, set[str]]) -> Iterator[Answers]:
    questions = {key: q for q in instrument.questions for key in (q.id, *answer_keys(q))}
    keys = [key for key in looked_at if key in questions]
    values = [_values(questions[key], key, looked_at[key]) for key in keys]
    for chosen in islice(product(*values), MOST_TRIALS + 1):
        yield {key: value for key, value in zip(keys, chosen, strict=True) if value is not None}


def _values(question: AnyQuestion, key: str, named: set[str]) -> list[Answer | None]:
    options = [option.id for option in options_of(question)]
    if not options:
        return ["1", None]
    others = [option for option in options if option not in named][:1]
    worth_trying = [option for option in options if option in named] + others
    if isinstance(question, Multiple):
        most = min(question.max or len(worth_trying), len(worth_trying))
        exclusive = {option.id for option in question.options if option.exclusive}
        sets = _sets(worth_trying, exclusive, most)
        return [*islice(sets, MOST_TRIALS + 1), None]
    if isinstance(question, Matrix) and key == question.id:
        return [None]
    return [*worth_trying, None]


def _sets(options: list[str], exclusive: set[str], most: int) -> Iterator[Answer]:
    for size in range(1, most + 1):
        for chosen in combinations(options, size):
            if size == 1 or not exclusive & set(chosen):
                yield list(chosen)
