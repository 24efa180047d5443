"""How e-mail addresses, links and social-media names are written, plainly or in disguise.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re
from collections.abc import Iterator

from lyhord.privacy.pieces import Found, Piece
from lyhord.privacy.word_lists import Mark, other_words

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
_APART = re.compile(r"\s@[^\s@]")
_AT_SIGNS = re.compile(rf"{_AT}|\bat\b|snabel", re.IGNORECASE)

_PATH = r"(?:[/?#:][^\s<>\"\[\]]*+)"
_HOST = rf"(?<![\w{_MARKS}@.-])(?:[^\W_]{_LABEL}{{0,62}}\.){{1,6}}"
_SURE = (
    r"(?:com|org|net|edu|gov|eu|io|gg|ly|tv|app|dev|blog|info|example|test|online|site|store|shop|xyz"
    r"|link|page|club|live|media|news|wiki|pro|biz|cloud)"
)
_ALSO_WORDS = r"(?:se|nu|no|fi|dk|de|uk|me|be|is)"  # "bra.nu vill jag" is no address
_LINKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\w)(?:https?|ftp)://[^\s<>\"\[\]]++",
        r"(?<!\w)www\.[^\s<>\"\[\]]++",
        rf"{_HOST}{_SURE}(?![\w{_MARKS}]){_PATH}?",
        rf"{_HOST}[a-z]{{2,10}}/[^\s<>\"\[\]]*+\w",
        rf"{_HOST}{_ALSO_WORDS}(?:/[^\s<>\"\[\]]++|(?=[.,;:!?)]?(?:\s*$|\s*\n)))",
        rf"{_HOST}[^\W_]{_LABEL}{{0,62}}\.{_ALSO_WORDS}(?![\w{_MARKS}]){_PATH}?",
        rf"\b(?:på|via|hemsidan|sidan|länk:)\s(?P<value>{_HOST}{_ALSO_WORDS}(?![\w{_MARKS}]){_PATH}?)",
    )
)
_TOP = re.compile(rf"\.(?:{_SURE}|{_ALSO_WORDS}|ax|pl|fr|es|it|nl|cz|local)$")
_DOTS = re.compile(r"\.\w|://")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?")
_TRAILING = ".,;:!?)'*_~"

_PLATFORM = (
    r"(?:snap(?:chat)?|sc|gta|lol|brawl ?stars|clash|among us|vrchat|reddit|tumblr|pinterest|spotify|soundcloud|wattpad|vinted|tellonym|insta(?:gram)?|ig|tik\s?tok|discord|telegram|twitter|facebook|fb|messenger"
    r"|youtube|twitch|roblox|psn|whatsapp|threads|kik|steam|xbox|minecraft|fortnite|epic|bereal"
    r"|signal|gamertag|gamer|användar|skype|valorant)(?:[- ]?(?:en|et|t|namn(?:et)?|kontot?|id|chat|tag))?"
)
_ACCOUNT = rf"(?=[\w{_MARKS}.-]{{0,38}}[^\W\d_])[\w{_MARKS}][\w{_MARKS}.-]{{0,37}}[\w{_MARKS}]"
_NAMED = rf"(?P<value>(?=[\w{_MARKS}.-]{{3}}){_ACCOUNT})"
_SHAPED = rf"(?=[\w{_MARKS}.-]{{0,39}}[\d_]|[\w{_MARKS}-]{{1,38}}\.[\w{_MARKS}])"
_ENDS = r"(?=\s*(?:$|\n|[^\w\s\u0300-\u036f-]|(?:och|o|eller|på|så|där|för|om)\s))"
_STARTS = r"(?:^|[\n,.;!?(]\s?|\b(?:min|mitt|adda|följ|add|följer)\s)"
_CALLED = (
    r"(?:heter|hetter|hette|kallas|kallar|kallar sig|kallar mig|finns\ssom|är|called|adda|add|följ|sök(?:\spå)?|skriv\still|kontot"
    r"|användaren|användarnamnet)"
)
_IS = r"(?:är|heter|namn|konto|is|e|ä|va|var)"
_LIKE_ACCOUNT = r"(?=[\w.]{0,40}(?:\d\d|[^\W\d_]\.[^\W_]|_))"
_HANDLES = tuple(
    (re.compile(pattern), evidence)
    for pattern, evidence in (
        (rf"(?<![\w{_MARKS}.@])(?P<value>@{_ACCOUNT})", "shape:handle"),
        (rf"\b{_PLATFORM}\s?[:=(]\s?@?{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:{_IS}\s)?{_SHAPED}{_NAMED}", "context:platform"),
        (rf"\b{_PLATFORM}\s(?:[^\W\d_]{{1,12}}\s){{1,3}}{_SHAPED}{_NAMED}", "context:platform"),
        (
            rf"\b{_PLATFORM}[^\n.!?]{{0,60}}?\b(?:heter|kallas|kallar sig|är|konto|kontot|användaren)\s{_LIKE_ACCOUNT}{_NAMED}",
            "context:platform",
        ),
        (
            rf"\b(?:min|mitt|mina|my|hans|hennes|deras|vårt|vår)\s{_PLATFORM}\s{_IS}\s{_NAMED}{_ENDS}",
            "context:platform",
        ),
        (
            rf"\b{_PLATFORM}\s(?:heter|kallas)\s(?:jag|hon|han|hen|vi)\s{_NAMED}{_ENDS}",
            "context:platform",
        ),
        (rf"{_STARTS}{_PLATFORM}\s{_NAMED}{_ENDS}", "context:platform"),
        (rf"\b(?:på|på min)\s{_PLATFORM},\s{_NAMED},", "context:platform"),
        (
            rf"\b(?:användarnamn|användarnamnet|gamertag|nick|nicket|kontonamn|kontonamnet)\s{_IS}\s{_NAMED}",
            "context:account",
        ),
        (
            rf"\b{_PLATFORM}[ -]?(?:namn|namnet|tag|taggen|konto|kontot|användarnamn|nick)\s{_IS}\s{_NAMED}",
            "context:platform",
        ),
        (
            rf"\b{_CALLED}\s(?:mig\s|sig\s)?{_NAMED}\s(?:på|on|i)\s(?:min\s)?{_PLATFORM}\b",
            "context:platform",
        ),
        (
            rf"\b(?:följ|följer|adda|addar|kallar sig|kontot heter|kontot|konto som heter|användaren|profilen)\s(?:inte\s|mig\s|mej\s|gärna\s)?{_LIKE_ACCOUNT}{_NAMED}",
            "context:account",
        ),
        (rf"{_SHAPED}(?<![\w.@]){_NAMED}\s(?:på|on|i)\s{_PLATFORM}\b", "context:platform"),
        (r"(?<![\w.])(?P<value>[\w.]{2,32}#\d{4})(?!\d)", "shape:handle"),
    )
)
_TOKEN = re.compile(r"(?<![\w.@-])[\w.]++")
_LETTER = re.compile(r"[^\W\d_]")
_EMPHASIS = re.compile(r"_[^\W\d_]+_?|[^\W\d_]+_")
_SHORTEST_JOINED = 3
# capitals inside a word, as in "TuvasVardag" and "xXtobbeXx"
_CAMEL = re.compile(
    r"(?<![\w.@/-])(?:[^\W\d_]{2,20}?[a-zåäö][A-ZÅÄÖ][a-zåäö]{2}\w{0,20}|[xX]{2,3}\w{2,30}[xX]{2,3})(?![\w.@-]\w)"
)
# letters and then a year or a number, as nobody writes a word: "elsa2011", "MinecraftMajken2013"
_NUMBERED = re.compile(r"(?<![\w.@/-])(?P<value>[^\W\d_]{4,25}\d{2,4})(?![\w@-]|[.,]\d)")
_BRANDS = (
    *(
        "youtube",
        "tiktok",
        "whatsapp",
        "iphone",
        "ipad",
        "mcdonald",
        "schoolsoft",
        "infomentor",
        "postnord",
    ),
    *(
        "soundcloud",
        "linkedin",
        "playstation",
        "chatgpt",
        "macbook",
        "wordpress",
        "gopro",
        "esport",
    ),
    *("javascript", "onedrive", "paypal", "onenote", "powerpoint", "facetime", "airpods", "bankid"),
    *("mobilepay", "snapchat", "facebook", "instagram", "hbo", "viaplay", "minecraft", "fortnite"),
    *(
        "roblox",
        "discord",
        "dreamhack",
        "starstable",
        "imovie",
        "icloud",
        "imessage",
        "github",
        "kidscape",
    ),
    *(
        "friendsarena",
        "skolon",
        "unikum",
        "vklass",
        "edwise",
        "prorenata",
        "lifecare",
        "procapita",
        "treserva",
    ),
    *(
        "mcflurry",
        "mcdonken",
        "pokemon",
        "brawlstars",
        "clashroyale",
        "wifi",
        "vrchat",
        "bereal",
        "tiktoken",
    ),
    *("socialsekr", "adhd", "npf", "hvb", "bup", "lss", "nobina", "easypark", "freja", "familjen"),
)
_NO_ACCOUNT = re.compile(
    r"(?:covid|corona|sars|klass|grupp|sal|rum|linje|buss|tåg|nivå|steg|kapitel|sida|punkt|bilaga|paragraf"
    r"|januari|februari|mars|april|juni|juli|augusti|september|oktober|november|december|våren|hösten"
    r"|sommaren|vintern|mopp|mopeds|läsår|läsåret|klockan|från|till|cirka|minst|runt|över|under|bara|typ"
    r"|fifa|forza|iphone|ipad|galaxy|windows|office|radio|kanal|web|html|utf|base|agenda|euro|vision|gymnasie)\d+"
)


# Words that follow a platform's name in ordinary sentences.
def emails(piece: Piece) -> Iterator[Found]:
    """Find e-mail addresses, also those written with (at), snabel-a or punkt."""
    text = piece.low
    if not ("@" in text or piece.says(Mark.AT)) or not _AT_SIGNS.search(text):
        return
    for pattern in _EMAILS:
        for found in pattern.finditer(text):
            end = found.end() - _trailing(found[0])
            if not _is_handle(text[found.start() : end]):
                yield Found(found.start(), end, "email", ("shape:email",))


def _is_handle(written: str) -> bool:
    """Whether a word and "@name.x" stand side by side: no mailbox is written so."""
    is_apart = _APART.search(written) is not None
    return is_apart and _TOP.search(written) is None


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
        for found in _TOKEN.finditer(text):
            if _is_joined(found[0]):
                end = found.end() - _trailing_stops(found[0])
                yield Found(found.start(), end, "handle", ("shape:handle",))
    if piece.says(Mark.PLATFORM) or "@" in text or "#" in text:
        yield from _beside_platforms(piece)
    if "xx" in text or _has_capital_within(piece):
        for found in _CAMEL.finditer(piece.text):
            if not found[0].lower().startswith(_BRANDS):
                yield Found(*found.span(), "handle", ("shape:handle",))
    if piece.digits:
        for found in _NUMBERED.finditer(text):
            if not _NO_ACCOUNT.fullmatch(found[0]):
                yield Found(*found.span("value"), "handle", ("shape:handle",))


def _has_capital_within(piece: Piece) -> bool:
    """Whether a word has a capital after its first letter, and small letters too."""
    text, low = piece.text, piece.low
    for place in piece.capitals():
        start, end = piece.starts[place] + 1, piece.ends[place]
        if text[start:end] != low[start:end] and not text[start:end].isupper():
            return True
    return False


def _is_joined(token: str) -> bool:
    """Whether letters are joined by an underscore, and it does not only stand around a word."""
    inside = token.strip("._")
    is_long = len(inside) >= _SHORTEST_JOINED or "_" in inside
    has_letter = _LETTER.search(inside) is not None
    return "_" in token and is_long and has_letter and not _EMPHASIS.fullmatch(token)


def _beside_platforms(piece: Piece) -> Iterator[Found]:
    text = piece.low
    for pattern, evidence in _HANDLES:
        for found in pattern.finditer(text):
            written = found["value"]
            if written not in other_words().no_account and written not in other_words().platforms:
                yield Found(*found.span("value"), "handle", (evidence,))


def _trailing_stops(written: str) -> int:
    return len(written) - len(written.rstrip("."))


def _trailing(written: str) -> int:
    """How many signs at the end belong to the sentence, not to the address."""
    return len(written) - len(written.rstrip(_TRAILING))
