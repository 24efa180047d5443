"""A sheet of questions as a PDF; how any template becomes one is beside the papers."""

from pathlib import Path

from lyhord.exports.paper.sheet import Sheet
from lyhord.exports.typesetting import typeset
from lyhord.instruments.foreign import LATIN_WORDS, is_in_latin_letters

TEMPLATE = Path(__file__).with_name("paper.typ")


def pdf(sheet: Sheet, *, system_fonts: bool = True) -> bytes:
    """Set a sheet; raises `BadInputError` where a letter has no font."""
    # words that are Swedish wherever they stand, in a paper that is written in other letters
    swedish = "" if is_in_latin_letters(sheet.language) else LATIN_WORDS
    return typeset(
        TEMPLATE,
        sheet,
        title=sheet.title.text,
        language=sheet.language,
        system_fonts=system_fonts,
        inputs={"swedish": swedish},
    )
