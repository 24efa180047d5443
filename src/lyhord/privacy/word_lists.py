"""The lists of names, and of words that speak for or against one; read once, decides nothing."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from lyhord.privacy.name_shapes import spoken
from lyhord.privacy.number_words import digits_of_words

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
    ANY = 31


class Mark:
    """What a word opens, as bits beside those of `Sort`: without one a rule need not be tried."""

    CONTEXT = 1 << 5  # introduces a name, or says what somebody is
    CALLING = 1 << 6
    JOINING = 1 << 7
    HUMAN = 1 << 8  # what only people do
    AT = 1 << 9
    PLATFORM = 1 << 10
    BIRTH = 1 << 11
    LIVING = 1 << 12
    INSTITUTION = 1 << 13
    CHAIN = 1 << 14
    VEHICLE = 1 << 15
    COMMON = 1 << 16  # no name at all, whatever its case
    FIXED = 1 << 17
    STAFF = 1 << 19
    NUMBER = 1 << 20  # a number as a word; not "ett", which says nothing
    TRADE = 1 << 18  # a place where a capital stands beside it


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
    human: frozenset[str]
    about: frozenset[str]
    makers: frozenset[str]
    works: frozenset[str]
    relations: frozenset[str]
    beside: frozenset[str]
    described: frozenset[str]
    particles: frozenset[str]
    beginning: frozenset[str]
    talking: frozenset[str]
    meeting: frozenset[str]


class OtherWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words for the other rules; `around_other.toml` says what each list is for."""

    at_words: frozenset[str]
    platforms: frozenset[str]
    public_sites: frozenset[str]
    no_account: frozenset[str]
    birth_words: frozenset[str]
    no_plate: frozenset[str]
    vehicle_words: frozenset[str]
    living_words: frozenset[str]
    no_street: frozenset[str]
    public_streets: frozenset[str]
    no_town: frozenset[str]
    brands: tuple[str, ...]
    numbered: frozenset[str]


class AroundPlaces(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words around names of schools and workplaces; `around_places.toml` says what for."""

    school_kinds: frozenset[str]
    definite: frozenset[str]
    bare: frozenset[str]
    bare_titled: frozenset[str]
    owned: frozenset[str]
    trades: frozenset[str]
    clubs: frozenset[str]
    between: frozenset[str]
    no_owner: frozenset[str]
    nouns: frozenset[str]
    chains: frozenset[str]
    no_club: frozenset[str]
    going: frozenset[str]
    shops: frozenset[str]
    fixed: frozenset[str]
    staff: frozenset[str]
    attending: frozenset[str]


class Lists(Struct, frozen=True, kw_only=True):
    """What is known of words, all in lower case."""

    sorts: dict[str, int]
    places: frozenset[str]
    not_names: frozenset[str]
    function_words: frozenset[str]
    common: frozenset[str]
    around: AroundNames
    contexts: frozenset[str]


@cache
def lists() -> Lists:
    """Read what concerns names, once a process."""
    around = msgspec.convert(_tables("around_names"), AroundNames)
    places = _words("places")
    return Lists(
        sorts=_sorts(),
        places=places,
        not_names=_words("not_names") | places,
        function_words=_words("function_words"),
        common=_words("../warning_signs/common_words") - _words("given_names")
        | _words("never_names"),
        around=around,
        contexts=around.introducing | around.roles | around.family,
    )


@cache
def other_words() -> OtherWords:
    """Read what concerns the rest, once a process."""
    return msgspec.convert(_tables("around_other"), OtherWords)


@cache
def around_places() -> AroundPlaces:
    """Read what concerns schools and workplaces, once a process."""
    return msgspec.convert(_tables("around_places"), AroundPlaces)


@cache
def traits() -> dict[str, int]:
    """What each word is and opens, in one look: bits of `Sort` and of `Mark`."""
    known, other, places = lists(), other_words(), around_places()
    found = dict(known.sorts)
    for words, mark in (
        (known.contexts | {"dr", "hr", "fr", "prof"}, Mark.CONTEXT),
        (known.around.calling, Mark.CALLING | Mark.CONTEXT),
        (known.around.joining, Mark.JOINING),
        (known.around.human, Mark.HUMAN),
        (other.at_words, Mark.AT),
        (other.platforms, Mark.PLATFORM),
        (other.birth_words, Mark.BIRTH),
        (other.living_words, Mark.LIVING),
        (places.definite | places.bare | places.owned, Mark.INSTITUTION),
        (places.trades | places.bare_titled | places.clubs | places.shops | {"hus"}, Mark.TRADE),
        (places.chains, Mark.CHAIN),
        (other.vehicle_words, Mark.VEHICLE),
        (places.fixed, Mark.FIXED),
        (places.staff, Mark.STAFF),
        (digits_of_words().keys() - {"en", "ett"}, Mark.NUMBER),
    ):
        for word in words:
            found[word] = found.get(word, 0) | mark
    for word in known.common | known.not_names | known.function_words:
        if not known.sorts.get(word):
            found[word] = found.get(word, 0) | Mark.COMMON
    return found


@cache
def sounds() -> frozenset[str]:
    """How common first names sound; read when a capital is in no list."""
    given = _words("given_names") | _words("written_names")
    return frozenset(map(spoken, given)) - {""}


@cache
def public_people() -> dict[str, frozenset[tuple[str, ...]]]:
    """Public people and figures as words, by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in _lines("public_people"):
        words = tuple(line.split())
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(each) for first, each in found.items()}


@cache
def figures() -> dict[str, frozenset[str]]:
    """Works, by a word that names them, and the first names of those who live in them."""
    lines = (line.partition(":") for line in _lines("figures"))
    return {work.strip(): frozenset(names.split()) for work, _, names in lines}


def _sorts() -> dict[str, int]:
    """What each listed name is, also with the -s of a genitive."""
    ordinary = _words("ordinary_words")
    common = _words("given_names") | _words("written_names")
    sorts: dict[str, int] = {}
    for words, sort in (
        (common - ordinary, Sort.GIVEN),
        (ordinary, Sort.ORDINARY),
        ((_words("rare_names") | _words("rare_written")) - common - ordinary, Sort.RARE),
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
