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
    clear_but_hidden,
    difference_rows,
    group_bars,
    may_show,
    period_bars,
    tested,
    trend_rows,
)
from lyhord.theming.drawing import drawing
from lyhord.theming.finding import Model, Refit
from lyhord.theming.telling import changes, sentences, spoken
from lyhord.theming.trust import certainty, decided, drawn_curve, figures, why_so_many
from lyhord_themes import Findings, Theme
from lyhord_themes.terms import everyday

LANGUAGES = ("sv", "en")
NOTHING = Compared()
LONGEST_QUOTE = 400
STEADY, PARTLY_STEADY = 0.75, 0.5
MOST_TERMS = 8
PRINTABLE = {code: None for code in range(32) if code not in {9, 10, 13}}


Bars = Mapping[str, tuple[Bar, ...]]


class Source(Struct, frozen=True, kw_only=True):
    """Where the texts came from: file, texts by row, what had to be guessed, what was misread."""

    name: str
    texts: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()


class Shown(Struct, frozen=True, kw_only=True):
    """One theme as the page shows it; `says` counts what its answers tell, in words."""

    theme: Theme
    terms: tuple[str, ...]
    quotes: tuple[str, ...]
    counter: tuple[str, ...] = ()
    says: str = ""
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
    groups, periods, differing = _compared(compared, words)
    shown = [
        Shown(
            theme=theme,
            terms=_terms(theme, findings.language),
            quotes=tuple(_quote(source.texts[row]) for row in theme.quotes),
            counter=tuple(_quote(source.texts[row]) for row in theme.counter),
            says=_says(theme, words),
            groups=groups.get(theme.id, ()),
            periods=periods.get(theme.id, ()),
        )
        for theme in _largest_first(findings.themes)
    ]
    themes = [each for each in shown if each.theme.source != "remainder" and each.theme.n]
    page = (
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
            misread=spoken(source.misread, language),
            names={theme.id: theme.name for theme in findings.themes},
            **differing,
            **_trust(findings, words, language),
            themes=themes,
            is_guided=_is_guided(findings),
            map=drawing(findings, [each.theme for each in themes]),
            keywords=findings.keywords,
            unused=[s.theme for s in shown if s.theme.source != "remainder" and not s.theme.n],
            unclear=next((s for s in shown if s.theme.id == "unclear"), None),
            empty=next((s.theme.n for s in shown if s.theme.id == "empty"), 0),
            widest=max((s.theme.share for s in shown if s.theme.source != "remainder"), default=1),
        )
    )
    return page.translate(PRINTABLE)


def map_svg(findings: Findings) -> str | None:
    """Render the map alone, as a file of its own; None where there is none."""
    language = findings.language if findings.language in LANGUAGES else "en"
    themes = [t for t in _largest_first(findings.themes) if t.source != "remainder" and t.n]
    drawn = drawing(findings, themes)
    if drawn is None:
        return None
    template = _environment(language).get_template("map.svg")
    guided, words = _is_guided(findings), wording(language)
    page = template.render(map=drawn, words=words, is_guided=guided, alone=True)
    return page.translate(PRINTABLE) + "\n"


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
        "steadiness": partial(steadiness, words=wording(language)),
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


def steadiness(stability: float, words: Mapping[str, str]) -> str:
    """Say in words how well a theme comes back."""
    if stability >= STEADY:
        return words["stability_high"]
    return words["stability_middling" if stability >= PARTLY_STEADY else "stability_low"]


def count(n: int) -> str:
    """Write a number with a space before every three digits."""
    return f"{n:,}".replace(",", "\N{NO-BREAK SPACE}")


def _comma(number: str, language: str) -> str:
    return number.replace(".", ",") if language == "sv" else number


def _largest_first(themes: Sequence[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda theme: -theme.n)


def _compared(compared: Compared, words: Mapping[str, str]) -> tuple[Bars, Bars, dict[str, object]]:
    """Give the bars of groups and of periods by theme, and what the page says of both."""
    found, over_time = compared.comparison, compared.trends
    groups, periods = may_show(found), may_show(over_time)
    n, clear = tested(found) if found else (0, 0)
    return (
        {t.theme: group_bars(t, groups[t.theme], words) for t in (found.themes if found else ())},
        {
            t.theme: period_bars(t, periods[t.theme])
            for t in (over_time.themes if over_time else ())
        },
        {
            "differences": difference_rows(found, groups, words) if found else (),
            "tested": n,
            "clear": clear,
            "hidden": clear_but_hidden(found, groups) if found else 0,
            "trends": trend_rows(over_time, periods, words) if over_time else (),
        },
    )


def _terms(theme: Theme, language: str) -> tuple[str, ...]:
    """Choose terms to show; everyday words, which say little, come after the others."""
    silent = everyday(language)
    terms = sorted((t.term for t in theme.terms), key=lambda term: term.casefold() in silent)
    return tuple(terms[:MOST_TERMS])


def _quote(text: str) -> str:
    clean = text.strip()
    if len(clean) <= LONGEST_QUOTE:
        return clean
    return clean[:LONGEST_QUOTE].rsplit(None, 1)[0] + " …"


def _says(theme: Theme, words: Mapping[str, str]) -> str:
    if not (theme.works or theme.missing):
        return ""
    return words["says"].format(works=count(theme.works), missing=count(theme.missing))


def _is_guided(findings: Findings) -> bool:
    return any(theme.source == "codebook" for theme in findings.themes)


def _trust(findings: Findings, words: Mapping[str, str], language: str) -> dict[str, object]:
    own, best = figures(findings.k_curve)
    written = {"own": decimal(own, language), "highest": decimal(best, language)}
    steady = [t for t in findings.themes if t.stability is not None and t.n]
    return {
        "certainty": certainty(findings, words),
        "decided": decided(findings, words),
        "why": why_so_many(findings, words, written),
        "curve": drawn_curve(findings.k_curve),
        "steady": sorted(steady, key=lambda theme: -(theme.stability or 0.0)),
    }
