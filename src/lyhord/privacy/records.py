"""How dates of birth, case numbers and number plates are written; other dates and codes stay."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark, other_words

_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)\d\d"
_NUMERIC = (
    rf"(?:{_YEAR}|\d\d)[-./ ]?\d\d[-./ ]?\d\d(?![\d-])"
    rf"|\d{{1,2}}\s?[-./]\s?\d{{1,2}}(?:\s?[-./ ]\s?(?:{_YEAR}|\d\d))?(?!\d)"
)
_ORDINAL = (
    r"(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|trettonde"
    r"|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|tjugo(?:första|andra|tredje|fjärde"
    r"|femte|sjätte|sjunde|åttonde|nionde)|trettionde|trettioförsta)"
)
_IN_WORDS = (
    rf"(?:den\s)?(?:\d{{1,2}}(?::?[ae])?|{_ORDINAL})\s{_MONTH}\b"
    rf"(?:,?\s(?:{_YEAR}|[-']?\d\d(?![\d.:])))?"
)
_ENGLISH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s(?:19|20)\d\d)?(?!\d)"
)
_SLASHED = rf"\d{{1,2}}/\d{{1,2}}[\s-]{{1,2}}(?:{_YEAR}|[-']?\d\d)(?!\d)"
_DATE = rf"(?:{_IN_WORDS}|{_ENGLISH}|(?:den\s)?(?:{_SLASHED}|{_NUMERIC}))"
_BORN = (
    r"\b(?:född|född[ae]|fött|fötts|föddes|föds|födelsedatum(?:et)?|födelsedag(?:en|sdatum)?|födelsetid|födsel"
    r"|födis(?:en)?|b-?day|birthday|birth|dob|bebis(?:en)?|till\svärlden|förlossning(?:en)?"
    r"|fyller(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllde(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllt|born|f\.|f)"
)
_NO_BIRTH = (
    r"(?:(?!kom\b|flytta|hit\b|sedan\b|börja|träff|möte|tid\b|ring|inskriven|anmäl|beslut"
    r"|innan\b|senast\b|inflytt)[^\d\n.!?]){0,30}?"
)
_BIRTHDATES = (
    re.compile(
        rf"{_BORN}(?:\b|(?<=\.))[\s:,(]{{0,3}}(?:(?:är|on|i|va|var|det)\s){{0,2}}(?P<value>{_DATE})"
    ),
    re.compile(rf"{_BORN}\b[\s:,(]{_NO_BIRTH}(?<![\w-])(?P<value>{_DATE})"),
    re.compile(
        rf"\b(?:pappret|papperet|papper|passet|folkbokföringen|folkbokförd|id-kortet|lma-kortet|födelsebeviset)"
        rf"\b[^\d\n.!?]{{0,30}}?(?P<value>{_DATE}\s?{_YEAR}|{_IN_WORDS})(?<=\d)"
    ),
    re.compile(
        rf"(?<![\w-])(?P<value>{_DATE})[,)\s]{{1,2}}(?:[^\W\d_]{{1,12}}\s){{0,3}}"
        r"(?:född|föddes|fyller|födelsedag|födelsedagen|födelsedatum|född|fyllde)\b"
    ),
    re.compile(rf"(?<![\w-])(?P<value>{_DATE})\ssom\s(?:sin|min|hans|hennes)\s(?:födelse)?dag\b"),
)
_CASE_WORD = (
    r"\b(?:dnr|diarienr|diarienumret|diarienummer|diariet|diariefört"
    r"|ärende(?:t|nr|nummer|numret|id)?|mål(?:et|nr|nummer)?|(?:person)?akt(?:en|nr|nummer)?"
    r"|(?:polis|oros|skade|lex sarah-?)?anmälan(?:s?nummer|s?nr)?|anmälningsnummer"
    r"|journal(?:en|nr|nummer|id)?|beslut(?:et)?(?:snr|snummer)?"
    r"|referens(?:en|nr|nummer|kod)?|ref|skadenr|skadenummer|case|utredning(?:en|snr|snummer)?|remiss(?:en|nr|nummer|id)?|dossiernr"
    r"|k-nr|k-nummer|tingsrätten|förvaltningsrätten|överklagan(?:de)?|yttrande(?:t)?)"
)
_CASES = (
    re.compile(
        rf"{_CASE_WORD}[\s.:#]{{0,3}}(?:(?:nr|nummer|är|med|hade|har|dnr|id|no)[\s.:]{{1,2}}){{0,2}}"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /-]?)?\d[\d/:-]{1,20}\d(?:[/-][a-z\d]{1,6})?)(?![\w:])"
    ),
    re.compile(
        rf"{_CASE_WORD}\b[^\d\n.!?]{{0,25}}?(?<![\w-])"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /:-])?\d{2,}(?:[/:.-](?:[a-zåäö]{1,6}[/:.-])?\d+"
        r"|[/:.-][a-zåäö]{2,6}(?!\w)){1,4}(?: \d{2,4}){0,2})(?![\w:])"
    ),
    re.compile(
        rf"{_CASE_WORD}[\s.:(]{{1,3}}(?:(?:nr|nummer|är)[\s.:]{{1,2}})?"
        r"(?P<value>[a-zåäö]{1,3}[ -]\d{2,4}(?:[ /-]\d{2,4}){1,3})(?![\w:])"
    ),
    re.compile(
        r"\b(?:ärende|diarie|journal|akt|mål|anmälnings|anmälans|referens|besluts|remiss|skade|dossier?)s?-?"
        r"(?:nr|nummer|numret|id)\b[\s.:#(är]{1,5}"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /–-]?)?\d(?:[ ./:–-]?\d|[/–-][a-zåäö]){2,20})(?!\w)"
    ),
)
_SHAPED_CASES = (
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
# without a word that says so: an inspectorate's form, or capitals, then a year and a number
_CAPITALS = re.compile(
    r"(?<![\w-])(?:(?:19|20)\d\d[-/][A-ZÅÄÖ]{2,5}[-/]\d{2,7}"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}-\d{3,6}/(?:19|20)\d\d"
    r"|(?!SARS|COVID)[A-ZÅÄÖ]{2,5}[-.](?:(?:19|20)\d\d|\d\d)[-.]\d{3,6}"
    r"|(?!SARS|COVID)[A-ZÅÄÖ]{2,5}[-/]\d{1,6}/(?:(?:19|20)\d\d|\d\d)"
    r"|[A-ZÅÄÖ]{2,5}[ /](?:19|20)\d\d[/.:]\d{1,6}(?:[-./:][\dA-ZÅÄÖ]{1,6})?)(?![\w/-])"
)
_PREFIX = re.compile(r"[a-zåäö]{2,5} ")
_NO_CASE = re.compile(
    rf"{_YEAR}(?:[-/.:]{_YEAR}|[-/.]\d\d(?:[-/.]\d\d)?|-)?|\d\d?[:]\d\d|\d{{1,3}}(?:-\d{{1,3}})?"
)
_SCHOOL_YEAR = re.compile(
    r"(?:läsåret|åren|år|vt|ht|hösten|våren|säsongen|sommaren|vintern|året)\s.*"
)
_SHAPE_HINT = re.compile(r"\d[-/:.][\dk]|\d[-/][a-zåäö]{2}|[a-z][-/]\d")
_CASE_HINT = re.compile(r"\d[/:-]|\d{3}|\d \d\d")

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
_PLATE_HINT = re.compile(r"[a-z]{3}[ -]?\d\d[ \da-z]")
_LOW_PLATE = re.compile(r"(?<![\w-])[a-hj-pr-uw-z]{3}[ -]?\d\d ?[\da-hj-pr-uw-z](?![\w-])")


def birthdates(piece: Piece) -> Iterator[Found]:
    """Find dates that are said to be of a birth; a year alone is none."""
    if piece.says(Mark.BIRTH):
        for pattern in _BIRTHDATES:
            for found in pattern.finditer(piece.low):
                yield Found(*found.span("value"), "birthdate", ("context:born", "shape:date"))


def cases(piece: Piece) -> Iterator[Found]:
    """Find numbers of cases, files and police reports; years and dates are none."""
    if not _CASE_HINT.search(piece.low):
        return
    if piece.says(Mark.CASE):
        yield from _numbers_of_cases(piece, _CASES)
    if _SHAPE_HINT.search(piece.low):
        yield from _numbers_of_cases(piece, _SHAPED_CASES)
        for found in _CAPITALS.finditer(piece.text):
            yield Found(*found.span(), "case", ("shape:case",))


def _numbers_of_cases(piece: Piece, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Found]:
    for pattern in patterns:
        for found in pattern.finditer(piece.low):
            start, end = found.span(found.lastgroup or 0)
            begins = _PREFIX.match(piece.low, start, end)
            bare = begins.end() if begins else start
            if not _NO_CASE.fullmatch(piece.low, bare, end) and not _is_year_of(found[0]):
                evidence = "context:case" if found.lastgroup else "shape:case"
                yield Found(start, end, "case", (evidence,))


def _is_year_of(written: str) -> bool:
    return _SCHOOL_YEAR.fullmatch(written) is not None


def vehicles(piece: Piece) -> Iterator[Found]:
    """Find number plates: in capitals, or beside a word that speaks of one."""
    if not _PLATE_HINT.search(piece.low):
        return
    for pattern in _PLATES:
        for found in pattern.finditer(piece.text):
            start, end = found.span(found.lastgroup or 0)
            if found.lastgroup or piece.low[start : start + 3] not in other_words().no_plate:
                context = ("context:vehicle",) if found.lastgroup else ()
                yield Found(start, end, "vehicle", (*context, "shape:plate"))
    if piece.says(Mark.VEHICLE):
        for found in _LOW_PLATE.finditer(piece.low):
            word = found[0][:3]
            if word not in other_words().no_plate:
                yield Found(*found.span(), "vehicle", ("context:vehicle", "shape:plate"))
