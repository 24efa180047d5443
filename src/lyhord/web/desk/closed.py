"""Why a round closed itself, in words."""

from collections.abc import Mapping

from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark
from lyhord.web.desk.wording import Wording

WHY: Mapping[str, str] = {
    "dates": mark("It closed itself when its last day had passed."),
    "officer": mark(
        "It closed itself: its safeguarding officer had no account with the role any more."
    ),
    "deputy": mark("It closed itself: its deputy had no account with the role any more."),
}


def closed_words(wording: Wording, round_: Round) -> str:
    """Why a round closed itself; nothing where somebody closed it, or where it is not closed."""
    return wording.say(WHY[round_.closed_why]) if round_.closed_why else ""
