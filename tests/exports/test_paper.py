"""The questions on paper: what stands there, that it is accessible, and that nothing is a box."""

import io
import re
import zlib
from collections import Counter
from pathlib import Path
from uuid import UUID, uuid4
from zipfile import ZipFile

import msgspec
import pytest
from msgspec.structs import replace

from lyhord.errors import BadInputError, NotFoundError
from lyhord.exports import paper
from lyhord.exports.paper.branching import Branching
from lyhord.exports.paper.saying import Worded
from lyhord.exports.paper.sheet import Sheet, sheet
from lyhord.exports.paper.typesetting import pdf
from lyhord.exports.paper.words import WORDING, Words, words_in
from lyhord.instruments.definition import Instrument, Publication, Translation
from lyhord.instruments.reading import read_library
from lyhord.instruments.wording import in_language
from lyhord.storage.database import Connection
from tests.builders import a_collector, a_place, a_publication, a_round, an_instrument
from tests.forms.instruments import asking, every_kind

SURVEYS = Path(__file__).parents[2] / "surveys"
LIBRARY = read_library(SURVEYS)
BLANK = re.compile(r"\{(\w+)\}")


def laid_out(instrument: Instrument, language: str = "sv") -> Sheet:
    publication = Publication(instrument=instrument)
    return sheet(publication, a_place(), version=3, language=language)


def choice(name: str, **more: object) -> dict[str, object]:
    options = [{"id": each, "text": each.upper()} for each in "abc"]
    return {"kind": "single", "id": name, "text": "Vad?", "options": options} | more


def not_(question: str, value: str) -> dict[str, object]:
    return {"op": "not", "of": {"op": "equals", "question": question, "value": value}}


@pytest.mark.parametrize("name", LIBRARY.publications)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_paper_is_tagged_titled_and_in_its_language(name: str, language: str) -> None:
    made = sheet(LIBRARY.publications[name], LIBRARY.place, version=1, language=language)

    file = pdf(made)

    assert file.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in file
    assert b"/StructTreeRoot" in file
    assert f"/Lang({language})".encode() in file
    assert b"pdfuaid:part>1<" in file
    assert made.title.text.encode() in file
    assert b"/MediaBox[0 0 595.2756 841.8898" in file


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = laid_out(every_kind())

    assert pdf(made) == pdf(made)


def test_every_kind_has_a_number_and_room_for_its_answer() -> None:
    made = laid_out(every_kind())

    found = [(one.number, one.kind) for page in made.pages for one in page.questions]
    assert found == [
        (None, "information"),
        (1, "options"),
        (2, "options"),
        (3, "options"),
        (4, "matrix"),
        (5, "lines"),
        (6, "lines"),
        (7, "box"),
        (8, "lines"),
    ]
    assert [option.face for option in made.pages[0].questions[3].options] == [2, 3, 4, 0]
    assert pdf(made).startswith(b"%PDF")


def test_the_way_on_stands_beside_the_answer() -> None:
    youth = sheet(LIBRARY.publications["youth"], LIBRARY.place, version=1, language="sv")
    said = {
        (question.number, option.text.text): option.go_on
        for page in youth.pages
        for question in page.questions
        for option in question.options
        if option.go_on
    }

    assert said[4, "Nej, inget av det"] == "gå vidare till fråga 13"
    assert said[5, "Ja, jag själv"] == "gå vidare till fråga 7"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            {"op": "any", "of": [not_("q1", "a"), not_("q2", "b")]},
            "Hoppa över fråga 3 om du svarade ”A” på fråga 1 och du svarade ”B” på fråga 2.",
        ),
        (
            {"op": "not", "of": {"op": "answered", "question": "q1"}},
            "Hoppa över fråga 3 om du svarade på fråga 1.",
        ),
        (
            {"op": "answered", "question": "q1"},
            "Hoppa över fråga 3 om du inte svarade på fråga 1.",
        ),
    ],
)
def test_what_arrows_cannot_say_is_said_in_words(when: object, said: str) -> None:
    instrument = asking(choice("q1"), choice("q2"), choice("q3", when=when))
    branching = Branching.of(instrument, words_in("sv"))

    assert [branching.before(question) for question in instrument.questions] == ["", "", said]


def test_a_condition_of_several_questions_is_said_once() -> None:
    when = {"op": "answered", "question": "q1"}
    instrument = asking(choice("q1"), choice("q2", when=when), choice("q3", when=when))
    branching = Branching.of(instrument, words_in("en"))

    before = [branching.before(question) for question in instrument.questions]

    assert before == ["", "Skip questions 2–3 if you did not answer question 1.", ""]


@pytest.mark.parametrize("path", sorted(WORDING.glob("*.toml")), ids=lambda path: path.stem)
def test_every_language_says_the_same_things(path: Path) -> None:
    swedish = msgspec.to_builtins(words_in("sv"))
    other = msgspec.to_builtins(msgspec.toml.decode(path.read_bytes(), type=Words))

    differing = [
        key
        for key, text in swedish.items()
        if set(BLANK.findall(str(text))) != set(BLANK.findall(str(other[key])))
    ]
    assert differing == []


def test_a_language_without_words_speaks_swedish() -> None:
    assert words_in("tlh") == words_in("sv")


@pytest.mark.parametrize("language", ["ar", "fi", "so", "sv-x-easy"])
def test_every_language_can_be_printed_with_the_letters_that_come_along(language: str) -> None:
    made = laid_out(an_instrument())
    spoken = replace(made, language=language, words=words_in(language))

    assert pdf(spoken, system_fonts=False).startswith(b"%PDF")


def test_letters_without_a_font_are_refused_and_not_printed_as_boxes() -> None:
    title = Worded(text="ምን ትፈልጋለህ", language="")
    made = replace(laid_out(an_instrument()), title=title, language="ti")

    with pytest.raises(BadInputError, match="fonts-noto-core"):
        pdf(made, system_fonts=False)


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    hostile = '#panic("x") *a* = b \\ $x$ <c> @d "]}'
    made = laid_out(an_instrument(title=hostile, introduction=[hostile]))

    assert pdf(made).startswith(b"%PDF")


def in_finnish_without(*keys: str) -> Sheet:
    """The youth's paper in Finnish, where some texts were never translated."""
    youth = LIBRARY.publications["youth"]
    (finnish,) = (one for one in youth.translations if one.language == "fi")
    kept = {key: text for key, text in finnish.texts.items() if key not in keys}
    partly = replace(youth, translations=(replace(finnish, texts=kept),))
    return sheet(partly, LIBRARY.place, version=1, language="fi")


def languages_marked_in(file: bytes) -> Counter[str]:
    """Count the marks of language in a PDF, in its structure and in what stands on its pages."""
    parts = [file]
    for start in re.finditer(rb"stream\r?\n", file):
        try:
            parts.append(zlib.decompressobj().decompress(file[start.end() :]))
        except zlib.error:
            continue  # what is not compressed is in the file as it stands
    found = (name for part in parts for name in re.findall(rb"/Lang ?\(([^)]*)\)", part))
    return Counter(name.decode() for name in found)


def test_a_text_that_stays_in_swedish_is_marked_as_swedish() -> None:
    keys = ("introduction.1", "question.mood.text", "question.core.statement.listened")

    whole = languages_marked_in(pdf(in_finnish_without()))
    partly = languages_marked_in(pdf(in_finnish_without(*keys)))

    # the municipalities have Swedish names in both
    assert partly["sv"] - whole["sv"] == len(keys)


def test_plain_swedish_that_lacks_a_text_needs_no_mark() -> None:
    youth = LIBRARY.publications["youth"]
    (plain,) = (one for one in youth.translations if one.language == "sv-x-easy")
    partly = replace(youth, translations=(replace(plain, texts={}),))

    made = sheet(partly, LIBRARY.place, version=1, language="sv-x-easy")

    assert made.introduction[0].language == ""


def test_the_fixed_words_are_marked_where_a_language_has_none() -> None:
    youth = LIBRARY.publications["youth"]
    strange = replace(youth, translations=(Translation(language="tlh", texts={"title": "nuqneH"}),))

    made = sheet(strange, LIBRARY.place, version=1, language="tlh")

    assert (made.title.language, made.words_language) == ("", "sv")
    assert {line.who.language for line in made.help} == {"sv"}


@pytest.mark.parametrize("language", ["sv", "sv-x-easy", "en", "fi", "ar"])
def test_what_speaks_of_the_screen_is_not_printed(language: str) -> None:
    youth = LIBRARY.publications["youth"]
    on_screen = in_language(youth, language).introduction[3]

    made = sheet(youth, LIBRARY.place, version=1, language=language)

    assert made.introduction[3].text != on_screen
    assert made.introduction[3].language == ""


def test_a_number_of_several_groups_is_not_broken() -> None:
    child = sheet(LIBRARY.publications["child"], LIBRARY.place, version=1, language="ar")

    assert [line.contact.text for line in child.help if "111" in line.contact.text] == [
        "الاتصال بالرقم \u2066116\u00a0111\u2069 أو الدردشة على bris.se"
    ]


def test_a_childs_options_have_their_pictures_on_paper_too() -> None:
    child = sheet(LIBRARY.publications["child"], LIBRARY.place, version=1, language="sv")
    youth = sheet(LIBRARY.publications["youth"], LIBRARY.place, version=1, language="sv")

    def bare(made: Sheet) -> set[str]:
        every = (o for p in made.pages for q in p.questions for o in q.options)
        return {option.text.text for option in every if not option.face and not option.drawing}

    assert bare(child) == set()
    assert "Eskilstuna" in bare(youth)


def test_a_translation_that_nobody_reviewed_says_so() -> None:
    youth = LIBRARY.publications["youth"]
    unreviewed = {one.language for one in youth.translations if not one.reviewed}

    made = [sheet(youth, LIBRARY.place, version=1, language=language) for language in ("sv", "en")]

    assert [each.is_unreviewed for each in made] == [False, "en" in unreviewed]


async def two_audiences(db: Connection) -> UUID:
    round_id = await a_round(db, a_publication("youth"), a_publication("child"))
    await a_collector(db, round_id, "youth")
    await a_collector(db, round_id, "child", "paper")
    return round_id


async def test_a_round_has_a_paper_for_each_audience(db: Connection) -> None:
    papers = await paper.papers_of(db, await two_audiences(db))

    one = paper.one_paper(papers, "child")
    with ZipFile(io.BytesIO(paper.all_papers(papers).content)) as archive:
        names = archive.namelist()

    assert [each.audience for each in papers] == ["child", "youth"]
    assert (one.name, one.media_type) == ("fragor-child-sv.pdf", "application/pdf")
    assert names == ["fragor-child-sv.pdf", "fragor-youth-sv.pdf"]


async def test_the_version_of_the_paper_door_is_printed(db: Connection) -> None:
    round_id = await a_round(db, a_publication("youth"))
    await a_collector(db, round_id, "youth", "paper")
    changed = Publication(instrument=an_instrument("youth", title="Ny"))
    await a_round(db, changed)
    await a_collector(db, round_id, "youth", "open")

    (found,) = await paper.papers_of(db, round_id)

    assert (found.version, found.publication.instrument.title) == (1, "Dina tankar")


async def test_what_is_not_there_cannot_be_printed(db: Connection) -> None:
    round_id = await two_audiences(db)
    papers = await paper.papers_of(db, round_id)

    with pytest.raises(NotFoundError, match="guardian"):
        paper.one_paper(papers, "guardian")
    with pytest.raises(NotFoundError, match="there are sv"):
        paper.one_paper(papers, "youth", "ar")
    with pytest.raises(BadInputError, match="no questions in ar"):
        paper.all_papers(papers, "ar")
    with pytest.raises(BadInputError, match="no door yet"):
        paper.all_papers(())
    with pytest.raises(NotFoundError):
        await paper.papers_of(db, uuid4())


def test_swedish_words_of_an_arabic_paper_are_marked_as_swedish() -> None:
    made = sheet(LIBRARY.publications["youth"], LIBRARY.place, version=1, language="ar")
    bare = replace(
        made, pages=(), help=(), introduction=(Worded(text="ممرضة (skolsköterska)", language=""),)
    )
    plain = replace(bare, introduction=(Worded(text="ممرضة المدرسة", language=""),))

    marked, unmarked = (languages_marked_in(pdf(each))["sv"] for each in (bare, plain))
    assert marked > unmarked


def test_a_municipality_is_swedish_on_an_english_paper() -> None:
    made = sheet(LIBRARY.publications["youth"], LIBRARY.place, version=1, language="en")
    options = [
        option.text for page in made.pages for each in page.questions for option in each.options
    ]

    assert Worded(text="Eskilstuna", language="sv") in options
    assert Worded(text="Other municipality", language="") in options
