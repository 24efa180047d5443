"""One self-contained page that shows what an analysis found: figures, bars, quotes, method."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct

from lyhord.theming.comparisons import (
    Bar,
    Compared,
    difference_rows,
    group_bars,
    period_bars,
    tested,
    trend_rows,
)
from lyhord.theming.finding import Model, Refit
from lyhord.theming.telling import changes, sentences
from lyhord_themes import CurvePoint, Findings, Theme

LANGUAGES = ("sv", "en")
NOTHING = Compared()
LONGEST_QUOTE = 600
MOST_TERMS = 8
PRINTABLE = {code: None for code in range(32) if code not in {9, 10, 13}}


Bars = Mapping[str, tuple[Bar, ...]]


class Source(Struct, frozen=True, kw_only=True):
    """Where the texts came from: file, texts by row, and what reading them had to guess."""

    name: str
    texts: tuple[str, ...]
    remarks: tuple[str, ...] = ()


class Shown(Struct, frozen=True, kw_only=True):
    """One theme as the page shows it."""

    theme: Theme
    terms: tuple[str, ...]
    quotes: tuple[str, ...]
    groups: tuple[Bar, ...] = ()
    periods: tuple[Bar, ...] = ()


def report(
    findings: Findings,
    source: Source,
    compared: Compared = NOTHING,
    *,
    model: Model | None = None,
    refit: Refit | None = None,
) -> str:
    """Render the page: Swedish where the analysis is in Swedish, else English."""
    language = findings.language if findings.language in LANGUAGES else "en"
    words = wording(language)
    groups, periods = _bars(compared, words)
    shown = [
        Shown(
            theme=theme,
            terms=tuple(term.term for term in theme.terms[:MOST_TERMS]),
            quotes=tuple(_quote(source.texts[row]) for row in theme.quotes),
            groups=groups.get(theme.id, ()),
            periods=periods.get(theme.id, ()),
        )
        for theme in _largest_first(findings.themes)
    ]
    return (
        _environment(language)
        .get_template("report.html")
        .render(
            findings=findings,
            source=source,
            words=words,
            language=language,
            compared=compared,
            told=sentences(findings, words, language=language, model=model, refit=refit),
            changes=changes(refit, findings, words) if refit else (),
            names={theme.id: theme.name for theme in findings.themes},
            **_comparison(compared, words),
            themes=[s for s in shown if s.theme.source != "remainder" and s.theme.n],
            unused=[s.theme for s in shown if s.theme.source != "remainder" and not s.theme.n],
            unclear=next((s for s in shown if s.theme.id == "unclear"), None),
            empty=next((s.theme.n for s in shown if s.theme.id == "empty"), 0),
            curve=_curve(findings.k_curve),
            widest=max((s.theme.share for s in shown if s.theme.source != "remainder"), default=1),
        )
    )


def wording(language: str) -> Mapping[str, str]:
    """Read the page's texts in a language."""
    source = resources.files("lyhord.theming") / "wording" / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _environment(language: str) -> Environment:
    environment = Environment(
        loader=PackageLoader("lyhord.theming"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "percent": partial(percent, language=language),
        "decimal": partial(decimal, language=language),
        "count": count,
        "points": partial(points, language=language),
    }
    environment.filters.update(filters)  # pyright: ignore[reportUnknownMemberType]  jinja's own type is bare
    return environment


def percent(share: float, language: str) -> str:
    """Write a share of 0 to 1 in per cent, one decimal below one per cent."""
    value = 100 * share
    number = f"{value:.1f}" if 0 < value < 1 else f"{value:.0f}"
    return _comma(number, language) + ("\N{NO-BREAK SPACE}%" if language == "sv" else "%")


def points(difference: float, language: str) -> str:
    """Write a difference of shares in percentage points, with its sign."""
    value = 100 * difference
    number = f"{abs(value):.1f}" if 0 < abs(value) < 1 else f"{abs(value):.0f}"
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return sign + _comma(number, language)


def decimal(value: float, language: str) -> str:
    """Write a figure with two decimals."""
    return _comma(f"{value:.2f}", language)


def count(n: int) -> str:
    """Write a number with a space before every three digits."""
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")


def _comma(number: str, language: str) -> str:
    return number.replace(".", ",") if language == "sv" else number


def _largest_first(themes: Sequence[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda theme: -theme.n)


def _bars(compared: Compared, words: Mapping[str, str]) -> tuple[Bars, Bars]:
    groups = compared.comparison.themes if compared.comparison else ()
    periods = compared.trends.themes if compared.trends else ()
    return (
        {each.theme: group_bars(each, words) for each in groups},
        {each.theme: period_bars(each) for each in periods},
    )


def _comparison(compared: Compared, words: Mapping[str, str]) -> dict[str, object]:
    found, trends = compared.comparison, compared.trends
    n, clear, hidden = tested(found) if found else (0, 0, 0)
    return {
        "differences": difference_rows(found, words) if found else (),
        "tested": n,
        "clear": clear,
        "hidden": hidden,
        "trends": trend_rows(trends, words) if trends else (),
    }


def _quote(text: str) -> str:
    clean = text.translate(PRINTABLE).strip()
    return clean if len(clean) <= LONGEST_QUOTE else clean[:LONGEST_QUOTE].rstrip() + " …"


class Point(Struct, frozen=True):
    """A point of the stability curve, in the units of its drawing (0-600 by 0-160)."""

    k: int
    stability: float
    x: float
    y: float


def _curve(curve: Sequence[CurvePoint]) -> tuple[Point, ...]:
    return tuple(
        Point(
            point.k,
            point.stability,
            round(600 * (place + 0.5) / len(curve), 1),
            round(160 * (1 - max(0.0, min(1.0, point.stability))), 1),
        )
        for place, point in enumerate(curve)
    )
