"""Which questions themes were written of under, as far as told: what works and what lacks. Pure.

A person may write of a theme under several questions; the texts under all of them are the theme's.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from lyhord.disclosing.cuts import needed
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure, coarse, is_small
from lyhord.privacy.linked import WIDTH, Cell, guard
from lyhord.storage.answers import AskedCount
from lyhord.storage.guards import Guard

MORE = ""  # the texts of people who wrote several under a question


class FrozenAsked(Struct, frozen=True, kw_only=True):
    """How many wrote of a theme under a question, rounded down; those of few are not there."""

    theme_id: str
    question: str
    people: Figure


class FrozenJourney(Struct, frozen=True, kw_only=True):
    """The questions that the texts of a run's themes were written to, as published."""

    asked: tuple[FrozenAsked, ...]


def frozen_journey(
    counts: Iterable[AskedCount], left_out: Iterable[Audience], rule: Guard
) -> FrozenJourney:
    """What may be told of each theme and question; audiences that are left out count nowhere."""
    without = set(left_out)
    of_themes: dict[str, list[AskedCount]] = {}
    for count in counts:
        if count.audience not in without:
            of_themes.setdefault(count.theme_id, []).append(count)
    return FrozenJourney(
        asked=tuple(
            each for theme in sorted(of_themes) for each in _asked(theme, of_themes[theme], rule)
        )
    )


def _asked(theme: str, counts: Iterable[AskedCount], rule: Guard) -> Iterable[FrozenAsked]:
    people, texts, k = Counter[str](), 0, dict[str, int]()
    for count in counts:
        people[count.question] += count.respondents
        texts += count.statements
        k[count.question] = max(k.get(count.question, 0), needed(rule, count.audience))
    cells = [_cell(question, n, texts, k[question]) for question, n in people.items()]
    if more := texts - people.total():
        cells.append(Cell(key=(MORE,), value=more, least=0, limit=texts, guarded=True))
    whole = Cell[tuple[str, ...]](key=(), value=texts, least=texts + 1, limit=texts)
    figures = guard([whole, *cells], [((), [cell.key for cell in cells])])
    for question, n in sorted(people.items()):
        if figures[question,].form != "hidden" and n >= k[question]:
            yield FrozenAsked(theme_id=theme, question=question, people=coarse(n, k[question]))


def _cell(question: str, n: int, texts: int, k: int) -> Cell[tuple[str, ...]]:
    few = is_small(n, k)
    return Cell(
        key=(question,),
        value=n,
        least=0,
        limit=texts,
        cost=1 + n / 100,
        guarded=few,
        rounded=texts,
        width=WIDTH if few else 1,
    )
