"""Texts in, themes out; knows no web, no database and no service."""

from lyhord_themes.codebook import (
    Codebook,
    CodebookTheme,
    codebook_toml,
    parse_codebook,
    read_codebook,
)
from lyhord_themes.errors import CodebookError, NoTextError, ThemesError, TooFewTextsError
from lyhord_themes.finder import ThemeFinder
from lyhord_themes.findings import (
    Assignment,
    CurvePoint,
    Findings,
    GroupShare,
    Term,
    Theme,
)

__all__ = [
    "Assignment",
    "Codebook",
    "CodebookError",
    "CodebookTheme",
    "CurvePoint",
    "Findings",
    "GroupShare",
    "NoTextError",
    "Term",
    "Theme",
    "ThemeFinder",
    "ThemesError",
    "TooFewTextsError",
    "codebook_toml",
    "parse_codebook",
    "read_codebook",
]
