"""Whether another seed gives other themes: fits are compared over their different texts."""

import pytest

from lyhord_themes import ByLanguage, Codebook, ThemeFinder, seed_agreement
from lyhord_themes.progress import Step
from tests.themes.corpora import FINNISH, planted, planted_in

NOISE = [f"{a}{b} {b}{a}" for a in "qwxzvjkp" for b in "aeiouyåäö"]


def test_planted_topics_are_found_by_every_seed() -> None:
    texts, _ = planted(15)

    found = seed_agreement(ThemeFinder(n_themes=4, seed=7).fit(texts), texts, others=2)

    assert found.seeds == (7, 8, 9)
    assert found.ari > 0.95


def test_what_has_no_structure_is_divided_otherwise_by_every_seed() -> None:
    found = seed_agreement(ThemeFinder(n_themes=12).fit(NOISE), NOISE, others=1)

    assert found.ari < 0.9


def test_the_last_seed_is_followed_by_the_first() -> None:
    texts, _ = planted(5)
    finder = ThemeFinder(n_themes=2, seed=2**32 - 1).fit(texts)

    assert seed_agreement(finder, texts, others=1).seeds == (2**32 - 1, 0)


def test_repeated_and_empty_texts_count_once_and_not_at_all(codebook: Codebook) -> None:
    texts = ["vi väntade i kö", "mobbad i skolan", "dyrt"]
    finder = ThemeFinder(codebook).fit(texts)
    more = ThemeFinder(codebook).fit([*texts, *["dyrt"] * 9, "", " "])

    one = seed_agreement(finder, texts, others=1)
    other = seed_agreement(more, [*texts, *["dyrt"] * 9, "", " "], others=1)

    assert one == other


def test_several_languages_are_fitted_again_as_one_result() -> None:
    texts = [*planted(12)[0], *planted_in(FINNISH, 12)[0]]
    told: list[tuple[float, Step]] = []

    found = seed_agreement(
        ByLanguage(ThemeFinder()).fit(texts), texts, others=1,
        progress=lambda share, step: told.append((share, step)),
    )  # fmt: skip

    assert found.ari > 0.8
    assert told[-1][0] == pytest.approx(1.0)
    assert [share for share, _ in told] == sorted(share for share, _ in told)
