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
_TOKEN = re.compile(rf"{_QUOTED}|[A-Za-z_$][\w$]*|\d[\w.]*|=>|\.\.\.|\?\.|\S", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_$][\w$]*\Z")
_HOLE = re.compile(r"(?<=\$\{)([^}]*)(?=\})")
# two signs that would be read as one
_MELT = re.compile(r"[\w$]{2}|\+\+|--")
_IDLE = frozenset({";}", ",}", ",)", ",]"})
_BRACE = "{"
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
    """Drop comments and the spaces that a style sheet does not need."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r" ?([{};,]) ?|(?<=:) ", r"\1", text).replace(";}", "}").strip()


def shorter_script(text: str) -> str:
    """Drop comments and spaces, and give what the script declares the shortest names."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("//"))
    return _joined(_renamed(_Script(tuple(_tokens("\n".join(lines))))))


class _Script:
    """A script as tokens, each with the kind of bracket that it stands in."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.inside = list(_brackets(tokens))

    def declared(self) -> set[str]:
        """Find the names of constants, variables and parameters, in patterns as well."""
        found: set[str] = set()
        for place, token in enumerate(self.tokens):
            if token in ("const", "let"):
                found |= self._bound(place + 1, forward=True)
            if token == "=>":  # noqa: S105 - an arrow
                found |= self._bound(place - 1, forward=False)
        return found - _WORDS

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
        return self.inside[place] == "properties" and self.tokens[place - 1] in ("{", ",")

    def _bound(self, place: int, *, forward: bool) -> set[str]:
        if _NAME.match(self.tokens[place]):
            return {self.tokens[place]}
        other = self._partner(place, 1 if forward else -1)
        places = range(min(place, other) + 1, max(place, other))
        return {self.tokens[each] for each in places if self._is_bound(each)}

    def _is_bound(self, place: int) -> bool:
        before, token, after = self.tokens[place - 1 : place + 2]
        # neither the key of `{ key: name }` nor what stands in for a missing value
        return bool(_NAME.match(token)) and before not in ("=", ".", "?.") and after != ":"

    def _partner(self, place: int, step: int) -> int:
        depth = 0
        while True:
            depth += (self.tokens[place] in _OPENING) - (self.tokens[place] in _CLOSING)
            if depth == 0:
                return place
            place += step


def _brackets(tokens: Sequence[str]) -> Iterator[str]:
    open_ones: list[str] = []
    before = ""
    for token in tokens:
        if token in _CLOSING:
            open_ones.pop()
        yield open_ones[-1] if open_ones else ""
        if token in _OPENING:
            is_block = token != _BRACE or before in _BEFORE_A_BLOCK
            open_ones.append(token if is_block else "properties")
        before = token


def _renamed(script: _Script) -> list[str]:
    """Give the names most used the shortest ones; a name that is a property's too keeps its own."""
    tokens = list(script.tokens)
    uses = list(script.uses())
    ours = script.declared() - {name for place, name in uses if script.is_both(place)}
    taken = _WORDS | {name for _, name in uses if name not in ours}
    often = Counter(name for _, name in uses if name in ours).most_common()
    short = dict(zip((name for name, _ in often), _short_names(taken), strict=False))
    for place, name in uses:
        tokens[place] = short.get(name, name)
    return tokens


def _short_names(taken: frozenset[str]) -> Iterator[str]:
    pairs = ("".join(pair) for pair in product(ascii_lowercase, repeat=2))
    return (name for name in chain(ascii_letters, pairs) if name not in taken)


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
