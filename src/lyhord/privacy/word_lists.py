"""The lists of names, and of words that speak for or against one; read once, decides nothing."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

_FOLDER = Path(__file__).parent / "lists"


class Sort:
    """What lists say of a word, as bits (plain ones: an enum's cost a microsecond each).

    None of it makes a word a name by itself but `GIVEN`.
    """

    GIVEN = 1  # a common first name that is no ordinary word
    ORDINARY = 2  # a first name that is a word too
    RARE = 4  # a first name from elsewhere
    SURNAME = 8
    GENITIVE = 16


class AroundNames(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that stand around names; `around_names.toml` says what each list is for."""

    introducing: frozenset[str]
    calling: frozenset[str]
    persons: frozenset[str]
    things: frozenset[str]
    stop: frozenset[str]
    roles: frozenset[str]
    family: frozenset[str]
    joining: frozenset[str]
    place_words: frozenset[str]
    next_to_place: frozenset[str]
    before_public: frozenset[str]
    acting: frozenset[str]
    particles: frozenset[str]
    beginning: frozenset[str]


class OtherWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for the other rules; `around_other.toml` says what each list is for."""

    at_words: frozenset[str]
    platforms: frozenset[str]
    public_sites: frozenset[str]
    no_account: frozenset[str]
    birth_words: frozenset[str]
    no_plate: frozenset[str]
    living_words: frozenset[str]
    no_street: frozenset[str]
    no_town: frozenset[str]
    school_kinds: tuple[str, ...]
    work_words: frozenset[str]
    no_owner: frozenset[str]


class Lists(Struct, frozen=True, kw_only=True):
    """What is known of words, all in lower case."""

    sorts: dict[str, int]
    listed: frozenset[str]
    places: frozenset[str]
    not_names: frozenset[str]
    function_words: frozenset[str]
    public_people: frozenset[str]
    around: AroundNames
    contexts: frozenset[str]


@cache
def lists() -> Lists:
    """Read what concerns names, once a process."""
    around = msgspec.convert(_tables("around_names"), AroundNames)
    places = _words("places")
    return Lists(
        sorts=(sorts := _sorts()),
        listed=frozenset(sorts),
        places=places,
        not_names=_words("not_names") | places,
        function_words=_words("function_words"),
        public_people=frozenset(_lines("public_people")),
        around=around,
        contexts=around.introducing | around.roles | around.family,
    )


@cache
def other_words() -> OtherWords:
    """Read what concerns the rest, once a process."""
    return msgspec.convert(_tables("around_other"), OtherWords)


def _sorts() -> dict[str, int]:
    """What each listed name is, also with the -s of a genitive."""
    ordinary = _words("ordinary_words")
    common = _words("given_names") | _words("written_names")
    sorts: dict[str, int] = {}
    for words, sort in (
        (common - ordinary, Sort.GIVEN),
        (ordinary, Sort.ORDINARY),
        (_words("rare_names") - common - ordinary, Sort.RARE),
        (_words("surnames") | _words("surnames_written"), Sort.SURNAME),
    ):
        for word in words:
            sorts[word] = sorts.get(word, 0) | sort
    for word, sort in tuple(sorts.items()):
        if not word.endswith(("s", "x", "z")):
            sorts.setdefault(f"{word}s", sort | Sort.GENITIVE)
    never = _words("never_names")
    return {word: sort for word, sort in sorts.items() if word not in never}


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _tables(name: str) -> dict[str, list[str]]:
    read: dict[str, str] = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: words.split() for key, words in read.items()}
