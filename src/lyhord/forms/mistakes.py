"""What can be wrong with posted answers, as codes; the sentences for people are in web."""

from collections.abc import Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

Code: TypeAlias = Literal[
    "nothing_answered",
    "not_answers",
    "unknown_question",
    "unknown_version",
    "wrong_type",
    "several",
    "unknown_option",
    "too_many",
    "exclusive",
    "unreadable",
    "too_long",
    "not_a_number",
    "out_of_range",
    "too_many_notes",
    "required",
    "no_code",
    "refused_code",
    "no_wave_code",
]


class Mistake(Struct, frozen=True):
    """One thing to mend: the answer key it is about (empty for the whole form) and its limits."""

    key: str
    code: Code
    limits: Mapping[str, int] = {}


class Mistakes(Struct, frozen=True, kw_only=True):
    """Why a post was refused, and what was posted, so that nothing written is lost."""

    mistakes: tuple[Mistake, ...]
    kept: Mapping[str, tuple[str, ...]]
