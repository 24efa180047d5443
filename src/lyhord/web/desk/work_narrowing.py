"""What may be chosen among the themes of the workspace, and among the statements of one."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from lyhord.instruments.places import Place
from lyhord.storage.book import BookTheme
from lyhord.web.desk.wording import AUDIENCES, Wording
from lyhord.web.desk.work_forms import Asked
from lyhord.web.desk.work_words import FIELDS, QUESTIONS, STAGES, VALENCES
from lyhord.web.desk.work_writing import Choice


class Chosen(Struct, frozen=True, kw_only=True):
    """Choices that stand together under a heading."""

    label: str
    choices: tuple[Choice, ...]


class Narrowing(Struct, frozen=True, kw_only=True):
    """What may be chosen, and what is; no audiences where none may be told."""

    find: str
    tags: tuple[Chosen, ...]
    is_among: bool
    within: str
    questions: tuple[Choice, ...]
    audiences: tuple[Choice, ...]
    is_narrow: bool


def narrowing(wording: Wording, place: Place, asked: Asked, *, has_names: bool) -> Narrowing:
    """What may be chosen, with what was."""
    actors = {each.id: each.text for each in place.actors}
    called = {each: wording.say(text) for each, text in FIELDS.items()}
    valences = {each: text for each, text in VALENCES.items() if each}
    return Narrowing(
        find=asked.find,
        tags=(
            Chosen(label=called["valence"], choices=_said(wording, valences, asked.tag)),
            Chosen(label=called["stages"], choices=_said(wording, STAGES, asked.tag)),
            Chosen(
                label=called["actors"],
                choices=tuple(
                    Choice(value=each, text=text, is_chosen=each == asked.tag)
                    for each, text in actors.items()
                ),
            ),
        ),
        is_among=bool(asked.find or asked.tag),
        within=asked.within,
        questions=_said(wording, QUESTIONS, asked.question),
        audiences=_said(wording, AUDIENCES, asked.audience) if has_names else (),
        is_narrow=asked.is_narrow,
    )


def is_found(theme: BookTheme, name: str, asked: Asked) -> bool:
    """Whether a theme is among those asked for: by its name, and by where people placed it."""
    return asked.find.casefold() in name.casefold() and (
        not asked.tag or asked.tag in set(_tags(theme))
    )


def _tags(theme: BookTheme) -> Iterator[str]:
    yield theme.notes.valence
    yield from theme.notes.stages
    yield from theme.notes.actors


def _said(wording: Wording, known: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=each, text=wording.say(text), is_chosen=each == chosen)
        for each, text in known.items()
    )
