"""A pasted list of doors, read line by line into doors to make and what is wrong; pure."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from lyhord.collecting.faults import Fault, FaultCode
from lyhord.collecting.headings import AUDIENCES, HEADINGS, MODES
from lyhord.collecting.weeks import week_of
from lyhord.instruments.definition import Audience
from lyhord.storage.collectors import Mode

MOST_LINES = 500
MOST_LETTERS = 100
SEPARATORS = ("\t", ";", ",")
COLUMNS = ("name", "municipality", "audience", "setting", "language", "mode")
Key = tuple[str, str | None, str, str, str | None]

# UTF-8 that was read as Windows or Mac letters, and what could not be read at all
_MOJIBAKE = re.compile("\N{REPLACEMENT CHARACTER}|Ã[\x80-\xff¥¤¶…„–‰©¨]|â€|√[•§∂ÖÑ]|Â[ ·]")


class Defaults(Struct, frozen=True, kw_only=True):
    """What holds for a line that does not say it."""

    audience: Audience | None = None
    mode: Mode = "open"
    municipality: str | None = None
    setting: str = ""
    language: str | None = None
    survey: str = ""


class Surroundings(Struct, frozen=True, kw_only=True):
    """What the lines may name, as it is typed in small letters, and the doors that there are.

    `series` are the audiences that are asked after events, `surveys` what stands beside their own.

    Who works for some municipalities makes doors of these alone, so each line must name one.
    """

    municipalities: Mapping[str, str]
    languages: Mapping[Audience, Mapping[str, str]]
    existing: frozenset[Key] = frozenset()
    series: Mapping[Audience, Mapping[str, str]] = {}
    surveys: Mapping[str, Audience] = {}
    must_name_municipality: bool = False


class Line(Struct, frozen=True, kw_only=True):
    """A door to make, and the line that asks for it; with a series it is an event's."""

    number: int
    name: str
    audience: Audience
    mode: Mode
    municipality: str | None
    setting: str
    language: str | None
    series: str = ""
    week: str = ""
    survey: str = ""

    @property
    def key(self) -> Key:
        """What no two doors of a round have in common."""
        name = door_name(self.name, self.survey, self.series, self.week)
        return key_of(name, self.municipality, self.audience, self.mode, self.language)


class Listed(Struct, frozen=True, kw_only=True):
    """A list as it was read; nothing is made of one with faults."""

    lines: tuple[Line, ...] = ()
    faults: tuple[Fault, ...] = ()


def key_of(
    name: str, municipality: str | None, audience: str, mode: str, language: str | None
) -> Key:
    """What no two doors of a round have in common, however it is typed."""
    return (" ".join(name.split()).casefold(), municipality, audience, mode, language)


def door_name(name: str, survey: str = "", series: str = "", week: str = "") -> str:
    """What tells doors of one name apart: a survey beside the audience's own, an event's week."""
    return "\x1f".join(filter(None, (name, survey, series, week)))


def read(text: str, defaults: Defaults, around: Surroundings) -> Listed:
    """Read a list with or without headings, parted by tabs, semicolons or commas."""
    rows = [
        (number, line)
        for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1)
        if line.strip(" \t;,")
    ]
    if not rows:
        return Listed(faults=(Fault(number=1, code="nothing"),))
    if len(rows) > MOST_LINES:
        return Listed(faults=(Fault(number=rows[MOST_LINES][0], code="too_many"),))
    separator = next((each for each in SEPARATORS if each in rows[0][1]), ";")
    first = [cell.casefold() for cell in _cells(rows[0][1], separator) or []]
    if not any(cell in HEADINGS for cell in first):
        return _listed(rows, separator, COLUMNS, defaults, around)
    faults = tuple(_of_headings(first, rows[0][0]))
    if faults:
        return Listed(faults=faults)
    columns = [HEADINGS[cell] for cell in first]
    return _listed(rows[1:], separator, columns, defaults, around)


def _of_headings(cells: Sequence[str], number: int) -> Iterator[Fault]:
    met: set[str] = set()
    for cell in cells:
        column = HEADINGS.get(cell)
        if column is None:
            yield Fault(number=number, code="unknown_column", value=cell)
        elif column in met:
            yield Fault(number=number, code="twice_column", value=cell)
        else:
            met.add(column)


def _listed(
    rows: Sequence[tuple[int, str]],
    separator: str,
    columns: Sequence[str],
    defaults: Defaults,
    around: Surroundings,
) -> Listed:
    lines: list[Line] = []
    faults: list[Fault] = []
    met: dict[Key, int] = {}
    for number, text in rows:
        found = _line(number, _named(number, text, separator, columns), defaults, around)
        if isinstance(found, Line):
            again = _again(found, met, around)
            lines += [] if again else [found]
            faults += [again] if again else []
            met.setdefault(found.key, number)
        else:
            faults += found
    if not lines and not faults:
        faults.append(Fault(number=1, code="nothing"))
    return Listed(lines=tuple(lines), faults=tuple(faults))


def _again(line: Line, met: Mapping[Key, int], around: Surroundings) -> Fault | None:
    """Say that a door was asked for on an earlier line, or is there already."""
    if line.key in met:
        return Fault(number=line.number, code="twice", value=str(met[line.key]))
    if line.key in around.existing:
        return Fault(number=line.number, code="exists", value=line.name)
    return None


def _named(
    number: int, text: str, separator: str, columns: Sequence[str]
) -> dict[str, str] | Fault:
    """The cells of a line by their columns, or why they cannot be told apart."""
    broken = _MOJIBAKE.search(text)
    if broken:
        return Fault(number=number, code="letters", value=broken[0])
    is_parted_otherwise = separator not in text and any(each in text for each in SEPARATORS)
    if len(columns) > 1 and is_parted_otherwise:
        return Fault(number=number, code="separator")
    cells = _cells(text, separator)
    if cells is None or any(cells[len(columns) :]):
        return Fault(number=number, code="columns", value=str(len(columns)))
    return dict(zip(columns, cells, strict=False))


def _cells(line: str, separator: str) -> list[str] | None:
    """The cells of one line, without the room around them; nothing where a quote stays open."""
    try:
        (row,) = csv.reader([line], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return None
    return [" ".join(cell.split()) for cell in row]


def _line(
    number: int, cells: dict[str, str] | Fault, defaults: Defaults, around: Surroundings
) -> Line | list[Fault]:
    """A door to make, or everything that is wrong with its line."""
    if isinstance(cells, Fault):
        return [cells]
    asked = {
        "audience": _among(cells, "audience", AUDIENCES, defaults.audience),
        "municipality": _among(cells, "municipality", around.municipalities, defaults.municipality),
        "mode": _among(cells, "mode", MODES, defaults.mode),
    }
    audience = AUDIENCES.get(asked["audience"] or "") or around.surveys.get(defaults.survey)
    mode = MODES.get(asked["mode"] or "")
    spoken: Mapping[str, str] = around.languages.get(audience, {}) if audience else {}
    asked["language"] = _among(cells, "language", spoken, defaults.language)
    week = week_of(cells.get("day", ""))
    faults = [*_of_texts(number, cells), *_of_choices(number, cells, asked, audience, around)]
    faults += _of_event(number, cells, asked, audience, around)
    if defaults.survey and audience and around.surveys.get(defaults.survey) != audience:
        faults.append(Fault(number=number, code="other_audience", value=audience))
    if faults or audience is None or mode is None:
        return faults
    return Line(
        number=number,
        name=cells.get("name", ""),
        audience=audience,
        mode=mode,
        municipality=asked["municipality"],
        setting=cells.get("setting") or defaults.setting,
        language=asked["language"],
        series=_series(cells.get("series", ""), around.series.get(audience, {})),
        week=week or "",
        survey="" if cells.get("series") else defaults.survey,
    )


def _series(typed: str, known: Mapping[str, str]) -> str:
    return known.get(typed.casefold(), typed)


def _of_event(
    number: int,
    cells: Mapping[str, str],
    asked: Mapping[str, str | None],
    audience: Audience | None,
    around: Surroundings,
) -> Iterator[Fault]:
    if not cells.get("series"):
        if cells.get("day"):
            yield Fault(number=number, code="no_series", value=cells["day"][:MOST_LETTERS])
        return
    if week_of(cells.get("day", "")) is None:
        yield Fault(number=number, code="no_day", value=cells.get("day", "")[:MOST_LETTERS])
    if audience is not None and audience not in around.series:
        yield Fault(number=number, code="no_feedback", value=audience)
    is_told = cells.get("municipality") or asked["municipality"]
    if not is_told and not around.must_name_municipality:
        yield Fault(number=number, code="no_municipality")


def _among(
    cells: Mapping[str, str], column: str, known: Mapping[str, str], default: str | None
) -> str | None:
    """What a cell names, or what holds where it is empty; nothing where it names nothing."""
    typed = cells.get(column, "")
    return known.get(typed.casefold()) if typed else default


def _of_texts(number: int, cells: Mapping[str, str]) -> Iterator[Fault]:
    if not cells.get("name") and not cells.get("series"):
        yield Fault(number=number, code="no_name")
    for column in ("name", "setting", "series"):
        text = cells.get(column, "")
        if len(text) > MOST_LETTERS:
            yield Fault(number=number, code="long", value=f"{text[:20]}…")
        elif not text.isprintable():
            yield Fault(number=number, code="letters", value=ascii(text[:20]))


def _of_choices(
    number: int,
    cells: Mapping[str, str],
    asked: Mapping[str, str | None],
    audience: Audience | None,
    around: Surroundings,
) -> Iterator[Fault]:
    codes: tuple[tuple[str, FaultCode], ...] = (
        ("municipality", "unknown_municipality"),
        ("mode", "unknown_mode"),
    )
    for column, code in codes:
        if cells.get(column) and asked[column] is None:
            yield Fault(number=number, code=code, value=cells[column][:MOST_LETTERS])
    if around.must_name_municipality and not (cells.get("municipality") or asked["municipality"]):
        yield Fault(number=number, code="no_municipality")
    if audience is None or audience not in around.languages:
        named = cells.get("audience", "")[:MOST_LETTERS]
        yield Fault(number=number, code="unknown_audience" if named else "no_audience", value=named)
    elif cells.get("language") and asked["language"] is None:
        yield Fault(number=number, code="unknown_language", value=cells["language"][:MOST_LETTERS])
