"""A piece as words with their capitals, gaps and neighbours; decides nothing about names."""

from typing import NamedTuple

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.pieces import WORD, Piece
from lyhord.privacy.word_lists import Lists, Sort

_SENTENCE_ENDS = frozenset(".!?\n:•/…-–—")
_QUOTES = frozenset(" \t\"'”“»*(_")
_LONGEST_GAP = 3


class Token(NamedTuple):
    """A word and where it stands."""

    start: int
    end: int
    raw: str
    low: str


class Line:
    """The words of a piece; places outside it are empty words."""

    def __init__(self, piece: Piece, known: Lists) -> None:
        self.text = piece.text
        self.known = known
        low = piece.low
        self.tokens = [
            Token(*found.span(), found[0], low[found.start() : found.end()])
            for found in WORD.finditer(piece.text)
        ]

    def low(self, place: int) -> str:
        """The word in lower case, or nothing."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def sort(self, place: int) -> int:
        """What the lists say of a word; a double name is what its first part is."""
        word = self.low(place).replace("’", "'").removesuffix("'s")
        sort = self.known.sorts.get(word)
        if sort is not None or "-" not in word:
            return sort or 0
        first, _, last = word.partition("-")
        sorts = self.known.sorts
        is_double = sorts.get(first, 0) and (last in sorts or self.tokens[place].raw.istitle())
        return Sort.GIVEN if is_double and sorts[first] & ~Sort.SURNAME else 0

    def is_titled(self, place: int) -> bool:
        """Whether it has a capital and then small letters."""
        raw = self.tokens[place].raw if 0 <= place < len(self.tokens) else ""
        return len(raw) > 1 and raw[0].isupper() and not raw.isupper()

    def is_initial(self, place: int) -> bool:
        """Whether it is a single capital that no digit follows."""
        if not 0 <= place < len(self.tokens):
            return False
        token = self.tokens[place]
        after = self.text[token.end : token.end + 1]
        return len(token.raw) == 1 and token.raw.isupper() and not after.isdigit()

    def begins_sentence(self, place: int) -> bool:
        """Whether a capital would stand here anyhow."""
        spot = self.tokens[place].start - 1
        floor = self.tokens[place - 1].end if place else 0
        while spot >= floor and self.text[spot] in _QUOTES:
            spot -= 1
        return spot < 0 or self.text[spot] in _SENTENCE_ENDS

    def gap(self, place: int) -> str | None:
        """What stands before a word, if it is short and ends no sentence."""
        if not 0 < place < len(self.tokens):
            return None
        start, end = self.tokens[place - 1].end, self.tokens[place].start
        return self.text[start:end] if end - start <= _LONGEST_GAP else None

    def follows_on(self, place: int) -> bool:
        """Whether one blank parts it from the word before."""
        return self.gap(place) == " "

    def context(self, place: int) -> str:
        """What the words before say: introducing, role, family, or nothing."""
        gap = self.gap(place)
        before = self.low(place - 1)
        if gap is None or not before:
            return ""
        if before in self.known.around.introducing and not set(gap) - set(" :,\n-"):
            return "introducing"
        if set(gap) - set(" :,("):
            return ""
        if before in self.known.around.family:
            return "family"
        return (
            "role"
            if before in self.known.around.roles or before.endswith(shapes.ROLE_ENDINGS)
            else ""
        )

    def is_place(self, place: int) -> bool:
        """Whether the words beside it make it a place or a public thing."""
        return (
            self.low(place + 1) in self.known.around.next_to_place and self.follows_on(place + 1)
        ) or self.low(place - 1) in self.known.around.before_public
