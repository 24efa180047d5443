"""Where later answers belong, by what people decided of earlier ones."""

from uuid import UUID

from lyhord.learning import as_decided, taught
from lyhord.reviewing.lessons import Lesson
from lyhord.storage.book import BookTheme
from lyhord.storage.later import Coming, Example
from lyhord_themes import Codebook, CodebookTheme

WAITING = CodebookTheme(
    id="waiting", name="Väntan", seeds=("kö", "vänta", "dröja"), not_=("avgift",)
)
MONEY = CodebookTheme(id="money", name="Pengar", seeds=("pengar", "avgift", "kostar"))
SCHOOL = CodebookTheme(id="school", name="Skolan", seeds=("lärare", "skola"), parent="money")
FILE = Codebook(language="sv", themes=(WAITING, MONEY, SCHOOL))
HORSES = tuple(
    f"{who} fick rida i stallet och {what}"
    for who in ("jag", "min syster", "hon", "barnen")
    for what in ("blev lugn av hästen", "skötte hästarna", "lärde känna hästen")
)


def a_lesson(
    *themes: str,
    examples: tuple[tuple[str, str], ...] = (),
    coming: tuple[str, ...] = (),
    homes: dict[str, str] | None = None,
    language: str = "sv",
) -> Lesson:
    known = homes or {each.id: each.id for each in FILE.themes}
    return Lesson(
        coming=tuple(
            Coming(statement_id=UUID(int=n), theme_id="unclear", language=language, text=text)
            for n, text in enumerate(coming, start=1)
        ),
        examples=tuple(Example(language="sv", text=t, theme_id=theme) for t, theme in examples),
        themes=tuple(
            BookTheme(theme_id=each, position=n, name=each.title()) for n, each in enumerate(themes)
        ),
        homes=known,
        own=frozenset({*themes} - {*known.values()}),
    )


def test_what_people_gathered_draws_what_is_like_it() -> None:
    coming = ("hon red i stallet med hästen", "vi fick vänta i kö länge", "avgiften kostar pengar")
    here = a_lesson(
        "waiting",
        "money",
        "school",
        "own-1",
        examples=tuple((text, "own-1") for text in HORSES),
        coming=coming,
    )
    found = taught(here, FILE)

    assert [each.theme for each in found.values()] == ["own-1", "waiting", "money"]
    assert all(0 < each.strength <= 1 for each in found.values())
    assert found == taught(here, FILE)


def test_what_was_decided_of_a_text_holds_for_the_same_text() -> None:
    said = "vi fick vänta i kö länge"
    here = a_lesson("waiting", "money", "school", examples=((said, "money"),), coming=(said,))

    assert [each.theme for each in taught(here, FILE).values()] == ["money"]


def test_nothing_is_said_where_nobody_decided_or_in_other_languages() -> None:
    themes, said = ("waiting", "money", "school"), ("vi fick vänta i kö länge",)
    arabic = ("انتظرنا وقتا طويلا جدا في الطابور",)
    gathered = tuple((text, "waiting") for text in HORSES)

    assert taught(a_lesson(*themes, coming=said), FILE) == {}
    assert taught(a_lesson("waiting", coming=said, examples=gathered), FILE) == {}
    assert taught(a_lesson(*themes, examples=gathered), FILE) == {}
    assert taught(a_lesson(*themes, coming=arabic, examples=gathered, language="ar"), FILE) == {}


def test_a_theme_has_the_words_of_all_that_was_merged_into_it() -> None:
    homes = {"waiting": "waiting", "money": "waiting", "school": "unclear"}
    book = as_decided(FILE, a_lesson("waiting", "own-1", homes=homes), {"own-1", "gone"})

    assert [each.id for each in book.themes] == ["waiting", "own-1"]
    assert book.themes[0].seeds == (*WAITING.seeds, *MONEY.seeds)
    # what points to one part points away from none
    assert book.themes[0].not_ == ()
    assert book.themes[1].seeds == ()


def test_a_wider_theme_that_is_gone_is_nobodys_parent() -> None:
    homes = {"waiting": "waiting", "money": "unclear", "school": "school"}
    book = as_decided(FILE, a_lesson("waiting", "school", homes=homes), set())

    assert [each.parent for each in book.themes] == ["", ""]
