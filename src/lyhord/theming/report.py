"""One self-contained page that shows what an analysis found: first a summary, then everything."""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import Struct
from msgspec.structs import replace

from lyhord.theming.comparisons import (
    Bar,
    Compared,
    DifferenceRow,
    TrendRow,
    clear_but_hidden,
    difference_rows,
    group_bars,
    may_show,
    period_bars,
    tested,
    trend_rows,
)
from lyhord.theming.drawing import drawing
from lyhord.theming.figures import Figures
from lyhord.theming.results import Outcome, Suggestions
from lyhord.theming.summary import seeds_in_words, summary
from lyhord.theming.telling import changes, sentences, spoken
from lyhord.theming.trust import certainty, decided, drawn_curve, figures, why_so_many
from lyhord_themes import Findings, Theme
from lyhord_themes.suggesting import Seed
from lyhord_themes.terms import everyday

LANGUAGES = ("sv", "en")
LONGEST_QUOTE = 300
MOST_TERMS = 8
FEWEST_TOLD, LEAST_TOLD = 3, 0.1  # below, what a theme's answers tell says nothing of it
PRINTABLE = {code: None for code in range(32) if code not in {9, 10, 13}}

Bars = Mapping[str, tuple[Bar, ...]]


class Shown(Struct, frozen=True, kw_only=True):
    """One theme as the page shows it; `says` counts what its answers tell, in words."""

    theme: Theme
    terms: tuple[str, ...]
    quotes: tuple[str, ...]
    counter: tuple[str, ...] = ()
    says: str = ""
    groups: tuple[Bar, ...] = ()
    periods: tuple[Bar, ...] = ()


class ToLabel(Struct, frozen=True, kw_only=True):
    """An answer that the page asks to label: its text, row and the themes it hesitates between."""

    text: str
    row: int
    nearest: tuple[str, ...]


class Suggested(Struct, frozen=True, kw_only=True):
    """What the page suggests."""

    labels: tuple[ToLabel, ...]
    seeds: Mapping[str, tuple[Seed, ...]]


class Differing(Struct, frozen=True, kw_only=True):
    """What the page says of groups and periods: bars by theme, lines, and how many were tested."""

    groups: Bars
    periods: Bars
    differences: tuple[DifferenceRow, ...]
    trends: tuple[TrendRow, ...]
    tested: int
    clear: int
    hidden: int
    is_partly_hidden: bool


def report(outcome: Outcome) -> str:
    """Render the page: Swedish where the analysis is in Swedish, else English."""
    written = _figures(outcome.findings)
    words, language = written.words, written.language
    outcome = replace(outcome, findings=_named(outcome.findings, words))
    found, source = outcome.findings, outcome.source
    differing = _differing(outcome.compared, words)
    themes = [_shown(theme, outcome, differing, written) for theme in _largest_first(found.themes)]
    held = [each for each in themes if each.theme.source != "remainder" and each.theme.n]
    page = (
        _environment(written)
        .get_template("report.html")
        .render(
            findings=found,
            source=source,
            words=words,
            language=language,
            compared=outcome.compared,
            told=sentences(
                found, words, language=language, model=outcome.model, refit=outcome.refit
            ),
            changes=changes(outcome.refit, found, words) if outcome.refit else (),
            misread=spoken(source.misread, language),
            names={theme.id: theme.name for theme in found.themes},
            summary=summary(
                outcome,
                written,
                themes=[each.theme for each in held],
                differences=differing.differences,
                trends=differing.trends,
            ),
            differing=differing,
            **_trust(outcome, written),
            themes=held,
            is_guided=_is_guided(found),
            map=drawing(found, [each.theme for each in held]),
            keywords=found.keywords,
            suggested=_suggested(outcome.suggestions, source.texts),
            unused=[e.theme for e in themes if e.theme.source != "remainder" and not e.theme.n],
            unclear=next((each for each in themes if each.theme.id == "unclear"), None),
            widest=max((each.theme.share for each in held), default=1),
        )
    )
    return page.translate(PRINTABLE)


def map_svg(findings: Findings) -> str | None:
    """Render the map alone, as a file of its own; None where there is none."""
    written = _figures(findings)
    findings = _named(findings, written.words)
    themes = [t for t in _largest_first(findings.themes) if t.source != "remainder" and t.n]
    drawn = drawing(findings, themes)
    if drawn is None:
        return None
    template = _environment(written).get_template("map.svg")
    guided, words = _is_guided(findings), written.words
    page = template.render(map=drawn, words=words, is_guided=guided, alone=True)
    return page.translate(PRINTABLE) + "\n"


def wording(language: str) -> Mapping[str, str]:
    """Read the page's texts in a language."""
    source = resources.files("lyhord.theming") / "wording" / f"{language}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _named(findings: Findings, words: Mapping[str, str]) -> Findings:
    """Call themes that no word marks something else than their id."""
    themes = (
        replace(theme, name=words["unnamed"].format(id=theme.id))
        if theme.source == "new" and theme.name == theme.id
        else theme
        for theme in findings.themes
    )
    return replace(findings, themes=tuple(themes))


def _figures(findings: Findings) -> Figures:
    language = findings.language if findings.language in LANGUAGES else "en"
    return Figures(language=language, words=wording(language))


def _environment(written: Figures) -> Environment:
    environment = Environment(
        loader=PackageLoader("lyhord.theming"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Callable[..., str]] = {
        "percent": written.percent,
        "decimal": written.decimal,
        "count": written.count,
        "points": written.points,
        "steadiness": written.steadiness,
    }
    environment.filters.update(filters)  # pyright: ignore[reportUnknownMemberType]  jinja's own type is bare
    return environment


def _largest_first(themes: Sequence[Theme]) -> list[Theme]:
    return sorted(themes, key=lambda theme: -theme.n)


def _shown(theme: Theme, outcome: Outcome, differing: Differing, written: Figures) -> Shown:
    texts = outcome.source.texts
    return Shown(
        theme=theme,
        terms=_terms(theme, outcome.findings.language),
        quotes=tuple(_quote(texts[row]) for row in theme.quotes),
        counter=tuple(_quote(texts[row]) for row in theme.counter),
        says=_says(theme, written),
        groups=differing.groups.get(theme.id, ()),
        periods=differing.periods.get(theme.id, ()),
    )


def _differing(compared: Compared, words: Mapping[str, str]) -> Differing:
    found, over_time = compared.comparison, compared.trends
    groups, periods = may_show(found), may_show(over_time)
    n, clear = tested(found) if found else (0, 0)
    by_group = (
        {t.theme: group_bars(t, groups[t.theme], words) for t in found.themes} if found else {}
    )
    by_time = (
        {t.theme: period_bars(t, periods[t.theme]) for t in over_time.themes} if over_time else {}
    )
    return Differing(
        groups=by_group,
        periods=by_time,
        differences=difference_rows(found, groups, words) if found else (),
        trends=trend_rows(over_time, periods, words) if over_time else (),
        tested=n,
        clear=clear,
        hidden=clear_but_hidden(found, groups) if found else 0,
        is_partly_hidden=_is_less(by_group, found.sizes if found else ())
        or _is_less(by_time, over_time.sizes if over_time else ()),
    )


def _is_less(bars: Bars, sizes: Collection[str]) -> bool:
    return any(len(own) < len(sizes) for own in bars.values())


def _suggested(suggestions: Suggestions | None, texts: Sequence[str]) -> Suggested | None:
    if suggestions is None or not (suggestions.labels or suggestions.seeds):
        return None
    return Suggested(
        labels=tuple(
            ToLabel(text=_quote(texts[one.row]), row=one.row, nearest=one.nearest)
            for one in suggestions.labels
        ),
        seeds=suggestions.seeds,
    )


def _terms(theme: Theme, language: str) -> tuple[str, ...]:
    """Choose terms to show: no everyday words, which say little to who reads the page."""
    silent = everyday(language)
    return tuple(t.term for t in theme.terms if t.term.casefold() not in silent)[:MOST_TERMS]


def _quote(text: str) -> str:
    clean = text.strip()
    if len(clean) <= LONGEST_QUOTE:
        return clean
    return clean[:LONGEST_QUOTE].rsplit(None, 1)[0] + " …"


def _says(theme: Theme, written: Figures) -> str:
    if theme.works + theme.missing < max(FEWEST_TOLD, LEAST_TOLD * theme.n):
        return ""
    works, missing = written.count(theme.works), written.count(theme.missing)
    return written.words["says"].format(works=works, missing=missing)


def _is_guided(findings: Findings) -> bool:
    return any(theme.source == "codebook" for theme in findings.themes)


def _trust(outcome: Outcome, written: Figures) -> dict[str, object]:
    found, words = outcome.findings, written.words
    own, best = figures(found.k_curve)
    told = {"own": written.decimal(own), "highest": written.decimal(best)}
    steady = [t for t in found.themes if t.stability is not None and t.n]
    return {
        "certainty": certainty(found, words),
        "decided": decided(found, words),
        "why": why_so_many(found, words, told),
        "curve": drawn_curve(found.k_curve),
        "seeds": seeds_in_words(outcome, written),
        "steady": sorted(steady, key=lambda theme: -(theme.stability or 0.0)),
    }
