"""Short lists of words per language: our own files, else those of the package stop-words."""

from importlib import resources
from typing import Literal

from stop_words import StopWordError, get_stop_words

LONG_LIST = 300
LONGEST_OF_LONG = 5
SAME = {"nb": "no", "nn": "no"}
PACKAGED = {"no": "nb"}

Kind = Literal["stopwords", "negations", "telling", "everyday"]


def own(kind: Kind, language: str) -> frozenset[str]:
    """Read one of our files; a language without one has no such words."""
    source = resources.files("lyhord_themes") / "data" / kind / f"{_code(language)}.txt"
    if not source.is_file():
        return frozenset()
    return frozenset(source.read_text(encoding="utf-8").split())


def stop_list(language: str) -> frozenset[str]:
    """Give a short stop list: our own, else the package's without words that tell something.

    Of a list longer than 300 words only those of five letters at most are taken: a long list costs
    short texts their last words. Negations are no stop words: they count in phrases.
    """
    listed = own("stopwords", language) or packaged(language)
    return listed - own("telling", language) - own("negations", language)


def packaged(language: str) -> frozenset[str]:
    """Give the package's list, shortened if it is long; empty where it knows none."""
    listed = _whole(language)
    longest = LONGEST_OF_LONG if len(listed) > LONG_LIST else max(map(len, listed), default=0)
    return frozenset(word for word in listed if len(word) <= longest)


def everyday(language: str) -> frozenset[str]:
    """Give the package's whole list and ours: words that say too little where terms are shown."""
    return _whole(language) | own("everyday", language)


def _whole(language: str) -> frozenset[str]:
    code = _code(language)
    try:
        return frozenset(get_stop_words(PACKAGED.get(code, code)))
    except StopWordError:
        return frozenset()


def _code(language: str) -> str:
    code = language.split("-", maxsplit=1)[0]
    return SAME.get(code, code)
