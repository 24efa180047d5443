"""From raw answers to words and stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord_themes import ThemesError, documents, text


@given(st.text())
def test_normalising_twice_is_normalising_once(written: str) -> None:
    once = text.normalise(written)

    assert text.normalise(once) == once


@pytest.mark.parametrize("written", ["", "  \n\t", "-", "...", "!!", "\u200b", "\x00"])
def test_what_has_no_letter_or_sign_is_empty(written: str) -> None:
    assert text.is_empty(text.normalise(written))


@pytest.mark.parametrize("written", ["nej", "7", "👍"])
def test_a_word_a_number_and_a_pictograph_are_not_empty(written: str) -> None:
    assert not text.is_empty(text.normalise(written))


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    assert text.normalise("Kö") == text.normalise("ko\u0308")


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("sv", ["mobbad", "mobbade"]),
        ("en", ["waited", "waiting"]),
        ("fi", ["koulussa", "koulun"]),
        ("ar", ["المدرسة", "مدرسة"]),
        ("nb", ["skolen", "skoler"]),
        ("nn", ["skulen", "skular"]),
        ("no", ["venter", "vente"]),
        ("da", ["skolen", "skolerne"]),
        ("de", ["schulen", "schule"]),
    ],
)
def test_inflections_share_a_stem(language: str, forms: list[str]) -> None:
    assert len(set(text.stems(forms, language).values())) == 1


def test_a_word_of_a_million_letters_is_cut() -> None:
    assert [len(word) for word in text.words("a" * 1_000_000)] == [text.LONGEST_WORD]


def test_the_commonest_form_is_shown() -> None:
    shown = documents.shown(documents.documents(["bussen", "bussar bussen"], "sv"))

    assert shown == {"buss": "bussen"}


def test_an_unknown_language_is_named_with_those_that_are_known() -> None:
    with pytest.raises(ThemesError, match="'xx' is not known; choose one of ar, da"):
        text.require_language("xx")


def test_placeholders_are_no_words() -> None:
    assert text.words("skrev till [e-post] och [namn 2], ring [telefon]") == (
        "skrev", "till", "och", "ring",
    )  # fmt: skip
    assert text.words("min telefon [skolan]") == ("min", "telefon", "skolan")
