"""What can be wrong with a line of a list; the words for it are each reader's own."""

from typing import Literal

from msgspec import Struct

FaultCode = Literal[
    "nothing",
    "too_many",
    "unknown_column",
    "twice_column",
    "separator",
    "columns",
    "letters",
    "no_name",
    "long",
    "no_audience",
    "unknown_audience",
    "unknown_municipality",
    "no_municipality",
    "unknown_language",
    "unknown_mode",
    "no_day",
    "no_series",
    "no_feedback",
    "other_audience",
    "twice",
    "exists",
]


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong with a line: the value that it has, or the line that has it already."""

    number: int
    code: FaultCode
    value: str = ""
