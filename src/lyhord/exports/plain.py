"""Keeps the cells of a text file from being read as formulas by spreadsheet programs.

A cell that begins like a formula gets an apostrophe in front, which spreadsheet programs take as
"this is text". A cell that begins with an apostrophe gets one too, so that taking one away gives
every cell back as it was. The same goes for what follows a line break, a tab or a semicolon inside
a cell: programs with other ideas of what parts cells would see a new cell there.
"""

import re

_SPACE = r"[\s\u00a0\u200b-\u200d\u2060\ufeff]"
_SIGN = r"[=+\-@|\uff1d\uff0b\uff0d\uff20\uff5c\u2212]"  # full-width ones are folded by programs
_BEGINS = rf"(?={_SPACE}*{_SIGN}|['\t\r\n])"
_FORMULA = re.compile(rf"(?:^|(?<=[\n\r\t;])){_BEGINS}")
_MARKED = re.compile(r"(?:^|(?<=[\n\r\t;]))'")


def as_text(cell: str) -> str:
    """Return the cell so that no program takes it, or a part of it, for a formula."""
    return _FORMULA.sub("'", cell)


def from_text(cell: str) -> str:
    """Return what a cell was before `as_text`."""
    return _MARKED.sub("", cell)
