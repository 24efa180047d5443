"""Which language a text is in, and the short word lists of each."""

import numpy as np
import pytest

from lyhord_themes import text, wordlists
from lyhord_themes.languages import KNOWN, canonical, census, likelihoods
from tests.themes.corpora import SPOKEN

SWEDISH = SPOKEN["sv"]


@pytest.mark.parametrize("language", KNOWN)
def test_short_answers_are_told_apart(language: str) -> None:
    texts = [text.normalise(answer) for answer in SPOKEN[language]]

    best = [KNOWN[place] for place in likelihoods(texts).argmax(axis=1)]

    assert best.count(language) >= len(texts) - 1


def test_likelihoods_are_shares() -> None:
    rows = likelihoods(["", "🙂", "hej", "a" * 1_000_000, *SWEDISH])

    np.testing.assert_allclose(rows.sum(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("other", [code for code in KNOWN if code != "sv"])
def test_another_language_is_there_when_five_texts_are_surely_in_it(other: str) -> None:
    few = census([text.normalise(t) for t in (*SWEDISH, *SPOKEN[other][:2])])
    many = census([text.normalise(t) for t in (*SWEDISH, *SPOKEN[other])])

    assert few.others("sv") == ()
    assert few.spoken("sv") == ("sv",) * (len(SWEDISH) + 2)
    assert many.others("sv") == (other,)
    assert many.spoken("sv")[: len(SWEDISH)] == ("sv",) * len(SWEDISH)
    assert many.spoken("sv")[len(SWEDISH) :].count(other) >= len(SPOKEN[other]) - 1


def test_short_texts_go_with_the_main_language() -> None:
    found = census([text.normalise(t) for t in (*SWEDISH, *SPOKEN["en"], "ok", "🙂", "")])

    assert found.spoken("sv")[-3:] == ("sv", "sv", "sv")


def test_the_commonest_language_is_the_main_one_and_the_given_one_if_none_is_commoner() -> None:
    english = census([text.normalise(t) for t in (*SPOKEN["en"], *SWEDISH[:4])])

    assert english.commonest("sv") == "en"
    assert census(["ok", "🙂"]).commonest("fi") == "fi"


def test_both_kinds_of_norwegian_are_one() -> None:
    assert [canonical(code) for code in ("nb", "nn", "no", "sv-x-easy")] == ["no", "no", "no", "sv"]


@pytest.mark.parametrize("language", ["ar", "da", "de", "en", "fi", "nb", "nn", "no", "sv"])
def test_every_language_has_a_short_stop_list_without_its_negations(language: str) -> None:
    listed = text.stop_words(language)

    assert 50 < len(listed) < 300
    assert text.negations(language)
    assert not listed & text.negations(language)
    assert not listed & wordlists.own("telling", language)


def test_a_language_without_any_list_has_none() -> None:
    assert wordlists.stop_list("xx") == frozenset()


def test_arabic_is_the_same_with_and_without_vowel_signs() -> None:
    assert text.normalise("المُتَرْجِم") == text.normalise("المترجم") == text.normalise("المتـــرجم")
