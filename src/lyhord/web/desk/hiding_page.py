"""The form that hides more of a statement, as its page shows it; nothing is hidden here."""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.disclosing import Quote
from lyhord.privacy.hidden_words import words_of
from lyhord.web.catalogue import mark
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame

KINDS: Mapping[str, str] = {
    "name": mark("Name of a person"),
    "school": mark("School, preschool or small workplace"),
    "address": mark("Address"),
    "phone": mark("Phone number"),
    "email": mark("E-mail address"),
    "personnummer": mark("Personal number"),
    "birthdate": mark("Date of birth"),
    "handle": mark("Name or account online"),
    "account": mark("Bank account or card"),
    "case": mark("Number of a case or file"),
    "vehicle": mark("Number plate"),
    "link": mark("Web address"),
    "detail": mark("Something else that points somebody out"),
}
MISTAKES: Mapping[str, str] = {
    "no_words": mark("Write or tick the words to hide."),
    "not_there": mark("The statement does not hold these words. Write them as they stand."),
    "no_kind": mark("Choose what the words are."),
}


class Choice(Struct, frozen=True, kw_only=True):
    """Something that may be chosen or ticked."""

    value: str
    text: str
    is_chosen: bool


class Typed(Struct, frozen=True, kw_only=True):
    """What somebody has filled in."""

    words: str = ""
    ticked: tuple[str, ...] = ()
    kind: str = ""
    was_missed: bool = False


class HidingPage(Struct, frozen=True, kw_only=True):
    """A statement, and the form that hides more of it."""

    frame: Frame
    name: str
    pieces: tuple[Piece, ...]
    language: str
    address: str
    back: str
    run: str
    theme: str
    number: int
    entry: str
    words: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    typed: Typed
    problem: str


def words_to_tick(quote: Quote, typed: Typed) -> tuple[Choice, ...]:
    """Each word of a statement, for those who would rather mark than write."""
    return tuple(
        Choice(value=word, text=word, is_chosen=word in typed.ticked)
        for word in words_of(quote.text)
    )


def shown_pieces(quote: Quote) -> tuple[Piece, ...]:
    """The statement with its placeholders marked."""
    return tuple(pieces(quote.text))
