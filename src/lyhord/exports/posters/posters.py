"""A poster, slips, cards with codes or a last slide, as a tagged PDF for one language.

The slide is given as a picture too, to be put into a presentation.
"""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

import segno
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.exports.paper.saying import Worded, Wording
from lyhord.exports.posters.words import Words, spoken_for, words_in
from lyhord.exports.table import File
from lyhord.exports.typesetting import drawn, typeset
from lyhord.instruments.definition import Publication
from lyhord.instruments.places import Place, help_lines
from lyhord.instruments.wording import languages
from lyhord.storage import instruments, places, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection

Kind = Literal["poster", "slips", "slide"]
Picture = Literal["png", "svg"]
KINDS: tuple[Kind, ...] = get_args(Kind)
TEMPLATE = Path(__file__).with_name("poster.typ")
PDF = "application/pdf"
PICTURES: Mapping[Picture, str] = MappingProxyType({"png": "image/png", "svg": "image/svg+xml"})
SLIPS = 10  # on a page
MOST_LINES = 2  # of help, on a poster


class Ticket(Struct, frozen=True, kw_only=True):
    """A way in: the picture that a camera reads, and the code beside it."""

    picture: str
    code: str


class Helper(Struct, frozen=True, kw_only=True):
    """Somewhere to turn."""

    who: Worded
    contact: Worded


class Poster(Struct, frozen=True, kw_only=True):
    """What is printed, in one language, and the language of its fixed words where that differs."""

    kind: Literal["poster", "slips", "cards", "slide"]
    language: str
    title: Worded
    place: str
    invitation: str
    address: str
    helpers: tuple[Helper, ...]
    tickets: tuple[Ticket, ...]
    words: Words
    words_language: str


class Link(Struct, frozen=True, kw_only=True):
    """A link as it is printed: what it asks, its address, whose it is, and in which language."""

    publication: Publication
    place: Place
    url: str
    name: str
    language: str | None = None

    @property
    def spoken(self) -> str:
        """The language of the print; raises `NotFoundError` for one that the survey lacks."""
        known = languages(self.publication)
        if self.language not in {None, *known}:
            raise NotFoundError("language", f"{self.language} of these questions")
        return self.language or known[0]

    @property
    def leads(self) -> str:
        """Where a camera leads: the address that is printed, in the language of the print."""
        is_own = self.spoken == languages(self.publication)[0]
        return self.url if is_own else f"{self.url}?lang={self.spoken}"


async def printed(db: Connection, door: Collector, *, url: str, language: str) -> Link:
    """A door's link as it is printed, in a language or the one that the door speaks first."""
    edition = await instruments.at_version(db, door.instrument_id, door.version)
    round_ = await rounds.get(db, door.round_id)
    return Link(
        publication=edition.document,
        place=await places.get(db, round_.place_id),
        url=url,
        name=door.name,
        language=language or door.language,
    )


def poster(link: Link, kind: Kind) -> File:
    """Set a poster, ten slips on a page, or a slide of 16:9."""
    one = Ticket(picture=_picture(link.leads), code="")
    return _file(_laid_out(link, kind, (one,) * (SLIPS if kind == "slips" else 1)))


def slide(link: Link, format_: Picture) -> File:
    """Set the slide as a picture, 1920 pixels wide where it has any."""
    made = _laid_out(link, "slide", (Ticket(picture=_picture(link.leads), code=""),))
    content = drawn(TEMPLATE, made, title=made.title.text, language=made.language, format_=format_)
    return File(name=_name(made, format_), media_type=PICTURES[format_], content=content)


def cards(link: Link, codes: Sequence[str]) -> File:
    """Set a card for each code; what is read by a camera has its code behind a #."""
    return _file(_laid_out(link, "cards", tickets(link, codes)))


def tickets(link: Link, codes: Sequence[str]) -> tuple[Ticket, ...]:
    """A way in for each code."""
    return tuple(Ticket(picture=_picture(f"{link.leads}#{code}"), code=code) for code in codes)


def _laid_out(
    link: Link, kind: Literal["poster", "slips", "cards", "slide"], ways: tuple[Ticket, ...]
) -> Poster:
    publication, language = link.publication, link.spoken
    wording, words = Wording.of(publication, link.place, language), words_in(language)
    audience = publication.instrument.audience
    lines = help_lines(link.place, audience=audience, language=language)[:MOST_LINES]
    invitation = words.invitation_child if audience == "child" else words.invitation
    fixed, own = spoken_for(language), language.partition("-")[0]
    return Poster(
        kind=kind,
        language=language,
        title=wording.said("title", wording.instrument.title),
        place=link.name,
        invitation=invitation.format(minutes=publication.instrument.minutes),
        address=link.url.partition("://")[2],
        helpers=tuple(
            Helper(
                who=wording.of_place(f"help_lines.{line.id}.who", line.who),
                contact=wording.of_place(f"help_lines.{line.id}.contact", line.contact),
            )
            for line in lines
        ),
        tickets=ways,
        words=words,
        words_language="" if fixed.partition("-")[0] == own else fixed,
    )


def _picture(address: str) -> str:
    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="svg", border=4, xmldecl=False)
    return target.getvalue().decode()


def _file(made: Poster) -> File:
    content = typeset(TEMPLATE, made, title=made.title.text, language=made.language)
    return File(name=_name(made, "pdf"), media_type=PDF, content=content)


def _name(made: Poster, extension: str) -> str:
    return f"{made.kind}-{made.address.rpartition('/')[2]}-{made.language}.{extension}"


def picture_of(text: str | None) -> Picture | None:
    """The kind of picture of this name, if there is one."""
    for kind in PICTURES:
        if kind == text:
            return kind
    return None


def kind_of(text: str | None) -> Kind:
    """The kind of this name, else a poster."""
    for kind in KINDS:
        if kind == text:
            return kind
    return "poster"
