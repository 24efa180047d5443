"""Groups and periods side by side: what the analysis says of them, and what the page shows."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil

from msgspec import Struct

from lyhord.theming.guarding import may_compare, shown_cells
from lyhord.theming.periods import periods
from lyhord_themes import (
    Comparison,
    Difference,
    Findings,
    Prevalence,
    ThemeComparison,
    Trend,
    Trends,
    compare,
    trends,
)

MOST_ROWS = 12
MOST_DIFFERENCES = 20
MOST_UNCLEAR = 5

Words = Mapping[str, str]
Shown = Mapping[str, frozenset[str]]  # the groups or periods that may be shown of each theme


class Columns(Struct, frozen=True, kw_only=True):
    """The columns of a file that tell who wrote a text and when; empty where none was named."""

    groups: tuple[str, ...] = ()
    respondents: tuple[str, ...] = ()
    times: tuple[str, ...] = ()


class Compared(Struct, frozen=True, kw_only=True):
    """The groups compared, and the periods; None where no column was named."""

    comparison: Comparison | None = None
    trends: Trends | None = None


class Bar(Struct, frozen=True, kw_only=True):
    """A group's or period's bar; positions are per cent of an axis that its table shares.

    `word` says how it differs, if that is more than chance.
    """

    name: str
    n: int
    share: float
    low: float
    high: float
    bar: float
    from_: float
    to: float
    word: str = ""


class DifferenceRow(Struct, frozen=True, kw_only=True):
    """A difference as a line of the page; positions are per cent, 50 is no difference."""

    theme: str
    difference: Difference
    word: str
    at: float
    from_: float
    to: float


class TrendRow(Struct, frozen=True, kw_only=True):
    """A theme over time as a line of the page; points are in the units of its drawing.

    `has_figures` says that all its periods may be shown, and so its line too.
    """

    theme: str
    trend: Trend
    word: str
    points: tuple[tuple[float, float], ...]
    has_figures: bool


def compared(findings: Findings, columns: Columns) -> Compared:
    """Compare the groups and periods of a file's texts; the seed is that of the findings."""
    people = columns.respondents or None
    times = periods(columns.times)
    return Compared(
        comparison=compare(findings, columns.groups, respondents=people, seed=findings.seed)
        if columns.groups
        else None,
        trends=trends(
            findings, times.of_text, respondents=people, order=times.order, seed=findings.seed
        )
        if columns.times
        else None,
    )


def may_show(found: Comparison | Trends | None) -> Shown:
    """Give the groups or periods of each theme whose figures may stand on the page."""
    if found is None:
        return {}
    if isinstance(found, Comparison):
        return shown_cells({theme.theme: theme.groups for theme in found.themes})
    return shown_cells({trend.theme: trend.periods for trend in found.themes})


def difference_rows(
    comparison: Comparison, shown: Shown, words: Words
) -> tuple[DifferenceRow, ...]:
    """The differences that the page lists, the sharpest first: the clear ones, or else a few."""
    pairs = [
        (theme.theme, each)
        for theme in comparison.themes
        for each in _comparable(theme, shown[theme.theme])
        if each.q is not None
    ]
    pairs.sort(key=lambda pair: (-max(pair[1].low, -pair[1].high), pair[0], pair[1].group))
    clear = [pair for pair in pairs if pair[1].is_clear][:MOST_DIFFERENCES]
    chosen = clear or pairs[:MOST_UNCLEAR]
    axis = max((abs(end) for _, d in chosen for end in (d.low, d.high)), default=1.0) or 1.0
    return tuple(_row(theme, each, axis, words) for theme, each in chosen)


def tested(comparison: Comparison) -> tuple[int, int]:
    """How many differences were tested, and how many are clear."""
    every = [d for theme in comparison.themes for d in theme.differences if d.q is not None]
    return len(every), sum(d.is_clear for d in every)


def clear_but_hidden(comparison: Comparison, shown: Shown) -> int:
    """How many clear differences may not be shown."""
    told = sum(
        each.is_clear
        for theme in comparison.themes
        for each in _comparable(theme, shown[theme.theme])
    )
    return tested(comparison)[1] - told


def group_bars(theme: ThemeComparison, shown: frozenset[str], words: Words) -> tuple[Bar, ...]:
    """The bars of a theme's groups, the largest first, as far as they may be shown."""
    largest = sorted(shown, key=lambda name: (-theme.groups[name].share, name))[:MOST_ROWS]
    marks = _marks(_comparable(theme, shown), words)
    return _bars({name: theme.groups[name] for name in largest}, marks)


def period_bars(trend: Trend, shown: frozenset[str]) -> tuple[Bar, ...]:
    """The bars of a theme's last periods, in their order, as far as they may be shown."""
    last = [name for name in trend.periods if name in shown][-MOST_ROWS:]
    return _bars({name: trend.periods[name] for name in last}, {})


def trend_rows(found: Trends, shown: Shown, words: Words) -> tuple[TrendRow, ...]:
    """The themes over time that the page lists: those that change for sure, or else a few."""
    rows = [_trend_row(t, shown[t.theme], words) for t in found.themes if t.p is not None]
    clear = [row for row in rows if row.trend.is_clear]
    rest = [row for row in rows if row.has_figures]
    return tuple(clear or rest[:MOST_UNCLEAR])


def _comparable(theme: ThemeComparison, shown: frozenset[str]) -> list[Difference]:
    return [each for each in theme.differences if may_compare(each, theme.groups, shown)]


def _row(theme: str, difference: Difference, axis: float, words: Words) -> DifferenceRow:
    def place(value: float) -> float:
        return round(50 + 50 * value / axis, 2)

    return DifferenceRow(
        theme=theme,
        difference=difference,
        word=_word("effect", difference.effect, difference.h, words),
        at=place(difference.difference),
        from_=place(difference.low),
        to=place(difference.high),
    )


def _marks(differences: Iterable[Difference], words: Words) -> Mapping[str, str]:
    """A word for each group that differs for sure; of a pair, both groups get theirs."""
    marks: dict[str, str] = {}
    for each in differences:
        if not each.is_clear:
            continue
        marks[each.group] = _word("effect", each.effect, each.h, words)
        if each.other is not None:
            marks.setdefault(each.other, _word("effect", each.effect, -each.h, words))
    return marks


def _word(kind: str, effect: str, h: float, words: Words) -> str:
    if effect == "same":
        return words[f"{kind}_same"]
    return words[f"{kind}_{effect}_{'more' if h > 0 else 'less'}"]


def _bars(cells: Mapping[str, Prevalence], marks: Mapping[str, str]) -> tuple[Bar, ...]:
    """Draw rows; rows of nobody alone are left out, as they would look like all that there is."""
    if not any(cell.n for cell in cells.values()):
        return ()
    axis = axis_of(cells.values())
    return tuple(
        Bar(
            name=name,
            n=cell.n,
            share=cell.share,
            low=cell.low,
            high=cell.high,
            bar=round(100 * cell.share / axis, 2),
            from_=round(100 * cell.low / axis, 2),
            to=round(100 * cell.high / axis, 2),
            word=marks.get(name, ""),
        )
        for name, cell in cells.items()
    )


def axis_of(cells: Iterable[Prevalence]) -> float:
    """Where an axis ends: the highest bound, rounded up to a twentieth."""
    return ceil(20 * max((cell.high for cell in cells), default=1)) / 20


def _trend_row(trend: Trend, shown: frozenset[str], words: Words) -> TrendRow:
    return TrendRow(
        theme=trend.theme,
        trend=trend,
        word=_word("trend", trend.effect, trend.h, words),
        points=_points(list(trend.periods.items()), shown),
        has_figures=all(name in shown for name, cell in trend.periods.items() if cell.of),
    )


def _points(
    cells: Sequence[tuple[str, Prevalence]], shown: frozenset[str]
) -> tuple[tuple[float, float], ...]:
    axis = max((cell.share for name, cell in cells if name in shown), default=1.0) or 1.0
    return tuple(
        (round(100 * (place + 0.5) / len(cells), 2), round(24 - 22 * cell.share / axis, 2))
        for place, (name, cell) in enumerate(cells)
        if name in shown
    )
