"""Which language a text is in, and the short word lists of each."""

import numpy as np
import pytest

from lyhord_themes import languages, text, wordlists
from lyhord_themes.languages import KNOWN, canonical, census, likelihoods, spoken
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
    texts = [text.normalise(t) for t in (*SWEDISH, *SPOKEN[other])]
    fewest = 0 if other == "ar" else 2

    found = spoken(texts, "sv", census(texts).others("sv"))

    assert census(texts[: len(SWEDISH) + fewest]).others("sv") == ()
    assert census(texts).others("sv") == (other,)
    assert found[: len(SWEDISH)] == ("sv",) * len(SWEDISH)
    assert found[len(SWEDISH) :].count(other) >= len(SPOKEN[other]) - 1


def test_short_texts_go_with_the_main_language() -> None:
    assert spoken(["ok", "🙂", ""], "sv", ("en", "fi")) == ("sv", "sv", "sv")


def test_the_commonest_language_is_the_main_one_and_the_given_one_if_none_is_commoner() -> None:
    english = census([text.normalise(t) for t in (*SPOKEN["en"], *SWEDISH[:4])])

    assert english.commonest("sv") == "en"
    assert census(["ok", "🙂"]).commonest("fi") == "fi"


def test_of_many_texts_some_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(languages, "likelihoods", lambda texts: asked.extend(texts) or np.eye(9))

    languages.census([f"svar nummer {number}" for number in range(20_000)])

    assert len(asked) == 5_000


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
