from pathlib import Path

import pytest

from lyhord_themes import Codebook, CodebookTheme, ThemeFinder, ThemesError, read_codebook
from lyhord_themes.documents import documents
from lyhord_themes.guiding import Guide, widened
from lyhord_themes.text import normalise

CODEBOOK = Path(__file__).resolve().parents[2] / "surveys" / "codebook" / "sv.toml"
NOISE = ["asdf", "hej hej", "typ som vanligt", "det regnade i tisdags"]


def clear(caution: float, texts: list[str]) -> int:
    guide = Guide(read_codebook(CODEBOOK), language="sv", caution=caution)
    return int(guide.is_clear(guide.scores(documents([normalise(t) for t in texts], "sv"))).sum())


def test_more_caution_leaves_more_unclear() -> None:
    assert clear(0.99, NOISE) <= clear(0.5, NOISE) <= clear(0.0, NOISE)


def test_an_answer_in_a_theme_s_own_words_is_clear_at_the_usual_caution() -> None:
    assert clear(0.4, ["Vi stod i kö och fick vänta flera månader på hjälp"]) == 1


def test_few_themes_ask_for_more_caution() -> None:
    assert widened(0.4, 3) > widened(0.4, 12) > widened(0.4, 18) == widened(0.4, 40)


def test_a_definition_speaks_for_its_theme() -> None:
    defined = Codebook(
        themes=(
            CodebookTheme(id="a", name="A", definition="Bussar, tåg och resor", seeds=("x1",)),
            CodebookTheme(id="b", name="B", definition="Mat och måltider", seeds=("x2",)),
        )
    )
    guide = Guide(defined, language="sv")

    scores = guide.scores(documents(["tåget kom aldrig", "lunchen var kall"], "sv"))

    assert [0, 1] == [int(row.argmax()) for row in scores]


@pytest.mark.parametrize("caution", [-0.1, 1.5])
def test_caution_outside_0_to_1_is_refused(caution: float) -> None:
    with pytest.raises(ThemesError, match="caution"):
        ThemeFinder(caution=caution).fit(["ett", "två"])
