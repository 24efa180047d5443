"""The fixed words of posters and cards in each language; titles are the instrument's."""

from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Said = Annotated[str, Meta(min_length=1)]

WORDING = Path(__file__).with_name("wording")
FALLBACK = "sv"


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a poster says around the title of a survey."""

    invitation: Said
    invitation_child: Said
    scan: Said
    address: Said
    code: Said
    once: Said
    help: Said
    picture: Said
    page: Said


@cache
def words_in(language: str) -> Words:
    """Give the words of a language; one that has none speaks as its parent, else Swedish."""
    return msgspec.toml.decode((WORDING / f"{spoken_for(language)}.toml").read_bytes(), type=Words)


def spoken_for(language: str) -> str:
    """Name the language whose words a poster in this language has."""
    wanted = (language, language.partition("-")[0])
    return next((name for name in wanted if (WORDING / f"{name}.toml").is_file()), FALLBACK)
