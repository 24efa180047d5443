"""What an analysis of a file leaves to be shown and written; how it is shown lives elsewhere."""

from collections.abc import Mapping

from msgspec import Struct

from lyhord.theming.comparisons import Compared
from lyhord.theming.finding import Model, Refit
from lyhord_themes import Codebook, Findings, SeedAgreement
from lyhord_themes.suggesting import Seed, ToLabel


class Source(Struct, frozen=True, kw_only=True):
    """Where the texts came from: file, texts by row, what had to be guessed, what was misread.

    `questions` has what was asked by row, `people` says how many wrote; empty and 0 where no column
    was named.
    """

    name: str
    texts: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    people: int = 0


class Suggestions(Struct, frozen=True, kw_only=True):
    """What an analyst may do next: answers to label, and by theme words that its codebook lacks."""

    labels: tuple[ToLabel, ...]
    seeds: Mapping[str, tuple[Seed, ...]]


class Outcome(Struct, frozen=True, kw_only=True):
    """What an analysis found, the codebook that guided it, and the texts that it read.

    `seeds` says how far other seeds agree, where that was affordable; `suggestions` are there if
    they were asked for.
    """

    findings: Findings
    source: Source
    codebook: Codebook | None = None
    compared: Compared = Compared()
    model: Model | None = None
    refit: Refit | None = None
    seeds: SeedAgreement | None = None
    suggestions: Suggestions | None = None
