"""How a quote is said that stands by itself: its text in pieces, and who said it."""

from lyhord.disclosing import Quote
from lyhord.web.desk.theme_page import StatementRow, pieces
from lyhord.web.desk.wording import SPEAKERS, Wording


def quoted(wording: Wording, quote: Quote) -> StatementRow:
    """Say a quote; by its audience, where it names that. What else it may name is left out."""
    return StatementRow(
        pieces=tuple(pieces(quote.text)),
        language=quote.language,
        audience=quote.audience or "",
        speaker=wording.say(SPEAKERS[quote.audience]) if quote.audience else "",
        hide="",
        hand_over="",
    )
