"""What differs between places: municipalities, actors, programmes and help lines."""

from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from lyhord.instruments.definition import Audience, Id, Option, Text, Translation

PLACES_ARE_IN = "sv"  # the language that a place's own file is written in

Href = Annotated[
    str, Meta(pattern=r"^(tel:[+0-9]+|sms:[+0-9]+|https://\S+)$(?!\n)", max_length=300)
]
Address = Annotated[str, Meta(pattern=r"^https://\S+$(?!\n)", max_length=300)]


class HelpLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somewhere to turn now, and when a person last saw that it answers."""

    id: Id
    who: Text
    contact: Text
    href: Href
    audiences: Annotated[tuple[Audience, ...], Meta(min_length=1)]
    verified_at: date
    source: Text


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where surveys are held, as its file spells it, with its texts in other languages."""

    id: Id
    name: Text
    municipalities: Annotated[tuple[Option, ...], Meta(min_length=1)]
    actors: Annotated[tuple[Option, ...], Meta(min_length=1)]
    programmes: tuple[Option, ...] = ()
    help_lines: Annotated[tuple[HelpLine, ...], Meta(min_length=1)]
    # where *leave this page quickly* leads: a page of the weather is what anybody may have open
    neutral_page: Address = "https://www.smhi.se/"
    translations: tuple[Translation, ...] = ()


def help_lines(place: Place, *, audience: Audience | None, language: str) -> tuple[HelpLine, ...]:
    """List the help lines for an audience in a language.

    What may be shown to a child may be shown to anybody: for nobody known, the child's lines.
    """
    texts = texts_in(place, language)
    return tuple(
        replace(
            line,
            who=texts.get(f"help_lines.{line.id}.who", line.who),
            contact=texts.get(f"help_lines.{line.id}.contact", line.contact),
        )
        for line in place.help_lines
        if (audience or "child") in line.audiences
    )


def texts_in(place: Place, language: str) -> dict[str, str]:
    """Give the place's texts in a language by key; none when it has no such translation."""
    for translation in place.translations:
        if translation.language == language:
            return translation.texts
    return {}


def place_texts(place: Place) -> dict[str, str]:
    """List the texts that a translation of the place should have; proper names may stay."""
    lines = {
        f"help_lines.{line.id}.{part}": text
        for line in place.help_lines
        for part, text in (("who", line.who), ("contact", line.contact))
    }
    actors = {f"actors.{option.id}": option.text for option in place.actors}
    programmes = {f"programmes.{option.id}": option.text for option in place.programmes}
    return actors | programmes | lines


def names(place: Place) -> dict[str, str]:
    """List the proper names, which a translation may leave out."""
    towns = {f"municipalities.{option.id}": option.text for option in place.municipalities}
    return {"name": place.name} | towns


def unverified(place: Place, *, today: date, days: int = 90) -> tuple[HelpLine, ...]:
    """List the help lines that nobody has tried for longer than this many days."""
    return tuple(
        line for line in place.help_lines if today - line.verified_at > timedelta(days=days)
    )
