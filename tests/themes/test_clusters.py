import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.metrics import adjusted_rand_score

from lyhord_themes.clusters import group
from lyhord_themes.corpus import corpus_of
from lyhord_themes.documents import documents
from lyhord_themes.graphs import by_graph
from lyhord_themes.learners import as_rows
from lyhord_themes.space import TextSpace, evenly
from tests.themes.answers import TEXTS
from tests.themes.corpora import planted


@pytest.mark.parametrize("per_topic", [10, 60, 120])
@pytest.mark.parametrize("fast", [False, True])
def test_each_recipe_finds_planted_topics(per_topic: int, *, fast: bool) -> None:
    texts, topics = planted(per_topic)
    cut = documents(texts, "sv")
    space = TextSpace(language="sv", seed=0, fast=fast).fit(cut)

    found = np.argmax(group(cut, space, 4, fast=fast).scores(cut), axis=1)

    assert adjusted_rand_score(topics, found) > 0.6


def test_another_seed_gives_the_same_groups_of_a_graph() -> None:
    texts, _ = planted(75)
    cut = documents(texts, "sv")
    features = TextSpace(language="sv", seed=0).fit(cut).features(cut)

    assert adjusted_rand_score(by_graph(features, 4, 1), by_graph(features, 4, 2)) == 1.0


def test_shares_of_groups_add_up_to_one() -> None:
    texts, _ = planted(120)
    cut = documents(texts, "sv")
    space = TextSpace(language="sv", seed=0).fit(cut)

    assert_allclose(group(cut, space, 5).scores(cut).sum(axis=1), 1.0, atol=1e-5)


def test_a_graph_of_rows_all_alike_still_gives_each_row_a_group() -> None:
    assert (by_graph(as_rows(np.ones((40, 3))), 4, 0) < 4).all()


def test_evenly_chosen_texts_reach_from_the_first_to_the_last() -> None:
    cut = documents([f"ord{number}" for number in range(100)], "sv")

    chosen = evenly(cut, 10)

    assert (10, cut[0], cut[-1]) == (len(chosen), chosen[0], chosen[-1])


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("k", [3, 7])
def test_no_group_of_short_answers_swallows_the_rest(k: int, *, fast: bool) -> None:
    cut = corpus_of(TEXTS, "sv").documents
    space = TextSpace(language="sv", seed=0, fast=fast).fit(cut)

    sizes = np.bincount(np.argmax(group(cut, space, k, fast=fast).scores(cut), axis=1))

    assert np.count_nonzero(sizes) == k
    assert sizes.max() < 0.6 * len(cut)
