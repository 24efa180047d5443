"""Choosing the texts that speak for a theme: typical of it, and different from each other."""

from collections.abc import Sequence

import numpy as np

from lyhord_themes.learners import Dense, Integers, listed

QUOTES = 5
TYPICAL = 0.7
SHORTEST, LONGEST = 25, 400
UNFIT = 0.5


def representative(
    members: Integers, *, strength: Dense, rows: Dense, texts: Sequence[str]
) -> tuple[int, ...]:
    """Choose up to five members by maximal marginal relevance (Carbonell & Goldstein 1998).

    `members` are row numbers of `rows`, shape (texts, dimensions), `strength` and `texts`. A text
    is typical by its strength and its nearness to the others; very short or long ones count less.
    """
    if not len(members):
        return ()
    own = rows[members]
    typical = own @ own.mean(axis=0) + strength[members]
    typical = typical + np.array([_fitness(texts[member]) for member in listed(members)])
    chosen = [int(np.argmax(typical))]
    while len(chosen) < min(QUOTES, len(members)):
        likeness = (own @ own[chosen].T).max(axis=1)
        value = TYPICAL * typical - (1 - TYPICAL) * likeness
        value[chosen] = -np.inf
        chosen.append(int(np.argmax(value)))
    return tuple(int(members[place]) for place in chosen)


def _fitness(text: str) -> float:
    return 0.0 if SHORTEST <= len(text) <= LONGEST else -UNFIT
