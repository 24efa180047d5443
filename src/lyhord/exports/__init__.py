"""A disclosed report as a file."""

from lyhord.exports.making import FORMATS, make, take_out
from lyhord.exports.table import File

__all__ = ["FORMATS", "File", "make", "take_out"]
