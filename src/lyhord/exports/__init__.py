"""A disclosed report as a file."""

from lyhord.exports.making import FORMATS, make, take_out
from lyhord.exports.statements import ROW_FORMATS, make_rows, take_rows
from lyhord.exports.table import File

__all__ = ["FORMATS", "ROW_FORMATS", "File", "make", "make_rows", "take_out", "take_rows"]
