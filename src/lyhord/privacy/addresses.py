"""How e-mail addresses, links and social-media names are written, plainly or in disguise.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

_MARKS = r"\u0300-\u036f"  # a letter and its accent may be two code points
_NAME = rf"[\w{_MARKS}.+%'-]"
_LABEL = rf"[\w{_MARKS}-]"
_AT = r"(?:@|[(\[{<]\s?(?:at|a|ät|@|snabel-?a)\s?[)\]}>])"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?)"
_SPOKEN_DOT = rf"(?:{_DOT}|\s(?:dot|punkt)\s)"
_PROVIDER = r"(?:gmail|hotmail|outlook|live|icloud|yahoo|telia|protonmail|msn)"

_MAILBOX = rf"(?<!{_NAME})(?:{_NAME}{{1,64}}\s(?:punkt|dot)\s)?{_NAME}{{1,64}}(?!{_NAME})"
_WRITTEN_HOST = rf"(?:{_LABEL}{{1,63}}{_SPOKEN_DOT}){{1,5}}[a-z]{{2,24}}\b"
_SPOKEN_HOST = rf"{_LABEL}{{1,63}}\s(?:punkt|dot)\s[a-z]{{2,24}}\b"
_SPOKEN_MAIL = rf"(?:gmail|hotmail|yahoo|icloud|outlook)\b(?:{_DOT}\w{{2,6}})?"
_LETTER_FIRST = rf"(?:[^\W\d_]|[^\W_](?={_LABEL}{{0,62}}\.[a-z]))"
_TIGHT_HOST = rf"{_LETTER_FIRST}{_LABEL}{{0,62}}(?:{_DOT}{_LABEL}{{1,63}}){{0,8}}"
_EMAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!{_NAME}){_NAME}++{_AT}{_TIGHT_HOST}",
        rf"{_MAILBOX}\s{{0,3}}(?:{_AT}|snabel-?a)\s{{0,3}}(?:{_WRITTEN_HOST}|{_PROVIDER}\b)",
        rf"{_MAILBOX}\sat\s(?:{_SPOKEN_HOST}|{_SPOKEN_MAIL})",
    )
)
_AT_SIGNS = re.compile(rf"{_AT}|\bat\b|snabel", re.IGNORECASE)

_PATH = r"(?:[/?#:][^\s<>\"\[\]]*+)"
_HOST = rf"(?<![\w{_MARKS}@.-])(?:[^\W_]{_LABEL}{{0,62}}\.){{1,6}}"
_SURE = r"(?:com|org|net|edu|gov|eu|io|gg|ly|tv|app|dev|blog|info)"
_ALSO_WORDS = r"(?:se|nu|no|fi|dk|de|uk|me|be|is)"  # "bra.nu vill jag" is no address
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\w)(?:https?|ftp)://[^\s<>\"\[\]]++",
        r"(?<!\w)www\.[^\s<>\"\[\]]++",
        rf"{_HOST}{_SURE}(?![\w{_MARKS}]){_PATH}?",
        rf"{_HOST}{_ALSO_WORDS}(?:/[^\s<>\"\[\]]++|(?=[.,;:!?)]?(?:\s*$|\s*\n)))",
        rf"{_HOST}[^\W_]{_LABEL}{{0,62}}\.{_ALSO_WORDS}(?![\w{_MARKS}]){_PATH}?",
        rf"\b(?:på|via|hemsidan|sidan|länk:)\s(?P<value>{_HOST}{_ALSO_WORDS}(?![\w{_MARKS}]){_PATH}?)",
    )
)
_DOTS = re.compile(r"\w\.\w|://")
_TRAILING = ".,;:!?)'*_~"

_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|discord|telegram|twitter|facebook|fb|messenger"
    r"|youtube|twitch|roblox|psn|whatsapp|threads|kik)(?:en|et|t|namn|konto)?"
)
_ACCOUNT = rf"(?=[\w{_MARKS}.-]{{0,38}}[^\W\d_])[\w{_MARKS}][\w{_MARKS}.-]{{0,37}}[\w{_MARKS}]"
_NAMED = rf"(?P<value>(?=[\w{_MARKS}.-]{{3}}){_ACCOUNT})"
_SHAPED = rf"(?=[\w{_MARKS}.-]{{0,39}}[\d_]|[\w{_MARKS}-]{{1,38}}\.[\w{_MARKS}])"
_ENDS = r"(?=\s*(?:$|[\n,.;!?)]|(?:och|o|eller|på)\s))"
_STARTS = r"(?:^|[\n,.;!?(]\s?|\b(?:min|mitt|adda|följ|add)\s)"
_HANDLES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w{_MARKS}.@])(?P<value>@{_ACCOUNT})",
        rf"\b{_PLATFORM}\s?[:=]\s?@?{_NAMED}",
        rf"\b{_PLATFORM}\s(?:(?:är|heter|namn|konto|is)\s)?{_SHAPED}{_NAMED}",
        rf"\b(?:min|mitt|mina|my)\s{_PLATFORM}\s(?:är|heter|is)\s{_NAMED}{_ENDS}",
        rf"{_STARTS}{_PLATFORM}\s{_NAMED}{_ENDS}",
        rf"\b(?:heter|kallas|finns\ssom|called)\s{_NAMED}\s(?:på|on)\s{_PLATFORM}\b",
        r"(?<![\w.])(?P<value>[\w.]{2,32}#\d{4})(?!\d)",
    )
)
_PLATFORMS = re.compile(rf"@|#|\b{_PLATFORM}", re.IGNORECASE)
# Words that follow a platform's name in ordinary sentences.
_NO_ACCOUNT = frozenset(
    """
    aldrig alla allt alltid and att av bad bara blev borta bra de den det dom där då dåligt
    eller en ett everyone fun funkar får för ger good gör ha hackad hackat hade han har hela hon
    i ibland igen inga inte is ja jag ju jätte kan kompisar kul man med men mest mina my mycket
    nej not nu när nästan någon något och också om privat på roligt sen själv skit som stängd
    stängt så the till tror tråkigt typ tyvärr va vad var varje vet vi vill vuxna är över
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def emails(text: str) -> Iterator[tuple[int, int, str]]:
    """Find e-mail addresses, also those written with (at), snabel-a or punkt."""
    if not _AT_SIGNS.search(text):
        return
    for pattern in _EMAILS:
        for found in pattern.finditer(text):
            yield found.start(), found.end() - _trailing(found[0]), "email"


def links(text: str) -> Iterator[tuple[int, int, str]]:
    """Find web addresses; a full stop without a space after it makes none."""
    if not _DOTS.search(text):
        return
    for pattern in _LINKS:
        for found in pattern.finditer(text):
            start, end = found.span(found.lastgroup or 0)
            yield start, end - _trailing(text[start:end]), "link"


def handles(text: str) -> Iterator[tuple[int, int, str]]:
    """Find social-media names: @name, or a name beside the name of a platform."""
    if not _PLATFORMS.search(text):
        return
    for pattern in _HANDLES:
        for found in pattern.finditer(text):
            if found["value"].casefold() not in _NO_ACCOUNT:
                yield *found.span("value"), "handle"


def _trailing(written: str) -> int:
    """How many signs at the end belong to the sentence, not to the address."""
    return len(written) - len(written.rstrip(_TRAILING))
