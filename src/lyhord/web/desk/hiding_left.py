"""Where words that were hidden still stand in what staff wrote, and where that is mended."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from lyhord.replying.pages import Voice
from lyhord.storage.written import Place, Written
from lyhord.web.catalogue import mark
from lyhord.web.desk.reply_lines import voice_name
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES
from lyhord.web.desk.work_names import work_address

PLACES: Mapping[Place, str] = {
    "theme": mark("The theme %(name)s in the workspace: its name, description, need or insight"),
    "in_use": mark(
        "Themes in use, which pages and files show: mend them in the workspace, then put it to use"
    ),
    "reply": mark("The draft of the reply: %(name)s"),
    "published": mark(
        "The published reply, which anybody can read: mend the draft and publish it anew, or take "
        "it down"
    ),
    "story": mark("The fictive case: %(name)s"),
}


class Left(Struct, frozen=True, kw_only=True):
    """A place where the words still stand; without an address for whoever may not change it."""

    text: str
    href: str


class LeftPage(Struct, frozen=True, kw_only=True):
    """That the words are hidden, and where they are not."""

    frame: Frame
    name: str
    back: str
    places: tuple[Left, ...]


def left_page(
    visit: Visit, round_id: UUID, name: str, back: str, found: Sequence[Written]
) -> LeftPage:
    """Say where staff have the words themselves."""
    return LeftPage(
        frame=visit.frame("themes"),
        name=name,
        back=back,
        places=tuple(dict.fromkeys(_places(visit, round_id, found))),
    )


def _places(visit: Visit, round_id: UUID, found: Sequence[Written]) -> Iterator[Left]:
    # what anybody can read comes first
    for each in sorted(found, key=lambda each: each.place != "published"):
        route, href = _way(round_id, each)
        yield Left(
            text=visit.wording.say(PLACES[each.place], name=_name(visit, each)),
            href=href if visit.may(route) and visit.sees_all else "",
        )


def _way(round_id: UUID, each: Written) -> tuple[str, str]:
    """The route on which it is mended, and its address."""
    round_, here = "GET /desk/rounds/{round_id}", address_of(round_id)
    match each.place:
        case "theme":
            return f"{round_}/themes/work", f"{work_address(round_id)}?theme={each.key}"
        case "in_use":
            return f"{round_}/themes/work", work_address(round_id)
        case "reply":
            return f"{round_}/reply/words", f"{here}/reply/words?voice={each.key}"
        case "published":
            return f"{round_}/reply", f"{here}/reply"
        case "story":
            return f"{round_}/compare/case", f"{here}/compare/case?audience={each.key}"


def _name(visit: Visit, each: Written) -> str:
    say = visit.wording.say
    if each.place == "reply":
        return voice_name(say, Voice.of(each.key))
    if each.place == "story":
        return say(AUDIENCES[each.key])
    return each.name or each.key
