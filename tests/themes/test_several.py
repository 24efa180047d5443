"""Answers that carry several themes, and whether they praise or complain."""

import pytest

from lyhord_themes import ThemeFinder, read_codebook
from lyhord_themes.valence import valence
from tests.themes.answers import SURVEYS, TEXTS


@pytest.fixture(scope="module")
def finder() -> ThemeFinder:
    return ThemeFinder(read_codebook(SURVEYS / "codebook" / "sv.toml")).fit(TEXTS[:100])


def test_an_answer_in_two_parts_carries_both_themes(finder: ThemeFinder) -> None:
    (place,) = finder.assign(["kön till BUP är lång och ingen tror på mig"])

    assert {"waiting", "not_believed"} <= {place.theme, *(other.theme for other in place.also)}


def test_words_of_one_theme_carry_no_other(finder: ThemeFinder) -> None:
    (place,) = finder.assign(["vi fick vänta i kö i flera månader"])

    assert (place.theme, place.also) == ("waiting", ())


@pytest.mark.parametrize(
    ("written", "question", "told"),
    [
        ("kuratorn hjälpte och det fungerade", None, "works"),
        ("det fungerade inte", None, "missing"),
        ("lärare saknas", None, "missing"),
        ("fotboll", None, "unknown"),
        ("jag fick se när han slog mamma", None, "unknown"),
        ("pappa får mig att må så", None, "unknown"),
        ("fotboll", "worked", "works"),
        ("fotboll", "missing", "missing"),
    ],
)
def test_words_and_the_question_tell_praise_from_lack(
    written: str, question: str | None, told: str
) -> None:
    assert valence(written, language="sv", question=question) == told


def test_a_theme_counts_what_its_answers_tell() -> None:
    texts = ["bussen fungerade", "bussen går aldrig", "bussen"]
    book = read_codebook(SURVEYS / "codebook" / "sv.toml")

    findings = ThemeFinder(book).fit(texts, questions=[None, None, "worked"]).findings_

    theme = next(theme for theme in findings.themes if theme.id == "distance")
    assert (theme.n, theme.works, theme.missing) == (3, 2, 1)
