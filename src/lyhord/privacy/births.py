"""How dates are written that are said to be of a birth; other dates stay, and a year alone."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark

MONTH = (
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
    rf"(?:den\s)?(?:\d{{1,2}}(?::?[ae])?|{_ORDINAL})\s{MONTH}\b"
    rf"(?:,?\s(?:{_YEAR}|[-']?\d\d(?![\d.:])|(?:tjugo|nitton)hundra[^\W\d_]{{2,14}}))?"
)
_ENGLISH_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_ENGLISH = (
    rf"(?:{_ENGLISH_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s{_YEAR})?(?!\d)"
    rf"|(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_ENGLISH_MONTH}(?:,?\s{_YEAR})?(?!\d))"
)
_YEAR_FIRST = rf"{_YEAR},?\s(?:den\s)?(?:\d{{1,2}}/\d{{1,2}}(?!\d)|\d{{1,2}}(?::?e)?\s{MONTH}\b)"
_MONTH_ONLY = rf"{MONTH}\s(?:månad\s)?{_YEAR}(?!\d)"
_IN_ORDINALS = (
    rf"(?:den\s)?(?:{_ORDINAL}|\d{{1,2}}:?e)\s(?:dagen\s)?i\s(?:den\s)?(?:{_ORDINAL}|\d{{1,2}}:?e)"
    rf"(?:\smånaden)?(?:,?\s(?:{_YEAR}|\d\d))?(?!\w)"
)
_FEAST = (
    r"(?:julafton|juldagen|annandagen|nyårsafton|nyårsdagen|luciadagen|midsommarafton|skottdagen"
    rf"|valborg|alla hjärtans dag|nationaldagen|trettondagen)(?:en)?\s{_YEAR}\b"
)
_SLASHED = rf"\d{{1,2}}/\d{{1,2}}[\s-]{{1,2}}(?:{_YEAR}|[-']?\d\d)(?!\d)"
_DATE = (
    rf"(?:{_YEAR_FIRST}|{_IN_WORDS}|{_ENGLISH}|{_MONTH_ONLY}|{_IN_ORDINALS}"
    rf"|(?:den\s)?(?:{_SLASHED}|{_NUMERIC}))"
)
_BORN = (
    r"\b(?:född|född[ae]|fött|fötts|föddes|föds|födelsedatum(?:et)?|födelsedata|föd|födelsedag(?:en|sdatum)?|födelsetid|födsel"
    r"|födis(?:en)?|b-?day|birthday|birth|dob|bebis(?:en)?|till\svärlden|förlossning(?:en)?"
    r"|fyller(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllde(?:\s(?:år|\d{1,2}(?:\sår)?))?|fyllt|born|f\.|f)"
)
_NO_BIRTH = (
    r"(?:(?!kom\b|flytta|hit\b|sedan\b|börja|träff|möte|tid\b|ring|inskriven|anmäl|beslut"
    r"|innan\b|senast\b|inflytt)[^\d\n.!?]){0,30}?"
)
_BIRTHDATES = (
    re.compile(
        rf"{_BORN}(?:\b|(?<=\.))[\s:.,(]{{0,3}}(?:(?:är|on|i|va|var|det)\s){{0,2}}(?P<value>{_DATE})"
    ),
    re.compile(rf"{_BORN}\b[\s:,(]{_NO_BIRTH}(?<![\w-])(?P<value>{_DATE})"),
    re.compile(
        rf"\b(?:pappret|papperet|papper|passet|folkbokföringen|folkbokförd|id-kortet|lma-kortet|födelsebeviset)"
        rf"\b[^\d\n.!?]{{0,30}}?(?P<value>{_DATE}\s?{_YEAR}|{_IN_WORDS})(?<=\d)"
    ),
    re.compile(
        rf"(?<![\w-])(?P<value>{_DATE})[,)\s]{{1,2}}(?:[^\W\d_]{{1,12}}\s){{0,3}}"
        r"(?:född|föddes|fyller|födelsedag|födelsedagen|födelsedatum|fyllde)\b"
        r"(?!\s(?:skolan|kommunen|föreningen|det)\b)"
    ),
    re.compile(rf"\b(?:född[ae]?|fött|föddes)\s(?:på\s)?(?P<value>{_FEAST})"),
    re.compile(
        rf"(?<![\w-])(?P<value>{_DATE})[,)\s]{{1,2}}(?:blir|blev)\s(?:jag|ja|hon|han|hen|vi)\b"
    ),
    re.compile(rf"(?<![\w-])(?P<value>{_DATE})\ssom\s(?:sin|min|hans|hennes)\s(?:födelse)?dag\b"),
)
_FULL = (
    r"(?:(?:19|20)\d\d[-./ ]?(?:0[1-9]|1[0-2])[-./ ]?(?:[0-2]\d|3[01])"
    rf"|\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])|\d{{1,2}}\s{MONTH}\s{_YEAR})"
)
_CHILD = (
    r"(?:barn|barnet|son|sonen|dotter|dottern|pojke|pojken|flicka|flickan|tvilling(?:en|ar|arna)?|tonåring(?:en)?|elev(?:en)?"
    r"|ungdom(?:en)?|bebis(?:en)?|yngst[ae]|äldst[ae]|mellanbarnet|lillebror|lillasyster|storebror|storasyster|klient(?:en)?)"
)
# dates beside children and ages; the digits alone say no more than that it is a date
_OF_CHILDREN = (
    re.compile(rf"\b{_CHILD}(?:\s\d)?[,:]?\s\(?(?:är\s|e\s)?(?P<value>{_FULL})(?![\d/-])"),
    re.compile(r"\b(?:jag|hon|han|hen)\s(?:är|e)\s(?P<value>\d{6}|(?:19|20)\d{6})(?!\d|-\d)"),
    re.compile(
        rf"\b(?:blir|blev|bli|fylla)\s(?:\d\d|myndig|[^\W\d_]{{3,8}}ton)\s(?:år\s)?(?:den\s|nu\s)?"
        rf"(?P<value>{_IN_WORDS}|{_SLASHED}|{_NUMERIC})"
    ),
    re.compile(
        rf"årsdag(?:en)?,?\s(?:är\s|den\s){{0,2}}(?P<value>{_IN_WORDS}|{_SLASHED}|{_NUMERIC})"
    ),
    re.compile(
        r"\b(?:fick|fått|väntar|födde)\s(?:(?:vår|vårt|min|mitt|ett|en|sin|sitt)\s)?(?:\w{3,9}\s)?"
        r"(?:son|dotter|barn|bebis|pojke|flicka|tvillingar|lillebror|lillasyster)\s(?:den\s)?"
        rf"(?P<value>{_DATE})"
    ),
    re.compile(
        r"\b(?:blev\s(?:mamma|pappa|mor|far|förälder|föräldrar)|nedkom|myndig|\d\d\sår|fyllde\sjag\s\d\d)"
        rf",?\s(?:den\s)?(?P<value>{_IN_WORDS}|{_SLASHED}|\d{{1,2}}/\d{{1,2}}(?!\d))"
    ),
    re.compile(
        rf"\b(?:blir|blev|bli)\s[^\W\d_]{{3,8}}on\s(?:den\s)?(?P<value>{_IN_WORDS}|{_SLASHED})"
    ),
    re.compile(
        rf"\b(?:pass|passet|id|id-handling(?:en)?)\s(?:står|stod|säger|är)\s(?:det\s)?(?P<value>{_FULL})"
    ),
    re.compile(
        rf"(?<![\w-])(?P<value>{_DATE})\s(?:kom|såg|anlände)\b[^\n.!?]{{0,40}}?"
        r"\b(?:till\svärlden|dagens\sljus)"
    ),
    re.compile(
        rf"\bkom(?:\sut|\still oss)?\s(?:den\s)?(?P<value>{_IN_WORDS}|{_FULL})[^\n.!?]{{0,30}}"
        r"\b(?:för tidigt|prematur|veckor)"
    ),
)
# "födda 15/3 2015 och 6/7 2017"
_NEXT = re.compile(
    r"\)?(?:,|\s(?:och|resp\.?|respektive|samt|&|å))\s(?:(?:den|sonen|dottern|barn \d)\s?\(?){0,2}"
    rf"(?P<value>{_DATE})"
)
_MONTH_HINT = re.compile(
    r"jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec|afton|dagen|may|(?:nde|ste|dje) i"
)
_DATE_HINT = re.compile(r"\d(?:\s?[-./]\s?\d| \d|\d{5}|:?e\s)")
# in every date in words, or with a month
_DATE_SIGNS = (
    *("jan", "feb", "mar", "apr", "maj", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov"),
    *("dec", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "nde", "elfte", "afton"),
    *("dag", "valborg"),
)
_DAY = re.compile(rf"\d(?:/\d|-\d\d|\d{{5}}|(?::?e)? {MONTH})")


def birthdates(piece: Piece) -> Iterator[Found]:
    """Find dates that are said to be of a birth; a year alone is none."""
    if piece.says(Mark.BIRTH) and _may_hold_date(piece):
        yield from _dates(piece.low, _BIRTHDATES)
    if piece.digits and _DAY.search(piece.low):
        yield from _dates(piece.low, _OF_CHILDREN)


def _may_hold_date(piece: Piece) -> bool:
    low = piece.low
    if not piece.digits:
        return _MONTH_HINT.search(low) is not None
    return any(map(low.__contains__, _DATE_SIGNS)) or _DATE_HINT.search(low) is not None


def _dates(low: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[Found]:
    for pattern in patterns:
        for found in pattern.finditer(low):
            yield Found(*found.span("value"), "birthdate", ("context:born", "shape:date"))
            end = found.end("value")
            while more := _NEXT.match(low, end):
                yield Found(*more.span("value"), "birthdate", ("context:born", "shape:date"))
                end = more.end("value")
