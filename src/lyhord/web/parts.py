"""Language of parts: which words of a page's texts are Swedish, for whoever has it read aloud."""

import re
from collections.abc import Collection

from markupsafe import Markup, escape

from lyhord.instruments.definition import Instrument
from lyhord.instruments.foreign import LATIN_WORDS, is_in_latin_letters
from lyhord.instruments.places import PLACES_ARE_IN
from lyhord.instruments.wording import texts, with_texts

_LATIN = re.compile(f"({LATIN_WORDS})")


def in_parts(text: str, language: str) -> str:
    """Mark the words that stay in Latin letters where the language has others: those are Swedish.

    `bdi` keeps their letters, and the brackets around them, in order among those of Arabic.
    """
    if is_in_latin_letters(language):
        return text
    pieces = _LATIN.split(text)
    return Markup("").join(
        Markup('<bdi lang="{}">{}</bdi>').format(PLACES_ARE_IN, piece)
        if place % 2
        else escape(piece)
        for place, piece in enumerate(pieces)
    )


def with_parts(instrument: Instrument, *, whole: Collection[str]) -> Instrument:
    """Mark such words in every text of an instrument; `whole` are marked where they stand.

    The title stays plain: it is also the page's, where nothing can be marked.
    """
    if is_in_latin_letters(instrument.language):
        return instrument
    plain = {"title", *whole}
    said = {key: text for key, text in texts(instrument).items() if key not in plain}
    return with_texts(
        instrument, {key: in_parts(text, instrument.language) for key, text in said.items()}
    )
