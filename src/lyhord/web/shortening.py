"""Shortens our own styles and scripts as they are loaded, so that the files can be for people.

Not for scripts in general: these end every statement with a semicolon, begin comments on lines of
their own, and use neither `var`, `function`, `class` nor labels.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise, product
from string import ascii_letters

from msgspec import Struct

# strings, templates and regular expressions, whose spaces matter
_QUOTED = (
    r"`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
    r"|/(?![/*\s])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n\[])+/[a-z]+"
)
_OWN_VALUE = re.compile(r"(?<![\w-])--[a-z-]+")
_OWN_GIVEN = re.compile(rf"({_OWN_VALUE.pattern}):[^;}}]*;?")
_IDLE_BREAK = re.compile(
    r"(?<=>)\n+(?=</?(?:div|fieldset|form|h\d|hr|label|legend|li|main|nav|[ou]l|p|section|symbol)\b)"
)
# ends that a browser puts in by itself, and the space beside a mark that a gap keeps off its words
_IDLE_END = re.compile(
    r"</li>(?=\s*</?(?:li|[ou]l)\b)"
    r"|</p>(?=\s*</?(?:div|fieldset|form|h\d|hr|main|nav|[ou]l|p|section)\b)"
    r'|(?<=<label class="option">)(<input[^>]+>(?:<svg.*?</svg>)?) '
)
# what is said: a name, or a choice between names
_ASKING = re.compile(r'\bsay\((?:"\w+"|[^",{]*\? "\w+"[^",]*(?:"\w+"[^",)]*)*)')
_TOKEN = re.compile(rf"{_QUOTED}|[A-Za-z_$][\w$]*|\d[\w.]*|=>|\.\.\.|\?\.|\S", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*\Z")
_HOLE = re.compile(r"(?<=\$\{)([^}]*)(?=\})")
# two signs that would be read as one
_MELT = re.compile(r"[\w$]{2}|\+\+|--")
_IDLE = frozenset({";}", ",}", ",)", ",]"})
_OUTERMOST = -1
_DECLARING = ("const", "let")
_ARROW = "=>"
_ENDING = frozenset({",", ";", ")", "]", "}"})
_OPENING, _CLOSING = ("(", "[", "{"), (")", "]", "}")
# what stands before a brace that begins a block; any other brace holds properties
_BEFORE_A_BLOCK = frozenset({"", ")", "=>", "else", "try", "catch", "finally", ";", "{", "}"})
_WORDS = frozenset(
    re.findall(
        r"\w+",
        "as async await break case catch const continue do else false finally for if in let new"
        " null of return switch this throw true try typeof while",
    )
)


def shorter_style(text: str) -> str:
    """Drop what a style can miss, its own unused values as well; give those it uses letters."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).strip()
    asked = set(re.findall(r"(?<=var\()--[a-z-]+", text))
    text = _OWN_GIVEN.sub(lambda given: given[0] if given[1] in asked else "", text)
    text = text.replace(";}", "}")
    # these two are known by one colon as well
    text = re.sub(r"::(?=before|after)", ":", text)
    often = Counter(_OWN_VALUE.findall(text)).most_common()
    short = dict(zip((name for name, _ in often), ascii_letters, strict=False))
    return _OWN_VALUE.sub(lambda found: f"--{short.get(found[0], found[0][2:])}", text)


def shorter_script(text: str, own: Sequence[str] = ()) -> str:
    """Drop comments and spaces, and give what the script declares the shortest names.

    The properties in `own` get letters as well: those that no object of a browser has, and that
    are neither kept nor sent.
    """
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    keys = dict(zip(own, ascii_letters, strict=False))
    return _joined(_plainer(_renamed(_Script(tuple(_tokens("\n".join(lines)))), keys)))


def numbered(text: str, names: Sequence[str]) -> str:
    """Let a script that asks `say` for its words by their names ask by their places in `names`."""

    def place(name: re.Match[str]) -> str:
        return str(names.index(name[1])) if name[1] in names else name[0]

    return _ASKING.sub(lambda asked: re.sub(r'"(\w+)"', place, asked[0]), text)


def shorter_page(text: str) -> str:
    """Drop line breaks, end tags and spaces that no browser needs or shows; not for `pre`."""
    return _IDLE_END.sub(r"\1", _IDLE_BREAK.sub("", text))


class _Script:
    """A script as tokens, and where each of its brackets ends."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self._around: list[int] = []
        self._partners: dict[int, int] = {}
        open_ones = [_OUTERMOST]
        for place, token in enumerate(tokens):
            if token in _CLOSING:
                opened = open_ones.pop()
                self._partners |= {opened: place, place: opened}
            self._around.append(open_ones[-1])
            if token in _OPENING:
                open_ones.append(place)

    def declared(self) -> dict[str, set[range]]:
        """Find constants, variables and parameters, with the places where each may be used."""
        found: dict[str, set[range]] = {}
        for place, token in enumerate(self.tokens):
            if token in _DECLARING:
                names, reach = self._bound(place + 1), self._reach(self._block(place))
            elif token == _ARROW:
                names, reach = self._bound(place - 1), self._body(place)
            else:
                continue
            for name in names - _WORDS:
                found.setdefault(name, set()).add(reach)
        return found

    def uses(self) -> Iterator[tuple[int, str]]:
        """Go through the names that mean something declared or global, with their places."""
        for place, token in enumerate(self.tokens):
            if _NAME.match(token) and not self.is_property(place):
                yield place, token

    def is_both(self, place: int) -> bool:
        """Say whether a name is a property's as well: `{ name }`."""
        return self._begins_property(place) and self.tokens[place + 1] in (",", "}", "=")

    def is_property(self, place: int) -> bool:
        """Say whether a name is a property's and nothing else."""
        if place and self.tokens[place - 1] in (".", "?."):
            return True
        return self._begins_property(place) and self.tokens[place + 1] in (":", "(")

    def _begins_property(self, place: int) -> bool:
        return self._holds_properties(self._around[place]) and self.tokens[place - 1] in ("{", ",")

    def _holds_properties(self, place: int) -> bool:
        if self._is_outermost(place) or self.tokens[place] != "{":
            return False
        return place > 0 and self.tokens[place - 1] not in _BEFORE_A_BLOCK

    def _block(self, place: int) -> int:
        outer = self._around[place]
        while not self._is_outermost(outer) and self.tokens[outer] != "{":
            outer = self._around[outer]
        return outer

    def _reach(self, bracket: int) -> range:
        if bracket > 0 and self.tokens[bracket - 1] == _ARROW:
            return self._body(bracket - 1)
        return range(bracket, self._partners.get(bracket, len(self.tokens)))

    def _body(self, arrow: int) -> range:
        """From the parameters to the end of what the arrow leads to."""
        first = self._partners.get(arrow - 1, arrow - 1)
        last = arrow + 1
        while last < len(self.tokens) and self.tokens[last] not in _ENDING:
            last = self._partners.get(last, last) + 1
        return range(first, last)

    def _is_outermost(self, place: int) -> bool:
        return place == _OUTERMOST

    def _bound(self, place: int) -> set[str]:
        if _NAME.match(self.tokens[place]):
            return {self.tokens[place]}
        first, last = sorted((place, self._partners[place]))
        return {self.tokens[each] for each in range(first + 1, last) if self._is_bound(each)}

    def _is_bound(self, place: int) -> bool:
        before, token, after = self.tokens[place - 1 : place + 2]
        # neither the key of `{ key: name }` nor what stands in for a missing value
        return bool(_NAME.match(token)) and before not in ("=", ".", "?.") and after != ":"


class _Declared(Struct, frozen=True, kw_only=True):
    """One name in one reach, and the places where it means that and nothing nearer."""

    name: str
    reach: range
    uses: tuple[int, ...]

    def meets(self, other: "_Declared") -> bool:
        """Say whether the two would be mixed up if they had the same name."""
        inner, outer = sorted((self, other), key=lambda each: len(each.reach))
        return inner.reach == outer.reach or any(place in inner.reach for place in outer.uses)


def _renamed(script: _Script, keys: Mapping[str, str]) -> list[str]:
    """Give short names, the nearest first; of `{ name }` the property keeps its own."""
    tokens = list(script.tokens)
    reaches = script.declared()
    uses: dict[tuple[str, range], list[int]] = {}
    kept = set(_WORDS)
    for place, name in script.uses():
        around = [reach for reach in reaches.get(name, ()) if place in reach]
        if around:
            uses.setdefault((name, min(around, key=len)), []).append(place)
        else:
            kept.add(name)
    for one, short in _short_names(uses, kept):
        for place in one.uses:
            tokens[place] = short
    return [_keyed(script, place, token, keys) for place, token in enumerate(tokens)]


def _keyed(script: _Script, place: int, token: str, keys: Mapping[str, str]) -> str:
    name = script.tokens[place]
    if not _NAME.match(name):
        return token
    key = keys.get(name, name)
    if script.is_property(place):
        return key
    return f"{key}:{token}" if key != token and script.is_both(place) else token


def _short_names(
    uses: Mapping[tuple[str, range], Sequence[int]], kept: set[str]
) -> Iterator[tuple[_Declared, str]]:
    """Choose new names; those that are never known in the same place may have the same."""
    declared = [
        _Declared(name=name, reach=reach, uses=tuple(places))
        for (name, reach), places in uses.items()
    ]
    taken: dict[str, list[_Declared]] = {}
    for one in sorted(declared, key=lambda each: (len(each.reach), each.uses[0])):
        short = next(
            each
            for each in chain(ascii_letters, map("".join, product(ascii_letters, repeat=2)))
            if each not in kept and not any(map(one.meets, taken.get(each, [])))
        )
        taken.setdefault(short, []).append(one)
        yield one, short


def _plainer(tokens: Sequence[str]) -> list[str]:
    """Declare in one go what is declared in a row, and drop brackets around one parameter."""
    return _unbracketed(_declared_at_once(tokens))


def _declared_at_once(tokens: Sequence[str]) -> list[str]:
    plain: list[str] = []
    # of each open bracket, whether its last statement declares
    declares = [False]
    for sign, after in zip(tokens, (*tokens[1:], ""), strict=True):
        if sign in _OPENING:
            declares.append(False)
        elif sign in _CLOSING:
            declares.pop()
        elif sign == ";":
            declares[-1] = declares[-1] and after in _DECLARING
        if sign not in _DECLARING:
            plain.append(sign)
        elif declares[-1]:
            plain[-1] = ","
        else:
            plain.append("let")
            declares[-1] = True
    return plain


def _unbracketed(tokens: Sequence[str]) -> list[str]:
    plain: list[str] = []
    for token in tokens:
        plain.append(token)
        match plain[-4:]:
            case ["(", name, ")", "=>"] if _NAME.match(name):
                plain[-4:] = [name, "=>"]
            case _:
                pass
    return plain


def _tokens(text: str) -> Iterator[str]:
    """Split a script; the code in the holes of a template is split as well."""
    for token in _TOKEN.findall(text):
        for place, part in enumerate(_HOLE.split(token) if token[0] == "`" else (token,)):
            if place % 2:
                yield from _tokens(part)
            else:
                yield part


def _joined(tokens: Sequence[str]) -> str:
    """Put tokens together with as little between them as keeps them apart."""
    parts: list[str] = []
    for before, token in pairwise(("", *tokens)):
        # the last one of a list, of arguments or of a block parts it from nothing
        if before + token in _IDLE:
            parts.pop()
        parts += [" ", token] if _MELT.search(f"{before[-1:]}{token[0]}") else [token]
    return "".join(parts)
