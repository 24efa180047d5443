"""How names on social media and in games are written, beside a platform or by their shape.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import ACCENTS, Found, Piece
from lyhord.privacy.word_lists import Mark, Sort, other_words, traits

_PLATFORM = (
    r"(?:snap(?:chat|pen)?|sc|dc|finstan?|gta|lol|brawl ?stars|clash|among us|vrchat|reddit|tumblr"
    r"|pinterest|spotify|soundcloud|wattpad|vinted|tellonym|insta(?:gram)?|ig|tik\s?tok|discord|telegram"
    r"|twitter|facebook|fb|messenger|youtube|twitch|roblox|psn|whatsapp|threads|kik|steam|xbox"
    r"|minecraft|fortnite|epic|bereal|signal|gamertag|gamer|användar|skype|valorant)"
    r"(?:[- ]?(?:en|et|t|namn(?:et)?|kontot?|id|chat|tag|profilen?|kanalen?))?"
)
_ACCOUNT = rf"(?=[\w{ACCENTS}.-]{{0,38}}[^\W\d_])[\w{ACCENTS}][\w{ACCENTS}.-]{{0,37}}[\w{ACCENTS}]"
_NAMED = rf"(?P<value>(?=[\w{ACCENTS}.-]{{3}}){_ACCOUNT})"
_SHAPED = rf"(?=[\w{ACCENTS}.-]{{0,39}}[\d_]|[\w{ACCENTS}-]{{1,38}}\.[\w{ACCENTS}])"
_LIKE_ACCOUNT = r"(?=[\w.]{0,40}(?:\d\d|[^\W\d_]\.[^\W_]|_))"
_ENDS = r"(?=\s*(?:$|\n|[^\w\s\u0300-\u036f-]|(?:och|o|eller|på|så|där|för|om)\s))"
_STARTS = r"(?:^|[\n,.;!?(]\s?|\b(?:min|mitt|adda|följ|add|följer)\s)"
_CALLED = (
    r"(?:lägg(?:a|er)?\still|sök\supp|kolla(?:\sin)?|hittar?\smig\s(?:som|under)|under\snamnet|går\sunder"
    r"|spelar\ssom|streamar\ssom|postar\ssom|skriver\ssom|addade|heter|hetter|hette|kallas|kallar(?:\ssig|\smig)?|finns\ssom|called|adda|add|följ"
    r"|sök(?:\spå)?|skriv\still|kontot|användaren|användarnamnet)"
)
_FOLLOWED = (
    r"(?:följ|följer|adda|addar|kallar sig|kontot heter|kontot|konto som heter|användaren"
    r"|profilen)\s(?:inte\s|mig\s|mej\s|gärna\s)?"
)
_OWN_NAME = r"(?:användarnamn|användarnamnet|gamertag|nick|nicket|kontonamn|kontonamnet)"
_NAME_THERE = r"(?:namn|namnet|tag|taggen|konto|kontot|användarnamn|nick)"
_WHOSE = r"(?:min|mitt|mina|my|hans|hennes|deras|vårt|vår)"
_IS = r"(?:är|heter|namn|konto|is|e|ä|va|var)"
_FAR = r"[^\n.!?]{0,60}?\b(?:heter|kallas|kallar sig|är|konto|kontot|användaren)"
_HANDLES = tuple(
    (re.compile(pattern), evidence)
    for pattern, evidence in (
        (rf"(?<![\w{ACCENTS}.@])(?P<value>@{_ACCOUNT})", "shape:handle"),
        (rf"\b{_PLATFORM}\s?[:=(]\s?@?{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s?(?:[-–>→~;]|->)?\s?[\"'“”]{_NAMED}[\"'“”]", "context:platform"),
        (rf"\b{_PLATFORM}\s?(?:[–>→~;]|->)\s?{_NAMED}{_ENDS}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:{_IS}\s)?{_SHAPED}{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:[^\W\d_]{{1,12}}\s){{1,3}}{_SHAPED}{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}{_FAR}\s{_LIKE_ACCOUNT}{_NAMED}", "context:platform"),
        (rf"\b{_WHOSE}\s{_PLATFORM}\s{_IS}\s{_NAMED}{_ENDS}", "context:platform"),
        (
            rf"\b{_PLATFORM}\s(?:heter|kallas|är)\s(?:jag|hon|han|hen|vi)\s{_NAMED}{_ENDS}",
            "context:platform",
        ),
        (rf"\b(?:på|på min)\s{_PLATFORM},\s{_NAMED},", "context:platform"),
        (rf"\b{_OWN_NAME}\s{_IS}\s{_NAMED}", "context:account"),
        (rf"\b{_PLATFORM}[ -]?{_NAME_THERE}\s{_IS}\s{_NAMED}", "context:platform"),
        (
            rf"\b{_CALLED}\s(?:mig\s|sig\s)?{_NAMED}\s(?:på|on|i)\s(?:min\s)?{_PLATFORM}\b",
            "context:platform",
        ),
        (rf"\b{_FOLLOWED}{_LIKE_ACCOUNT}{_NAMED}", "context:account"),
        (rf"{_SHAPED}(?<![\w.@]){_NAMED}\s(?:på|on|i)\s{_PLATFORM}\b", "context:platform"),
        (r"(?<![\w.])(?P<value>[\w.]{2,32}#\d{4})(?!\d)", "shape:handle"),
        (r"(?<![\w.#])(?P<value>[^\W\d_][\w.]{2,31}#[^\W\d_]\w{2,19})(?![\w#])", "shape:handle"),
    )
)
_DOING = (
    r"(?:adda(?:r|de)?|anmäl(?:er|de|d)?|rapportera(?:r|de)?|blocka(?:r|de|d)?|blockera(?:r|de)?"
    r"|dm:a|dma|dm till|snappa(?:r)?|skriv(?:a|er)? till|följ(?:er)?|heter|hette|kallas"
    r"|kallar (?:sig|mig))"
)
_HANDED = r"(?:min|mitt|min egen|hans|hennes|deras|vår|vårt|my)"
_OWN_KONTO = r"(?:konto|kontot|namn|namnet|profil|profilen|kanal|kanalen|sidan|tag|tagg|taggen)"
# the same with words that need not be names: they count if nobody writes them otherwise
_WEAKEST = (
    re.compile(rf"{_STARTS}{_PLATFORM}\s{_NAMED}{_ENDS}"),
    re.compile(rf"\b(?:är|e|va)\s{_NAMED}\s(?:på|on|i)\s(?:min\s|mitt\s)?{_PLATFORM}\b"),
)
_WEAK = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_DOING}\s(?:mig\s|sig\s)?{_NAMED}\s(?:på|on|i|via)\s(?:min\s|mitt\s)?{_PLATFORM}\b",
        rf"(?<![\w.@]){_NAMED}\s?\((?:min\s|på\s)?{_PLATFORM}\)",
        rf"(?<![\w.@]){_NAMED},?\s(?:det\s)?är\s{_HANDED}\s{_PLATFORM}\b",
        rf"(?<![\w.@]){_NAMED}\sheter\s(?:jag|ja|hon|han|hen|vi)\s(?:på|i)\s{_PLATFORM}\b",
        rf"\b(?:{_PLATFORM}|insta|tiktok)[- ]?{_OWN_KONTO}\s(?:som\sheter\s|är\s|heter\s)?{_NAMED}",
        rf"\b(?:kontot|konto|profil|profilen|kanalen|användaren)\s(?:är|heter|som\sheter)\s{_NAMED}",
        rf"\b(?:på|via)\s(?:min\s)?{_PLATFORM}(?:,|:|\s-|\ssom)\s{_NAMED}{_ENDS}",
        rf"\b(?:add|adda|follow|find)\s(?:me|mig|mej|oss|us)\s(?:on|på)\s{_PLATFORM}\s{_NAMED}",
        rf"\b(?:dm:a|dma|snappa|adda|addar|addade)\s(?:mig\s|mej\s)?{_NAMED}",
    )
)
_PARTS = re.compile(
    r"(?<![\w.@/-])(?P<value>(?P<first>[^\W\d_]{2,20})(?:\.[^\W\d_]{2,20}){0,3}\.(?P<last>[^\W\d_]{2,20}\d{0,4}))"
    r"(?![\w@/-]|\.\w)"
)
_TOKEN = re.compile(r"(?<![\w.@-])[\w.]++")
_TOP_LEVEL = frozenset(("se", "com", "nu", "org", "net", "no", "fi", "eu", "io"))
# as words end and names of accounts seldom do
_INFLECTED = (
    *("ades", "ade", "ande", "ende", "are", "arna", "erna", "orna", "ning", "ningar", "ningen"),
    *("ingar", "het", "igt", "iga", "lig", "liga", "bara", "isk", "iska", "ssa", "ats", "as"),
)
_LIKE_WORDS = (
    *(
        "er",
        "ar",
        "or",
        "iv",
        "ad",
        "ös",
        "al",
        "ell",
        "sam",
        "full",
        "lös",
        "ent",
        "ant",
        "nd",
        "är",
    ),
)
_LETTER = re.compile(r"[^\W\d_]")
_EMPHASIS = re.compile(r"_[^\W\d_]+_?|[^\W\d_]+_")
_SHORTEST_JOINED, _SHORTEST_CAMEL = 3, 6
# capitals inside a word, as in "TuvasVardag" and "xXtobbeXx"
_CAMEL = re.compile(
    r"(?<![\w.@/-])(?:[^\W\d_]{2,20}?[a-zåäö][A-ZÅÄÖ][a-zåäö]{2}\w{0,20}|[xX]{2,3}\w{2,30}[xX]{2,3})"
    r"(?![\w.@-]\w)"
)
# letters and then a year or a number, as nobody writes a word: "elsa2011", "MinecraftMajken2013"
_NUMBERED = re.compile(r"(?<![\w.@/-])(?P<value>(?P<word>[^\W\d_]{4,25})\d{2,4})(?![\w@-]|[.,]\d)")


def handles(piece: Piece) -> Iterator[Found]:
    """Find social-media names: @name, a name beside a platform's, or by its shape alone."""
    text = piece.low
    if "_" in text:
        yield from _joined(text)
    if piece.says(Mark.PLATFORM) or "@" in text or "#" in text:
        yield from _beside_platforms(text)
        yield from _odd_words(text)
    if "." in text:
        yield from _dotted(text)
    if "xx" in text or _has_capital_within(piece):
        yield from _camels(piece.text)
    if piece.digits:
        for found in _NUMBERED.finditer(text):
            if found["word"] not in other_words().numbered:
                yield Found(*found.span("value"), "handle", ("shape:handle",))


def _camels(text: str) -> Iterator[Found]:
    brands = other_words().brands
    for found in _CAMEL.finditer(text):
        if not found[0].lower().startswith(brands):
            yield Found(*found.span(), "handle", ("shape:handle",))


def _joined(text: str) -> Iterator[Found]:
    """Words that are joined by underscores."""
    for found in _TOKEN.finditer(text):
        if _is_joined(found[0]):
            written = found[0].rstrip(".")
            yield Found(found.start(), found.start() + len(written), "handle", ("shape:handle",))


def _is_joined(token: str) -> bool:
    """Whether letters are joined by an underscore, and it does not only stand around a word."""
    inside = token.strip("._")
    is_long = len(inside) >= _SHORTEST_JOINED or "_" in inside
    has_letter = _LETTER.search(inside) is not None
    return "_" in token and is_long and has_letter and not _EMPHASIS.fullmatch(token)


def _has_capital_within(piece: Piece) -> bool:
    """Whether a word has a capital after its first letter, and small letters too."""
    text, low = piece.text, piece.low
    for place in piece.capitals():
        if len(piece.words[place]) < _SHORTEST_CAMEL:
            continue
        start, end = piece.starts[place] + 1, piece.ends[place]
        if text[start:end] != low[start:end] and not text[start:end].isupper():
            return True
    return False


def _beside_platforms(text: str) -> Iterator[Found]:
    for pattern, evidence in _HANDLES:
        for found in pattern.finditer(text):
            written = found["value"]
            if written not in other_words().no_account and written not in other_words().platforms:
                yield Found(*found.span("value"), "handle", (evidence,))


def _odd_words(text: str) -> Iterator[Found]:
    """Words beside a platform that nobody writes otherwise."""
    for pattern in (*_WEAK, *_WEAKEST):
        for found in pattern.finditer(text):
            is_word = pattern in _WEAKEST and found["value"].endswith(_LIKE_WORDS)
            if _is_odd(found["value"]) and not is_word:
                yield Found(*found.span("value"), "handle", ("context:platform",))


def _is_odd(word: str) -> bool:
    """Whether a word is neither common, nor a name, nor inflected as words are."""
    other = other_words()
    if word in other.no_account or word in other.platforms:
        return False
    if not word.isalpha():
        return _LETTER.search(word) is not None and "-" not in word
    is_known = traits().get(word, 0) & (Sort.ANY | Mark.COMMON)
    return not is_known and not word.endswith(_INFLECTED)


def _dotted(text: str) -> Iterator[Found]:
    """Words joined by full stops: three, or two of which one is a name or ends in digits."""
    for found in _PARTS.finditer(text):
        if _is_joined_by_stops(found):
            yield Found(*found.span("value"), "handle", ("shape:handle",))


def _is_joined_by_stops(found: re.Match[str]) -> bool:
    """Whether it is no sentence without a blank after its full stop: "bra.nu vill jag"."""
    known, last = traits(), found["last"]
    if last in _TOP_LEVEL:
        return False
    if last[-1].isdigit() or found["value"].count(".") > 1:
        return True
    is_name = known.get(found["first"], 0) & Sort.GIVEN
    return bool(is_name) and not known.get(last, 0) & Mark.COMMON
