"""A disclosed report as a file."""

from lyhord.exports.making import FORMATS, export, make
from lyhord.exports.table import File

__all__ = ["FORMATS", "File", "export", "make"]
