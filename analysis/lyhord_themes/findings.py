"""What an analysis found, as frozen values: themes, assignments, and how sure they are."""

from typing import Literal

from msgspec import Struct, field

UNCLEAR = "unclear"
EMPTY = "empty"
NEW = "new-"

Source = Literal["codebook", "new", "remainder"]


class CurvePoint(Struct, frozen=True, kw_only=True):
    """How well `k` groups come back when a fifth of the texts is left out (mean ARI, -1 to 1)."""

    k: int
    stability: float


class Term(Struct, frozen=True, kw_only=True):
    """A word that marks a theme; `weight` is the z-score of its log-odds against the rest."""

    term: str
    weight: float


class GroupShare(Struct, frozen=True, kw_only=True):
    """A theme's share of a group's texts (0 to 1), with its 95 % Wilson interval."""

    n: int
    share: float
    low: float
    high: float


class Theme(Struct, frozen=True, kw_only=True):
    """One theme: `share` is of all texts; `quotes` are rows, the most typical first."""

    id: str
    name: str
    definition: str = ""
    source: Source
    n: int
    share: float
    stability: float | None = None
    terms: tuple[Term, ...] = ()
    quotes: tuple[int, ...] = ()
    groups: dict[str, GroupShare] = field(default_factory=dict[str, GroupShare])


class Assignment(Struct, frozen=True, kw_only=True):
    """The theme of one text with its strength (0 to 1) and the two themes that come next."""

    theme: str
    strength: float
    second: str | None = None
    third: str | None = None


class Spoken(Struct, frozen=True, kw_only=True):
    """How many of the texts were read in a language of their own, and which themes they have."""

    language: str
    n: int
    themes: tuple[str, ...] = ()


class Findings(Struct, frozen=True, kw_only=True):
    """Everything one analysis found; `assignments` has one entry per text, in their order.

    `k` counts the themes that hold texts, `unclear` and `empty` apart. `coverage` is the share of
    the texts that are not empty which got such a theme. `notes` say in words what limits it.
    `languages` has an entry per language if there are several, the main one first.
    """

    version: str
    language: str
    seed: int
    corpus_digest: str
    k: int
    k_curve: tuple[CurvePoint, ...] = ()
    coverage: float
    notes: tuple[str, ...] = ()
    themes: tuple[Theme, ...]
    assignments: tuple[Assignment, ...]
    languages: tuple[Spoken, ...] = ()
