"""The steps of an analysis, each by itself."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lyhord_themes import CurvePoint, quality
from lyhord_themes.intervals import wilson
from lyhord_themes.quotes import representative
from lyhord_themes.shares import by_group
from lyhord_themes.stemvectors import compound_parts, swedish
from lyhord_themes.terms import is_telling, label, marking_terms


@pytest.mark.parametrize(
    ("n", "total", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (0, 0, 0.0, 1.0)],
)
def test_wilson_intervals_agree_with_published_values(
    n: int, total: int, low: float, high: float
) -> None:
    assert wilson(n, total) == pytest.approx((low, high), abs=1e-4)


def test_texts_without_a_group_are_not_compared() -> None:
    shares = by_group(["a", "a", "b", "b"], ["x", None, "x", ""])

    assert {theme: groups["x"].n for theme, groups in shares.items()} == {"a": 1, "b": 1}


def test_terms_mark_the_group_where_they_are_commoner() -> None:
    counts = csr_matrix([[1, 0, 1], [1, 0, 1], [0, 1, 1], [0, 1, 1]])
    shown = {0: {"buss": "bussen", "all": "alla"}, 1: {"mat": "mat", "all": "allt"}}

    terms = marking_terms(
        counts, np.array([0, 0, 1, 1]), stems=["buss", "mat", "all"], shown=shown, given=np.ones(4)
    )

    assert [label(terms[number], "sv") for number in (0, 1)] == ["Bussen", "Mat"]


@pytest.mark.parametrize(
    ("members", "texts", "kept"), [(9, 1, 0), (9, 2, 1), (10, 2, 0), (10, 3, 1)]
)
def test_a_term_stands_in_several_texts(members: int, texts: int, kept: int) -> None:
    counts = csr_matrix([[int(row < texts)] for row in range(members)] + [[0]] * members)
    labels = np.repeat([0, 1], members)

    terms = marking_terms(
        counts, labels, stems=["buss"], shown={0: {"buss": "buss"}}, given=np.ones(2 * members)
    )

    assert len(terms[0]) == kept


def test_a_text_given_twice_counts_twice() -> None:
    terms = marking_terms(
        csr_matrix([[1], [0]]),
        np.array([0, 1]),
        stems=["buss"],
        shown={0: {"buss": "buss"}},
        given=np.array([2.0, 1.0]),
    )

    assert label(terms[0], "sv") == "Buss"


@pytest.mark.parametrize("form", ["17", "b", "inte", "this", "och", "½"])
def test_numbers_letters_and_stop_words_tell_nothing(form: str) -> None:
    assert not is_telling(form, "sv")


@pytest.mark.parametrize("form", ["pappa", "bup", "😀", "7an"])
def test_words_and_pictographs_tell_something(form: str) -> None:
    assert is_telling(form, "sv")


def test_quotes_are_typical_first_and_then_different() -> None:
    rows = np.array([[1.0, 0.0], [1.0, 0.0], [0.6, 0.8]])
    texts = ["en ganska lagom lång text om bussar", "en annan lagom lång text om bussar"]

    chosen = representative(
        np.arange(3),
        strength=np.array([0.9, 0.8, 0.5]),
        marked=np.zeros(3),
        rows=rows,
        texts=[*texts, texts[0] + "!"],
    )

    assert chosen[0] == 0
    assert sorted(chosen) == [0, 1, 2]


def test_the_smaller_number_wins_where_stability_is_alike() -> None:
    curve = [CurvePoint(k=k, stability=s) for k, s in ((3, 0.4), (4, 0.795), (8, 0.8))]

    assert quality.chosen_k(curve) == 4


def test_a_division_that_comes_back_is_stable() -> None:
    labels = np.array([0, 0, 1, 1])

    found = quality.group_stability(labels, [np.array([1, 1, 0, 0]), np.array([0, -1, 1, 1])])

    assert found == {0: 1.0, 1: 1.0}


def test_words_near_in_meaning_are_near_in_the_vectors() -> None:
    rows = swedish().rows(["ångest", "oro", "buss"])

    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2


def test_unknown_words_go_by_their_parts_or_their_spelling() -> None:
    vectors = swedish()
    rows = vectors.rows(["frånvaroteam", "team", "mobbbning", "mobbning", "xqzxqzxqz"])

    assert compound_parts("frånvaroteam", vectors.index) == ("frånvaro", "team")
    assert rows[0] @ rows[1] > 0.5
    assert rows[2] @ rows[3] > 0.5
    assert not rows[4].any()
