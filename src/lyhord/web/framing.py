"""What stands around the pages of respondents: a place's help, and a way out where needed."""

from lyhord.instruments import places
from lyhord.instruments.definition import Audience
from lyhord.instruments.places import Place
from lyhord.web.rendering import Frame, Renderer

_NEEDS_NO_WAY_OUT: frozenset[Audience] = frozenset({"professional"})


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
        help_lines=places.help_lines(place, audience=audience, language=language),
        help_texts=frozenset(places.texts_in(place, language)),
        is_before_sending=is_before_sending,
    )


def general_frame(renderer: Renderer, language: str) -> Frame:
    """Frame a page that belongs to no collector with the help that may be shown to anybody."""
    if renderer.place is None:
        return Frame()
    return helpful_frame(renderer.place, None, language)
