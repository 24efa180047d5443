"""Closed answers of each audience: how many chose what, and what together, as far as told. Pure.

No sum over audiences is told, so each audience's table stands by itself. What those chose who were
not asked or did not answer is never told: it is what hides a small count.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from lyhord.disclosing.cuts import Group, needed, of_audience
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, bounds, coarse, exact, is_telling
from lyhord.privacy.linked import WIDTH, Cell, guard
from lyhord.storage.answers import ChoiceCount, PairCount
from lyhord.storage.guards import Guard

UNANSWERED = ""
DEAR, CHEAP = 10.0, 0.1  # nobody misses how many did not answer


class Asked(Struct, frozen=True, kw_only=True):
    """A question as an audience was asked it; of `several` options more than one may be chosen."""

    question: str
    audience: Audience
    options: tuple[str, ...]
    several: bool


class FrozenOption(Struct, frozen=True, kw_only=True):
    """How many chose an option."""

    option: str
    people: Figure


class FrozenPair(Struct, frozen=True, kw_only=True):
    """How many chose both of two options, rounded down; pairs of few are not there."""

    one: str
    other: str
    people: Figure


class FrozenQuestion(Struct, frozen=True, kw_only=True):
    """What an audience answered to a question, as published."""

    question: str
    audience: Audience
    options: tuple[FrozenOption, ...]
    pairs: tuple[FrozenPair, ...] = ()


def frozen_question(
    asked: Asked,
    counts: Iterable[ChoiceCount],
    pairs: Iterable[PairCount],
    *,
    size: int,
    rule: Guard,
) -> FrozenQuestion:
    """What may be told of a question, asked in an audience of which the `size` is told."""
    k = needed(rule, asked.audience)
    chose = dict.fromkeys(asked.options, 0)
    chose |= {each.option: each.n for each in counts if _is_about(each, asked)}
    told = _several(chose, size, k) if asked.several else _one(chose, size, k)
    together = [each for each in pairs if _is_about(each, asked)]
    return FrozenQuestion(
        question=asked.question,
        audience=asked.audience,
        options=tuple(FrozenOption(option=each, people=told[each]) for each in chose),
        pairs=tuple(_pairs(together, told, size=size, k=k)),
    )


def size_told(figures: Mapping[Group, Figure], audience: Audience) -> int | None:
    """How many answered in an audience, where that is told as it is; else nothing is of it."""
    figure = figures.get(of_audience(audience), HIDDEN)
    return figure.n if figure.form == "exact" else None


def _is_about(count: ChoiceCount | PairCount, asked: Asked) -> bool:
    return count.question == asked.question and count.audience == asked.audience


def _several(chose: Mapping[str, int], size: int, k: int) -> Mapping[str, Figure]:
    """Options that do not add up to anything: each by itself."""
    return {option: HIDDEN if is_telling(n, size, k) else exact(n) for option, n in chose.items()}


def _one(chose: Mapping[str, int], size: int, k: int) -> Mapping[str, Figure]:
    """Options that add up to all who answered, together with those who did not."""
    silent = size - sum(chose.values())
    whole: Cell[tuple[str, ...]] = Cell(key=(), value=size, least=size + 1, limit=size)
    cells: list[Cell[tuple[str, ...]]] = [
        Cell(
            key=(option,),
            value=n,
            least=0 if option == UNANSWERED else 1,
            limit=size,
            cost=CHEAP if option == UNANSWERED else DEAR + n / 100,
            guarded=is_telling(n, size, k),
            width=WIDTH if is_telling(n, size, k) else 1,
        )
        for option, n in {**chose, UNANSWERED: silent}.items()
    ]
    figures = guard([whole, *cells], [((), [cell.key for cell in cells])])
    return {option: figures[option,] for option in chose}


def _pairs(
    pairs: Sequence[PairCount], told: Mapping[str, Figure], *, size: int, k: int
) -> Iterable[FrozenPair]:
    """Pairs of enough people, rounded down, where that says of nobody that all chose both.

    Their order is by what is told: by what is true it would tell which of two is larger.
    """
    rounded = [
        FrozenPair(one=pair.one, other=pair.other, people=coarse(pair.n, k)) for pair in pairs
    ]
    for pair in sorted(rounded, key=lambda each: (-(each.people.n or 0), each.one, each.other)):
        parts = [told.get(option, HIDDEN) for option in (pair.one, pair.other)]
        if pair.people.form == "at_least" and _is_open(pair.people, parts, size):
            yield pair


def _is_open(figure: Figure, parts: Sequence[Figure], size: int) -> bool:
    """Whether a reader must reckon with several numbers, by what is told of the two options."""
    if any(part.form != "exact" for part in parts):
        return False
    low, high = bounds(figure, limit=size)
    sizes = [part.n or 0 for part in parts]
    return min(high, *sizes) - max(low, sum(sizes) - size) >= WIDTH
