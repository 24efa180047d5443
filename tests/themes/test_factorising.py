"""Behaviour of the factorisation under the projections of texts."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from lyhord_themes import ThemeFinder
from lyhord_themes.learners import svd


@given(
    st.integers(6, 60),
    st.integers(6, 60),
    st.integers(1, 5),
    st.floats(0.05, 0.9),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60, deadline=None)
def test_the_largest_values_and_their_directions_are_the_exact_ones(
    rows: int, columns: int, k: int, density: float, seed: int
) -> None:
    matrix = sparse.random(rows, columns, density, format="csr", rng=seed % 1000)
    axes, values = svd(matrix, k, seed=seed)
    _, exact, _ = np.linalg.svd(matrix.toarray())
    assert values == pytest.approx(exact[:k], abs=1e-4)
    assert axes @ axes.T == pytest.approx(np.eye(k), abs=1e-4)
    assert np.linalg.norm(matrix @ axes.T, axis=0) == pytest.approx(exact[:k], abs=1e-4)


def test_the_same_seed_gives_the_same_bytes() -> None:
    matrix = sparse.random(300, 400, 0.1, format="csr", rng=1)
    first, again = svd(matrix, 20, seed=5), svd(matrix, 20, seed=5)
    assert [part.tobytes() for part in first] == [part.tobytes() for part in again]


@pytest.mark.parametrize(
    "matrix",
    [
        sparse.csr_matrix((50, 60)),
        sparse.csr_matrix((np.zeros(2), ([1, 2], [3, 4])), shape=(50, 60)),
        sparse.csr_matrix(np.ones((50, 60))),
        sparse.identity(60, format="csr"),
    ],
    ids=["empty", "stored zeros", "one direction", "all alike"],
)
def test_what_has_few_directions_gives_as_many_as_asked_for(matrix: sparse.csr_matrix) -> None:
    axes, values = svd(matrix, 10, seed=0)
    assert axes.shape == (10, 60)
    assert values.shape == (10,)
    assert axes @ axes.T == pytest.approx(np.eye(10), abs=1e-4)


def test_answers_of_one_word_each_have_no_neighbours_and_get_themes_all_the_same() -> None:
    chance = np.random.default_rng(0)
    letters = list("aeioubdfgklmnprstv")
    texts = sorted({"".join(chance.choice(letters, size=7)) for _ in range(850)})
    found = ThemeFinder(n_themes=4).fit(texts)
    assert len(set(found.labels_)) == 4


def test_the_same_seed_gives_the_same_bytes_where_directions_run_out() -> None:
    matrix = sparse.csr_matrix(np.tile(np.eye(10), (8, 12)))
    first, again = svd(matrix, 20, seed=5), svd(matrix, 20, seed=5)
    assert [part.tobytes() for part in first] == [part.tobytes() for part in again]
