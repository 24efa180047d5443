"""What an analysis found, as frozen values: themes, assignments, and how sure they are."""

from typing import Literal

from msgspec import Struct, field

UNCLEAR = "unclear"
EMPTY = "empty"
NEW = "new-"

Valence = Literal["works", "missing", "unknown"]
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
    """One theme: `share` is of all texts; `quotes` are rows, the most typical first.

    `counter` are rows that argue against what most texts of the theme say, or against the theme.
    `also` counts texts that carry the theme beside another; `works` and `missing` count its texts
    by what they tell.
    """

    id: str
    name: str
    definition: str = ""
    source: Source
    n: int
    share: float
    stability: float | None = None
    terms: tuple[Term, ...] = ()
    quotes: tuple[int, ...] = ()
    counter: tuple[int, ...] = ()
    also: int = 0
    works: int = 0
    missing: int = 0
    groups: dict[str, GroupShare] = field(default_factory=dict[str, GroupShare])


class Also(Struct, frozen=True, kw_only=True, gc=False):
    """A theme that a text carries beside its first one; `strength` is 0.5 where doubt ends."""

    theme: str
    strength: float


class Assignment(Struct, frozen=True, kw_only=True, gc=False):
    """The theme of one text with its strength (0 to 1) and the two themes that come next.

    `also` are themes that it carries as well. `valence` says whether it tells what works or what
    is missing.
    """

    theme: str
    strength: float
    second: str | None = None
    third: str | None = None
    also: tuple[Also, ...] = ()
    valence: Valence = "unknown"


class Spoken(Struct, frozen=True, kw_only=True):
    """How many of the texts were read in a language of their own, and which themes they have."""

    language: str
    n: int
    themes: tuple[str, ...] = ()


class Line(Struct, frozen=True, kw_only=True):
    """A place where a keyword stands: what is written to its left and right, in which row."""

    row: int
    left: str
    word: str
    right: str


class Keyword(Struct, frozen=True, kw_only=True):
    """A word with its places; `n` counts the different texts that have it in any form."""

    word: str
    n: int
    lines: tuple[Line, ...] = ()


class Spot(Struct, frozen=True, kw_only=True):
    """Where a theme lies on the map (-1 to 1), and the themes whose texts are most like its own.

    `nearest` are ids, the nearest first, as measured before the map was flattened.
    """

    id: str
    x: float
    y: float
    nearest: tuple[str, ...] = ()


class Dot(Struct, frozen=True, kw_only=True):
    """Where a text lies on the map."""

    row: int
    x: float
    y: float


class Layout(Struct, frozen=True, kw_only=True):
    """A map of themes: near on it is alike in words, as far as two dimensions can show.

    `fit` is the correlation of the distances on the map with those in the texts (0 to 1).
    """

    spots: tuple[Spot, ...]
    dots: tuple[Dot, ...] = ()
    fit: float


class Decided(Struct, frozen=True, kw_only=True):
    """What decided the themes of the texts: shares of those that are not empty, adding up to 1.

    `rule`: an analyst's label; `seed`: words of the codebook; `machine`: likeness and word company
    alone; `nothing`: the text stayed unclear. Estimated from at most 20,000 different texts.
    """

    rule: float
    seed: float
    machine: float
    nothing: float


class Findings(Struct, frozen=True, kw_only=True):
    """Everything one analysis found; `assignments` has one entry per text, in their order.

    `k` counts the themes that hold texts, `unclear` and `empty` apart. `coverage` is the share of
    the texts that are not empty which got such a theme. `notes` say in words what limits it.
    `languages` has an entry per language if there are several, the main one first. `keywords`
    stand in place of groups where the texts are too few to be grouped.
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
    keywords: tuple[Keyword, ...] = ()
    layout: Layout | None = None
    decided: Decided | None = None
