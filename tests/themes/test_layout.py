"""The map: like themes near each other, the same every time, and never out of bounds."""

import numpy as np
import pytest

from lyhord_themes import Findings, Layout, ThemeFinder
from lyhord_themes.layout import layout
from lyhord_themes.learners import unit
from tests.themes.corpora import planted


@pytest.fixture(scope="module")
def found() -> Findings:
    return ThemeFinder(n_themes=4).fit(planted(20)[0]).findings_


def laid(rows: list[list[float]], numbers: list[int], themes: int) -> Layout:
    ids = [f"t{number}" for number in range(themes)]
    return layout(
        ids, np.array(numbers), unit(np.array(rows, dtype=float)), given=list(range(len(rows)))
    )


def test_each_theme_has_a_spot_and_each_text_a_dot(found: Findings) -> None:
    assert found.layout is not None
    assert {spot.id for spot in found.layout.spots} == {theme.id for theme in found.themes}
    assert len(found.layout.dots) == 80
    assert all(abs(c) <= 1 for dot in found.layout.dots for c in (dot.x, dot.y))


def test_like_themes_lie_near_each_other() -> None:
    whole = laid([[1, 0, 0], [0.9, 0.4, 0], [0, 0.1, 1]], [0, 1, 2], 3)

    places = [np.array([spot.x, spot.y]) for spot in whole.spots]
    assert np.linalg.norm(places[0] - places[1]) < np.linalg.norm(places[0] - places[2])
    assert [spot.nearest[0] for spot in whole.spots] == ["t1", "t0", "t1"]
    assert whole.fit > 0.99


def test_texts_without_a_theme_are_no_dots() -> None:
    assert [dot.row for dot in laid([[1, 0], [0, 1], [1, 1]], [0, 1, -1], 2).dots] == [0, 1]


@pytest.mark.parametrize("themes", [1, 2])
def test_one_or_two_themes_can_be_laid_out(themes: int) -> None:
    rows = np.eye(3)[:themes].tolist()

    whole = laid(rows, list(range(themes)), themes)

    assert len(whole.spots) == themes
    assert whole.fit == 1.0
    assert all(len(spot.nearest) == themes - 1 for spot in whole.spots)


def test_themes_of_the_same_words_lie_at_one_place() -> None:
    whole = laid([[1, 0]] * 3, [0, 1, 2], 3)

    assert {(spot.x, spot.y) for spot in whole.spots} == {(0.0, 0.0)}


def test_new_names_reach_the_map() -> None:
    finder = ThemeFinder(n_themes=4).fit(planted(20)[0])
    finder.rename({"new-1": "buss"})

    layout = finder.findings_.layout
    assert layout is not None
    named = {spot.id for spot in layout.spots} | {t for s in layout.spots for t in s.nearest}
    assert "buss" in named
    assert "new-1" not in named
