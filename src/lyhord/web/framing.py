"""What stands around the pages of respondents: a place's help, and a way out where needed."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from lyhord.instruments import places
from lyhord.instruments.definition import Audience
from lyhord.instruments.places import Place
from lyhord.web.catalogue import own_name
from lyhord.web.parts import in_parts
from lyhord.web.rendering import Frame, Renderer

_NEEDS_NO_WAY_OUT: frozenset[Audience] = frozenset({"professional"})


class LanguageLink(Struct, frozen=True, kw_only=True):
    """One language of the switch, named in itself."""

    code: str
    name: str
    href: str
    is_current: bool


def language_links(
    codes: Iterable[str], current: str, *, asked: Mapping[str, str] | None = None
) -> tuple[LanguageLink, ...]:
    """Lead to the same page in each language; `asked` is what else stands in its address."""
    rest = dict(asked or {})
    return tuple(
        LanguageLink(
            code=code,
            name=own_name(code),
            href=f"?{urlencode({'lang': code} | rest)}",
            is_current=code == current,
        )
        for code in codes
    )


def helpful_frame(
    place: Place,
    audience: Audience | None,
    language: str,
    *,
    name: str = Frame().name,
    is_before_sending: bool = False,
) -> Frame:
    """Frame a page with a place's help for an audience; for nobody known, with what suits all."""
    return Frame(
        name=name,
        audience=audience or "",
        exit_address="" if audience in _NEEDS_NO_WAY_OUT else place.neutral_page,
        help_lines=tuple(
            replace(
                line, who=in_parts(line.who, language), contact=in_parts(line.contact, language)
            )
            for line in places.help_lines(place, audience=audience, language=language)
        ),
        help_texts=frozenset(places.texts_in(place, language)),
        is_before_sending=is_before_sending,
    )


def general_frame(renderer: Renderer, language: str) -> Frame:
    """Frame a page that belongs to no collector with the help that may be shown to anybody."""
    if renderer.place is None:
        return Frame()
    return helpful_frame(renderer.place, None, language)
