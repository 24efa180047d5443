"""The accessibility statement that the law asks for, as `accessibility.toml` spells it.

What it says in headings and fixed sentences is in `web/accessibility`.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from lyhord.errors import InstrumentError
from lyhord.instruments.definition import Text
from lyhord.instruments.files import read_table
from lyhord.instruments.problems import Problem
from lyhord.instruments.shape import problems_of_shape

Href = Annotated[
    str, Meta(pattern=r"^(mailto:\S+@\S+|tel:[+0-9]+|https://\S+)$(?!\n)", max_length=300)
]
Conformance = Literal["full", "partial", "none"]
# not yet mended; too much of a burden (12 §); outside the law (9 §)
Reason = Literal["not_mended", "burden", "not_covered"]


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text in the two languages of the statement, and in others where it is needed most."""

    sv: Text
    en: Text
    ar: Text | None = None
    fi: Text | None = None
    easy: Text | None = msgspec.field(default=None, name="sv-x-easy")

    def said_in(self, language: str) -> Text | None:
        """Give the text in exactly this language, where it has been written."""
        return msgspec.to_builtins(self).get(language)


class Failure(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that does not work for everybody, why, and what to do instead."""

    what: Words
    reason: Reason
    why: Words
    instead: Words | None = None
    mended_by: date | None = None


class Statement(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers for which service, how far it meets the law, and how that is known."""

    actor: Words
    service: Words
    is_approved: bool = False
    conformance: Conformance
    assessed_on: date
    updated_on: date
    method: Words
    message: Words
    message_name: Words | None = None
    message_href: Href | None = None
    failures: tuple[Failure, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a statement that contradicts itself."""
        owed = [failure for failure in self.failures if failure.reason != "not_covered"]
        if self.conformance == "full" and owed:
            raise ValueError("`conformance` is full, yet `failures` are listed")
        if self.conformance != "full" and not owed:
            raise ValueError("`conformance` is not full: say in `failures` what fails")
        if self.updated_on < self.assessed_on:
            raise ValueError("`updated_on` lies before `assessed_on`")
        if (self.message_href is None) != (self.message_name is None):
            raise ValueError("`message_href` and `message_name` belong together")


def read_statement(path: Path) -> Statement:
    """Read the statement, or raise InstrumentError with every mistake in it."""
    read = _read(path)
    if isinstance(read, Statement):
        return read
    raise InstrumentError(tuple(str(problem) for problem in read))


def problems_of_statement(path: Path) -> tuple[Problem, ...]:
    """Find every mistake, and warn of a statement that nobody has approved."""
    read = _read(path)
    if not isinstance(read, Statement):
        return read
    if read.is_approved:
        return ()
    what = "nobody has approved the accessibility statement, and its page says so"
    remedy = "fill in who answers for the service, then set is_approved = true"
    return (_problem(path, what, remedy, where="$.is_approved", severity="warning"),)


def _read(path: Path) -> Statement | tuple[Problem, ...]:
    raw = read_table(path)
    if isinstance(raw, Problem):
        return (raw,)
    problems = tuple(problem.in_file(str(path)) for problem in problems_of_shape(raw, (Statement,)))
    if problems:
        return problems
    try:
        return msgspec.convert(raw, Statement)
    except msgspec.ValidationError as error:
        return (_problem(path, str(error), "make the two agree"),)


def _problem(
    path: Path,
    what: str,
    remedy: str,
    *,
    where: str = "$",
    severity: Literal["error", "warning"] = "error",
) -> Problem:
    return Problem(file=str(path), where=where, what=what, remedy=remedy, severity=severity)
