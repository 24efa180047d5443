"""What closed answers tell in a later version, beside every version that was told before. Pure.

An option of which few came or went would tell what they chose, and a mean before and after what
few answered.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing.choices import FrozenQuestion
from lyhord.disclosing.coordination import FrozenIndex, FrozenMean
from lyhord.disclosing.cuts import Group, needed
from lyhord.disclosing.freezing import FrozenRound
from lyhord.privacy.cells import HIDDEN, STEP, Figure
from lyhord.storage.guards import Guard


class ToldIndex(Struct, frozen=True, kw_only=True):
    """The index as it was published, and the figures of the round that it stood beside."""

    index: FrozenIndex
    round: FrozenRound


def question_told(
    made: FrozenQuestion, earlier: Iterable[FrozenQuestion], rule: Guard
) -> FrozenQuestion:
    """A question beside what was told of it before.

    Where few changed an option none that changed is told: one alone would follow from how many came
    or went in all.
    """
    for each in earlier:
        if (each.question, each.audience) == (made.question, made.audience):
            made = _question_beside(made, each, needed(rule, made.audience))
    return made


def index_told(made: FrozenIndex, now: FrozenRound, earlier: Sequence[ToldIndex]) -> FrozenIndex:
    """The index beside those told before: a mean of hardly other people stays as it was."""
    if not earlier:
        return made
    means = made.means
    for each in earlier:
        same = _unchanged(now, each.round)
        told = {mean.group: mean for mean in each.index.means}
        means = tuple(
            _mean_beside(mean, told.get(mean.group), now.guard, is_same=mean.group in same)
            for mean in means
        )
    return FrozenIndex(means=means, spread=earlier[-1].index.spread)


def _unchanged(now: FrozenRound, before: FrozenRound) -> frozenset[Group]:
    """The groups of just the same people."""
    known = {each.group: each.digest for each in before.groups}
    return frozenset(each.group for each in now.groups if known.get(each.group) == each.digest)


def _question_beside(made: FrozenQuestion, before: FrozenQuestion, k: int) -> FrozenQuestion:
    was = {each.option: each.people for each in before.options}
    changes = {each.option: _change(was.get(each.option), each.people) for each in made.options}
    changed = {option for option, change in changes.items() if change}
    if all(changes[option] >= k for option in changed):
        return replace(made, pairs=()) if changed else made
    options = tuple(
        replace(each, people=HIDDEN) if each.option in changed or len(changed) == 1 else each
        for each in made.options
    )
    return replace(made, options=options, pairs=())


def _change(before: Figure | None, now: Figure) -> int:
    """How many more or fewer chose it; one, that is too few, where it was told and is not now."""
    if before is None or before.n is None:
        return 0
    return 1 if now.n is None else abs(before.n - now.n)


def _mean_beside(
    made: FrozenMean, before: FrozenMean | None, rule: Guard, *, is_same: bool
) -> FrozenMean:
    if before is None or made.people.n is None:
        return made
    if before.people.n is None:
        return before if is_same else made
    least = abs(before.people.n - made.people.n) - (STEP - 1)
    return before if least < rule.k_children else made
