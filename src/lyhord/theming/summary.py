"""The first page of a report: what was asked, found, missed, how sure it is, what to do next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from lyhord.theming.comparisons import DifferenceRow, TrendRow
from lyhord.theming.figures import Figures
from lyhord.theming.results import Outcome
from lyhord_themes import Theme
from lyhord_themes.findings import EMPTY, UNCLEAR
from lyhord_themes.quality import LEAST_STABLE

MOST_THEMES, MOST_DIFFERENCES, MOST_TRENDS = 10, 4, 3
MOST_QUESTIONS = 8
AGREE_WELL, AGREE = 0.9, 0.7

Words = Mapping[str, str]


class Summary(Struct, frozen=True, kw_only=True):
    """The page: `asked`, `sure`, `missed` and `next` are sentences, `more` counts other themes."""

    asked: tuple[str, ...]
    themes: tuple[Theme, ...]
    more: int
    differences: tuple[DifferenceRow, ...]
    trends: tuple[TrendRow, ...]
    sure: tuple[str, ...]
    missed: tuple[str, ...]
    next: tuple[str, ...]


def summary(
    outcome: Outcome,
    figures: Figures,
    *,
    themes: Sequence[Theme],
    differences: Sequence[DifferenceRow],
    trends: Sequence[TrendRow],
) -> Summary:
    """Sum an outcome up; `themes` hold answers and come by size."""
    return Summary(
        asked=tuple(_asked(outcome, figures)),
        themes=tuple(themes[:MOST_THEMES]),
        more=len(themes[MOST_THEMES:]),
        differences=tuple(row for row in differences if row.difference.is_clear)[:MOST_DIFFERENCES],
        trends=tuple(row for row in trends if row.trend.is_clear)[:MOST_TRENDS],
        sure=tuple(_sure(outcome, figures)),
        missed=tuple(_missed(outcome, figures)),
        next=tuple(_next(outcome, themes, figures)),
    )


def _asked(outcome: Outcome, figures: Figures) -> Iterator[str]:
    words, source = figures.words, outcome.source
    parts = [words["asked_texts"].format(n=figures.count(len(source.texts)))]
    if source.people:
        parts.append(words["asked_people"].format(n=figures.count(source.people)))
    if source.questions:
        parts.append(_questions(source.questions, figures))
    yield " ".join(parts) + "."
    guided = [t for t in outcome.findings.themes if t.source == "codebook"]
    key = "asked_model" if outcome.model else "asked_guided" if guided else "asked_unguided"
    yield words[key].format(n=figures.count(len(guided)))


def _questions(questions: Sequence[str], figures: Figures) -> str:
    counted = Counter(question for question in questions if question).most_common()
    told = ", ".join(f"{name} {figures.count(n)}" for name, n in counted[:MOST_QUESTIONS])
    more = ", …" if len(counted) > MOST_QUESTIONS else ""
    key = "asked_question" if len(counted) == 1 else "asked_questions"
    return figures.words[key].format(n=figures.count(len(counted)), told=told + more)


def _sure(outcome: Outcome, figures: Figures) -> Iterator[str]:
    words, curve = figures.words, outcome.findings.k_curve
    yield seeds_in_words(outcome, figures) or words["sure_seeds_untried"]
    highest = max((point.stability for point in curve), default=None)
    if highest is not None and highest < LEAST_STABLE:
        yield words["sure_loose"].format(highest=figures.decimal(highest))
    if not any(theme.source == "codebook" for theme in outcome.findings.themes):
        yield words["sure_of_places"]
    yield words["limit_1"]


def seeds_in_words(outcome: Outcome, figures: Figures) -> str:
    """Say how far other seeds agree; empty where none was tried."""
    if outcome.seeds is None:
        return ""
    ari = outcome.seeds.ari
    key = "high" if ari >= AGREE_WELL else "middling" if ari >= AGREE else "low"
    others, decimal = len(outcome.seeds.seeds) - 1, figures.decimal(ari)
    return figures.words[f"sure_seeds_{key}"].format(n=figures.count(others), ari=decimal)


def _missed(outcome: Outcome, figures: Figures) -> Iterator[str]:
    words = figures.words
    counted = Counter(place.theme for place in outcome.findings.assignments)
    written = counted.total() - counted[EMPTY]
    if n := counted[UNCLEAR]:
        share = figures.percent(n / max(written, 1))
        yield words["missed_unclear"].format(n=figures.count(n), share=share)
    else:
        yield words["remainder_none"]
    if n := counted[EMPTY]:
        yield words["missed_empty"].format(n=figures.count(n))


def _next(outcome: Outcome, themes: Sequence[Theme], figures: Figures) -> Iterator[str]:
    """Say what is worth doing, the most useful first; no more than an analyst can keep in mind."""
    words, found = figures.words, outcome.findings
    unclear = sum(place.theme == UNCLEAR for place in found.assignments)
    if unclear:
        yield words["next_read"].format(n=figures.count(unclear))
    suggestions = outcome.suggestions
    if suggestions and suggestions.labels:
        yield words["next_label"].format(n=len(suggestions.labels))
    if suggestions and suggestions.seeds:
        n = sum(map(len, suggestions.seeds.values()))
        yield words["next_words"].format(n=n)
    if suggestions is None:
        yield words["next_suggest"]
    new = sum(theme.source == "new" for theme in themes)
    if new:
        yield words["next_name"].format(n=new)
    if outcome.compared.comparison is None:
        yield words["next_group"]
    yield words["next_quotes"]
