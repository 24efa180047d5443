"""What scikit-learn asks of estimators: all of it of those that take arrays, its API of the others.

Its own list leaves out nearly everything where texts come in; the checks that need no numbers are
named here, and what the others show for arrays is shown for texts.
"""

import pickle
import warnings

import msgspec
import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.exceptions import NotFittedError, SkipTestWarning
from sklearn.metrics import adjusted_rand_score
from sklearn.utils import estimator_checks as checks

from lyhord_themes import (
    ByLanguage,
    GraphGroups,
    LatentSemantics,
    SphericalKMeans,
    ThemeFinder,
    TooFewTextsError,
)
from tests.themes.corpora import planted

TEXTS = [*planted(3)[0], "", "?!"]
TAKES_TEXTS = (ThemeFinder(), ThemeFinder(n_themes=3), ByLanguage(), ByLanguage(ThemeFinder()))
WITHOUT_NUMBERS = (
    checks.check_do_not_raise_errors_in_init_or_set_params,
    checks.check_estimator_cloneable,
    checks.check_estimator_repr,
    checks.check_estimator_tags_renamed,
    checks.check_get_params_invariance,
    checks.check_mixin_order,
    checks.check_no_attributes_set_in_init,
    checks.check_parameters_default_constructible,
    checks.check_set_params,
    checks.check_valid_tag_types,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SkipTestWarning)  # those that do not apply
    array_checks = checks.parametrize_with_checks(
        [SphericalKMeans(n_clusters=3), GraphGroups(n_clusters=3), LatentSemantics(dimensions=2)]
    )


@array_checks
def test_estimators_of_arrays_pass_scikit_learns_checks(estimator: object, check: object) -> None:
    assert callable(check)
    check(estimator)


@pytest.mark.parametrize("estimator", TAKES_TEXTS, ids=str)
@pytest.mark.parametrize("check", WITHOUT_NUMBERS, ids=lambda check: check.__name__)
def test_estimators_of_texts_keep_scikit_learns_rules(estimator: object, check: object) -> None:
    assert callable(check)
    check(type(estimator).__name__, estimator)


@pytest.mark.parametrize("estimator", TAKES_TEXTS, ids=str)
class TestEstimatorsOfTexts:
    def test_fitting_gives_itself_and_changes_no_parameter(self, estimator: ThemeFinder) -> None:
        fresh = clone(estimator)
        before = repr(fresh.get_params())

        assert fresh.fit(TEXTS) is fresh
        assert repr(fresh.get_params()) == before

    def test_fitting_again_forgets_what_was_before(self, estimator: ThemeFinder) -> None:
        once, again = clone(estimator), clone(estimator).fit(planted(4, seed=9)[0])

        assert again.fit(TEXTS).findings_ == once.fit(TEXTS).findings_

    def test_a_label_and_a_prediction_per_text(self, estimator: ThemeFinder) -> None:
        fitted = clone(estimator)

        labels = fitted.fit_predict(TEXTS)

        assert labels.shape == (len(TEXTS),)
        assert list(fitted.predict(TEXTS)) == list(labels)
        assert set(labels) <= {*fitted.themes_, "unclear", "empty"}

    def test_a_text_goes_where_it_goes_whatever_stands_beside_it(
        self, estimator: ThemeFinder
    ) -> None:
        fitted = clone(estimator).fit(TEXTS)

        alone = [str(fitted.predict([text])[0]) for text in TEXTS]

        assert alone == list(fitted.predict(TEXTS))

    def test_texts_may_come_in_any_sequence(self, estimator: ThemeFinder) -> None:
        plain = clone(estimator).fit(TEXTS).findings_

        for given in (tuple(TEXTS), np.array(TEXTS), iter(TEXTS)):
            assert clone(estimator).fit(given).findings_ == plain

    def test_a_fit_that_fails_leaves_what_was_learnt_before(self, estimator: ThemeFinder) -> None:
        fitted = clone(estimator).fit(TEXTS)
        before, places = dict(vars(fitted)), fitted.assign(TEXTS)
        seen: list[str] = []

        def stop(_: float, step: str) -> None:
            seen.append(step)
            if step == "terms":
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fitted.fit(planted(4, seed=9)[0], progress=stop)

        assert "placing" in seen
        assert vars(fitted) == before
        assert fitted.assign(TEXTS) == places

    def test_nothing_is_renamed_before_fitting(self, estimator: ThemeFinder) -> None:
        with pytest.raises(NotFittedError):
            clone(estimator).rename({})

    def test_nothing_is_predicted_before_fitting(self, estimator: ThemeFinder) -> None:
        for method in ("predict", "assign", "later"):
            with pytest.raises(NotFittedError):
                getattr(clone(estimator), method)(TEXTS)

    def test_it_travels_between_processes(self, estimator: ThemeFinder) -> None:
        fitted = clone(estimator).fit(TEXTS)

        copy = pickle.loads(pickle.dumps(fitted))  # noqa: S301  our own bytes of a moment ago

        assert copy.assign(TEXTS) == fitted.assign(TEXTS)
        assert msgspec.json.encode(copy.findings_) == msgspec.json.encode(fitted.findings_)


def topics() -> tuple[np.ndarray, list[int]]:
    """Rows around three directions."""
    random = np.random.default_rng(0)
    numbers = [place % 3 for place in range(90)]
    return np.abs(np.eye(3)[numbers] + random.normal(scale=0.1, size=(90, 3))), numbers


@pytest.mark.parametrize("estimator", [SphericalKMeans(3), GraphGroups(3)], ids=str)
def test_directions_are_told_apart_however_long_the_rows(estimator: GraphGroups) -> None:
    rows, numbers = topics()
    lengths = np.linspace(0.1, 9, len(rows))[:, None]

    assert adjusted_rand_score(numbers, clone(estimator).fit_predict(rows * lengths)) == 1.0


@pytest.mark.parametrize("estimator", [SphericalKMeans(9), GraphGroups(9)], ids=str)
def test_fewer_rows_than_groups_are_refused(estimator: GraphGroups) -> None:
    with pytest.raises(TooFewTextsError, match="n_samples=4 is too few for 9 groups"):
        clone(estimator).fit(topics()[0][:4])


def test_sparse_and_dense_rows_give_the_same() -> None:
    rows, _ = topics()

    np.testing.assert_array_equal(
        GraphGroups(3).fit(rows).labels_, GraphGroups(3).fit(csr_matrix(rows)).labels_
    )
    np.testing.assert_allclose(
        LatentSemantics(2).fit_transform(rows), LatentSemantics(2).fit_transform(csr_matrix(rows))
    )
