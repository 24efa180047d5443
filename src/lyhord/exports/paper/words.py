"""The fixed words of a paper in each language; what is asked is in the instrument."""

from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

Said = Annotated[str, Meta(min_length=1)]

WORDING = Path(__file__).with_name("wording")
FALLBACK = "sv"


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a paper says around the questions."""

    how_heading: Said
    how: tuple[Said, ...]
    help_below: Said
    question: Said
    go_on: Said
    go_to_end: Said
    after: Said
    most: Said
    several: Said
    skip_one: Said
    skip_several: Said
    chose: Said
    chose_other: Said
    answered: Said
    not_answered: Said
    joined_and: Said
    joined_or: Said
    row: Said
    notes: Said
    number_between: Said
    more_room: Said
    leave_heading: Said
    leave: Said
    no_receipt: Said
    help_heading: Said
    help: Said
    unreviewed: Said
    page: Said
    version: Said


@cache
def words_in(language: str) -> Words:
    """Give the words of a language; one that has none speaks as its parent, else Swedish."""
    path = WORDING / f"{spoken_for(language)}.toml"
    return msgspec.toml.decode(path.read_bytes(), type=Words)


def spoken_for(language: str) -> str:
    """Name the language whose words a paper in this language has."""
    wanted = (language, language.partition("-")[0])
    return next((name for name in wanted if (WORDING / f"{name}.toml").is_file()), FALLBACK)
