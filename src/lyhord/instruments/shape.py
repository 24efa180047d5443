"""Every mistake of form in a table against a Struct: unknown, missing and wrong fields.

msgspec stops at the first mistake; here each part is tried alone, so that an author sees them all.
"""

import re
from collections.abc import Iterator
from typing import TypeAlias, cast, get_args

import msgspec
from msgspec import Struct
from msgspec.structs import FieldInfo

from lyhord.instruments.files import Table, is_table, items
from lyhord.instruments.problems import Problem, suggest

Kinds: TypeAlias = tuple[type[Struct], ...]

# What a pattern that a text failed says of what was meant, by a piece of the pattern.
_MEANT = (
    ("[a-z]{2,3}", "a language tag", "write it as sv, en, ar or sv-x-easy"),
    ("https://", "an address that a link can have", "write it whole: https://… or tel:…"),
)

REMEDIES = (
    *((pattern, remedy) for pattern, _, remedy in _MEANT),
    ("matching regex", "use small letters a–z, digits, - and _, and begin with a letter or digit"),
    ("Expected `str`, got", "write it in quotes"),
    ("Expected `str` of length <=", "shorten it"),
    ("Expected `str` of length >=", "write a text"),
    ("Expected `int`, got", "write a whole number without quotes"),
    ("Expected `bool`", "write true or false without quotes"),
    ("Expected `array`, got", "write an array: [ … ]"),
    ("Expected `array` of length", "add what is missing or take away what is too much"),
    ("Expected `object`", "write a table: { … }"),
    ("Expected `date`", "write a date without quotes: 2026-11-01"),
    ("Invalid enum value", "use one of the values in the author's guide"),
)


def problems_of_shape(raw: object, kinds: Kinds, where: str = "$") -> Iterator[Problem]:
    """Go through a table that should become one of these Structs, and yield every mistake."""
    if not is_table(raw):
        what = f"a table is expected here, not {_named(raw)}"
        yield Problem(where=where, what=what, remedy="write a table: { … } or [[ … ]]")
        return
    kind = _variant(raw, kinds, where)
    if isinstance(kind, Problem):
        yield kind
        return
    yield from _unknown_fields(raw, kind, where)
    for field in msgspec.structs.fields(kind):
        yield from _field(raw, field, where)


def structs_in(annotation: object) -> Kinds:
    """List the Structs that a field's annotation speaks of, however it is wrapped."""
    if isinstance(annotation, type) and issubclass(annotation, Struct):
        return (annotation,)
    inner = cast("tuple[object, ...]", get_args(annotation))
    return tuple(kind for part in inner for kind in structs_in(part))


def _variant(raw: Table, kinds: Kinds, where: str) -> type[Struct] | Problem:
    tag = kinds[0].__struct_config__.tag_field
    if tag is None:
        return kinds[0]
    by_tag = {str(kind.__struct_config__.tag): kind for kind in kinds}
    if tag not in raw:
        return Problem(where=where, what=f"{tag} is missing", remedy=suggest("", by_tag))
    chosen = raw[tag]
    if not isinstance(chosen, str) or chosen not in by_tag:
        remedy = suggest(str(chosen), by_tag)
        return Problem(where=f"{where}.{tag}", what=f"unknown {tag} {chosen!r}", remedy=remedy)
    return by_tag[chosen]


def _unknown_fields(raw: Table, kind: type[Struct], where: str) -> Iterator[Problem]:
    known = {field.encode_name for field in msgspec.structs.fields(kind)}
    allowed = known | {kind.__struct_config__.tag_field}
    for name in raw:
        if name not in allowed:
            remedy = suggest(name, known)
            yield Problem(where=f"{where}.{name}", what=f"unknown field {name}", remedy=remedy)


def _field(raw: Table, field: FieldInfo, where: str) -> Iterator[Problem]:
    name = field.encode_name
    if name not in raw:
        if field.required:
            yield Problem(where=where, what=f"{name} is missing", remedy=f"add {name}")
        return
    try:
        msgspec.convert(raw[name], field.type)
    except msgspec.ValidationError as error:
        details = list(_inside(raw[name], structs_in(field.type), f"{where}.{name}"))
        yield from details or [_from_msgspec(error, f"{where}.{name}")]


def _inside(value: object, kinds: Kinds, where: str) -> Iterator[Problem]:
    if not kinds:
        return
    if is_table(value) and kinds[0].__struct_config__.tag_field == "op":
        yield from problems_of_shape(value, kinds, where)
    for index, item in enumerate(items(value)):
        yield from problems_of_shape(item, kinds, f"{where}[{index}]")


def _from_msgspec(error: msgspec.ValidationError, where: str) -> Problem:
    what, _, place = str(error).partition(" - at `$")
    remedy = next((text for start, text in REMEDIES if start in what), "see the author's guide")
    return Problem(where=where + place.removesuffix("`"), what=_plain(what), remedy=remedy)


def _plain(what: str) -> str:
    if "matching regex" in what:
        meant = (what_is for pattern, what_is, _ in _MEANT if pattern in what)
        return f"this is not {next(meant, 'a name that can be used')}"
    plain = what.replace("`", "").replace("array", "an array").replace("object", "a table")
    return re.sub(r"^E", "e", plain).replace("str", "text")


def _named(value: object) -> str:
    names = {"str": "a text", "int": "a number", "bool": "a truth value", "list": "an array"}
    return names.get(type(value).__name__, type(value).__name__)
