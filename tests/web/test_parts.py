"""Language of parts: Swedish words inside texts of other languages, and hostile ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from lyhord.instruments.definition import Publication, Translation
from lyhord.instruments.foreign import names_left
from lyhord.web.parts import in_parts
from tests.builders import a_place, an_instrument


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("ممرضة المدرسة (skolsköterska)", ["skolsköterska"]),
        ("مرشد (familje- eller skolpedagog)", ["familje- eller skolpedagog"]),
        ("مركز (öppen förskola)، أو BUP", ["öppen förskola", "BUP"]),
        ("البحث عن SAMBU على \u20661177.se\u2069", ["SAMBU", "1177.se"]),
        ("الاتصال بالرقم 112", []),
    ],
)
def test_words_in_latin_letters_are_swedish_in_an_arabic_text(text: str, marked: list[str]) -> None:
    shown = in_parts(text, "ar")

    for word in marked:
        assert f'<bdi lang="sv">{word}</bdi>' in shown
    assert shown.count("<bdi") == len(marked)
    assert shown.replace('<bdi lang="sv">', "").replace("</bdi>", "") == text


@pytest.mark.parametrize("language", ["sv", "sv-x-easy", "en", "fi", "so", "xx"])
def test_a_language_in_latin_letters_marks_no_part(language: str) -> None:
    assert in_parts("School nurse (BUP)", language) == "School nurse (BUP)"


@given(st.text())
def test_whatever_a_text_holds_only_our_own_marks_are_markup(text: str) -> None:
    shown = in_parts(text, "ar")
    bare = shown.replace('<bdi lang="sv">', "").replace("</bdi>", "")

    assert str(escape(text)) == bare


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_places_own_names_are_swedish_where_a_translation_leaves_them(language: str) -> None:
    key = "question.municipality.option"
    texts = {f"{key}.gnesta": "Gnesta", f"{key}.trosa": "Trosa town", "title": "Dina tankar"}
    publication = Publication(
        instrument=an_instrument(), translations=(Translation(language=language, texts=texts),)
    )

    assert names_left(publication, language, a_place()) == {f"{key}.gnesta"}


def test_plain_swedish_is_swedish() -> None:
    publication = Publication(
        instrument=an_instrument(), translations=(Translation(language="sv-x-easy", texts={}),)
    )

    assert names_left(publication, "sv-x-easy", a_place()) == frozenset()
