import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.forms.mistakes import Mistakes
from lyhord.forms.numbering import fields_of, letter, numbered
from lyhord.forms.parsing import parse_form
from tests.forms.instruments import every_kind

EVERY = every_kind()


def test_what_only_informs_has_no_number() -> None:
    found = numbered(EVERY)

    assert [one.number for one in found][:3] == [None, 1, 2]
    assert found[0].question.id == "welcome"


@pytest.mark.parametrize("written", ["1 3", "1,3", " 1;  3 ", "1+3", "1.3"])
def test_several_numbers_are_several_options(written: str) -> None:
    assert fields_of(EVERY, {"life_area": [written]}) == {"life_area": ["skola", "fritid"]}


@pytest.mark.parametrize("written", ["0", "99", "x", "-1", "skola", "²", "1 99", "001"])
def test_what_is_no_number_of_an_option_is_a_mistake(written: str) -> None:
    read = parse_form(EVERY, fields_of(EVERY, {"life_area": [written]}), presets={})

    assert isinstance(read, Mistakes)
    assert [(one.key, one.code) for one in read.mistakes] == [("life_area", "unknown_option")]


def test_two_numbers_where_one_answer_fits_are_a_mistake() -> None:
    read = parse_form(EVERY, fields_of(EVERY, {"sought": ["1 2"]}), presets={})

    assert isinstance(read, Mistakes)
    assert read.mistakes[0].code == "several"


def test_texts_stay_as_they_were_written() -> None:
    texts = [question for question in EVERY.questions if question.__struct_config__.tag in {
        "long_text", "short_text"}]  # fmt: skip

    typed = {question.id: ["1, 2 och 3"] for question in texts}

    assert texts
    assert fields_of(EVERY, typed) == typed


def test_rows_are_named_by_letters_without_end() -> None:
    assert [letter(place) for place in (0, 25, 26, 51, 52)] == ["a", "z", "aa", "az", "ba"]


@given(st.dictionaries(st.sampled_from([q.id for q in EVERY.questions]), st.lists(st.text())))
def test_whatever_is_typed_is_read_without_an_error(typed: dict[str, list[str]]) -> None:
    fields = fields_of(EVERY, typed)

    assert parse_form(EVERY, fields, presets={}) is not None
