"""The table of themes by audience: true counts in, what may be shown of each out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import (
    HIDDEN,
    Figure,
    K,
    bounds,
    coarse,
    exact,
    is_telling,
    threshold,
)
from lyhord.privacy.suppression import Arc, protect
from lyhord.storage.runs import ThemeCount

SUM_COST = 1_000_000  # a theme's sum is hidden only when nothing else helps


class Counts(Struct, frozen=True, kw_only=True):
    """True counts of one theme."""

    respondents: Mapping[Audience, int]
    statements: int

    @property
    def total(self) -> int:
        """Respondents of all audiences that are counted; each has one audience."""
        return sum(self.respondents.values())


class Row(Struct, frozen=True, kw_only=True):
    """What may be shown of one theme.

    `quoted` are the audiences whose words may be shown, none where too few wrote of the theme;
    `names_speakers` says whether their words may stand beside their name.
    """

    respondents: Figure
    statements: Figure
    groups: Mapping[Audience, Figure]
    quoted: tuple[Audience, ...] = ()
    names_speakers: bool = False


def theme_counts(
    counts: Iterable[ThemeCount], audiences: Mapping[Audience, int]
) -> Mapping[str, Counts]:
    """Gather the counts of each theme; audiences that are left out count nowhere."""
    people: dict[str, Counter[Audience]] = {}
    texts = Counter[str]()
    for count in counts:
        if count.audience in audiences:
            people.setdefault(count.theme_id, Counter())[count.audience] = count.respondents
            texts[count.theme_id] += count.statements
    return {
        theme: Counts(
            respondents={audience: found[audience] for audience in audiences},
            statements=texts[theme],
        )
        for theme, found in people.items()
    }


def quotable(respondents: Mapping[Audience, int]) -> tuple[Audience, ...]:
    """The audiences among which enough wrote of a theme; children are left out first."""
    wrote: dict[Audience, int] = {audience: n for audience, n in respondents.items() if n}
    while wrote:
        most = max(threshold(audience) for audience in wrote)
        if sum(wrote.values()) >= most:
            return tuple(wrote)
        wrote = {audience: n for audience, n in wrote.items() if threshold(audience) < most}
    return ()


def coarse_row(counts: Counts) -> Row:
    """What may be shown of a theme while the round is open: no groups, rounded sums."""
    quoted = quotable(counts.respondents)
    return Row(
        respondents=coarse(counts.total),
        statements=coarse(counts.statements) if quoted else HIDDEN,
        groups={},
        quoted=quoted,
    )


def closed_row(counts: Counts, audiences: Mapping[Audience, int]) -> Row:
    """What may be shown of a theme of a closed round: no hidden count follows from the sum.

    Where the exact sum would take another audience's count with it, the sum is rounded down
    instead, if that is enough: audiences are what readers compare.
    """
    cells = [
        _arc("theme", "all", counts.respondents[audience], of=n, k=threshold(audience))
        for audience, n in audiences.items()
    ]
    whole = replace(
        _arc("all", "theme", counts.total, of=sum(audiences.values()), k=K), cost=SUM_COST
    )
    shown = protect([*cells, whole])
    if shown != (*cells, whole):
        rounded = [*cells, _rounded(whole, counts)]
        shown = tuple(rounded) if protect(rounded) == tuple(rounded) else shown
    total = _figure(shown[-1])
    groups: dict[Audience, Figure] = {
        audience: _figure(arc) for audience, arc in zip(audiences, shown, strict=False)
    }
    speakers: tuple[Audience, ...] = tuple(
        each for each, figure in groups.items() if figure.form == "exact" and figure.n
    )
    return Row(
        respondents=total,
        statements=HIDDEN if total == HIDDEN else _statements(counts),
        groups=groups,
        quoted=speakers or quotable(counts.respondents),
        names_speakers=bool(speakers),
    )


def _statements(counts: Counts) -> Figure:
    """The number of texts: exact only where the words of all who wrote them may be shown."""
    wrote = [audience for audience, n in counts.respondents.items() if n]
    if len(quotable(counts.respondents)) == len(wrote):
        return exact(counts.statements)
    return coarse(counts.statements)


def _rounded(whole: Arc, counts: Counts) -> Arc:
    """The sum rounded down; nobody wrote less than one text, and the texts are counted."""
    low, high = bounds(coarse(counts.total), limit=min(whole.limit, counts.statements))
    return whole if whole.guarded else replace(whole, low=low, high=high)


def _arc(tail: str, head: str, n: int, *, of: int, k: int) -> Arc:
    telling = is_telling(n, of, k)
    low, high = bounds(HIDDEN if telling else exact(n), limit=of)
    return Arc(
        tail=tail, head=head, value=n, low=low, high=high, limit=of, cost=n + 1, guarded=telling
    )


def _figure(arc: Arc) -> Figure:
    if arc.low == arc.value == arc.high:
        return exact(arc.value)
    return HIDDEN if arc.low == 1 else coarse(arc.value)
