"""What a comparison found, as frozen values: prevalences, differences, trends."""

from typing import Literal

from msgspec import Struct

from lyhord_themes.counting import Counted
from lyhord_themes.effects import Effect

Note = Literal["no_groups", "one_group", "no_periods", "one_period"]


class Prevalence(Struct, frozen=True, kw_only=True):
    """A theme in a group: `n` of `of` people (or texts) mention it; `share` 0 to 1, 95 % bounds."""

    n: int
    of: int
    share: float
    low: float
    high: float


class Difference(Struct, frozen=True, kw_only=True):
    """How much more often a group mentions a theme than another one, or all others (None).

    `difference` is the group's share minus `other_share` (-1 to 1), with 95 % bounds; `h` Cohen's
    h; `p` the two-sided p-value and `q` the false discovery rate over the whole comparison, None
    where there is nothing to test. `is_clear`: `q` is at most the comparison's level.
    """

    group: str
    other: str | None
    share: float
    other_share: float
    difference: float
    low: float
    high: float
    h: float
    effect: Effect
    p: float | None
    q: float | None
    is_clear: bool


class ThemeComparison(Struct, frozen=True, kw_only=True):
    """One theme: its prevalence in each group, and the differences, the sharpest first."""

    theme: str
    groups: dict[str, Prevalence]
    differences: tuple[Difference, ...]


class Compared(Struct, frozen=True, kw_only=True):
    """How prevalences were counted and compared.

    `counted` says what prevalences count: people, each once per group, or texts. `sizes` are the
    groups' totals. `resamples` is 0 where nobody is counted twice, so that formulas suffice.
    `left_out` texts have no known group.
    """

    counted: Counted
    level: float
    resamples: int
    seed: int
    left_out: int
    sizes: dict[str, int]


class Comparison(Compared, frozen=True, kw_only=True):
    """How the groups differ, theme by theme, those with the sharpest difference first.

    `notes` say why there is nothing to compare.
    """

    themes: tuple[ThemeComparison, ...]
    notes: tuple[Note, ...] = ()


class Trend(Struct, frozen=True, kw_only=True):
    """One theme over time: its prevalence in each period, and where the straight line leads.

    `slope` is the change of the share per period; `start` and `end` are the line's shares in the
    first and last period (0 to 1), `h` and `effect` tell how far apart they are.
    """

    theme: str
    periods: dict[str, Prevalence]
    slope: float
    start: float
    end: float
    h: float
    effect: Effect
    p: float | None
    q: float | None
    is_clear: bool


class Trends(Compared, frozen=True, kw_only=True):
    """How the themes change over the periods, the clearest change first."""

    themes: tuple[Trend, ...]
    notes: tuple[Note, ...] = ()
