"""How dates of birth, case numbers and number plates are written; other dates and codes stay."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import other_words

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_NUMERIC = (
    rf"(?:{_YEAR}|\d\d)[-./ ]?\d\d[-./ ]?\d\d(?![\d-])"
    rf"|\d{{1,2}}\s?[-./]\s?\d{{1,2}}(?:\s?[-./ ]\s?(?:{_YEAR}|\d\d))?(?!\d)"
)
_IN_WORDS = rf"(?:den\s)?\d{{1,2}}(?::?[ae])?\s{_MONTH}\b(?:\s(?:{_YEAR}|-?\d\d(?![\d.:])))?"
_DATE = rf"(?:{_IN_WORDS}|(?:den\s)?(?:{_NUMERIC}))"
_BORN = (
    r"\b(?:född|född[ae]|fött|föddes|födelsedatum(?:et)?|födelsedag(?:en|sdatum)?|födelsetid|födsel|födis"
    r"|fyller(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllde(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllt|born|f\.)"
)
_BIRTHDATES = (
    re.compile(rf"{_BORN}[\s:,(]{{0,3}}(?:(?:är|on|i|va|var|det)\s){{0,2}}(?P<value>{_DATE})"),
    re.compile(
        rf"(?<![\w-])(?P<value>{_DATE})[,\s]{{1,2}}(?:[^\W\d_]{{2,12}}\s){{0,3}}(?:född|föddes|fyller|födelsedag)\b"
    ),
)
_CASE_WORD = (
    r"\b(?:dnr|diarienr|diarienumret|diarienummer|diariet|ärende(?:t|nr|nummer|numret)?|mål(?:et|nr|nummer)?|akt(?:en|nr|nummer)?"
    r"|(?:polis)?anmälan(?:s?nummer|s?nr)?|journal(?:en|nr|nummer)|beslut(?:et)?(?:snr|snummer)?"
    r"|referens(?:nr|nummer|kod)?|ref|skadenr|skadenummer|case)"
)
_CASES = (
    re.compile(
        rf"{_CASE_WORD}[\s.:#]{{0,3}}(?:(?:nr|nummer|är|med|hade|har|dnr|id|no)[\s.:]{{1,2}}){{0,2}}"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /-]?)?\d[\d/:-]{1,20}\d(?:[/-][a-z\d]{1,6})?)(?![\w:])"
    ),
    re.compile(r"(?<![\w-])\d{4}-k\d{3,7}-\d\d(?![\w-])"),
    re.compile(r"(?<![\w-])k\d{5,7}-\d\d(?![\w-])"),
    re.compile(r"(?<![\w-])[tböäfpk] \d{2,5}-\d\d(?![\w-])"),
    re.compile(
        r"(?<![\w-])[a-zåäö]{2,5}[ -]"
        r"(?!20\d\d[-/](?:20\d\d|0[1-9]|1[0-2])(?![\w/-]))"
        r"(?:19|20)\d\d[/:-]\d{1,6}(?![\w/-])"
    ),
    re.compile(r"(?<![\w-])(?:19|20)\d\d[/:](?:0\d{2,5}|[13-9]\d{3}|\d{5,6}|\d{3})(?![\w/-])"),
)
_NO_CASE = re.compile(
    rf"{_YEAR}(?:[-/.:]{_YEAR}|[-/.]\d\d(?:[-/.]\d\d)?|-)?|\d\d?[:]\d\d|\d{{1,3}}(?:-\d{{1,3}})?"
)
_SCHOOL_YEAR = re.compile(
    r"(?:läsåret|åren|år|vt|ht|hösten|våren|säsongen|sommaren|vintern|året)\s.*"
)
_CASE_HINT = re.compile(r"\d[/:-]|\d{3}")

_PLATE = r"[a-hj-pr-uw-z]{3}(?:\s|-)?\d\d[\da-hj-pr-uw-z]"
_PLATES = (
    re.compile(r"(?<![\w-])[A-HJ-PR-UW-Z]{3}[ -]?\d\d[\dA-HJ-PR-UW-Z](?![\w-])"),
    re.compile(
        r"\b(?:reg\.?\s?nr|registreringsnumme?re?t?|regnumme?re?t?|reg|(?:reg)?skylt(?:en)?"
        r"|(?:nummer)?plåt(?:en|ar)?|number plate)\b"
        rf"[^\n.,;]{{0,15}}?\b(?P<value>{_PLATE})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:bil(?:en)?|epa(?:n|-?traktorn?)?|mopeden|moped|mopedbilen?|volvon?|saaben|bmw|audi)\b[^\n.,;]{0,15}?"
        r"\b(?P<value>[a-hj-pr-uw-z]{3}\s?\d\d[a-hj-pr-uw-z])(?!\w)",
        re.IGNORECASE,
    ),
)


def birthdates(piece: Piece) -> Iterator[Found]:
    """Find dates that are said to be of a birth; a year alone is none."""
    if piece.says(other_words().birth_words):
        for pattern in _BIRTHDATES:
            for found in pattern.finditer(piece.low):
                yield Found(*found.span("value"), "birthdate", ("context:born", "shape:date"))


def cases(piece: Piece) -> Iterator[Found]:
    """Find numbers of cases, files and police reports; years and dates are none."""
    if not _CASE_HINT.search(piece.low):
        return
    for pattern in _CASES:
        for found in pattern.finditer(piece.low):
            start, end = found.span(found.lastgroup or 0)
            if not _NO_CASE.fullmatch(piece.low, start, end) and not _is_year_of(found[0]):
                evidence = "context:case" if found.lastgroup else "shape:case"
                yield Found(start, end, "case", (evidence,))


def _is_year_of(written: str) -> bool:
    return _SCHOOL_YEAR.fullmatch(written) is not None


def vehicles(piece: Piece) -> Iterator[Found]:
    """Find number plates: in capitals, or beside a word that speaks of one."""
    for pattern in _PLATES:
        for found in pattern.finditer(piece.text):
            start, end = found.span(found.lastgroup or 0)
            if found.lastgroup or piece.low[start : start + 3] not in other_words().no_plate:
                context = ("context:vehicle",) if found.lastgroup else ()
                yield Found(start, end, "vehicle", (*context, "shape:plate"))
