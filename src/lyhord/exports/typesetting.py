"""A template and its data as a PDF: A4, tagged, PDF/UA-1, with letters for all that it says."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec
import typst
from msgspec import Struct

from lyhord.errors import BadInputError

# the first that is installed leads; the last comes with typst itself
FONTS = ("Noto Sans", "Liberation Sans", "DejaVu Sans", "Libertinus Serif")
FONTS_BY_LANGUAGE = {"ar": ("Noto Sans Arabic", "Noto Naskh Arabic")}
LETTERS_MISSING = "could not be displayed with"
NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
PIXELS = 144  # an inch: a slide of 960 points is 1920 wide
MOST_TRIES = 20  # each tells of many signs
# so much of a word in JSON that it would run out of the page, and what lets it go on below
LONG_WORD, BREAK = re.compile(r'[^\s"\\,:{}\[\]]{60}'), "\u200b"
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
    made = _compiled(
        template,
        msgspec.json.encode(data).decode(),
        language,
        system_fonts=system_fonts,
        inputs=inputs,
    )
    if isinstance(made, bytes):
        return made
    raise BadInputError(MEND.format(title=title, language=language)) from made


def drawn(
    template: Path, data: Struct, *, title: str, language: str, format_: Literal["png", "svg"]
) -> bytes:
    """Set data of one page as a picture; raises `BadInputError` where a letter has no font."""
    given = msgspec.json.encode(data).decode()
    made = _compiled(template, given, language, system_fonts=True, format_=format_)
    if isinstance(made, bytes):
        return made
    raise BadInputError(MEND.format(title=title, language=language)) from made


def typeset_any(
    template: Path, data: Struct, *, title: str, language: str, instead: str, system_fonts: bool
) -> bytes:
    """Set data that holds whatever people wrote: signs without a font stand as `instead`.

    A smiley that cannot be drawn is no reason to print nothing. Raises `BadInputError` where a
    letter has no font.
    """
    given = LONG_WORD.sub(f"\\g<0>{BREAK}", msgspec.json.encode(data).decode())
    for _ in range(MOST_TRIES):
        made = _compiled(template, given, language, system_fonts=system_fonts)
        if isinstance(made, bytes):
            return made
        signs = _signs(made.diagnostic)
        if not signs:
            break
        for sign in signs:
            given = given.replace(sign, instead)
        given = re.sub(f"(?:{re.escape(instead)})+", instead, given)
    raise BadInputError(MEND.format(title=title, language=language))


def _signs(told: str) -> list[str]:
    """The signs that an error says no font has, the longest first; none where one is a letter."""
    found = {ESCAPED.sub(_unescaped, text) for text in NOT_SHOWN.findall(told)}
    if any(unicodedata.category(letter).startswith("L") for text in found for letter in text):
        return []
    return sorted(found, key=len, reverse=True)


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _compiled(
    template: Path,
    given: str,
    language: str,
    *,
    system_fonts: bool,
    inputs: dict[str, str] | None = None,
    format_: Literal["pdf", "png", "svg"] = "pdf",
) -> bytes | typst.TypstError:
    """The file, or the error that tells which letters have no font."""
    fonts = _fonts(language, system_fonts=system_fonts)
    told = {"data": given, "fonts": msgspec.json.encode(fonts).decode()}
    try:
        made = typst.compile(
            template.read_bytes(),
            format=format_,
            ppi=PIXELS if format_ == "png" else None,
            pdf_standards="ua-1" if format_ == "pdf" else [],
            ignore_system_fonts=not system_fonts,
            sys_inputs=told | (inputs or {}),
        )
    except typst.TypstError as error:
        if LETTERS_MISSING not in str(error):
            raise
        return error
    return bytes(made)


def _fonts(language: str, *, system_fonts: bool) -> list[str]:
    wanted = (*FONTS_BY_LANGUAGE.get(language.partition("-")[0], ()), *FONTS)
    installed = _families(system_fonts=system_fonts)
    return [name for name in dict.fromkeys(wanted) if name in installed]


def has_font() -> bool:
    """Whether this machine has one of the fonts that papers are set in."""
    return not _families(system_fonts=True).isdisjoint(FONTS[:-1])


@cache
def _families(*, system_fonts: bool) -> frozenset[str]:
    return frozenset(typst.Fonts(include_system_fonts=system_fonts).families())
