"""Texts labelled by an analyst: they teach as much as they are many, and wreck nothing."""

from collections import Counter

import pytest

from lyhord_themes import (
    ByLanguage,
    Codebook,
    Findings,
    ThemeFinder,
    ThemesError,
    read_codebook,
)
from tests.themes.answers import SURVEYS, TEXTS
from tests.themes.corpora import SPOKEN, planted

LABELLED = ("waiting", "home", "leisure")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return read_codebook(SURVEYS / "codebook" / "sv.toml")


@pytest.fixture(scope="module")
def without(book: Codebook) -> Findings:
    return ThemeFinder(book).fit(TEXTS).findings_


def sizes(findings: Findings) -> Counter[str]:
    return Counter(a.theme for a in findings.assignments)


@pytest.mark.parametrize("labels", [LABELLED, ("home",) * 3])
def test_three_examples_move_few_texts(
    book: Codebook, without: Findings, labels: tuple[str, ...]
) -> None:
    themes = [assignment.theme for assignment in without.assignments]
    rows = [place for place, theme in enumerate(themes) if theme == "unclear"][: len(labels)]
    examples = ([TEXTS[row] for row in rows], labels)

    found = ThemeFinder(book, examples=examples).fit(TEXTS).findings_

    after = [assignment.theme for assignment in found.assignments]
    assert [after[row] for row in rows] == list(labels)
    assert sum(one != other for one, other in zip(themes, after, strict=True)) < len(TEXTS) / 10
    assert abs(sizes(found)["unclear"] - sizes(without)["unclear"]) < len(TEXTS) / 20
    assert max(sizes(found).values()) <= max(sizes(without).values()) + len(TEXTS) / 20


def test_examples_of_one_theme_alone_divide_no_further() -> None:
    texts = TEXTS[:150]
    home = [text for text in texts if "mamma" in text][:5]

    found = ThemeFinder(examples=(home, ["home"] * len(home))).fit(texts).findings_

    themes = {a.theme for text, a in zip(texts, found.assignments, strict=True) if text in home}
    assert themes == {"home"}
    assert sizes(found)["home"] < len(texts) / 2


@pytest.mark.parametrize(
    "label", ["vänta länge", "<b>x</b>", "a" * 65, "9=1+1", "a\nb", "-x", "unclear"]
)
@pytest.mark.parametrize("split", [False, True])
def test_a_label_that_could_be_no_id_is_refused_with_its_row(label: str, *, split: bool) -> None:
    finder = ThemeFinder(examples=(["", "hej", "hej då"], ["x", "home", label]))

    with pytest.raises(ThemesError, match=r"examples: row 2: "):
        (ByLanguage(finder) if split else finder).fit(["hej", "hej då"])


@pytest.mark.parametrize("split", [False, True])
def test_beside_a_codebook_a_text_may_be_labelled_as_of_no_theme(
    book: Codebook, without: Findings, *, split: bool
) -> None:
    noise = next(t for t, a in zip(TEXTS, without.assignments, strict=True) if a.theme != "unclear")
    finder = ThemeFinder(book, examples=([noise, TEXTS[-1]], ["unclear", "home"]))

    fitted = (ByLanguage(finder) if split else finder).fit(TEXTS)

    places = dict(zip(TEXTS, fitted.findings_.assignments, strict=True))
    assert (places[noise].theme, places[TEXTS[-1]].theme) == ("unclear", "home")
    assert places[noise].second is not None
    assert list(fitted.predict([noise])) == ["unclear"]
    assert "unclear" not in fitted.themes_


@pytest.mark.parametrize(("labelled", "n"), [(2, 20), (12, 20), (40, 160)])
@pytest.mark.parametrize("split", [False, True])
def test_labels_without_a_codebook_leave_nothing_unclear(
    labelled: int, n: int, *, split: bool
) -> None:
    texts, topics = planted(40)
    texts, strange = [*texts[: n - 6], *SPOKEN["en"][:6]], ["xyzzy", "qwerty qwerty"]
    finder = ThemeFinder(examples=(texts[:labelled], topics[:labelled]))

    fitted = (ByLanguage(finder) if split else finder).fit(texts)

    assert "unclear" not in set(fitted.labels_)
    assert fitted.findings_.coverage == 1.0
    assert "unclear" not in set(fitted.predict(strange))


def test_a_text_with_two_labels_keeps_the_commoner_and_of_equals_the_first() -> None:
    texts, topics = planted(10)
    twice = [*texts[:8], texts[0], texts[0], texts[1]]
    labels = [*topics[:8], "zebra", "zebra", "alfa"]

    found = ThemeFinder(examples=(twice, labels)).fit(texts).findings_

    assert [each.theme for each in found.assignments[:2]] == ["zebra", "alfa"]
