"""What a trace may tell: of staff's requests and of jobs, never of who answers; off unless set.

What exports is in `spans`, the only module that knows OpenTelemetry, and is loaded only where it
is asked for. A span has exact times. So there is none of a process that respondents reach, whose
log would lie beside it, nor where staff bring answers in, nor of officers' work with cases.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Literal, Protocol

from lyhord.errors import SettingsError
from lyhord.settings import Settings
from lyhord.web.policy import OFFICERS, POLICY

Side = Literal["desk", "worker"]

# where what somebody answered is typed, read in, or comes up on a board
_ANSWERS = ("paper", "interview", "import", "workshop")
_PACKAGES = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")


class Trail(Protocol):
    """Takes what was done, when it is over, and sends it on."""

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """A request that has just been answered."""
        ...

    def job(self, kind: str, state: str, seconds: float) -> None:
        """A job that has just ended, or was given up."""
        ...

    def close(self) -> None:
        """Send what is left."""
        ...


def trail(settings: Settings, side: Side, *, is_beside_door: bool) -> Trail | None:
    """What traces one process; None where no address for traces is set.

    Nor where the process serves the door, or writes into the log of one that does: exact times
    of some lines would tell those of the lines between them. Raises `SettingsError` where traces
    are asked for and the packages are missing.
    """
    if settings.otel_endpoint is None or is_beside_door:
        return None
    require(settings)
    return import_module("lyhord.web.spans").started(settings.otel_endpoint, side)


def require(settings: Settings) -> None:
    """Refuse to begin with an address for traces and without what sends them."""
    if settings.otel_endpoint is not None and not all(map(_is_there, _PACKAGES)):
        raise SettingsError(
            "LYHORD_OTEL_ENDPOINT is set, and what sends traces is not installed: "
            "pip install 'lyhord[otel]'"
        )


def is_traced(action: str) -> bool:
    """Whether a request may leave a span, named as in the table of who may do what."""
    rule = POLICY.get(action)
    if rule is None or rule.way == "open" or rule == OFFICERS:
        return False
    return not any(part.split(".")[0] in _ANSWERS for part in action.split("/"))


def _is_there(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
