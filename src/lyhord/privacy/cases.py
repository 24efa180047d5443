"""How numbers of cases, files, courts and police reports are written; years and dates stay."""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece

_YEAR = r"(?:19|20)\d\d"
_CASE_WORD = (
    r"\b(?:dnr|(?:j|d|ä|är|doss|journ|prov|kvitt)[.-]?\s?nr|lma(?:-?(?:kort|nummer|nr)(?:et)?)?|diarienr|diarienumret|diarienummer|diariet|diariefört"
    r"|ärende(?:t|nr|nummer|numret|id)?|mål(?:et|nr|nummer)?|(?:person)?akt(?:en|nr|nummer)?"
    r"|(?:polis|oros|skade|lex sarah-?)?anmälan(?:s?nummer|s?nr)?|anmälningsnummer"
    r"|journal(?:en|nr|nummer|id)?|beslut(?:et)?(?:snr|snummer)?"
    r"|referens(?:en|nr|nummer|kod)?|ref|skadenr|skadenummer|case|utredning(?:en|snr|snummer)?|remiss(?:en|nr|nummer|id)?|dossiernr"
    r"|[^\W\d_]{0,14}(?:avvikelse(?:n)?|rapport(?:en)?|tillbud(?:et)?|dossier(?:n)?|förundersökning(?:en)?"
    r"|anmälan|utredning(?:en)?|ärende(?:t)?|journal(?:en)?|journalhandling|kränkning)"
    r"|k-nr|k-nummer|beteckning(?:en)?|tingsrätten|förvaltningsrätten|överklagan(?:de)?|yttrande(?:t)?)"
)
_CASES = (
    re.compile(
        rf"{_CASE_WORD}[\s.:#]{{0,3}}(?:(?:nr|nummer|är|med|hade|har|dnr|id|no)[\s.:]{{1,2}}){{0,2}}"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /-]?)?\d[\d/:-]{1,20}\d(?:[/-][a-z\d]{1,6})?)(?![\w:])"
    ),
    re.compile(
        rf"{_CASE_WORD}\b[^\d\n.!?]{{0,25}}?(?<![\w-])"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /:-])?\d{2,}(?:[/:.-](?:[a-zåäö]{1,6}[/:.-])?\d+"
        r"|[/:.-][a-zåäö]{2,6}(?!\w)){1,4}(?: \d{2,4}){0,2}(?: [a-d](?!\w))?)(?![\w:])"
    ),
    re.compile(
        rf"{_CASE_WORD}[\s.:(]{{1,3}}(?:(?:nr|nummer|är)[\s.:]{{1,2}})?"
        r"(?P<value>[a-zåäö]{1,3}[ -]\d{2,4}(?:[ /-]\d{2,4}){1,3})(?![\w:])"
    ),
    re.compile(
        r"\b(?:ärende|diarie|journal|akt|mål|anmälnings|anmälans|referens|besluts|remiss|skade|dossier?"
        r"|patient|kund|medlems|klient|brukar|elev|avvikelse|protokolls?|handläggar|pass|lma|inkasso"
        r"|faktura|ocr|försäkrings|k)[s-]?[ -]?"
        r"(?:nr|nummer|numret|id|kod|koden)\b[\s.:#(är]{1,5}"
        r"(?P<value>(?:[a-zåäö]{1,5}[ /–-]?)?\d(?:[ ./:–-]?\d|[/–-][a-zåäö]){2,20})(?!\w)"
    ),
    # letters and digits mixed, after a word that leaves no doubt
    re.compile(
        r"\b(?:dnr|ref\.?(?:\s?nr)?|[^\W\d_]{2,12}-?ärende|(?:ärende|diarie|mål|akt|journal|besluts"
        r"|referens|remiss|patient|handläggar)-?(?:nr|nummer|numret|id|kod|koden)"
        r"|(?:case|file) (?:no|number))"
        r"\b[\s.:#(]{1,3}(?:(?:är|e|nr|is)\s)?"
        r"(?P<value>(?=[a-zåäö/:.-]{0,8}\d[^\s\d]{0,4}\d)[\wåäö]{1,12}(?:[/:.-][\wåäö]{1,10}){0,4})(?!\w)"
    ),
)
_NO_LAW = r"(?!(?:sarah|maria|sou|sfs|ds|prop|nja|ht|vt)[ -])"  # official prints, and terms
_SHAPED_CASES = (
    re.compile(r"(?<![\w-])\d{4}-k\d{3,7}-\d\d(?![\w-])"),
    re.compile(r"(?<![\w-])k\d{5,7}-\d\d(?![\w-])"),
    re.compile(r"(?<![\w-])(?:[tböäfpk]|öä|um|pmt) \d{2,5}-\d\d(?![\w-])"),
    re.compile(r"(?<!\w)(?:[a-zåäö]{2,5} )?§ ?\d{1,4}/(?:\d{4}|\d\d)(?![\w/])"),
    re.compile(
        rf"(?<![\w-]){_NO_LAW}[a-zåäö]{{2,5}}[ -]"
        r"(?!20\d\d[-/](?:20\d\d|0[1-9]|1[0-2])(?![\w/-]))"
        r"(?:19|20)\d\d[/:-]\d{1,6}(?![\w/-])"
    ),
    re.compile(
        r"(?<![\w-])(?<!sfs )(?<!sou )(?:19|20)\d\d[/:]"
        r"(?:0\d{2,5}|[13-9]\d{3}|\d{5,6}|\d{3})(?![\w/-])"
    ),
)
# without a word that says so: an inspectorate's form, or capitals, then a year and a number
_CAPITALS = re.compile(
    r"(?<![\w-])(?:(?:19|20)\d\d[-/][A-ZÅÄÖ]{2,5}[-/]\d{2,7}"
    r"|(?!HT|VT|ISO|COVID|SARS|EM|VM|OS)[A-ZÅÄÖ]{1,5}-(?:\d{2,6}[-/]\d{2,6}|(?!(?:19|20)\d\d(?!\d))\d{4,7})"
    r"|[A-ZÅÄÖ]{2,5}\d\d-\d{3,5}|(?!HT|VT)[A-ZÅÄÖ]{2,5} \d\d/\d{3,5}|[A-ZÅÄÖ]-\d{1,5}/(?:19|20)\d\d"
    r"|(?:19|20)\d\d:\d{3,5}-[A-ZÅÄÖ]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}-\d{2,6}/(?:(?:19|20)\d\d|\d\d)(?:-\d{1,3})?"
    r"|(?!SARS|COVID)[A-ZÅÄÖ]{2,5}[-.](?:(?:19|20)\d\d|\d\d)[-.]\d{3,6}"
    r"|(?!SARS|COVID)[A-ZÅÄÖ]{2,5}[-/]\d{1,6}/(?:(?:19|20)\d\d|\d\d)"
    r"|(?!HT|VT|SOU|SFS|DS|PROP|NJA|SKOLFS|SOSFS|HSLF)"
    r"(?:[A-ZÅÄÖ]{2,5}|[A-ZÅÄÖ][a-zåäö]{1,2}[A-ZÅÄÖ]{1,2})[ /-](?:19|20)\d\d"
    r"(?:[/.:]\d{1,6}|-\d{3,6})(?:[-./:][\dA-ZÅÄÖ]{1,6})?)(?: [A-ZÅÄÖ](?!\w))?(?![\w/-])"
)
_PREFIX = re.compile(r"[a-zåäö]{2,5} ")
_NO_CASE = re.compile(
    rf"{_YEAR}(?:[-/.:]{_YEAR}|[-/.]\d\d(?:[-/.]\d\d)?|-)?|\d\d?[:]\d\d|\d{{1,3}}(?:-\d{{1,3}})?"
)
_SCHOOL_YEAR = re.compile(
    r"(?:läsåret|åren|år|vt|ht|hösten|våren|säsongen|sommaren|vintern|året)\s.*"
)
_CASE_SIGNS = (
    *("nummer", "numret", "ärende", "akt", "mål", "ref", "journal", "beslut", "anmäl", "rapport"),
    *("utredning", "diarie", "lma", "remiss", "dossier", "rätten", "yttrande", "överklag", "case"),
    *("file", "tillbud", "avvikelse", "beteckning", "förunder", "kränkning"),
)
_CASE_WORD_ENDS = re.compile(r"nr\b|kod\b|id(?<!\w..)\b")
_SHAPE_HINT = re.compile(r"\d(?:(?<=[a-zåäö].)\d-\d|[-/:.][\dk]|[-/][a-zåäö]{2}|(?<=[a-z][-/].))")
_CASE_HINT = re.compile(r"\d(?:[/:-]|\d\d| \d\d)")


def cases(piece: Piece) -> Iterator[Found]:
    """Find numbers of cases, files and police reports; years and dates are none."""
    if not _CASE_HINT.search(piece.low):
        return
    low = piece.low
    if any(map(low.__contains__, _CASE_SIGNS)) or _CASE_WORD_ENDS.search(low):
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
