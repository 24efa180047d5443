"""A piece as words with their capitals, gaps and neighbours; decides nothing about names."""

import re

from lyhord.privacy import name_shapes as shapes
from lyhord.privacy.pieces import Piece
from lyhord.privacy.word_lists import Lists, Mark, Sort

_GOING_ON = frozenset(",;)%&+]@#$€=<>^|~§°")  # signs that stand inside sentences
_QUOTES = frozenset(" \t\"'”“»*(_")
_AFTER_INTRODUCING = frozenset(" :,.\n-\"'”“")
_SHORTENED = frozenset(("dr", "hr", "fr", "frk", "prof"))
_AFTER_PERSON = frozenset(" :,(\"'”“")
_LONGEST_GAP = 3
_IS = frozenset(("är", "is", "e", "ä", "va", "var", "från", "av", "of"))
_SHORT_GREETINGS = frozenset(("hälsn", "hsn", "mvh", "vh", "kram", "kramar", "hälsningar"))
_NAMING = frozenset(
    """
    name names namn namnet efternamn efternamnet förnamn förnamnet mellannamn smeknamn smeknamnet
    hälsning hälsningar kram kramar mvh puss undertecknat signerat
    """.split()  # noqa: SIM905 - read more easily
)
_DOTTED = re.compile(r"(?<!\w)[a-zåäö]\.[a-zåäö](?!\w)")
_OPENS = Mark.CONTEXT | Mark.JOINING
_CLOSES = Sort.SURNAME | Mark.HUMAN | Mark.JOINING
_MAY_BE = Sort.ORDINARY | Sort.RARE | Sort.SURNAME
_SPEAKS = Sort.GIVEN | _MAY_BE | Mark.CALLING
_MOST_SIGNED = 2


class Line:
    """The words of a piece, side by side with where they begin and end and what lists say."""

    def __init__(self, piece: Piece, known: Lists) -> None:
        self.piece = piece
        self.text = piece.text
        self.known = known
        self.lows = piece.words
        self.traits = piece.traits

    @property
    def starts(self) -> list[int]:
        """Where its words begin."""
        return self.piece.starts

    @property
    def ends(self) -> list[int]:
        """Where its words end."""
        return self.piece.ends

    def beginnings(self) -> list[int]:
        """The words for which anything at all speaks; quick, for most words have nothing."""
        low, traits, capitals = self.piece.low, self.traits, self.piece.capitals()
        places = {place for place in capitals if self._may_be_capital(place)}
        for place in [each for each, trait in enumerate(traits) if trait & _SPEAKS]:
            trait = traits[place]
            if trait & Sort.GIVEN or (trait & _MAY_BE and self._may_open(place)):
                places.add(place)
            if trait & Mark.CALLING and place + 1 < len(traits):
                places.add(place + 1)
        is_dotted = "." in low and _DOTTED.search(low) is not None
        if not (is_dotted or "-" in low or "sson" in low):
            return sorted(places)
        more = {
            place
            for place, word in enumerate(self.lows)
            if "-" in word or "sson" in word or (is_dotted and len(word) == 1)
        }
        return sorted(more | places)

    def _may_be_capital(self, place: int) -> bool:
        """Whether a capital could be a name's: of no common word, or after one that introduces."""
        if not self.traits[place] & Mark.COMMON or len(self.lows[place]) == 1:
            return True
        return place > 0 and self.traits[place - 1] & _OPENS > 0

    def _may_open(self, place: int) -> bool:
        """Whether the words around a word that may be a name in lower case speak for one."""
        traits, last = self.traits, len(self.traits) - 1
        if place >= last - _MOST_SIGNED or (place and traits[place - 1] & _OPENS):
            return True
        after = traits[place + 1]
        before = self.lows[place - 1] if place else ""
        return (
            after & _CLOSES > 0
            or before in _IS
            or before.endswith(shapes.ROLE_ENDINGS)
            or shapes.SON.fullmatch(self.lows[place + 1]) is not None
            or self.lows[place + 1] in {"är", "var", "va", "e", "al"}
        )

    def low(self, place: int) -> str:
        """The word in lower case, or nothing outside the piece."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def raw(self, place: int) -> str:
        """The word as it is written, or nothing outside the piece."""
        if not 0 <= place < len(self.lows):
            return ""
        return self.text[self.starts[place] : self.ends[place]]

    def sort(self, place: int) -> int:
        """What the lists say of a word; a double name is what its first part is."""
        if not 0 <= place < len(self.lows):
            return 0
        sort, low = self.traits[place] & Sort.ANY, self.lows[place]
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
        return spot < 0 or not (self.text[spot].isalnum() or self.text[spot] in _GOING_ON)

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
        """What the words before say: introducing, title, role, family, person, or nothing."""
        gap = self.gap(place)
        before = self.low(place - 1)
        if not gap:
            return ""
        if before in _SHORTENED and gap in {". ", ".", " "}:
            return "title"
        if self._is_introduced(before, gap, place):
            return "introducing"
        return self._role(before, gap, place) if _AFTER_PERSON.issuperset(gap) else ""

    def _is_introduced(self, before: str, gap: str, place: int) -> bool:
        """Whether "heter", "mvh" or "namnet är" stands before."""
        if before in self.known.around.introducing and _AFTER_INTRODUCING.issuperset(gap):
            return "." not in gap or before in _SHORT_GREETINGS
        return before in _IS and gap == " " and self.low(place - 2) in _NAMING

    def _role(self, before: str, gap: str, place: int) -> str:
        """What a word for a person before it says: family, role, or person where a capital is."""
        if before in self.known.around.family:
            return "family"
        if before in self.known.around.roles or before.endswith(shapes.ROLE_ENDINGS):
            return "role"
        return self._weak_context(before, gap, place)

    def _weak_context(self, before: str, gap: str, place: int) -> str:
        """What speaks for a name only where a capital does too."""
        if not self.is_titled(place) or before in shapes.NO_PERSON:
            return ""
        is_person = before.endswith(shapes.PERSON_ENDINGS) and len(before) > len("aren")
        return "person" if is_person or (gap == " " and before in self.known.around.about) else ""

    def is_place(self, place: int) -> bool:
        """Whether the words beside it make it a place or a public thing."""
        around = self.known.around
        is_before = self.low(place + 1) in around.next_to_place and self.follows_on(place + 1)
        return is_before or self.low(place - 1) in around.before_public
