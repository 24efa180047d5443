"""How e-mail addresses, links and social-media names are written, plainly or in disguise.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import other_words

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
_DOTS = re.compile(r"\.\w|://")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_TRAILING = ".,;:!?)'*_~"

_PLATFORM = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|discord|telegram|twitter|facebook|fb|messenger"
    r"|youtube|twitch|roblox|psn|whatsapp|threads|kik|steam|xbox|minecraft|fortnite|epic|bereal"
    r"|signal|gamertag|gamer|användar|skype|valorant)(?:-?(?:en|et|t|namn(?:et)?|kontot?|id|chat))?"
)
_ACCOUNT = rf"(?=[\w{_MARKS}.-]{{0,38}}[^\W\d_])[\w{_MARKS}][\w{_MARKS}.-]{{0,37}}[\w{_MARKS}]"
_NAMED = rf"(?P<value>(?=[\w{_MARKS}.-]{{3}}){_ACCOUNT})"
_SHAPED = rf"(?=[\w{_MARKS}.-]{{0,39}}[\d_]|[\w{_MARKS}-]{{1,38}}\.[\w{_MARKS}])"
_ENDS = r"(?=\s*(?:$|\n|[^\w\s\u0300-\u036f-]|(?:och|o|eller|på|så|där|för|om)\s))"
_STARTS = r"(?:^|[\n,.;!?(]\s?|\b(?:min|mitt|adda|följ|add|följer)\s)"
_CALLED = (
    r"(?:heter|kallas|finns\ssom|är|called|adda|add|följ|sök(?:\spå)?|skriv\still|kontot"
    r"|användaren|användarnamnet)"
)
_IS = r"(?:är|heter|namn|konto|is|e|ä|va|var)"
_HANDLES = tuple(
    (re.compile(pattern), evidence)
    for pattern, evidence in (
        (rf"(?<![\w{_MARKS}.@])(?P<value>@{_ACCOUNT})", "shape:handle"),
        (rf"\b{_PLATFORM}\s?[:=(]\s?@?{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:{_IS}\s)?{_SHAPED}{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:[^\W\d_]{{1,12}}\s){{1,3}}{_SHAPED}{_NAMED}", "context:platform"),
        (
            rf"\b(?:min|mitt|mina|my|hans|hennes)\s{_PLATFORM}\s{_IS}\s{_NAMED}{_ENDS}",
            "context:platform",
        ),
        (
            rf"\b{_PLATFORM}\s(?:heter|kallas)\s(?:jag|hon|han|hen|vi)\s{_NAMED}{_ENDS}",
            "context:platform",
        ),
        (rf"{_STARTS}{_PLATFORM}\s{_NAMED}{_ENDS}", "context:platform"),
        (
            rf"\b{_CALLED}\s(?:mig\s)?{_NAMED}\s(?:på|on|i)\s(?:min\s)?{_PLATFORM}\b",
            "context:platform",
        ),
        (rf"{_SHAPED}(?<![\w.@]){_NAMED}\s(?:på|on|i)\s{_PLATFORM}\b", "context:platform"),
        (r"(?<![\w.])(?P<value>[\w.]{2,32}#\d{4})(?!\d)", "shape:handle"),
    )
)
_JOINED = re.compile(
    r"(?<![\w.@-])(?=\w{0,30}[^\W\d_])[^\W_][\w.]{0,30}_[\w.]{0,30}[^\W_]|(?<![\w.@-])(?:x+_\w{1,30}_x+)"
)


# Words that follow a platform's name in ordinary sentences.
def emails(piece: Piece) -> Iterator[Found]:
    """Find e-mail addresses, also those written with (at), snabel-a or punkt."""
    text = piece.low
    if not ("@" in text or piece.says(other_words().at_words)) or not _AT_SIGNS.search(text):
        return
    for pattern in _EMAILS:
        for found in pattern.finditer(text):
            end = found.end() - _trailing(found[0])
            yield Found(found.start(), end, "email", ("shape:email",))


def links(piece: Piece) -> Iterator[Found]:
    """Find web addresses; a full stop without a space after it makes none."""
    text = piece.low
    if not _DOTS.search(text):
        return
    for pattern in _LINKS:
        for found in pattern.finditer(text):
            start, end = found.span(found.lastgroup or 0)
            end -= _trailing(text[start:end])
            site = _SCHEME.sub("", text[start:end]).rstrip("/")
            if site not in other_words().public_sites:
                yield Found(start, end, "link", ("shape:link",))


def handles(piece: Piece) -> Iterator[Found]:
    """Find social-media names: @name, a name beside a platform's, or one joined by underscores."""
    text = piece.low
    if "_" in text:
        for found in _JOINED.finditer(text):
            yield Found(*found.span(), "handle", ("shape:handle",))
    if not ("@" in text or "#" in text or piece.says(other_words().platforms)):
        return
    for pattern, evidence in _HANDLES:
        for found in pattern.finditer(text):
            written = found["value"]
            if written not in other_words().no_account and written not in other_words().platforms:
                yield Found(*found.span("value"), "handle", (evidence,))


def _trailing(written: str) -> int:
    """How many signs at the end belong to the sentence, not to the address."""
    return len(written) - len(written.rstrip(_TRAILING))
