"""Shortens our own styles and scripts as they are loaded, so that the files can be for people.

Not for scripts in general: these end every statement with a semicolon, begin comments on lines of
their own, and use neither `var`, `function`, `class` nor labels.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise, product
from string import ascii_letters, ascii_lowercase

# strings, templates and regular expressions, whose spaces matter
_QUOTED = (
    r"`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
    r"|/(?![/*\s])(?:\\.|\[(?:\\.|[^\]])*\]|[^/\\\n\[])+/[a-z]+"
)
_OWN_VALUE = re.compile(r"(?<![\w-])--[a-z-]+")
_IDLE_BREAK = re.compile(
    r"(?<=>)\n+(?=</?(?:div|fieldset|form|h\d|hr|label|legend|li|main|nav|[ou]l|p|section|symbol)\b)"
)
# ends that a browser puts in by itself, and the space beside a mark that a gap keeps off its words
_IDLE_END = re.compile(
    r"</li>(?=\s*</?(?:li|[ou]l)\b)"
    r"|</p>(?=\s*</?(?:div|fieldset|form|h\d|hr|main|nav|[ou]l|p|section)\b)"
    r'|(?<=<label class="option">)(<input[^>]+>(?:<svg.*?</svg>)?) '
)
_TOKEN = re.compile(rf"{_QUOTED}|[A-Za-z_$][\w$]*|\d[\w.]*|=>|\.\.\.|\?\.|\S", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*\Z")
_HOLE = re.compile(r"(?<=\$\{)([^}]*)(?=\})")
# two signs that would be read as one
_MELT = re.compile(r"[\w$]{2}|\+\+|--")
_IDLE = frozenset({";}", ",}", ",)", ",]"})
_OUTERMOST = -1
_DECLARING = ("const", "let")
_ARROW = "=>"
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
    """Drop comments and the spaces that a style sheet can miss; give its own values letters."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip()
    often = Counter(_OWN_VALUE.findall(text)).most_common()
    short = dict(zip((name for name, _ in often), ascii_letters, strict=False))
    return _OWN_VALUE.sub(lambda found: f"--{short.get(found[0], found[0][2:])}", text)


def shorter_script(text: str) -> str:
    """Drop comments and spaces, and give what the script declares the shortest names."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return _joined(_renamed(_Script(tuple(_tokens("\n".join(lines))))))


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

    def declared(self) -> dict[str, list[range]]:
        """Find constants, variables and parameters, with the places where each may be used."""
        found: dict[str, list[range]] = {}
        for place, token in enumerate(self.tokens):
            if token in _DECLARING:
                names, reach = self._bound(place + 1), self._reach(self._block(place))
            elif token == _ARROW:
                names, reach = self._bound(place - 1), self._reach(self._around[place])
            else:
                continue
            for name in names - _WORDS:
                found.setdefault(name, []).append(reach)
        return found

    def uses(self) -> Iterator[tuple[int, str]]:
        """Go through the names that mean something declared or global, with their places."""
        for place, token in enumerate(self.tokens):
            if _NAME.match(token) and not self._is_property(place):
                yield place, token

    def is_both(self, place: int) -> bool:
        """Say whether a name is a property's as well: `{ name }`."""
        return self._begins_property(place) and self.tokens[place + 1] in (",", "}", "=")

    def _is_property(self, place: int) -> bool:
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
        return range(bracket, self._partners.get(bracket, len(self.tokens)))

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


def _renamed(script: _Script) -> list[str]:
    """Give the names most used the shortest ones; of `{ name }` the property keeps its own."""
    tokens = list(script.tokens)
    uses = list(script.uses())
    short = _short_names(script, uses)
    for place, name in uses:
        if name in short:
            tokens[place] = f"{name}:{short[name]}" if script.is_both(place) else short[name]
    return tokens


def _short_names(script: _Script, uses: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Choose new names; those that are never known in the same place may have the same."""
    reaches = script.declared()
    kept = {
        name for place, name in uses if not any(place in each for each in reaches.get(name, ()))
    }
    often = Counter(name for _, name in uses if name not in kept).most_common()
    taken: dict[str, list[range]] = {}
    chosen: dict[str, str] = {}
    for name, _ in often:
        chosen[name] = next(
            each
            for each in chain(ascii_letters, map("".join, product(ascii_lowercase, repeat=2)))
            if each not in kept | _WORDS and not _meet(reaches[name], taken.get(each, []))
        )
        taken.setdefault(chosen[name], []).extend(reaches[name])
    return chosen


def _meet(some: Sequence[range], others: Sequence[range]) -> bool:
    return any(
        one.start < other.stop and other.start < one.stop for one in some for other in others
    )


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
