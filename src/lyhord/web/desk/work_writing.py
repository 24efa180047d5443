"""The form of the theme workspace in which a theme is written about."""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.instruments.places import Place
from lyhord.storage.book import BookTheme, Value
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_words import AREAS, FIELDS, HINTS, STAGES, STATUSES, VALENCES

LONG_TEXTS = ("definition", "description", "need", "insight", "opportunity")


class Choice(Struct, frozen=True, kw_only=True):
    """Something that may be chosen."""

    value: str
    text: str
    is_chosen: bool


class TextField(Struct, frozen=True, kw_only=True):
    """A text that may be written of a theme."""

    name: str
    label: str
    hint: str
    value: str


class ChoiceField(Struct, frozen=True, kw_only=True):
    """Things of which one or several may be chosen of a theme."""

    name: str
    label: str
    choices: tuple[Choice, ...]


class Form(Struct, frozen=True, kw_only=True):
    """What is written of a theme, as it is or as somebody typed it."""

    name: str
    may_name: bool
    texts: tuple[TextField, ...]
    choices: tuple[ChoiceField, ...]
    tags: tuple[ChoiceField, ...]
    is_open: bool


def form_of(wording: Wording, place: Place, theme: BookTheme, typed: Mapping[str, Value]) -> Form:
    """What stands in the form: what the theme says, or what somebody typed."""
    say = wording.say
    notes = theme.notes

    def now(name: str) -> Value:
        own: Value = getattr(theme if name == "definition" else notes, name)
        return typed.get(name, own)

    return Form(
        name=str(typed.get("name", theme.name)),
        may_name=theme.source != "remainder",
        texts=tuple(
            TextField(
                name=name,
                label=say(FIELDS[name]),
                hint=say(HINTS[name]) if name in HINTS else "",
                value=str(now(name)),
            )
            for name in LONG_TEXTS
        ),
        choices=tuple(
            ChoiceField(
                name=name, label=say(FIELDS[name]), choices=_said(wording, known, now(name))
            )
            for name, known in (("valence", VALENCES), ("status", STATUSES))
        ),
        tags=tuple(
            ChoiceField(name=name, label=say(FIELDS[name]), choices=chosen)
            for name, chosen in (
                ("stages", _said(wording, STAGES, now("stages"))),
                ("actors", _actors(place, now("actors"))),
                ("areas", _said(wording, AREAS, now("areas"))),
            )
        ),
        is_open=bool(typed),
    )


def _said(wording: Wording, known: Mapping[str, str], value: Value) -> tuple[Choice, ...]:
    say = wording.say
    return tuple(
        Choice(value=each, text=say(text), is_chosen=_is_in(each, value))
        for each, text in known.items()
    )


def _actors(place: Place, value: Value) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each.id, text=each.text, is_chosen=_is_in(each.id, value))
        for each in place.actors
    )


def _is_in(each: str, value: Value) -> bool:
    return each in value if isinstance(value, tuple) else each == value
