"""Questions and answers by number: how a paper names them, and what typed numbers mean.

Pure. A question keeps its number whatever the door has preset, so that one paper serves every door.
"""

import re
from collections.abc import Mapping, Sequence
from string import ascii_lowercase

from msgspec import Struct

from lyhord.instruments.definition import AnyQuestion, Information, Instrument
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import options_of

Typed = Mapping[str, Sequence[str]]

_BETWEEN = re.compile(r"[\s,.;+]+")


class Numbered(Struct, frozen=True, kw_only=True):
    """A question and its number on paper; what only informs has none."""

    question: AnyQuestion
    number: int | None


def numbered(instrument: Instrument) -> tuple[Numbered, ...]:
    """Number the questions from one, in reading order."""
    found: list[Numbered] = []
    count = 0
    for question in instrument.questions:
        if isinstance(question, Information):
            found.append(Numbered(question=question, number=None))
            continue
        count += 1
        found.append(Numbered(question=question, number=count))
    return tuple(found)


def letter(place: int) -> str:
    """The name of a matrix row: a, b, … z, aa, ab, …."""
    rounds, rest = divmod(place, len(ascii_lowercase))
    return ascii_lowercase[rest] if not rounds else letter(rounds - 1) + ascii_lowercase[rest]


def fields_of(instrument: Instrument, typed: Typed) -> dict[str, list[str]]:
    """Turn typed numbers into the fields of a form; what is no number of an option stays wrong.

    Several numbers in one field are parted by spaces, commas, semicolons, full stops or plus signs.
    """
    return {
        key: _chosen(question, typed[key])
        for question in instrument.questions
        for key in answer_keys(question)
        if key in typed
    }


def _chosen(question: AnyQuestion, written: Sequence[str]) -> list[str]:
    options = options_of(question)
    if not options:
        return list(written)
    marks = [mark for text in written for mark in _BETWEEN.split(text) if mark]
    ids = {str(number): option.id for number, option in enumerate(options, start=1)}
    # no option's id has a question mark, so this one is refused as unknown
    return [ids.get(mark, f"?{mark}") for mark in marks]
