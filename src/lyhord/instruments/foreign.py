"""Swedish words inside texts of other languages: a place's names, and words in Latin letters."""

from babel.core import get_global

from lyhord.instruments.definition import Publication
from lyhord.instruments.places import PLACES_ARE_IN, Place, names, place_texts
from lyhord.instruments.wording import in_language, texts

# a domain such as 1177.se is one word, and so are names of several words with signs between;
# the same pattern is given to what sets papers, so it looks neither ahead nor back
LATIN_WORDS = r"(?:[0-9]+\.)*[A-Za-zÀ-ÖØ-öø-ÿ]+(?:[ .&/’'-]{1,2}[A-Za-zÀ-ÖØ-öø-ÿ]+)*"


def is_in_latin_letters(language: str) -> bool:
    """Say whether a language is written as Swedish is; of an unknown one nothing else is known."""
    likely: str = get_global("likely_subtags").get(language.partition("-")[0], "")
    return "Latn" in likely or not likely


def names_left(publication: Publication, language: str, place: Place) -> frozenset[str]:
    """List the keys of a place's own words, such as Eskilstuna, that a translation leaves alone."""
    if language.partition("-")[0] == PLACES_ARE_IN:
        return frozenset()
    own = {*names(place).values(), *place_texts(place).values()}
    written = texts(publication.instrument)
    return frozenset(
        key
        for key, text in texts(in_language(publication, language)).items()
        if text in own and text == written[key]
    )
