"""What the page's script is told: the conditions, what the door has answered, its own words."""

from collections.abc import Iterator
from typing import TypeAlias, assert_never

import msgspec
from markupsafe import Markup

from lyhord.forms import fields
from lyhord.forms.conditions import conditions
from lyhord.forms.values import MOST_CODE_POINTS
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    Condition,
    Equals,
    Includes,
    Instrument,
    Not,
)
from lyhord.instruments.flow import answer_keys
from lyhord.intake.doors import Door
from lyhord.web import script_words
from lyhord.web.catalogue import Catalogue

_Given: TypeAlias = dict[str, list[str]]


def flow(
    instrument: Instrument, door: Door, words: Catalogue, sections: tuple[fields.Section, ...]
) -> Markup:
    """Write the conditions and the script's words as JSON that cannot end its own element."""
    whens: dict[Condition, list[str]] = {}
    for question, when in conditions(instrument):
        if when is not None:
            whens.setdefault(when, []).append(question.id)
    speaker = voice(words, sections)
    told: dict[str, object] = {
        "presets": list(_given(instrument, door)),
        "whens": [(_short(when), ids) for when, ids in whens.items()],
    }
    if speaker is not words:
        told["tongue"] = speaker.language
    most = speaker.number(MOST_CODE_POINTS)
    said = {key: speaker(text, max=most) for key, text in _script_words(sections).items()}
    told["words"] = [said.get(name, "") for name in script_words.NAMES]
    text = msgspec.json.encode(told).decode()
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - JSON without any angle bracket


def _short(condition: Condition) -> list[object]:
    """Write a condition as a list: what it is called, then what it holds."""
    match condition:
        case Not(of=of):
            return ["not", _short(of)]
        case All(of=parts):
            return ["all", *map(_short, parts)]
        case Any(of=parts):
            return ["any", *map(_short, parts)]
        case Equals(question=question, value=value):
            return ["equals", question, value]
        case Includes(question=question, value=value):
            return ["includes", question, value]
        case Answered(question=question):
            return ["answered", question]
        case _:
            assert_never(condition)


def _given(instrument: Instrument, door: Door) -> Iterator[tuple[int, str, _Given]]:
    """Give what the door has answered, as a form would say it, at its place among the questions."""
    # the code of an invitation is asked for first
    for place, question in enumerate(instrument.questions, start=int(door.asks_code)):
        keys = [key for key in answer_keys(question) if key in door.presets]
        if keys:
            yield place, question.id, {key: _listed(door.presets[key]) for key in keys}


def _listed(value: str | list[str]) -> list[str]:
    return value if isinstance(value, list) else [value]


def voice(words: Catalogue, sections: tuple[fields.Section, ...]) -> Catalogue:
    """Choose the one language that the script speaks."""
    return words.for_all(_script_words(sections).values())


def _script_words(sections: tuple[fields.Section, ...]) -> dict[str, str]:
    """Choose the words that the script needs for these fields."""
    shown = [field for section in sections for field in section.fields]
    kinds = {field.kind for field in shown}
    said = dict(script_words.ALWAYS)
    said |= {key: say for key, (say, needed) in script_words.OF_KINDS.items() if kinds & {*needed}}
    if any(field.is_required for field in shown):
        said |= script_words.WHERE_REQUIRED
    if any(field.is_searchable for field in shown):
        said |= script_words.WHERE_SEARCHED
    return said
