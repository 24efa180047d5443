"""A door as a request meets it: in a version and a language; and whom a request comes from."""

from typing import get_args

from litestar.di import NamedDependency
from litestar.params import SkipValidation
from msgspec.structs import replace

from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.instruments.wording import languages
from lyhord.intake.doors import Door, Doors
from lyhord.intake.receiving import Intake
from lyhord.web import negotiation
from lyhord.web.exchange import AnyRequest

# What the app hands to handlers by the names `doors` and `intake`. The routes that a whole school
# asks at once take them from the app's state instead: several dependencies cost a fifth as much
# again as all else that the framework does for a request.
OpenDoors = NamedDependency[SkipValidation[Doors]]
TheIntake = NamedDependency[SkipValidation[Intake]]

_AUDIENCES: dict[str, Audience] = {each: each for each in get_args(Audience)}


def doors_of(request: AnyRequest) -> Doors:
    """Give the doors of the app that serves a request."""
    return request.app.state.doors


def intake_of(request: AnyRequest) -> Intake:
    """Give the intake of the app that serves a request."""
    return request.app.state.intake


async def at_version(doors: Doors, door: Door, version: int | None) -> Door | None:
    """Give the door as it was in a version, as it is when none is named, or nothing."""
    if version is None:
        return door
    try:
        publication = await doors.at_version(door, version)
    except NotFoundError:
        return None
    return replace(door, version=version, publication=publication)


def language(request: AnyRequest, door: Door, wanted: str | None) -> str:
    """Choose among the languages of the door: the one asked for, else its own, else the browser's.

    A door that speaks none first goes by the browser, and else by the first.
    """
    accepts = request.headers.get("accept-language", "")
    return negotiation.language(wanted or door.language, accepts, languages(door.publication))


def audience(request: AnyRequest) -> Audience | None:
    """Say which audience an address names, so that its page has that audience's help."""
    return _AUDIENCES.get(request.query_params.get("audience", ""))
