"""Choosing the texts that speak for a theme: typical of it, and different from each other."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense, Integers, listed, unit

QUOTES, COUNTER = 5, 3
TYPICAL = 0.65
STRENGTH, MARKED = 0.5, 0.75
SHORTEST, LONG, LONGEST = 25, 220, 400
UNHANDY, UNFIT = 0.15, 0.5
SAME = 0.97


def representative(
    members: Integers,
    *,
    strength: Dense,
    marked: Dense,
    rows: Dense,
    texts: Sequence[str],
    most: int = QUOTES,
) -> tuple[int, ...]:
    """Choose up to five members by maximal marginal relevance (Carbonell & Goldstein 1998).

    `members` are row numbers of `rows`, shape (texts, dimensions), `strength` (0 to 1), `marked`
    (how much of the theme's terms a text has, 0 to 1) and `texts`. A text is typical by its cosine
    to the mean of the others, its strength and its terms; very short or long ones count less, and
    what nearly repeats another comes only where nothing else is left.
    """
    if not len(members):
        return ()
    own = unit(rows[members])
    evidence = STRENGTH * strength[members] + MARKED * marked[members]
    typical = _typical(own, evidence, [texts[member] for member in listed(members)])
    chosen = [int(np.argmax(typical))]
    likeness = own @ own[chosen[0]]
    while len(chosen) < min(most, len(members)):
        value = TYPICAL * typical - (1 - TYPICAL) * likeness - (likeness > SAME)
        value[chosen] = -np.inf
        chosen.append(int(np.argmax(value)))
        likeness = np.maximum(likeness, own @ own[chosen[-1]])
    return tuple(int(members[place]) for place in chosen)


def _typical(own: Dense, evidence: Dense, texts: Sequence[str]) -> Dense:
    middle = unit(own.mean(axis=0, keepdims=True))[0]
    fitness = np.array([_fitness(text) for text in texts])
    return (own @ middle + evidence) / (1 + STRENGTH + MARKED) + fitness


def _fitness(text: str) -> float:
    if SHORTEST <= len(text) <= LONG:
        return 0.0
    return -UNHANDY if LONG < len(text) <= LONGEST else -UNFIT
