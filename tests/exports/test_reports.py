"""Report files read back by their own readers: what was written is there, and only as text."""

# what the readers give is as loose as the files that they read
# pyright: reportAttributeAccessIssue=false, reportIndexIssue=false, reportCallIssue=false
# pyright: reportArgumentType=false, reportOperatorIssue=false, reportOptionalMemberAccess=false

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from math import ceil
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pptx import Presentation
from pptx.oxml.ns import qn as in_slides
from pptx.presentation import Presentation as Slides
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from lyhord import exports
from lyhord.disclosing import AudienceCount, GroupCell, IndexMean, Journey, Quote, ThemeReport
from lyhord.errors import BadInputError
from lyhord.exports import Report
from lyhord.exports.csv import SWEDISH
from lyhord.exports.letters import printable, shortened
from lyhord.exports.plain import from_text
from lyhord.exports.report import comparing
from lyhord.exports.report.blocks import Grid
from lyhord.exports.report.brief import brief_of
from lyhord.exports.report.newsletter import MOST_WORDS, paragraph
from lyhord.exports.report.outline import document
from lyhord.exports.report.pdf import pdf_of
from lyhord.exports.report.saying import saying
from lyhord.exports.report.unknown import told as unknown
from lyhord.exports.report.words import WORDING, words_in
from lyhord.privacy.cells import HIDDEN, coarse, exact, share
from lyhord.storage.book import Head
from lyhord.storage.runs import ThemeNotes
from tests.exports.reports import a_case, a_reply, a_report, a_theme, a_whole_report

HOSTILE = (
    '<b>fet</b> & "citat" <script>alert(1)</script> ]]>',
    "=HYPERLINK(1)+cmd|'/c calc'!A0",
    "{{7*7}} {theme} {0} %(n)s ${x} <% %>",
    '#panic("x") $x^2$ *b* _i_ `c` @ref <label> \\u{41} // slut /* slut',
    "omvänt \u202etxet\u2066 slut",
    "noll \0 surrogat \ud800 klocka \x07\x0b\x1b\ufffe slut",
    "radbrytning\r\noch\ttabb _x0041_",
    "😀 👍🏽 \ue000 \U000f0001",
    "a" * 100_000,
    " ",
)
OFFICE = ("docx", "pptx", "brief", "xlsx")
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def hostile(text: str) -> Report:
    """A report that says the same in every field that somebody can write."""
    quote = Quote(text=text, language=text[:40], audience="youth")
    notes = ThemeNotes(
        description=text,
        need=text,
        insight=text,
        opportunity=text,
        stages=(text,),
        actors=(text,),
        areas=(text,),
        valence="works",
    )
    theme = a_theme(name=text, definition=text, terms=(text,), quotes=(quote,), notes=notes)
    whole = a_whole_report(theme, a_theme(theme_id="b"), round_name=text, method=text)
    door = replace(whole.overview.collectors[0], name=text)
    asked = replace(whole.asked[0], title=text, questions=(text,))
    return replace(
        whole,
        purpose=text,
        owner=text,
        reply=a_reply(text, text, text),
        cases=(a_case(text),),
        asked=(asked,),
        overview=replace(whole.overview, collectors=(door,)),
    )


def made(format_: str, report: Report) -> bytes:
    return exports.make(format_, report).content


def word_texts(content: bytes) -> Iterator[str]:
    file = docx.Document(io.BytesIO(content))
    for paragraph_ in file.paragraphs:
        yield paragraph_.text
    for table in file.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def slides_of(content: bytes) -> Slides:
    return Presentation(io.BytesIO(content))


def slide_texts(content: bytes) -> Iterator[str]:
    for slide in slides_of(content).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        yield slide.notes_slide.notes_text_frame.text


def sheet_texts(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for row in sheet.iter_rows():
            yield from (str(cell.value) for cell in row if cell.value is not None)


def pdf_texts(content: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(content)).pages:
        yield page.extract_text()


READERS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "docx": word_texts,
    "pptx": slide_texts,
    "xlsx": sheet_texts,
    "pdf": pdf_texts,
}


def bare(text: str) -> str:
    """A text without what lines and cells do to it."""
    return "".join(text.split())


@pytest.mark.parametrize("format_", exports.FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_hostile_texts_make_a_file(format_: str, text: str) -> None:
    content = made(format_, hostile(text))

    assert content
    for reader in (READERS.get(exports.FORMATS[format_].suffix),):
        assert reader is None or any(reader(content))


@pytest.mark.parametrize("format_", [*READERS, "brief", "cards", "newsletter", "notes"])
def test_a_file_without_a_quote_that_somebody_has_read_says_so(format_: str) -> None:
    report = a_whole_report(a_theme(quotes=(), unread=5), a_theme(theme_id="b", quotes=()))
    content = made(format_, report)
    reader = READERS.get(exports.FORMATS[format_].suffix)
    said = " ".join(reader(content)) if reader else content.decode("utf-8-sig")

    assert "Citat att godkänna" in " ".join(said.split())


@pytest.mark.parametrize("format_", ["docx", "pdf", "pptx"])
def test_what_is_answered_and_a_fictive_case_stand_in_the_report(format_: str) -> None:
    said = bare(" ".join(READERS[format_](made(format_, a_whole_report()))))

    for told in ("Ni sa – vi gör", "Två raster till", "31 januari 2027", "Fiktivt fall: ungdomar"):
        assert bare(told) in said, told
    assert bare("Påhittat: ingen enskilds berättelse.") in said


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_the_report_says_weeks_and_places_as_people_do(format_: str) -> None:
    said = bare(" ".join(READERS[format_](made(format_, a_whole_report()))))

    assert bare("vecka 41, 2026") in said
    assert "2026-W41" not in said
    assert bare("Svar per kommun") in said
    assert bare("Flen 30") in said


def test_what_is_no_municipality_stands_after_those_that_are() -> None:
    report = a_whole_report()
    one = report.crossings[0]
    crossings = [
        replace(one, group=(("municipality", each),)) for each in ("several", "trosa", "flen")
    ]
    means = [
        IndexMean(group=each.group, people=exact(30), mean=50, low=40, high=60)
        for each in crossings
    ]
    report = replace(
        report,
        crossings=tuple(crossings),
        places={"flen": "Flen", "trosa": "Trosa"},
        answers=replace(report.answers, index=tuple(means)),
    )
    said = bare(" ".join(word_texts(made("docx", report))))

    assert bare("Flen 30 Trosa 30 flera 30") in said
    rows = "".join(f"{each} 30 50 40–60 " for each in ("Flen", "Trosa", "flera"))
    assert bare(rows.strip()) in said


def test_the_language_of_the_answers_is_told_without_a_number_that_means_nothing() -> None:
    report = a_whole_report()
    report = replace(report, run=replace(report.run, languages=("sv",)))

    said = list(unknown(report, saying(report)))

    told = "Svaren är skrivna på svenska. Språk som färre än 10 personer skrev på nämns inte."
    assert told in said


def test_less_than_nought_is_said_with_a_minus_sign() -> None:
    for language in ("sv", "en"):
        say = saying(replace(a_whole_report(), language=language))
        assert say.number(-3) == "\u22123"


@pytest.mark.parametrize("format_", ["docx", "pptx", "xlsx"])
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=LETTERS)
def test_what_was_written_comes_back_from_office(format_: str, text: str) -> None:
    said = " ".join(map(bare, READERS[format_](made(format_, hostile(text)))))

    assert bare(printable(text)) in said


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text("abcåäö {}#$*_`@<>\\[]=+-/\"'&%~^", min_size=1, max_size=40))
def test_what_was_written_comes_back_from_a_pdf(text: str) -> None:
    said = bare(" ".join(pdf_texts(made("pdf", hostile(text)))))

    assert bare(text) in said


@pytest.mark.parametrize("format_", OFFICE)
def test_no_part_of_an_office_file_holds_a_formula_or_a_link(format_: str) -> None:
    report = hostile("=1+1 http://example.org/")

    for name, part in parts(made(format_, report)):
        if "/charts/" not in name:
            assert not re.search(r"<(?:x:)?f>|<f |hyperlink", part), name


def parts(content: bytes) -> Iterator[tuple[str, str]]:
    """The parts of an Office file, and of the workbooks in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part.startswith(b"PK"):
                yield from parts(part)
            elif name.endswith(("document.xml", "sheet1.xml", "slide4.xml", "chart1.xml")):
                yield name, part.decode()


def test_a_word_file_has_real_headings_and_table_heads() -> None:
    file = docx.Document(io.BytesIO(made("docx", a_whole_report())))
    styles = [paragraph_.style.name for paragraph_ in file.paragraphs]
    headings = [
        (paragraph_.style.name, paragraph_.text)
        for paragraph_ in file.paragraphs
        if paragraph_.style.name.startswith("Heading")
    ]

    assert styles.count("Title") == 1
    assert ("Heading 1", "Kort sammanfattning") in headings
    assert ("Heading 2", "Skolan") in headings
    assert file.styles["Heading 1"].paragraph_format.keep_with_next
    assert file.tables
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_a_word_file_says_its_language_and_numbers_its_pages() -> None:
    content = made("docx", replace(a_whole_report(), language="en"))
    file = docx.Document(io.BytesIO(content))
    defaults = file.styles.element.find(qn("w:docDefaults"))

    assert [each.get(qn("w:val")) for each in defaults.iter(qn("w:lang"))] == ["en-GB"]
    assert file.core_properties.language == "en-GB"
    assert 'w:instr="PAGE"' in file.sections[0].footer._element.xml


def test_every_picture_of_a_word_file_has_its_words_and_its_figures() -> None:
    content = made("docx", a_whole_report())
    file = docx.Document(io.BytesIO(content))
    pictures = list(file.element.body.iter(qn("wp:docPr")))

    assert len(pictures) == 3
    assert all(picture.get("descr") for picture in pictures)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = archive.read("word/embeddings/chart2.xlsx")
    (sheet,) = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    assert [cell.value for cell in sheet[2]] == ["Skolan  42\xa0%", 42]


def test_every_slide_has_a_title_a_language_and_something_to_say() -> None:
    for slide in slides_of(made("pptx", a_whole_report())).slides:
        runs = list(slide.shapes._spTree.iter(f"{MAIN}rPr"))

        assert slide.shapes.title.text_frame.text
        assert slide.notes_slide.notes_text_frame.text
        assert all(run.get("lang") for run in runs)


def test_a_theme_is_one_slide_with_a_chart_that_can_be_edited() -> None:
    slides = slides_of(made("pptx", a_whole_report(a_theme(), a_theme(name="Hemmet"))))
    (slide,) = [each for each in slides.slides if each.shapes.title.text_frame.text == "Skolan"]
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]

    assert "Ungdomar 50" in frame._element.find(f".//{in_slides('p:cNvPr')}").get("descr")
    assert list(frame.chart.plots[0].series[0].values) == [50.0]
    assert "mer rast" in slide.notes_slide.notes_text_frame.text
    blob = frame.chart.part.chart_workbook.xlsx_part.blob
    assert openpyxl.load_workbook(io.BytesIO(blob))["Sheet1"]["B2"].value == 50


def test_a_theme_of_which_nothing_may_be_shown_has_no_slide() -> None:
    silent = a_theme(name="Tyst", respondents=HIDDEN, share=None, groups=(), quotes=())
    slides = slides_of(made("pptx", a_whole_report(a_theme(), silent))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]

    assert "Skolan" in titles
    assert "Tyst" not in titles


def test_a_chart_in_a_workbook_has_its_words() -> None:
    with zipfile.ZipFile(io.BytesIO(made("xlsx", a_whole_report()))) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()

    assert "Skolan" in drawing


def test_a_chart_in_a_workbook_draws_what_is_rounded_too() -> None:
    theme = a_theme(respondents=coarse(55), share=None)
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", a_whole_report(theme))))
    rows = [[cell.value for cell in row] for row in book["Diagram"].iter_rows(max_col=3)]

    assert rows == [["Tema", "Ritat", "Svarande"], ["Skolan", 55, "minst 55"]]


MERGED = Head(
    number=3,
    day=date(2026, 11, 2),
    actor="anna@example.org",
    kind="merge",
    undoes=None,
    themes=("school", "gone"),
)


def test_themes_that_people_worked_on_are_no_machines_proposal_any_more() -> None:
    worked, untouched = (
        document(replace(a_whole_report(), log=log)).notes for log in ((MERGED,), ())
    )

    assert worked[0].startswith("Människor har arbetat med temana, men inget är märkt")
    assert untouched[0].startswith("Temana är en maskins förslag")


def test_a_workbook_tells_what_people_changed_and_not_who() -> None:
    content = made("xlsx", replace(a_whole_report(), log=(MERGED,)))
    rows = [
        [cell.value for cell in row]
        for row in openpyxl.load_workbook(io.BytesIO(content))["Ändringslogg"].iter_rows()
    ]

    assert rows[1:] == [[3, "2026-11-02", "slog ihop", "Skolan, ett tema som inte finns kvar"]]
    assert not [text for text in sheet_texts(content) if "anna@" in text]


def test_themes_stand_under_the_questions_that_they_were_written_to() -> None:
    told = document(a_whole_report())
    (section,) = [each for each in told.sections if each.heading == "Resan"]
    (grid,) = [block for block in section.blocks if isinstance(block, Grid)]

    assert (grid.title, grid.rows) == ("Vad saknades?", (("Skolan", "minst 15"),))


def test_a_cross_table_names_its_groups_and_themes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", a_whole_report())))
    rows = [[cell.value for cell in row] for row in book["Korstabell"].iter_rows()]

    assert rows == [["Grupp", "Svar", "Skolan"], ["Flen", 30, 9]]
    assert book["Korstabell"].freeze_panes == "B2"


def tree(element: object) -> Iterator[DictionaryObject]:
    """Every structure element below this one, in reading order."""
    if isinstance(element, IndirectObject):
        element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from tree(child)
    elif isinstance(element, DictionaryObject):
        yield element
        yield from tree(element.get("/K"))


@pytest.mark.parametrize("format_", ["pdf", "cards"])
def test_a_pdf_is_tagged_titled_and_in_its_language(format_: str) -> None:
    reader = PdfReader(io.BytesIO(made(format_, a_whole_report())))
    root = reader.trailer["/Root"]
    elements = [each for each in tree(root["/StructTreeRoot"]["/K"]) if "/S" in each]
    kinds = [each["/S"] for each in elements]
    headings = [int(kind[2:]) for kind in kinds if re.fullmatch(r"/H\d", kind)]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "Hösten 2026" in reader.metadata.title
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    assert all(each.get("/Alt") for each in elements if each["/S"] == "/Figure")
    assert format_ == "cards" or {"/TH", "/TD", "/L", "/Figure"} <= set(kinds)


def test_a_sign_without_a_font_is_named_and_a_letter_stops_the_file() -> None:
    smiling = document(a_whole_report(a_theme(name="Glad \U000f0001\U000f0001 idag")))
    foreign = document(a_whole_report(a_theme(name="ሰላም")))

    said = bare(" ".join(pdf_texts(pdf_of(smiling, system_fonts=False))))

    assert "Glad[tecken]idag" in said
    with pytest.raises(BadInputError, match="fonts-noto-core"):
        pdf_of(foreign, system_fonts=False)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9])
def test_four_cards_stand_on_a_page(count: int) -> None:
    quotes = tuple(Quote(text=f"ord {n} " * 60, language="sv") for n in range(count))
    content = made("cards", a_whole_report(a_theme(quotes=quotes)))

    assert max(1, ceil(count / 4)) == len(PdfReader(io.BytesIO(content)).pages)


def test_sticky_notes_are_texts_with_a_tag_and_an_author() -> None:
    quote = Quote(text="=1;2", language="sv", audience="guardian")
    text = made("notes", a_whole_report(a_theme(name="@tema", quotes=(quote,)))).decode(
        SWEDISH.encoding
    )
    heading, row = csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True)

    assert heading == ["text", "tag", "author"]
    assert [from_text(cell) for cell in row] == ["=1;2", "@tema", "Vårdnadshavare"]
    assert not [cell for cell in row if cell[:1] in "=@"]


@settings(max_examples=60, deadline=None)
@given(name=LETTERS, owner=LETTERS, quote=LETTERS, n=st.integers(0, 5))
def test_a_newsletter_has_at_most_120_words(name: str, owner: str, quote: str, n: int) -> None:
    long = f"{name} " * 30
    quotes = (Quote(text=f"{quote} " * 20, language="sv"), Quote(text=quote, language="sv"))
    themes = tuple(a_theme(name=long, quotes=quotes) for _ in range(n))
    run = a_whole_report(*(themes or (a_theme(respondents=HIDDEN),)), round_name=long)

    assert len(paragraph(replace(run, owner=f"{owner} " * 30)).split()) <= MOST_WORDS


def test_a_newsletter_has_three_findings_and_one_quote() -> None:
    themes = [a_theme(name=f"Tema {n}") for n in range(4)]

    assert paragraph(a_whole_report(*themes)) == (
        "60 personer har svarat i Hösten 2026: åk 7–9. "
        "42\xa0% skrev om ”Tema 0”. 42\xa0% skrev om ”Tema 1”. 42\xa0% skrev om ”Tema 2”. "
        "En av rösterna: ”mer rast” – ungdom. "
        "Siffrorna gäller dem som svarade. Hela rapporten finns hos Region Sörmland."
    )


def test_each_sentence_of_a_newsletter_begins_with_a_capital() -> None:
    theme = a_theme(respondents=coarse(55), share=None)
    text = paragraph(a_whole_report(theme, total=coarse(55)))

    assert text.startswith("Minst 55 personer har svarat")
    assert ". Minst 55 personer skrev om" in text


def test_what_there_is_nothing_for_is_left_out() -> None:
    run = a_report(a_theme(groups=(), quotes=(), terms=(), definition=""), is_open=True)
    whole = a_whole_report()
    answers = replace(whole.answers, index=(), questions=(), models=())
    nothing = {"asked": (), "crossings": (), "purpose": "", "owner": "", "answers": answers}
    nothing |= {"reply": None, "cases": ()}
    bare_report = replace(whole, run=run, journey=Journey(report=run, themes=()), **nothing)
    headings = [section.heading for section in document(bare_report).sections]

    assert headings == [
        "Kort sammanfattning",
        "Så gjorde vi",
        "Så läser du siffrorna",
        "Teman",
        "Skolan",
        "Det vi inte vet",
        "Bilaga: kodboken",
        "Bilaga: om filen",
    ]


def test_what_people_wrote_of_themes_has_sections_of_its_own() -> None:
    notes = ThemeNotes(
        insight="Rasten bär",
        opportunity="Hur kan vi ge mer rast?",
        valence="works",
        stages=("vardag",),
        status="reviewed",
    )
    told = document(a_whole_report(a_theme(notes=notes)))
    headings = [section.heading for section in told.sections]

    assert {"Resan", "Det som fungerar", "Hur kan vi …?"} <= set(headings)
    assert told.notes == ("Temana är granskade av människor.",)


def test_audiences_are_compared_where_two_have_shares() -> None:
    other = GroupCell(audience="guardian", respondents=exact(9), share=share(9, 20))
    theme = a_theme(groups=(a_theme().groups[0], other))
    headings = [section.heading for section in document(a_whole_report(theme)).sections]

    assert "Likheter och skillnader mellan grupperna" in headings


def test_clear_differences_are_told_with_a_quote_from_each_side() -> None:
    sides = (("youth", 38, 40), ("guardian", 5, 40))
    groups = tuple(
        GroupCell(audience=audience, respondents=exact(n), share=share(n, of))
        for audience, n, of in sides
    )
    voices = tuple(
        Quote(text=f"sagt av {audience}", language="sv", audience=audience)
        for audience, _, _ in sides
    )
    counted = tuple(
        AudienceCount(audience=audience, responses=exact(of)) for audience, _, of in sides
    )
    theme = a_theme(groups=groups, voices=voices)
    (section,) = comparing.sections(saying_of(theme, counted), saying(saying_of(theme, counted)))
    texts = [getattr(block, "text", "") for block in section.blocks]

    assert "Ungdomar skrev om det oftare än vårdnadshavare: 82 procentenheter" in texts[1]
    assert texts[2:4] == ["sagt av youth", "sagt av guardian"]


def saying_of(theme: ThemeReport, audiences: tuple[AudienceCount, ...]) -> Report:
    return a_whole_report(theme, audiences=audiences)


def test_the_index_and_closed_answers_have_sections_without_what_is_hidden() -> None:
    told = document(a_whole_report())
    sections = {section.heading: section.blocks for section in told.sections}
    index = [block for block in sections["Samordningsindex"] if isinstance(block, Grid)]
    contacts = [block for block in sections["Vilka man möter"] if isinstance(block, Grid)]

    assert [grid.rows for grid in index] == [(("Ungdomar", "minst 40", "47", "40–54"),)]
    assert contacts[0].rows[0] == ("Skolkurator", "20", "50\xa0%")
    assert contacts[1].rows == (("Skolkurator och BUP", "minst 10"),)
    assert "Tidiga signaler" in sections


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("format_", [*OFFICE, "pdf", "newsletter"])
def test_a_report_is_in_its_language(format_: str, language: str) -> None:
    report = replace(a_whole_report(), language=language)
    first = {"sv": "Ungdom", "en": "Young person"}[language]
    reader = READERS.get(exports.FORMATS[format_].suffix)
    content = made(format_, report)
    said = " ".join(reader(content)) if reader else content.decode()

    assert first.lower() in said.lower()
    assert bool(re.search("Temana|Siffrorna", said)) == (language == "sv")


def test_every_word_has_the_same_blanks_in_both_languages() -> None:
    swedish, english = words_in("sv"), words_in("en")

    for name in swedish.__struct_fields__:
        here, there = str(getattr(swedish, name)), str(getattr(english, name))
        assert sorted(re.findall(r"{(\w+)}", here)) == sorted(re.findall(r"{(\w+)}", there)), name


def test_every_word_is_used() -> None:
    folder = Path(exports.__file__).parent
    code = " ".join(path.read_text() for path in folder.rglob("*.py") if path.name != "words.py")
    unused = [
        name
        for name in words_in("sv").__struct_fields__
        if not re.search(rf"words(?:_in\([^)]*\))?\.{name}\b", code)
    ]

    assert not unused
    assert {path.stem for path in WORDING.iterdir()} == set(exports.LANGUAGES)


@given(text=LETTERS, most=st.integers(1, 30))
def test_what_is_shortened_is_short_and_begins_the_same(text: str, most: int) -> None:
    short = shortened(text, most)

    assert len(short) <= most
    assert text.startswith(short.removesuffix("…"))


def test_a_brief_says_nothing_twice() -> None:
    for section in brief_of(a_whole_report()).sections:
        for block in section.blocks:
            items = [item.text for item in getattr(block, "items", ())]
            assert len(set(items)) == len(items)


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_the_mapping_stands_in_two_columns_where_it_may_be_told(format_: str) -> None:
    made = exports.make(format_, a_whole_report())
    if format_ == "docx":
        tables = docx.Document(io.BytesIO(made.content)).tables
        found = [[cell.text for cell in row.cells] for table in tables for row in table.rows]

        assert ["Framgångsfaktorer", "Utmaningar"] in found
        assert ["Skolan (minst 10)", "Skolan (minst 5)"] in found
    else:
        text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(made.content)).pages)

        assert "9 av 15 (60" in text
        assert "Skolan (minst 10)" in text


def test_a_round_without_a_mapping_has_no_section_of_it() -> None:
    report = a_whole_report()
    bare = replace(report, answers=replace(report.answers, models=report.answers.models[1:]))
    headings = [each.heading for each in document(bare).sections]

    assert "Kartläggning av arbetssätt" in [each.heading for each in document(report).sections]
    assert "Kartläggning av arbetssätt" not in headings
