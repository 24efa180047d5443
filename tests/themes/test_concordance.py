"""Few texts: words in context instead of groups."""

from lyhord_themes import ThemeFinder
from lyhord_themes.concordance import concordance
from lyhord_themes.text import tokens

FEW = [
    "Jag vill ha fler vuxna på rasterna.",
    "Vuxna måste   lyssna.\nMan får vänta länge",
    "inga vuxna frågade, fast jag bad om det och gick dit varje dag i flera veckor i rad",
    "",
]


def test_the_commonest_word_stands_in_its_context() -> None:
    (found,) = concordance(FEW, "sv")

    assert (found.word, found.n) == ("vuxna", 3)
    assert [(line.row, line.left, line.word) for line in found.lines] == [
        (0, "Jag vill ha fler", "vuxna"),
        (1, "", "Vuxna"),
        (2, "inga", "vuxna"),
    ]
    assert found.lines[1].right == "måste lyssna. Man får vänta länge"


def test_context_is_cut_between_words() -> None:
    right = concordance(FEW, "sv")[0].lines[2].right

    assert right.endswith("…")
    assert FEW[2].startswith("inga vuxna " + right.rstrip("…"))


def test_placeholders_are_no_words_and_places_are_those_of_the_text() -> None:
    text = "Hej [namn], KÖN var lång"

    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Hej", "KÖN", "var", "lång",
    ]  # fmt: skip
    assert tokens(text)[1].form == "kön"


def test_few_texts_are_not_grouped_but_shown_in_context() -> None:
    found = ThemeFinder().fit(FEW).findings_

    assert "few_texts" in found.notes
    assert found.k == 1
    assert found.layout is None
    assert [keyword.word for keyword in found.keywords] == ["vuxna"]


def test_enough_texts_have_no_words_in_context() -> None:
    texts = [f"bussen kom sent dag {n} och {word}" for n in range(20) for word in ("vi", "jag")]

    assert ThemeFinder().fit(texts).findings_.keywords == ()
