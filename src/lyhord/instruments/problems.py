"""A mistake in a survey file as a value, ready to print; finding mistakes happens elsewhere."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Severity = Literal["error", "warning"]


class Problem(Struct, frozen=True, kw_only=True):
    """One mistake: in which file, at which place, what is wrong and how to mend it.

    A remark of the lint also carries its `rule`, by which an author can answer it.
    """

    file: str = ""
    where: str
    what: str
    remedy: str
    severity: Severity = "error"
    rule: str = ""

    def __str__(self) -> str:
        """Say it on one line, the way compilers do, whatever a file put into its names."""
        degree = "" if self.is_error else "warning: "
        line = f"{self.file}:{self.where}: {degree}{self.what} — {self.remedy}"
        return "".join(sign if sign.isprintable() else "?" for sign in line)

    @property
    def is_error(self) -> bool:
        """An error keeps the file from being used; a warning does not."""
        return self.severity == "error"

    def in_file(self, file: str) -> "Problem":
        """Give the problem the file that it was found in."""
        return replace(self, file=file)


def suggest(name: str, known: Iterable[str]) -> str:
    """Write a remedy that offers the nearest known name, or all of them when none is near."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean {near[0]}?"
    if not names:
        return "take it away"
    shown = ", ".join(names[:12])
    return f"use one of: {shown}{' …' if len(names) > 12 else ''}"  # noqa: PLR2004 - a line's worth
