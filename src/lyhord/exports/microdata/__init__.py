"""Rows as files, in the formats of those who reckon further."""

from lyhord.exports.microdata.taking import ROW_FORMATS, RowFile, take_rows

__all__ = ["ROW_FORMATS", "RowFile", "take_rows"]
