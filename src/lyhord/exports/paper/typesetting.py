"""A sheet as a PDF: A4, tagged, PDF/UA-1, with letters for everything that it says."""

from functools import cache
from pathlib import Path

import msgspec
import typst

from lyhord.errors import BadInputError
from lyhord.exports.paper.sheet import Sheet
from lyhord.instruments.foreign import LATIN_WORDS, is_in_latin_letters

TEMPLATE = Path(__file__).with_name("paper.typ")
# the first that is installed leads; the last comes with typst itself
FONTS = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
FONTS_BY_LANGUAGE = {"ar": ("Noto Sans Arabic", "Noto Naskh Arabic")}
LETTERS_MISSING = "could not be displayed with"
MEND = (
    "no font on this machine has all letters of this paper ({title}, {language}): install "
    "Debian's fonts-noto-core, or a font with these letters, and try again"
)


def pdf(sheet: Sheet, *, system_fonts: bool = True) -> bytes:
    """Set a sheet; the same sheet with the same fonts gives the same bytes.

    Raises `BadInputError` where a letter has no font, rather than to print boxes.
    """
    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            ignore_system_fonts=not system_fonts,
            sys_inputs=_inputs(sheet, system_fonts=system_fonts),
        )
    except typst.TypstError as error:
        if LETTERS_MISSING not in str(error):
            raise
        told = MEND.format(title=sheet.title.text, language=sheet.language)
        raise BadInputError(told) from error
    return bytes(made)


def _inputs(sheet: Sheet, *, system_fonts: bool) -> dict[str, str]:
    wanted = (*FONTS_BY_LANGUAGE.get(sheet.language.partition("-")[0], ()), *FONTS)
    installed = _families(system_fonts=system_fonts)
    fonts = [name for name in dict.fromkeys(wanted) if name in installed]
    return {
        "data": msgspec.json.encode(sheet).decode(),
        "fonts": msgspec.json.encode(fonts).decode(),
        # words that are Swedish wherever they stand, in a paper that is written in other letters
        "swedish": "" if is_in_latin_letters(sheet.language) else LATIN_WORDS,
    }


@cache
def _families(*, system_fonts: bool) -> frozenset[str]:
    return frozenset(typst.Fonts(include_system_fonts=system_fonts).families())
