"""Every folder of words, rules or figures that is shipped says what it is for, and what not."""

from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
LARGEST = 1_000_000
CARDS = {
    "analysis/lyhord_themes/data": ("LISTS.md", "MODEL_CARD.md"),
    "src/lyhord/privacy/lists": ("README.md",),
    "src/lyhord/privacy/warning_signs": ("README.md",),
    "surveys/codebook": ("README.md",),
}


@pytest.mark.parametrize("folder", CARDS)
def test_a_card_tells_purpose_measurement_and_gaps(folder: str) -> None:
    for card in CARDS[folder]:
        told = (HERE / folder / card).read_text(encoding="utf-8").casefold()

        assert {word for word in ("purpose", "measured", "known gaps") if word not in told} == set()


def test_every_folder_of_word_lists_is_on_a_card() -> None:
    name = "analysis/lyhord_themes/data"
    card = "".join((HERE / name / each).read_text(encoding="utf-8") for each in CARDS[name])
    folders = [each.name for each in (HERE / name).iterdir() if each.is_dir()]

    assert [each for each in folders if each not in card] == []


@pytest.mark.parametrize("folder", ["analysis", "docs", "src", "surveys"])
def test_no_file_is_larger_than_a_megabyte(folder: str) -> None:
    files = [each for each in (HERE / folder).rglob("*") if each.is_file()]

    assert [each.name for each in files if each.stat().st_size > LARGEST] == []


def test_links_of_cards_lead_somewhere() -> None:
    for folder, cards in CARDS.items():
        for card in cards:
            text = (HERE / folder / card).read_text(encoding="utf-8")
            links = [part.split(")")[0] for part in text.split("](")[1:]]

            assert [link for link in links if not (HERE / folder / link).exists()] == []
