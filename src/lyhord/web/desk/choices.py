"""What a form at the desk lets somebody choose among; what is chosen is read where it is posted."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from lyhord.instruments.places import Place
from lyhord.web.catalogue import own_name
from lyhord.web.desk.visit import Visit
from lyhord.web.desk.wording import AUDIENCES


class Choice(Struct, frozen=True, kw_only=True):
    """An option of a list to choose from."""

    value: str
    name: str
    is_chosen: bool


def choices(named: Iterable[tuple[str, str]], wanted: str | None) -> tuple[Choice, ...]:
    """Options by value and name, of which the wanted one is chosen."""
    return tuple(Choice(value=value, name=name, is_chosen=value == wanted) for value, name in named)


def named_audiences(visit: Visit, offered: Iterable[str]) -> list[tuple[str, str]]:
    """Those audiences by id and name, in the order in which the desk names them."""
    there = frozenset(offered)
    return [(each, visit.wording.say(name)) for each, name in AUDIENCES.items() if each in there]


def named_languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Languages by code and the name that each gives itself, once each."""
    return [(each, own_name(each)) for each in dict.fromkeys(codes)]


def own_municipalities(visit: Visit, place: Place) -> Sequence[tuple[str, str]]:
    """The municipalities that the visitor works for, by id and name."""
    own = visit.account.municipalities
    return tuple((each.id, each.text) for each in place.municipalities if not own or each.id in own)
