"""Coders' agreement: the same figures as the packages that people know."""

import random

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from lyhord_themes import Agreement, ThemesError, cohens_kappa, krippendorff_alpha

CODES = st.sampled_from(["kö", "mat", "pengar", None])
KEY = {"kö": 0.0, "mat": 1.0, "pengar": 2.0, None: np.nan}


def theirs(coders: list[list[str | None]]) -> float:
    data = np.array([[KEY[code] for code in codes] for codes in coders])
    return float(
        krippendorff.alpha(
            reliability_data=data, level_of_measurement="nominal", value_domain=[0.0, 1.0, 2.0]
        )
    )


@st.composite
def coded(draw: st.DrawFn) -> list[list[str | None]]:
    texts = draw(st.integers(2, 25))
    one = st.lists(CODES, min_size=texts, max_size=texts)
    return draw(st.lists(one, min_size=2, max_size=5))


@settings(max_examples=80, deadline=None)
@given(coded())
def test_alpha_is_that_of_the_package(coders: list[list[str | None]]) -> None:
    pairable = [
        codes for codes in zip(*coders, strict=True) if sum(c is not None for c in codes) > 1
    ]
    assume(len({code for codes in pairable for code in codes if code is not None}) > 1)

    found = krippendorff_alpha(coders, resamples=20)

    assert found.value == pytest.approx(theirs(coders), abs=1e-6)
    assert found.texts == len(pairable)


def test_alpha_is_the_published_one() -> None:
    # Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section C
    observers = [
        "1 2 3 3 2 1 4 1 2 . . .",
        "1 2 3 3 2 2 4 1 2 5 . 3",
        ". 3 3 3 2 3 4 2 2 5 1 .",
        "1 2 3 3 2 4 4 1 2 5 1 .",
    ]
    coders = [[None if c == "." else c for c in line.split()] for line in observers]

    assert krippendorff_alpha(coders).value == pytest.approx(0.743, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    one, other = (list(codes) for codes in zip(*pairs, strict=True))
    assume(len({*one, *other}) > 1)

    found = cohens_kappa(one, other, resamples=20)

    assert found.value == pytest.approx(cohen_kappa_score(one, other), abs=1e-6)


@pytest.mark.parametrize("measure", [lambda a, b: krippendorff_alpha([a, b]), cohens_kappa])
def test_perfect_agreement_is_one(measure: object) -> None:
    codes = ["kö", "mat", "kö", "pengar"] * 5

    found = measure(codes, codes)

    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)


@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=30))
def test_agreeing_with_oneself_is_always_one(codes: list[str]) -> None:
    assume(len(set(codes)) > 1)

    assert krippendorff_alpha([codes, codes, codes], resamples=20).value == 1.0
    assert cohens_kappa(codes, codes, resamples=20).value == 1.0


def test_guessing_is_about_zero_and_the_interval_says_so() -> None:
    chance = random.Random(1)  # noqa: S311 - figures, no secrets
    one, other = ([chance.choice("abcd") for _ in range(300)] for _ in range(2))

    for found in (krippendorff_alpha([one, other]), cohens_kappa(one, other)):
        assert found.low is not None
        assert found.high is not None
        assert found.low < 0 < found.high
        assert found.high - found.low < 0.2


def test_bounds_cover_the_truth_about_as_often_as_they_say() -> None:
    chance = random.Random(5)  # noqa: S311 - figures, no secrets

    def second(code: str) -> str:
        return code if chance.random() < 0.7 else chance.choice("ab")

    covered = 0
    for _ in range(100):
        one = [chance.choice("ab") for _ in range(120)]
        found = cohens_kappa(one, [second(code) for code in one], resamples=200)
        covered += (found.low or 0) <= 0.7 <= (found.high or 0)
    assert 88 <= covered <= 100


def test_the_same_seed_gives_the_same_bounds() -> None:
    one, other = ["a", "b"] * 20, ["a", "b", "b", "b"] * 10

    assert cohens_kappa(one, other, seed=3) == cohens_kappa(one, other, seed=3)
    assert cohens_kappa(one, other, seed=3).value == cohens_kappa(one, other, seed=4).value


def test_texts_that_one_coder_left_out_do_not_count() -> None:
    found = cohens_kappa(["a", "b", None, "a"], ["a", "b", "b", " "])

    assert (found.texts, found.value, found.codes) == (2, 1.0, ("a", "b"))


def test_one_code_alone_tells_nothing() -> None:
    nothing = Agreement(value=None, low=None, high=None, texts=3, codes=("a",))

    assert krippendorff_alpha([["a"] * 3, ["a"] * 3]) == nothing
    assert cohens_kappa(["a"] * 3, ["a"] * 3) == nothing


@pytest.mark.parametrize(
    ("coders", "told"),
    [
        ([], "at least two coders"),
        ([["a"]], "at least two coders"),
        ([["a"], ["a", "b"]], "coder 1 has 2 entries for 1 texts"),
        ([["a", None], [None, "b"]], "no text was coded by two"),
        ([[], []], "no text was coded by two"),
        ([["a"], [3]], "coder 1: entry 0 is int, not str"),
    ],
)
def test_codes_that_cannot_be_compared_are_told(coders: list[list[object]], told: str) -> None:
    with pytest.raises(ThemesError, match=told):
        krippendorff_alpha(coders)


def test_no_resamples_are_too_few() -> None:
    with pytest.raises(ThemesError, match="0 resamples are too few"):
        cohens_kappa(["a", "b"], ["a", "b"], resamples=0)


def test_kappa_of_nothing_is_told() -> None:
    with pytest.raises(ThemesError, match="no text was coded by two"):
        cohens_kappa(["a", None], [None, "b"])
