"""Posters, slips and cards: what stands on them, tagged, and where their pictures lead."""

import io
from pathlib import Path

import msgspec
import pytest
import segno
from pypdf import PdfReader

from lyhord.errors import NotFoundError
from lyhord.exports.posters import Link, cards, poster, slide
from lyhord.exports.posters.posters import tickets
from lyhord.exports.posters.words import WORDING, Words, words_in
from lyhord.instruments.reading import read_library
from lyhord.instruments.wording import languages

LIBRARY = read_library(Path(__file__).parents[2] / "surveys")
URL = "https://lyhord.example.org/s/abc2345"
CODES = tuple(f"kasop-vovet-nemug-tu{each}eh" for each in "bdfghjklmnp")


def link(audience: str = "youth", language: str | None = None, name: str = "Alfaskolan") -> Link:
    publication = LIBRARY.publications[audience]
    return Link(publication=publication, place=LIBRARY.place, url=URL, name=name, language=language)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def svg_of(address: str) -> str:
    target = io.BytesIO()
    segno.make(address, error="m", micro=False).save(target, kind="svg", border=4, xmldecl=False)
    return target.getvalue().decode()


@pytest.mark.parametrize("language", languages(LIBRARY.publications["youth"]))
def test_a_poster_is_tagged_and_says_what_it_must(language: str) -> None:
    made = poster(link(language=language), "poster")
    text = text_of(made.content)

    assert b"pdfuaid:part>1<" in made.content
    assert b"/StructTreeRoot" in made.content
    assert f"/Lang({language.partition('-')[0]})".encode() in made.content
    assert "lyhord.example.org/s/abc2345" in text
    assert "Alfaskolan" in text
    assert "112" in text
    assert len(PdfReader(io.BytesIO(made.content)).pages) == 1


@pytest.mark.parametrize("audience", LIBRARY.publications)
def test_ten_slips_stand_on_a_page(audience: str) -> None:
    made = poster(link(audience), "slips")
    text = text_of(made.content)

    assert text.count("lyhord.example.org/s/abc2345") == 10
    assert len(PdfReader(io.BytesIO(made.content)).pages) == 1


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_each_code_stands_on_one_card_that_leads_with_it(language: str) -> None:
    led = URL if language == "sv" else f"{URL}?lang=ar"
    made = cards(link(language=language), CODES)
    text = text_of(made.content)

    assert [text.count(code) for code in CODES] == [1] * len(CODES)
    assert [ticket.picture for ticket in tickets(link(language=language), CODES)] == [
        svg_of(f"{led}#{code}") for code in CODES
    ]
    assert len(PdfReader(io.BytesIO(made.content)).pages) == 2


def test_what_is_written_is_never_markup() -> None:
    odd = '#panic("x") $a$ *b* <c> @d \\ [e]'

    assert '#panic("x")' in text_of(poster(link(name=odd), "poster").content)


def test_a_language_that_the_survey_does_not_speak_is_refused() -> None:
    with pytest.raises(NotFoundError):
        poster(link(language="tlh"), "poster")


@pytest.mark.parametrize("path", sorted(WORDING.glob("*.toml")))
def test_every_wording_says_everything_with_its_values(path: Path) -> None:
    said, swedish = (msgspec.structs.asdict(words_in(each)) for each in (path.stem, "sv"))

    assert set(said) == set(Words.__struct_fields__)
    for name, text in swedish.items():
        for value in ("{minutes}", "{address}", "{n}", "{total}"):
            assert (value in text) == (value in said[name]), (name, value)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_a_last_slide_is_as_wide_as_a_screen_and_says_what_a_poster_does(language: str) -> None:
    wanted = link("event-feedback", language, name="Komet")
    made = poster(wanted, "slide")
    (page,) = PdfReader(io.BytesIO(made.content)).pages

    assert page.mediabox.width / page.mediabox.height == pytest.approx(16 / 9)
    assert "lyhord.example.org/s/abc2345" in page.extract_text()
    assert b"pdfuaid:part>1<" in made.content


def test_the_slide_is_a_picture_too() -> None:
    png, svg = (slide(link("event-feedback"), format_) for format_ in ("png", "svg"))

    assert png.content.startswith(b"\x89PNG")
    assert int.from_bytes(png.content[16:20]) == 1920
    assert svg.content.startswith(b"<svg")
    assert (png.name, svg.name) == ("slide-abc2345-sv.png", "slide-abc2345-sv.svg")
