"""What stands around the names of accounts on social media and in games; patterns, no rule.

Patterns are bounded or possessive, so that a hostile text costs no more than a kind one.
"""

import re

from lyhord.privacy.pieces import ACCENTS, Tried

_PLATFORM = (
    r"(?:snap(?:chat|pen)?|sc|dc|ps[45]|playstation|nintendo|switch|overwatch|csgo|genshin|yubo"
    r"|locket|vsco|fivem|riot|familjeliv|flashback|jodel|finstan?|gta|lol"
    r"|brawl ?stars|clash|among us|vrchat|reddit|tumblr"
    r"|pinterest|spotify|soundcloud|wattpad|vinted|tellonym|insta(?:gram)?|ig|tik\s?tok|discord|telegram"
    r"|twitter|facebook|fb|messenger|youtube|twitch|roblox|psn|whatsapp|threads|kik|steam|xbox"
    r"|minecraft|fortnite|epic|bereal|signal|gamertag|gamer|användar|skype|valorant)"
    r"(?:[- ]?(?:en|et|t|namn(?:et)?|kontot?|id|chat|tag|profilen?|kanalen?))?"
)
_ACCOUNT = rf"(?=[\w{ACCENTS}.-]{{0,38}}[^\W\d_])[\w{ACCENTS}][\w{ACCENTS}.-]{{0,37}}[\w{ACCENTS}]"
_NAMED = rf"(?P<value>(?=[\w{ACCENTS}.-]{{3}}){_ACCOUNT})"
_SHAPED = rf"(?=[\w{ACCENTS}.-]{{0,39}}[\d_]|[\w{ACCENTS}-]{{1,38}}\.[\w{ACCENTS}])"
_LIKE_ACCOUNT = r"(?=[\w.]{0,40}(?:\d\d|[^\W\d_]\.[^\W_]|_))"
_ENDS = r"(?=\s*(?:$|\n|[^\w\s\u0300-\u036f-]|(?:och|o|eller|på|så|där|för|om)(?!\w)))"
_STARTS = r"(?:^|[\n,.;!?(/&]\s?|\b(?:min|mitt|mina|adda|följ|add|följer|på|på min|via|och)\s)"
_CALLED = (
    r"(?:lägg(?:a|er)?\still|sök\supp|kolla(?:\sin)?|hittar?\smig\s(?:som|under)|under\snamnet|går\sunder"
    r"|spelar\ssom|streamar\ssom|postar\ssom|skriver\ssom|addade|heter|hetter|hette|kallas|kallar(?:\ssig|\smig)?|finns\ssom|called|adda|add|följ"
    r"|sök(?:\spå)?|skriv\still|kontot|användaren|användarnamnet)"
)
_FOLLOWED = (
    r"(?:följ|följer|adda|addar|kallar sig|kontot heter|kontot|konto som heter|användaren?"
    r"|profilen|inloggning(?:en)?)\s(?:inte\s|mig\s|mej\s|gärna\s)?"
)
_OWN_NAME = r"(?:användarnamn|användarnamnet|gamertag|nick|nicket|kontonamn|kontonamnet)"
_NAME_THERE = r"(?:namn|namnet|tag|taggen|konto|kontot|användarnamn|nick)"
_WHOSE = r"(?:min|mitt|mina|my|hans|hennes|deras|vårt|vår)"
_IS = r"(?:är|heter|namn|konto|is|e|ä|va|var)"
_FAR = r"[^\n.!?]{0,60}?\b(?:heter|kallas|kallar sig|är|konto|kontot|användaren)"
_ANY = re.compile(rf"\b{_PLATFORM}")
_ON = re.compile(rf"\b(?:på|on|i|via)\s(?:min\s|mitt\s)?{_PLATFORM}\b")
BESIDE_PLATFORMS = tuple(
    Tried(re.compile(pattern), evidence, needed, beside)
    for pattern, evidence, needed, beside in (
        (rf"(?<![\w{ACCENTS}.@])(?P<value>@{_ACCOUNT})", "shape:handle", ("@",), None),
        (
            rf"\b{_PLATFORM}\s?[:=(]\s?@?{_NAMED}",
            "context:platform",
            (":", "=", "("),
            _ANY,
        ),
        (
            rf"\b{_PLATFORM}\s?[:=(]\s?(?P<value>\[\w{{2,5}}\]\s?{_ACCOUNT})",
            "context:platform",
            ("]",),
            _ANY,
        ),
        (
            rf"\b{_PLATFORM}\s?(?:[-–>→~;]|->)?\s?[\"'“”]{_NAMED}[\"'“”]",
            "context:platform",
            ('"', "'", "“", "”"),
            _ANY,
        ),
        (
            rf"\b{_PLATFORM}\s?(?:[–>→~;]|->)\s?{_NAMED}{_ENDS}",
            "context:platform",
            ("–", ">", "→", "~", ";"),
            _ANY,
        ),
        (rf"\b{_PLATFORM}\s(?:{_IS}\s)?{_SHAPED}{_NAMED}", "context:platform", (), _ANY),
        (
            rf"\b{_PLATFORM}\s(?:[^\W\d_]{{1,12}}\s){{1,3}}{_SHAPED}{_NAMED}",
            "context:platform",
            (),
            _ANY,
        ),
        (
            rf"\b{_PLATFORM}{_FAR}\s{_LIKE_ACCOUNT}{_NAMED}",
            "context:platform",
            ("heter", "kalla", "är", "konto", "användaren"),
            _ANY,
        ),
        (
            rf"\b{_WHOSE}\s{_PLATFORM}\s{_IS}\s{_NAMED}{_ENDS}",
            "context:platform",
            ("min", "mitt", "my", "hans", "hennes", "deras", "vår"),
            _ANY,
        ),
        (
            rf"\b{_PLATFORM}\s(?:heter|kallas|är)\s(?:jag|hon|han|hen|vi)\s{_NAMED}{_ENDS}",
            "context:platform",
            ("heter", "kallas", "är"),
            _ANY,
        ),
        (rf"\b(?:på|på min)\s{_PLATFORM},\s{_NAMED},", "context:platform", (",",), _ANY),
        (
            rf"\b{_OWN_NAME}\s{_IS}\s{_NAMED}",
            "context:account",
            ("användarnamn", "gamertag", "nick", "kontonamn"),
            None,
        ),
        (
            rf"\b{_PLATFORM}[ -]?{_NAME_THERE}\s{_IS}\s{_NAMED}",
            "context:platform",
            ("namn", "tag", "konto", "nick"),
            _ANY,
        ),
        (
            rf"\b{_CALLED}\s(?:mig\s|sig\s)?{_NAMED}\s(?:på|on|i)\s(?:min\s)?{_PLATFORM}\b",
            "context:platform",
            (),
            _ON,
        ),
        (
            rf"\b{_FOLLOWED}{_LIKE_ACCOUNT}{_NAMED}",
            "context:account",
            ("följ", "adda", "kallar sig", "konto", "användare", "profilen", "inlogg"),
            None,
        ),
        (
            rf"{_SHAPED}(?<![\w.@]){_NAMED}\s(?:på|on|i)\s{_PLATFORM}\b",
            "context:platform",
            (),
            _ON,
        ),
        (r"(?<![\w.])(?P<value>[\w.]{2,32}#\d{4})(?!\d)", "shape:handle", ("#",), None),
        (
            r"(?<![\w.#])(?P<value>[^\W\d_][\w.]{2,31}#[^\W\d_]\w{2,19})(?![\w#])",
            "shape:handle",
            ("#",),
            None,
        ),
    )
)
_DOING = (
    r"(?:sök(?: på| upp| efter)?|hitta|leta upp|kolla(?: in| på)?|lägg(?:a|er)? till|adda(?:r|de)?"
    r"|anmäl(?:er|de|d)?|rapportera(?:r|de)?|blocka(?:r|de|d)?|blockera(?:r|de)?"
    r"|dm:a|dma|dm till|snappa(?:r)?|skriv(?:a|er)? till|följ(?:er)?|heter|hette|kallas"
    r"|kallar (?:sig|mig))"
)
_FAR_NAMED = (
    r"[^\n.!?]{0,50}?\b(?:namnet|namn|heter|hette|kallas|kallar sig|kontot)"
    r"(?:\s(?:är|e|va|heter|jag|hon|han|dom|de))?"
)
_HANDED = r"(?:min|mitt|min egen|hans|hennes|deras|vår|vårt|my)"
_OWN_KONTO = r"(?:konto|kontot|namn|namnet|profil|profilen|kanal|kanalen|sidan|tag|tagg|taggen)"
# the same with words that need not be names: they count if nobody writes them otherwise
OF_ODD_NAMES = tuple(
    Tried(re.compile(pattern), "context:platform", needed, beside)
    for pattern, needed, beside in (
        (rf"{_STARTS}{_PLATFORM}\s{_NAMED}{_ENDS}", (), _ANY),
        (rf"(?:^|[.!?\n]\s?){_NAMED}\s(?:på|i)\s(?:min\s)?{_PLATFORM}\b", (), _ON),
        (rf"\b{_PLATFORM}\s[-–]\s{_NAMED}{_ENDS}", ("-", "–"), _ANY),
        (
            rf"(?:en|ett|min|mitt|på)\s(?:[^\W\d_]{{2,10}}\s)?{_PLATFORM},\s{_NAMED}(?=,|\.|$)",
            (",",),
            _ANY,
        ),
        (
            rf"\b[^\W\d_]{{2,12}}konto(?:t|n)?,?\s(?:(?:som\s)?(?:heter|hette|är)\s)?{_NAMED}",
            ("konto",),
            None,
        ),
        (rf"\b(?:är|e|va)\s{_NAMED}\s(?:på|on|i)\s(?:min\s|mitt\s)?{_PLATFORM}\b", (), _ON),
    )
)
OF_LIKELY_NAMES = tuple(
    Tried(re.compile(pattern), "context:platform", needed, beside)
    for pattern, needed, beside in (
        (
            rf"\b{_DOING}\s(?:mig\s|sig\s)?{_NAMED}\s(?:på|on|i|via)\s(?:min\s|mitt\s)?{_PLATFORM}\b",
            (),
            _ON,
        ),
        (rf"(?<![\w.@]){_NAMED}\s?\((?:min\s|på\s)?{_PLATFORM}\)", ("(",), _ANY),
        (rf"(?<![\w.@]){_NAMED},?\s(?:det\s)?är\s{_HANDED}\s{_PLATFORM}\b", ("är",), _ANY),
        (
            rf"(?<![\w.@]){_NAMED}\sheter\s(?:jag|ja|hon|han|hen|vi)\s(?:på|i)\s{_PLATFORM}\b",
            ("heter",),
            _ON,
        ),
        (
            (
                rf"\b(?:{_PLATFORM}|insta|tiktok)[- ]?{_OWN_KONTO}"
                rf"\s(?:som\sheter\s|är\s|heter\s)?{_NAMED}"
            ),
            ("konto", "namn", "profil", "kanal", "sidan", "tag"),
            _ANY,
        ),
        (
            rf"\b(?:kontot|konto|profil|profilen|kanalen|användaren)\s(?:är|heter|som\sheter)\s{_NAMED}",
            ("konto", "profil", "kanalen", "användaren"),
            None,
        ),
        (
            rf"\b(?:på|via)\s(?:min\s)?{_PLATFORM}(?:,|:|\s-|\ssom)\s{_NAMED}{_ENDS}",
            (",", ":", "-", "som"),
            _ON,
        ),
        (
            rf"\b(?:add|adda|follow|find)\s(?:me|mig|mej|oss|us)\s(?:on|på)\s{_PLATFORM}\s{_NAMED}",
            ("add", "follow", "find"),
            _ON,
        ),
        (
            rf"\b{_PLATFORM}\b{_FAR_NAMED}\s{_NAMED}{_ENDS}",
            ("namn", "heter", "hette", "kalla", "konto"),
            _ANY,
        ),
        (
            (
                rf"\b(?:heter|kallas|finns som|är)\s{_NAMED}"
                r"\spå\s(?:alla|allt|sociala|nätet|internet)\b"
            ),
            ("alla", "allt", "sociala", "nätet", "internet"),
            None,
        ),
        (
            rf"\b{_PLATFORM}\s(?:är|e|ä|heter|kallas)\s(?:jag|ja|hon|han|hen|vi)\s{_NAMED}{_ENDS}",
            ("ja", "hon", "han", "hen", "vi"),
            _ANY,
        ),
        (
            rf"\b(?:på|i)\s{_PLATFORM}\s(?:heter|kallas|hette)\s(?:jag|ja|hon|han|hen|vi)\s{_NAMED}",
            ("heter", "kallas", "hette"),
            _ANY,
        ),
        (
            rf"\b(?:signaturen|signatur|aliaset|bloggar\ssom|streamar\ssom|postar\ssom)\s{_NAMED}",
            ("signatur", "alias", "bloggar", "streamar", "postar"),
            None,
        ),
        (
            rf"\b(?:username|user|nickname|alias|smeknamnet)(?:\s(?:är|is|e)\s|\s?[:=]\s?|\s){_NAMED}",
            ("user", "nickname", "alias", "smeknamnet"),
            None,
        ),
        (
            rf"\b(?:dm:a|dma|snappa|adda|addar|addade|lägg till)\s(?:mig\s|mej\s)?{_NAMED}",
            ("dm", "snappa", "adda", "lägg till"),
            None,
        ),
    )
)
