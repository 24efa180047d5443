"""Typing a paper in twice, on request: the first time travels in the form, and is compared."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from lyhord.forms.numbering import fields_of
from lyhord.instruments.definition import Instrument
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import options_of

# what the form sends besides answers; no question can be called so
WANTED, FIRST, COMPARED = "_twice", "_first", "_compared"


class Twice(Struct, frozen=True, kw_only=True):
    """Whether a paper is typed in twice, what the first time was, and whether that was shown."""

    is_wanted: bool = False
    first: Mapping[str, Sequence[str]] | None = None
    is_compared: bool = False

    @property
    def carried(self) -> str:
        """The first time as the form carries it."""
        return "" if self.first is None else msgspec.json.encode(self.first).decode()


def taken_from(written: dict[str, list[str]]) -> Twice:
    """Take what the form sends of it out of the answers; what cannot be read was never typed."""
    wanted, carried, compared = (written.pop(name, [""])[0] for name in (WANTED, FIRST, COMPARED))
    first = _read(carried)
    is_compared = bool(compared) and first is not None
    return Twice(is_wanted=bool(wanted), first=first, is_compared=is_compared)


def differing(
    instrument: Instrument,
    first: Mapping[str, Sequence[str]],
    second: Mapping[str, Sequence[str]],
) -> tuple[str, ...]:
    """The answers that are not the same twice; the order of several and spaces do not count."""
    before, now = fields_of(instrument, first), fields_of(instrument, second)
    return tuple(
        key
        for question in instrument.questions
        for key in answer_keys(question)
        if _meant(before.get(key, []), is_chosen=bool(options_of(question)))
        != _meant(now.get(key, []), is_chosen=bool(options_of(question)))
    )


def _meant(texts: Sequence[str], *, is_chosen: bool) -> list[str]:
    said = [text for each in texts if (text := " ".join(each.split()))]
    return sorted(said) if is_chosen else said


def _read(text: str) -> dict[str, list[str]] | None:
    try:
        return msgspec.json.decode(text, type=dict[str, list[str]])
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
