"""A template and its data as a PDF: A4, tagged, PDF/UA-1, with letters for all that it says."""

from functools import cache
from pathlib import Path

import msgspec
import typst
from msgspec import Struct

from lyhord.errors import BadInputError

# the first that is installed leads; the last comes with typst itself
FONTS = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
FONTS_BY_LANGUAGE = {"ar": ("Noto Sans Arabic", "Noto Naskh Arabic")}
LETTERS_MISSING = "could not be displayed with"
MEND = (
    "no font on this machine has all letters of this paper ({title}, {language}): install "
    "Debian's fonts-noto-core, or a font with these letters, and try again"
)


def typeset(
    template: Path,
    data: Struct,
    *,
    title: str,
    language: str,
    system_fonts: bool = True,
    inputs: dict[str, str] | None = None,
) -> bytes:
    """Set data; the same data with the same fonts give the same bytes.

    Raises `BadInputError` where a letter has no font, rather than to print boxes.
    """
    fonts = _fonts(language, system_fonts=system_fonts)
    given = {
        "data": msgspec.json.encode(data).decode(),
        "fonts": msgspec.json.encode(fonts).decode(),
    }
    try:
        made = typst.compile(
            template.read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            ignore_system_fonts=not system_fonts,
            sys_inputs=given | (inputs or {}),
        )
    except typst.TypstError as error:
        if LETTERS_MISSING not in str(error):
            raise
        raise BadInputError(MEND.format(title=title, language=language)) from error
    return bytes(made)


def _fonts(language: str, *, system_fonts: bool) -> list[str]:
    wanted = (*FONTS_BY_LANGUAGE.get(language.partition("-")[0], ()), *FONTS)
    installed = _families(system_fonts=system_fonts)
    return [name for name in dict.fromkeys(wanted) if name in installed]


@cache
def _families(*, system_fonts: bool) -> frozenset[str]:
    return frozenset(typst.Fonts(include_system_fonts=system_fonts).families())
