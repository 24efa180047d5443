"""Counter-voices: who argues against a theme's majority, or against the theme."""

import numpy as np
import pytest

from lyhord_themes import Codebook, ThemeFinder
from lyhord_themes.countering import opposed
from lyhord_themes.findings import Valence

SIX = np.ones(6)
NOBODY = np.zeros(6, dtype=bool)
BAD: Valence = "missing"
GOOD: Valence = "works"
FIVE: list[Valence] = [BAD, BAD, BAD, BAD, BAD]


def test_the_minority_opposes_the_majority() -> None:
    assert opposed([*FIVE, GOOD], NOBODY, SIX).tolist() == [False] * 5 + [True]


@pytest.mark.parametrize(
    "valences", [[BAD] * 3 + [GOOD] * 3, ["unknown"] * 5 + [GOOD], [BAD] * 3 + ["unknown"] * 3]
)
def test_without_a_majority_nobody_opposes_it(valences: list[Valence]) -> None:
    assert not opposed(valences, NOBODY, SIX).any()


def test_a_text_given_often_counts_often() -> None:
    given = np.array([9.0, 1, 1, 1, 1, 1])

    assert opposed([GOOD, *FIVE], NOBODY, given).tolist() == [False] * 6
    assert opposed([GOOD, *FIVE], NOBODY, given * [4, 1, 1, 1, 1, 1]).tolist() == [
        False, *[True] * 5,
    ]  # fmt: skip


def test_words_against_the_theme_oppose_it_without_a_majority(codebook: Codebook) -> None:
    texts = ["jag blev mobbad i skolan", "mobbning på rasten", "mobbad av myggor i tältet"]

    found = ThemeFinder(codebook).fit(texts).findings_

    theme = next(theme for theme in found.themes if theme.id == "bullying")
    assert theme.n == 3
    assert theme.counter == (2,)
    assert 2 not in theme.quotes


def test_counter_voices_stand_apart_from_the_quotes(codebook: Codebook) -> None:
    slow = [f"vi fick vänta i kö i {n} månader, det var dåligt och jobbigt" for n in range(6)]
    quick = "ingen kö, vi fick hjälp snabbt, toppen och jättebra"

    found = ThemeFinder(codebook).fit([*slow, quick]).findings_

    theme = next(theme for theme in found.themes if theme.id == "waiting")
    assert theme.counter == (6,)
    assert set(theme.quotes) <= set(range(6))
    assert theme.quotes
