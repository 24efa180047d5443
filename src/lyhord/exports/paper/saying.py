"""The texts of a paper, each with its language where that is another than the paper's."""

import re
from collections.abc import Mapping

from msgspec import Struct

from lyhord.exports.paper.words import Words, spoken_for, words_in
from lyhord.instruments import places
from lyhord.instruments.definition import Instrument, Publication
from lyhord.instruments.foreign import names_left
from lyhord.instruments.places import PLACES_ARE_IN, Place
from lyhord.instruments.wording import as_printed, in_language, untranslated

BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")


class Worded(Struct, frozen=True, kw_only=True):
    """A text, and its language where it is another than the paper's."""

    text: str
    language: str


class Wording(Struct, frozen=True, kw_only=True):
    """What is printed of an instrument, a place and the fixed words, in one language."""

    instrument: Instrument
    words: Words
    words_language: str
    _own: str
    _untranslated: frozenset[str]
    _place: Mapping[str, str]

    @classmethod
    def of(cls, publication: Publication, place: Place, language: str) -> "Wording":
        """Gather what there is in a language; the rest stays as it was written."""
        fixed = spoken_for(language)
        return cls(
            instrument=as_printed(in_language(publication, language)),
            words=words_in(language),
            words_language="" if _is_kin(fixed, language) else fixed,
            _own=publication.instrument.language,
            _untranslated=untranslated(publication, language)
            | names_left(publication, language, place),
            _place=places.texts_in(place, language),
        )

    def said(self, key: str, text: str) -> Worded:
        """Give a text of the instrument by its key."""
        printed = f"on_paper.{key}" if key in self.instrument.on_paper else key
        return self._worded(text, self._own, is_written=printed in self._untranslated)

    def paragraphs(self, name: str, texts: tuple[str, ...]) -> tuple[Worded, ...]:
        """Give numbered paragraphs of the instrument."""
        return tuple(self.said(f"{name}.{n}", text) for n, text in enumerate(texts, start=1))

    def of_place(self, key: str, text: str) -> Worded:
        """Give a text of the place by its key."""
        return self._worded(text, PLACES_ARE_IN, is_written=key not in self._place)

    def fixed(self, text: str) -> Worded:
        """Give one of the fixed words."""
        return Worded(text=text, language=self.words_language)

    def _worded(self, text: str, language: str, *, is_written: bool) -> Worded:
        stays = is_written and not _is_kin(language, self.instrument.language)
        # a number of several groups stays on one line
        whole = BETWEEN_DIGITS.sub("\N{NO-BREAK SPACE}", text)
        return Worded(text=whole, language=language if stays else "")


def _is_kin(one: str, other: str) -> bool:
    """Whether two tags name the same language, plain or not."""
    return one.partition("-")[0] == other.partition("-")[0]
