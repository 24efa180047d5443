"""Names beside ids: columns that say what the themes and municipalities of rows are called."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from lyhord.disclosing import Column, Microdata
from lyhord.exports.wording import REMAINDER, VALUES

THEMES = ("theme", "second", "third")
PLACE = "municipality"
NAME = "{}_name"


def named(data: Microdata) -> Sequence[Column]:
    """The columns of statements, each column of ids followed by one of the names."""
    columns: list[Column] = []
    for column in data.columns:
        columns.append(column)
        if column.name in (*THEMES, PLACE):
            names = names_of(column, data)
            values = [names.get(str(value)) for value in column.values]
            columns.append(replace(column, name=NAME.format(column.name), values=values))
    return columns


def names_of(column: Column, data: Microdata) -> Mapping[str, str]:
    """What the ids of themes or municipalities are called that stand in a column."""
    themes = {each.theme_id: each.name for each in data.themes} | REMAINDER
    known = VALUES | dict(data.places) if column.name == PLACE else themes
    return {str(each): known.get(str(each), str(each)) for each in column.values if each}
