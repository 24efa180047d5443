"""Counter-voices: statements of a theme that argue against what most of its statements say."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lyhord_themes.findings import Valence
from lyhord_themes.learners import Dense

LEAST_TOLD = 5
MAJORITY = 2 / 3
SIGNS: dict[Valence, int] = {"works": 1, "missing": -1, "unknown": 0}


def opposed(
    valences: Sequence[Valence], against: NDArray[np.bool_], given: Dense
) -> NDArray[np.bool_]:
    """Say which of a theme's texts oppose the theme or its majority.

    `against` marks those with words that the codebook says speak against the theme; `given` is how
    often each text was given. There is a majority if at least five texts tell what works or what
    is missing, and two thirds of them agree; those that tell the other are opposed to it.
    """
    signs = np.array([SIGNS[each] for each in valences])
    told = float(given[signs != 0].sum())
    balance = float((signs * given).sum())
    if told < LEAST_TOLD or abs(balance) < (2 * MAJORITY - 1) * told:
        return against
    return against | (signs * balance < 0)
