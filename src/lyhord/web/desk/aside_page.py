"""The page of what does not count: piles by door, each text once, and what can be decided."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from msgspec import Struct

from lyhord.disclosing import Pile, PiledText
from lyhord.storage.rounds import Round
from lyhord.storage.uncounted import Verdict
from lyhord.web.catalogue import mark
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES, Wording

# what a form says of a whole pile in place of a text
ALL = "all"
SET_ASIDE: Mapping[str, Literal["aside", "left_out"]] = {"aside": "aside", "left_out": "left_out"}
VERDICTS: Mapping[str, Verdict] = {"keep": "counted", "leave_out": "left_out"}
HEADINGS: Mapping[str, tuple[str, str]] = {
    "aside": (
        mark("To decide about"),
        mark(
            "They came faster than people answer, or said nearly the same many times over. They "
            "are not counted until somebody keeps them."
        ),
    ),
    "left_out": (
        mark("Left out"),
        mark("Somebody has read these and left them out. They can still be kept."),
    ),
    "trial": (
        mark("Test answers"),
        mark("Sent through a link for trying a survey out. They are never counted."),
    ),
}


class TextRow(Struct, frozen=True, kw_only=True):
    """One text that can be decided about."""

    key: str
    pieces: tuple[Piece, ...]
    language: str
    count: str
    hand_over: str


class PileCard(Struct, frozen=True, kw_only=True):
    """What came through one door."""

    door: str
    name: str
    audience: str
    audience_name: str
    count: str
    note: str
    texts: tuple[TextRow, ...]


class Part(Struct, frozen=True, kw_only=True):
    """The piles that share a reason, and whether anything is to be decided about them."""

    standing: str
    heading: str
    text: str
    may_keep: bool
    may_leave_out: bool
    piles: tuple[PileCard, ...]


class AsidePage(Struct, frozen=True, kw_only=True):
    """All that does not count in a round."""

    frame: Frame
    name: str
    address: str
    parts: tuple[Part, ...]


def aside_page(visit: Visit, round_: Round, piles: tuple[Pile, ...]) -> AsidePage:
    """Put the page together, what is to be decided first."""
    return AsidePage(
        frame=visit.frame("aside", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/aside",
        parts=tuple(
            _part(
                visit.wording,
                address_of(round_.round_id),
                standing,
                tuple(each for each in piles if each.standing == standing),
            )
            for standing in HEADINGS
        ),
    )


def _part(wording: Wording, address: str, standing: str, piles: tuple[Pile, ...]) -> Part:
    heading, text = HEADINGS[standing]
    return Part(
        standing=standing,
        heading=wording.say(heading),
        text=wording.say(text),
        may_keep=standing in SET_ASIDE,
        may_leave_out=standing == "aside",
        piles=tuple(_card(wording, address, pile) for pile in piles),
    )


def _card(wording: Wording, address: str, pile: Pile) -> PileCard:
    return PileCard(
        door=pile.door,
        name=pile.name or pile.door,
        audience=pile.audience,
        audience_name=wording.say(AUDIENCES[pile.audience]),
        count=wording.figure(pile.responses),
        note=_note(wording, pile),
        texts=tuple(_row(wording, address, pile, text) for text in pile.texts),
    )


def _note(wording: Wording, pile: Pile) -> str:
    if pile.is_small:
        return wording.say(
            "Fewer than %(k)s have answered here, so nothing that they wrote is shown yet.",
            k=pile.k,
        )
    if pile.n_more_texts:
        return wording.say.plural(
            "%(n)s more text is shown when you have decided about these.",
            "%(n)s more texts are shown when you have decided about these.",
            pile.n_more_texts,
        )
    return "" if pile.texts else wording.say("Nobody wrote anything in words.")


def _row(wording: Wording, address: str, pile: Pile, text: PiledText) -> TextRow:
    said = {"door": pile.door, "standing": pile.standing, "text": text.text_key}
    return TextRow(
        key=text.text_key,
        pieces=tuple(pieces(text.text)),
        language=text.language,
        count=wording.figure(text.responses),
        hand_over=f"{address}/hand-over?{urlencode(said)}",
    )
