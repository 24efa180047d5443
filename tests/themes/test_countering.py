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


def test_what_was_asked_tells_who_argues_against_the_others(codebook: Codebook) -> None:
    texts = [f"pengar till {word}" for word in ("mat", "lov", "skor", "buss", "lek")]
    asked = ["missing"] * 5

    def counter(questions: list[str | None]) -> tuple[int, ...]:
        found = (
            ThemeFinder(codebook).fit([*texts, "pengar till bio"], questions=questions).findings_
        )
        return next(theme.counter for theme in found.themes if theme.id == "money")

    assert counter([None] * 6) == ()
    assert counter([*asked, "missing"]) == ()
    assert counter([*asked, "worked"]) == (5,)


def test_later_texts_are_told_apart_by_what_was_asked(codebook: Codebook) -> None:
    finder = ThemeFinder(codebook).fit(["vi väntade i kö", "mobbad"])
    texts = [f"pengar till {word}" for word in ("mat", "lov", "skor", "buss", "lek", "bio")]

    found = finder.later(texts, questions=["worked"] * 5 + ["missing"])

    theme = next(theme for theme in found.themes if theme.id == "money")
    assert (theme.works, theme.missing, theme.counter) == (5, 1, (5,))


def test_a_text_of_several_questions_counts_as_the_one_it_answers_most(
    codebook: Codebook,
) -> None:
    things = ("mat", "lov", "skor", "buss", "lek", "läger", "cykel", "glass")
    lack = [f"pengar till {word}" for word in things]
    asked = [*["missing"] * 8, "missing", "worked", "worked"]

    texts = [*lack, *["pengar till bio"] * 3]
    found = ThemeFinder(codebook).fit(texts, questions=asked).findings_

    theme = next(theme for theme in found.themes if theme.id == "money")
    assert theme.counter == (8,)
