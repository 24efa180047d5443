"""Conditions as style rules, so that a page without script hides what is not asked.

A rule hides a question only when its condition is known to be false, as the route does. What style
sheets cannot see (words that were written, answers that the door has preset) leaves it shown.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from lyhord.forms.conditions import conditions
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    Condition,
    Equals,
    Faces,
    Includes,
    Instrument,
    Multiple,
    Not,
    Single,
)
from lyhord.instruments.flow import Answer

# Ways in which something can be so, each as selectors that must all match the page's body.
_Ways: TypeAlias = tuple[str, ...]

_ALWAYS: _Ways = ("",)
_NEVER: _Ways = ()
# A condition that would need more rules than this is left to the server.
_MOST_WAYS = 12


class _Known(Struct, frozen=True):
    """When a condition is known to be true, and when to be false."""

    true: _Ways = _NEVER
    false: _Ways = _NEVER


def rules(instrument: Instrument, *, presets: Mapping[str, Answer]) -> str:
    """Write the rules that hide questions, and sections without any other question."""
    seen: dict[str, str] = {}
    for question, condition in conditions(instrument):
        if isinstance(question, Single | Multiple | Faces) and question.id not in presets:
            off = _known(condition, seen).false if condition else _NEVER
            seen[question.id] = "".join(f":not({way})" for way in off)
    hidden: dict[_Ways, list[str]] = {}
    for target, condition in _targets(instrument):
        ways = _known(condition, seen).false
        if ways and len(ways) <= _MOST_WAYS:
            hidden.setdefault(ways, []).append(target)
    return "".join(_rule(ways, targets) for ways, targets in hidden.items())


def _targets(instrument: Instrument) -> Iterable[tuple[str, Condition]]:
    for page in instrument.pages:
        if page.when is not None:
            yield f"#page-{page.id}", page.when
            yield f'li:has([href="#page-{page.id}"])', page.when
        for question in page.questions:
            if question.when is not None:
                yield f"#q-{question.id}", question.when


def _rule(ways: _Ways, targets: list[str]) -> str:
    so = ways[0] if len(ways) == 1 else f":is({','.join(ways)})"
    return f"body:not(.stepped){so} :is({','.join(targets)}):not(:has(.error)){{display:none}}"


def _known(condition: Condition, seen: Mapping[str, str]) -> _Known:
    """Work a condition out; `seen` says of each question with choices when it is itself asked."""
    match condition:
        case Not(of=of):
            return _opposite(_known(of, seen))
        case All(of=parts):
            return _all([_known(part, seen) for part in parts])
        case Any(of=parts):
            return _opposite(_all([_opposite(_known(part, seen)) for part in parts]))
        case Equals() | Includes() | Answered():
            asked = seen.get(condition.question)
            return _Known() if asked is None else _seen(condition, asked)


def _seen(condition: Equals | Includes | Answered, asked: str) -> _Known:
    """Say how the choices on the page show it; what is not answered is not known to be false."""
    question = condition.question
    anything = _has(question, ":checked") + asked
    if isinstance(condition, Answered):
        return _Known(true=(anything,))
    chosen = _has(question, f'[value="{condition.value}"]:checked')
    chosen_here = chosen + asked
    if isinstance(condition, Includes):
        return _Known((chosen_here,), (f"{anything}:not({chosen})",))
    other = _has(question, f':checked:not([value="{condition.value}"])')
    return _Known((f"{chosen_here}:not({other})",), (other + asked,))


def _all(parts: list[_Known]) -> _Known:
    return _Known(_together([part.true for part in parts]), _either(part.false for part in parts))


def _opposite(known: _Known) -> _Known:
    return _Known(known.false, known.true)


def _has(question: str, what: str) -> str:
    return f":has(#q-{question} {what})"


def _either(alternatives: Iterable[_Ways]) -> _Ways:
    return tuple(dict.fromkeys(way for ways in alternatives for way in ways))


def _together(parts: list[_Ways]) -> _Ways:
    """Every way of taking one from each part; none when a part can never be."""
    ways: _Ways = _ALWAYS
    for part in parts:
        ways = tuple(dict.fromkeys(way + more for way in ways for more in part))
        if len(ways) > _MOST_WAYS:
            return _NEVER
    return ways
