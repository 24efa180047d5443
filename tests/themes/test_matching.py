"""Words of a codebook in texts: inflected, in compounds, misspelt, in phrases."""

import numpy as np
import pytest

from lyhord_themes import Codebook, parse_codebook
from lyhord_themes.documents import documents
from lyhord_themes.matching import Matcher


def hits(codebook: Codebook, written: str) -> dict[str, float]:
    row = Matcher(codebook, language="sv").hits(documents([written], "sv"))[0]
    return {t.id: float(n) for t, n in zip(codebook.themes, row, strict=True) if n}


@pytest.mark.parametrize(
    ("written", "weight"),
    [
        ("vi väntade", 1.0),  # another inflection
        ("bupkön är en väntetidsfråga", 0.6),  # the modifier of a compound
        ("korttidsväntetider", 0.8),  # the head of a compound
        ("väntettid", 0.6),  # a letter too many
        ("det kom alldeles för sent", 1.6),  # a phrase
    ],
)
def test_wording_counts_in_many_shapes(codebook: Codebook, written: str, weight: float) -> None:
    assert hits(codebook, written) == {"waiting": pytest.approx(weight)}


def test_a_phrase_counts_only_where_its_words_stand_near(codebook: Codebook) -> None:
    near, far = "har inte alls råd", "inte nu och inte sedan men alla kan ge goda råd"

    assert (hits(codebook, near), hits(codebook, far)) == ({"money": pytest.approx(1.6)}, {})


def test_a_word_against_takes_away(codebook: Codebook) -> None:
    assert hits(codebook, "myggor som retas") == {}


def test_a_seed_of_two_themes_is_shared() -> None:
    codebook = parse_codebook(
        '[[themes]]\nid = "a"\nname = "A"\nseeds = ["buss"]\n'
        '[[themes]]\nid = "b"\nname = "B"\nseeds = ["buss"]\n'
    )

    found = hits(codebook, "bussen")

    assert found == {"a": pytest.approx(np.sqrt(0.5)), "b": pytest.approx(np.sqrt(0.5))}
