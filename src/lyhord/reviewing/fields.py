"""What the fields of a theme may say, and what is taken out of what somebody writes."""

import unicodedata
from collections.abc import Collection, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from lyhord.storage.book import Value

LONGEST_NAME, LONGEST_TEXT = 120, 4_000
TEXTS = ("definition", "description", "need", "insight", "opportunity")
STAGES = (
    "vardag",
    "forsta_signal",
    "soker_hjalp",
    "vantan",
    "bedomning",
    "stod_pagar",
    "overlamning",
    "efterat",
)
CHOICES: Mapping[str, tuple[str, ...]] = {
    "valence": ("works", "missing", ""),
    "status": ("draft", "reviewed"),
}
TAGS: Mapping[str, Collection[str] | None] = {"stages": STAGES, "actors": None, "areas": None}
MOST_TAGS, LONGEST_TAG = 40, 80
# signs that turn the direction of what stands around them
_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Mistake: TypeAlias = Literal[
    "no_name",
    "too_long",
    "no_theme",
    "same_theme",
    "is_remainder",
    "no_statements",
    "many_copies",
    "no_such_value",
    "not_empty",
    "full_of_quotes",
]


class Said(Struct, frozen=True):
    """What a field is to say."""

    value: Value


def said(field: str, given: Value) -> Said | Mistake:
    """What a field is to say when somebody gave it this, or why it cannot."""
    if field in TAGS:
        return _tags(field, given)
    if not isinstance(given, str):
        return "no_such_value"
    if field in CHOICES:
        return Said(given) if given in CHOICES[field] else "no_such_value"
    if field == "name":
        return _name(plain(given, is_line=True))
    if field not in TEXTS:
        return "no_such_value"
    text = plain(given)
    return "too_long" if len(text) > LONGEST_TEXT else Said(text)


def plain(text: str, *, is_line: bool = False) -> str:
    """What somebody wrote, without signs that are not seen or turn other text around."""
    even = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(each for each in even if _is_kept(each))
    return " ".join(kept.split()) if is_line else kept.strip()


def _is_kept(sign: str) -> bool:
    return sign == "\n" or (unicodedata.category(sign) not in {"Cc", "Cs"} and sign not in _TURNING)


def _name(name: str) -> Said | Mistake:
    if not name:
        return "no_name"
    return "too_long" if len(name) > LONGEST_NAME else Said(name)


def _tags(field: str, given: Value) -> Said | Mistake:
    known = TAGS[field]
    if isinstance(given, str | bool) or len(given) > MOST_TAGS:
        return "no_such_value"
    tags = tuple(dict.fromkeys(given))
    if any(plain(each, is_line=True) != each or len(each) > LONGEST_TAG for each in tags):
        return "no_such_value"
    return Said(tags) if known is None or set(tags) <= set(known) else "no_such_value"
