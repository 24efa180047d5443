"""What an analyst may do next: labels and seeds that are worth most."""

import pytest

from lyhord_themes import Codebook, CodebookTheme, ThemeFinder
from lyhord_themes.suggesting import suggest_labels, suggest_seeds

BOOK = Codebook(
    themes=(
        CodebookTheme(id="distance", name="Avstånd", seeds=("buss", "tåg", "långt")),
        CodebookTheme(id="money", name="Pengar", seeds=("pengar", "dyrt", "råd")),
    )
)
BUS = [f"bussen och grustaget nummer {number}" for number in "abcdefgh"]
MONEY = [f"dyrt med skridskobalja {number}" for number in "abcdefgh"]
TEXTS = [*BUS, *MONEY, "dyrt med buss", "dyrt med buss", ""]


@pytest.fixture(scope="module")
def finder() -> ThemeFinder:
    return ThemeFinder(BOOK, examples=([BUS[0]], ["distance"])).fit(TEXTS)


def test_the_text_between_two_themes_is_asked_for_once(finder: ThemeFinder) -> None:
    rows = [one.row for one in suggest_labels(finder, TEXTS, most=17)]

    assert TEXTS.index("dyrt med buss") in rows
    assert TEXTS.index("dyrt med buss") + 1 not in rows
    assert 0 not in rows
    assert len(TEXTS) - 1 not in rows


def test_what_is_asked_for_is_not_alike(finder: ThemeFinder) -> None:
    first, second = suggest_labels(finder, TEXTS, most=2)

    assert first.doubt > 0
    assert (TEXTS[first.row] in BUS) != (TEXTS[second.row] in BUS)


def test_words_that_mark_a_theme_and_are_no_seeds_are_offered(finder: ThemeFinder) -> None:
    seeds = {
        theme: {s.word for s in found} for theme, found in suggest_seeds(finder, TEXTS).items()
    }

    assert "grustaget" in seeds["distance"]
    assert "skridskobalja" in seeds["money"]
    assert "bussen" not in seeds["distance"]


def test_without_a_codebook_no_seeds_are_offered() -> None:
    assert suggest_seeds(ThemeFinder(n_themes=2).fit(TEXTS), TEXTS) == {}


def test_everyday_words_are_no_seeds() -> None:
    texts = [f"bussen tycker jag alltid brukade gå till ridhuset {n}" for n in "abcd"]

    found = suggest_seeds(ThemeFinder(BOOK).fit([*texts, *MONEY]), [*texts, *MONEY])

    assert "ridhuset" in {seed.word for seed in found["distance"]}
    assert not {"tycker", "alltid", "brukade"} & {seed.word for seed in found["distance"]}
