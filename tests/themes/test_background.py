"""A richer codebook of the same field that helps to read a thin one."""

from lyhord_themes import Codebook, CodebookTheme, read_codebook
from lyhord_themes.documents import documents
from lyhord_themes.guiding import Guide
from lyhord_themes.text import normalise
from tests.themes.answers import SURVEYS

RICH = read_codebook(SURVEYS / "codebook" / "sv.toml")
THIN = Codebook(
    themes=(
        CodebookTheme(id="x1", name="Kö", seeds=("väntetid",)),
        CodebookTheme(id="x2", name="Familj", seeds=("hemma hos oss",)),
        CodebookTheme(id="x3", name="Nätet", seeds=("mobilen",)),
    )
)
ASKED = {
    "remissen skickades och det dröjde evigheter": "x1",
    "pappa dricker och dom skriker": "x2",
    "någon la ut en nakenbild på snap": "x3",
}


def best(background: Codebook | None) -> list[str]:
    guide = Guide(THIN, language="sv", background=background)
    scores = guide.scores(documents([normalise(text) for text in ASKED], "sv"))
    return [guide.ids[int(row.argmax())] for row in scores]


def test_words_that_a_thin_codebook_lacks_are_lent() -> None:
    assert best(RICH) == list(ASKED.values())


def test_a_codebook_is_no_background_to_itself() -> None:
    assert Guide(RICH, language="sv", background=RICH).background is None
