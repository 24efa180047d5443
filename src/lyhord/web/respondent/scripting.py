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
from lyhord.web.catalogue import Catalogue, mark

_Given: TypeAlias = dict[str, list[str]]

_SCRIPT_WORDS = {
    "begin": mark("Begin"),
    "next": mark("Continue"),
    "skip": mark("Skip"),
    "back": mark("Back"),
    "progress": mark("Question {n} of at most {total}"),
    "check": mark("Check your answers"),
    "change": mark("Change"),
    "none": mark("No answer"),
    "sending": mark("Sending …"),
    "error": mark("Error: {text}"),
    "full": mark("The text is too long: at most %(max)s signs."),
    "most": mark("Choose at most {n}."),
    "left": mark("{n} characters left"),
    "over": mark("{n} characters more than fit. You may go on writing."),
    "again": mark("Try again"),
    "waiting": mark("Your answers are still here. We are trying again."),
    "offline": mark("The network does not answer right now."),
    "whose": mark("Somebody has already begun to answer here. Is it you?"),
    "anew": mark("Start anew"),
    "turn": mark("Statement {n} of {total}"),
    "rest": mark("Skip the rest"),
    "clear": mark("Remove the answer"),
    "undo": mark("Undo"),
}
# Words that only some surveys need, with the kinds of field that need them.
_WORDS_OF_KINDS = {
    "remove": (mark("Remove it"), ("short_text", "long_text", "notes")),
    "warning": (
        mark("This looks like a number, an address or an e-mail address. We need not know that."),
        ("short_text", "long_text", "notes"),
    ),
    "more": (mark("Add another"), ("notes",)),
}
_WORDS_OF_REQUIRED = {"required": mark("Answer this question.")}
_WORDS_OF_SEARCH = {
    "search": mark("Search the list"),
    "found": mark("{n} in the list"),
    "nothing": mark("No match. You can choose one of these instead."),
}
# the script asks for its words by their places here
WORD_NAMES = (*_SCRIPT_WORDS, *_WORDS_OF_REQUIRED, *_WORDS_OF_KINDS, *_WORDS_OF_SEARCH)


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
    told["words"] = [said.get(name, "") for name in WORD_NAMES]
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
    for place, question in enumerate(instrument.questions):
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
    said = dict(_SCRIPT_WORDS)
    said |= {key: say for key, (say, needed) in _WORDS_OF_KINDS.items() if kinds & {*needed}}
    if any(field.is_required for field in shown):
        said |= _WORDS_OF_REQUIRED
    if any(field.is_searchable for field in shown):
        said |= _WORDS_OF_SEARCH
    return said
