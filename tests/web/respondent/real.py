"""The surveys as they are published, without a database behind them."""

from functools import cache

from msgspec.structs import replace

from lyhord.instruments.definition import Audience
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.intake.doors import Door
from tests.web.respondent.doors import a_door

AUDIENCES: tuple[Audience, ...] = ("youth", "child", "guardian", "professional")


@cache
def library() -> Library:
    """Everything in `surveys/`, read once."""
    return read_library(surveys_folder(None))


def real_door(audience: Audience) -> Door:
    """An open door to the survey of an audience, in all its languages."""
    publication = library().publications[audience]
    door = a_door(publication.instrument, audience=audience, translations=publication.translations)
    return replace(door, place=library().place)
