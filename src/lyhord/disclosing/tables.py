"""What may be shown of a theme beside its figures: sums while a round is open, whose words may."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from lyhord.disclosing.cuts import needed
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, coarse, exact
from lyhord.storage.figures import ThemeCount
from lyhord.storage.findings import LanguageCount
from lyhord.storage.guards import Guard


class Counts(Struct, frozen=True, kw_only=True):
    """True counts of one theme."""

    respondents: Mapping[Audience, int]
    statements: int

    @property
    def total(self) -> int:
        """Respondents of all audiences that are counted; each has one audience."""
        return sum(self.respondents.values())


class Row(Struct, frozen=True, kw_only=True):
    """What may be shown of one theme; `quoted` are the audiences whose words may be shown."""

    respondents: Figure
    statements: Figure
    quoted: tuple[Audience, ...] = ()


def theme_counts(
    counts: Iterable[ThemeCount], audiences: Mapping[Audience, int]
) -> Mapping[str, Counts]:
    """Gather the counts of each theme; audiences that are left out count nowhere."""
    people: dict[str, Counter[Audience]] = {}
    texts = Counter[str]()
    for count in counts:
        if count.audience in audiences:
            people.setdefault(count.theme_id, Counter())[count.audience] += count.respondents
            texts[count.theme_id] += count.statements
    return {
        theme: Counts(
            respondents={audience: found[audience] for audience in audiences},
            statements=texts[theme],
        )
        for theme, found in people.items()
    }


def quotable(respondents: Mapping[Audience, int], rule: Guard) -> tuple[Audience, ...]:
    """The audiences among which enough wrote of a theme; children are left out first."""
    wrote: dict[Audience, int] = {audience: n for audience, n in respondents.items() if n}
    while wrote:
        most = max(needed(rule, audience) for audience in wrote)
        if sum(wrote.values()) >= most:
            return tuple(wrote)
        wrote = {audience: n for audience, n in wrote.items() if needed(rule, audience) < most}
    return ()


def coarse_row(counts: Counts, rule: Guard) -> Row:
    """What may be shown of a theme while the round is open: no groups, rounded sums."""
    quoted = quotable(counts.respondents, rule)
    return Row(
        respondents=coarse(counts.total, rule.k),
        statements=coarse(counts.statements, rule.k) if quoted else HIDDEN,
        quoted=quoted,
    )


def languages_told(counts: Iterable[LanguageCount], rule: Guard) -> tuple[str, ...]:
    """The languages in which enough people wrote for nobody to be known by theirs."""
    enough = [each for each in counts if each.respondents >= rule.k_children]
    return tuple(
        each.language
        for each in sorted(enough, key=lambda each: (-each.respondents, each.language))
    )


def statements_told(
    respondents: Figure, by_audience: Mapping[Audience, int], statements: int, rule: Guard
) -> Figure:
    """The number of texts: exact only where the words of all who wrote them may be shown."""
    if respondents == HIDDEN:
        return HIDDEN
    wrote = [audience for audience, n in by_audience.items() if n]
    if len(quotable(by_audience, rule)) == len(wrote):
        return exact(statements)
    return coarse(statements, 0)
