"""Conditions as style rules, so that a page without script hides what is not asked.

A rule hides a question only when its condition is known to be false, as the route does: by choices
on the page, by words where any will do, by what the door has preset. What depends on anything else
stays shown, and so does everything in a browser that does not know `:has()`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, assert_never

from msgspec import Struct

from lyhord.forms.conditions import conditions
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Faces,
    Includes,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Not,
    ShortText,
    Single,
)
from lyhord.instruments.flow import Answer, answer_keys, holds

_Look: TypeAlias = Equals | Includes | Answered

# Ways in which something can be so, each as selectors that must all match the page's body.
_Ways: TypeAlias = tuple[str, ...]

_ALWAYS: _Ways = ("",)
_NEVER: _Ways = ()
# A condition that would need more rules than this is left to the server.
_MOST_WAYS = 12


class _Known(Struct, frozen=True, kw_only=True):
    """When something is known to be true, and when to be false; exact where no way is missing."""

    true: _Ways = _NEVER
    false: _Ways = _NEVER
    is_exact: bool = True


_UNKNOWN = _Known(is_exact=False)


class _Seen(Struct, frozen=True, kw_only=True):
    """A question that conditions look at, when it counts in the end, and when it is off for now."""

    question: AnyQuestion
    asked: _Known
    off: _Ways


class _Page(Struct, frozen=True, kw_only=True):
    """What the page shows so far."""

    presets: Mapping[str, Answer]
    seen: dict[str, _Seen]


def rules(instrument: Instrument, *, presets: Mapping[str, Answer]) -> str:
    """Write the rules that hide questions, and sections without any other question."""
    page = _Page(presets=presets, seen={})
    for question, condition in conditions(instrument):
        off = _known(condition, page).false if condition else _NEVER
        seen = _Seen(question=question, asked=_asked(condition, page), off=off)
        page.seen.update(dict.fromkeys((question.id, *answer_keys(question)), seen))
    hidden: dict[_Ways, list[str]] = {}
    for target, condition in _targets(instrument):
        ways = _known(condition, page).false
        if ways and len(ways) <= _MOST_WAYS:
            hidden.setdefault(ways, []).append(target)
    return "".join(_rule(ways, targets) for ways, targets in hidden.items())


def watched(instrument: Instrument) -> frozenset[str]:
    """List the questions of which it matters that anything at all was answered."""
    return frozenset(
        look.question.partition(".")[0]
        for _, condition in conditions(instrument)
        for look in _looks(condition)
        if isinstance(look, Answered)
    )


def _looks(condition: Condition | None) -> Iterator[_Look]:
    match condition:
        case None:
            return
        case Not(of=of):
            yield from _looks(of)
        case All(of=parts) | Any(of=parts):
            for part in parts:
                yield from _looks(part)
        case _:
            yield condition


def _targets(instrument: Instrument) -> Iterator[tuple[str, Condition]]:
    for page in instrument.pages:
        if page.when is not None:
            yield f"#page-{page.id}", page.when
            yield f'li:has([href="#page-{page.id}"])', page.when
        for question in page.questions:
            if question.when is not None:
                yield f"#q-{question.id}", question.when


def _rule(ways: _Ways, targets: Sequence[str]) -> str:
    so = ways[0] if len(ways) == 1 else f":is({','.join(ways)})"
    return f"body:not(.stepped){so} :is({','.join(targets)}):not(:has(.error)){{display:none}}"


def _asked(condition: Condition | None, page: _Page) -> _Known:
    """Say when the server will count what is answered, once everything is answered."""
    if condition is None:
        return _Known(true=_ALWAYS)
    known = _known(condition, page, is_settled=True)
    if not known.is_exact or known.false == _ALWAYS:
        return _Known(false=known.false, is_exact=known.is_exact)
    return _Known(true=("".join(f":not({way})" for way in known.false),), false=known.false)


def _known(condition: Condition, page: _Page, *, is_settled: bool = False) -> _Known:
    """Work a condition out; until all is settled, what is not answered may still be."""
    match condition:
        case Not(of=of):
            return _opposite(_known(of, page, is_settled=is_settled))
        case All(of=parts):
            return _all([_known(part, page, is_settled=is_settled) for part in parts])
        case Any(of=parts):
            known = [_opposite(_known(part, page, is_settled=is_settled)) for part in parts]
            return _opposite(_all(known))
        case Equals() | Includes() | Answered():
            seen = page.seen.get(condition.question)
            if seen is None:
                return _UNKNOWN
            said = _said(condition, seen.question, page)
            known = _counted(said, seen.asked)
            if not isinstance(condition, Answered):
                return known
            false = _either([said.false, seen.asked.false]) if is_settled else seen.off
            return _Known(true=known.true, false=false, is_exact=known.is_exact)
        case _:
            assert_never(condition)


def _counted(said: _Known, asked: _Known) -> _Known:
    """Let an answer count only where its question is on the route."""
    return _Known(
        true=_together([said.true, asked.true]) or _NEVER,
        false=_together([said.false, asked.true]) or _NEVER,
        is_exact=said.is_exact and asked.is_exact,
    )


def _said(look: _Look, question: AnyQuestion, page: _Page) -> _Known:
    """Say how the answer to a question shows, whether or not it counts."""
    if any(key in page.presets for key in answer_keys(question)):
        value = holds(look, page.presets)
        return _Known(
            true=_ALWAYS if value else _NEVER, false=_ALWAYS if value is False else _NEVER
        )
    box = f"#q-{question.id} "
    match question:
        case Single() | Faces() | Multiple():
            return _chosen(look, box, is_alone=not isinstance(question, Multiple))
        case Matrix():
            row = "" if look.question == question.id else f'[name="{look.question}"]'
            return _chosen(look, box + row, is_alone=True)
        case ShortText() | LongText() if isinstance(look, Answered):
            return _either_way(f"{box}.box:not(:placeholder-shown)")
        case _:
            return _UNKNOWN


def _chosen(look: _Look, control: str, *, is_alone: bool) -> _Known:
    match look:
        case Answered():
            return _either_way(f"{control}:checked")
        case Equals(value=value):
            chosen = f':has({control}[value="{value}"]:checked)'
            other = f':has({control}:checked:not([value="{value}"]))'
            true = chosen if is_alone else f"{chosen}:not({other})"
            return _Known(true=(true,), false=(other,))
        case Includes(value=value):
            chosen = f':has({control}[value="{value}"]:checked)'
            return _Known(true=(chosen,), false=(f":has({control}:checked):not({chosen})",))


def _either_way(control: str) -> _Known:
    return _Known(true=(f":has({control})",), false=(f":not(:has({control}))",))


def _all(parts: Sequence[_Known]) -> _Known:
    true = _together([part.true for part in parts])
    return _Known(
        true=true or _NEVER,
        false=_either(part.false for part in parts),
        is_exact=true is not None and all(part.is_exact for part in parts),
    )


def _opposite(known: _Known) -> _Known:
    return _Known(true=known.false, false=known.true, is_exact=known.is_exact)


def _either(alternatives: Iterable[_Ways]) -> _Ways:
    ways = tuple(dict.fromkeys(way for ways in alternatives for way in ways))
    return _ALWAYS if "" in ways else ways


def _together(parts: Iterable[_Ways]) -> _Ways | None:
    """Every way of taking one from each part; nothing where there are too many."""
    ways: _Ways = _ALWAYS
    for part in parts:
        ways = tuple(dict.fromkeys(way + more for way in ways for more in part))
        if len(ways) > _MOST_WAYS:
            return None
    return ways
