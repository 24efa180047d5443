"""A disclosed report as a file."""

from lyhord.exports.making import FORMATS, LANGUAGES, hand_out, make, take_out
from lyhord.exports.microdata import ROW_FORMATS, RowFile, take_rows
from lyhord.exports.report.report import Report
from lyhord.exports.report.words import Language
from lyhord.exports.table import File

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "ROW_FORMATS",
    "File",
    "Language",
    "Report",
    "RowFile",
    "hand_out",
    "make",
    "take_out",
    "take_rows",
]
