"""A document, or cards with quotes, as a PDF that is tagged and follows PDF/UA-1."""

from pathlib import Path

from msgspec import Struct

from lyhord.exports.letters import on_one_line, shortened
from lyhord.exports.report.blocks import Document
from lyhord.exports.report.report import Report
from lyhord.exports.report.saying import saying
from lyhord.exports.report.themes import quotations
from lyhord.exports.report.words import words_in
from lyhord.exports.typesetting import typeset_any

REPORT = Path(__file__).with_name("report.typ")
CARDS = Path(__file__).with_name("cards.typ")
LONGEST_QUOTE, LONGEST_NAME = 420, 60


class Card(Struct, frozen=True, kw_only=True):
    """A quote to hold in the hand, under the name of its theme."""

    text: str
    language: str
    speaker: str
    theme: str


class Cards(Struct, frozen=True, kw_only=True):
    """All cards of a round; four stand on a page."""

    language: str
    title: str
    kind: str
    none: str
    page: str
    quoted: str
    cards: tuple[Card, ...]


class Sheet(Struct, frozen=True, kw_only=True):
    """A document with the words that its template needs."""

    document: Document
    page: str


def pdf_of(document: Document, *, system_fonts: bool = True) -> bytes:
    """Set a document; signs that no font has are named and not drawn.

    Raises `BadInputError` where a letter has no font.
    """
    words = words_in(document.language)
    return typeset_any(
        REPORT,
        Sheet(document=document, page=words.page_of),
        title=document.title,
        language=document.language,
        instead=words.sign,
        system_fonts=system_fonts,
    )


def cards_of(report: Report, *, system_fonts: bool = True) -> bytes:
    """Set the quotes of a report as cards to cut out, each shortened to what a card holds."""
    say = saying(report)
    words = say.words
    cards = tuple(
        Card(
            text=shortened(on_one_line(quote.text), LONGEST_QUOTE),
            language=quote.language,
            speaker=quote.speaker,
            theme=shortened(say.theme(theme), LONGEST_NAME),
        )
        for theme in report.themes
        for quote in quotations(theme, say)
    )
    title = say.round(report)
    sheet = Cards(
        language=report.language,
        title=title,
        kind=words.cards,
        none=words.no_quotes if report.is_unread else words.no_themes,
        page=words.page_of,
        quoted=words.quoted,
        cards=cards,
    )
    return typeset_any(
        CARDS,
        sheet,
        title=title,
        language=report.language,
        instead=words.sign,
        system_fonts=system_fonts,
    )
