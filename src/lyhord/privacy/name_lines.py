"""A piece as words with their capitals, gaps and neighbours; decides nothing about names."""

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.pieces import Piece
from lyhord.privacy.word_lists import Lists, Sort

_SENTENCE_ENDS = frozenset(".!?\n:•/…-–—")
_QUOTES = frozenset(" \t\"'”“»*(_")
_AFTER_INTRODUCING = frozenset(" :,\n-")
_SHORTENED = frozenset(("dr", "hr", "fr", "frk", "prof"))
_AFTER_PERSON = frozenset(" :,(")
_LONGEST_GAP = 3


class Line:
    """The words of a piece, side by side with where they begin and end and what lists say."""

    def __init__(self, piece: Piece, known: Lists) -> None:
        self.piece = piece
        self.text = piece.text
        self.known = known
        self.starts = [start for start, _ in piece.spans]
        self.ends = [end for _, end in piece.spans]
        self.lows = piece.spoken
        self.sorts = list(map(known.sorts.get, self.lows))

    def beginnings(self) -> list[int]:
        """The words for which anything at all speaks; quick, for most words have nothing."""
        text, low = self.text, self.piece.low
        places = {place for place, sort in enumerate(self.sorts) if sort}
        if "." in low:
            places |= {place for place, word in enumerate(self.lows) if len(word) == 1}
        if text != low:
            places |= {place for place, spot in enumerate(self.starts) if text[spot] != low[spot]}
        if "-" in low or "sson" in low:
            places |= {i for i, word in enumerate(self.lows) if "-" in word or "sson" in word}
        if self.piece.says(self.known.around.calling):
            calling = self.known.around.calling
            places |= {i + 1 for i, word in enumerate(self.lows[:-1]) if word in calling}
        return sorted(places)

    def low(self, place: int) -> str:
        """The word in lower case, or nothing outside the piece."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def raw(self, place: int) -> str:
        """The word as it is written, or nothing outside the piece."""
        return self.text[self.starts[place] : self.ends[place]] if self.low(place) else ""

    def sort(self, place: int) -> int:
        """What the lists say of a word; a double name is what its first part is."""
        if not 0 <= place < len(self.lows):
            return 0
        sort, low = self.sorts[place] or 0, self.lows[place]
        if sort or not ("-" in low or "'" in low or "’" in low):
            return sort
        sorts = self.known.sorts
        if low.endswith(("'s", "’s")):
            return sorts.get(low[:-2], 0)
        first, _, last = low.partition("-")
        sort = sorts.get(first, 0)
        is_double = sort & ~Sort.SURNAME and (last in sorts or self.raw(place).istitle())
        return Sort.GIVEN if is_double or sort & Sort.GIVEN else 0

    def is_titled(self, place: int) -> bool:
        """Whether it has a capital and then small letters."""
        raw = self.raw(place)
        return len(raw) > 1 and raw[0].isupper() and not raw.isupper()

    def is_initial(self, place: int) -> bool:
        """Whether it is a single capital that no digit follows."""
        raw = self.raw(place)
        after = self.text[self.ends[place] : self.ends[place] + 1] if raw else ""
        return len(raw) == 1 and raw.isupper() and not after.isdigit()

    def is_dotted(self, place: int) -> bool:
        """Whether it is a letter with a full stop and a letter after it, as "m.j."."""
        is_letter = len(self.low(place)) == 1 == len(self.low(place + 1))
        return is_letter and self.gap(place + 1) == "."

    def begins_sentence(self, place: int) -> bool:
        """Whether a capital would stand here anyhow."""
        spot = self.starts[place] - 1
        floor = self.ends[place - 1] if place else 0
        while spot >= floor and self.text[spot] in _QUOTES:
            spot -= 1
        return spot < 0 or self.text[spot] in _SENTENCE_ENDS

    def gap(self, place: int) -> str:
        """What stands before a word, if it is short; else nothing."""
        if not 0 < place < len(self.lows):
            return ""
        start, end = self.ends[place - 1], self.starts[place]
        return self.text[start:end] if end - start <= _LONGEST_GAP else ""

    def follows_on(self, place: int) -> bool:
        """Whether one blank parts it from the word before."""
        return self.gap(place) == " "

    def context(self, place: int) -> str:
        """What the words before say: introducing, role, family, or nothing."""
        gap = self.gap(place)
        before = self.low(place - 1)
        around = self.known.around
        if not gap:
            return ""
        if before in around.introducing and _AFTER_INTRODUCING.issuperset(gap):
            return "introducing"
        if before in _SHORTENED and gap in {". ", "."}:
            return "role"
        if not _AFTER_PERSON.issuperset(gap):
            return ""
        if before in around.family:
            return "family"
        return "role" if before in around.roles or before.endswith(shapes.ROLE_ENDINGS) else ""

    def is_place(self, place: int) -> bool:
        """Whether the words beside it make it a place or a public thing."""
        around = self.known.around
        is_before = self.low(place + 1) in around.next_to_place and self.follows_on(place + 1)
        return is_before or self.low(place - 1) in around.before_public
