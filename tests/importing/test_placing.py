"""Rows of other tools' files as answers of the survey: read as meant, or told what is wrong."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord.errors import BadInputError
from lyhord.importing.mapping import Column, Mapping, read_mapping, refuse_unsound, written
from lyhord.importing.placing import Reading, place, told_beside
from lyhord.importing.proposing import propose
from lyhord.instruments.reading import read_library
from lyhord.tables.reading import Table, table_of

YOUTH = read_library(Path(__file__).parents[2] / "surveys").publications["youth"]
TEXTS = {question.id: question.text for question in YOUTH.instrument.questions}
OPTIONS = {
    question.id: {option.id: option.text for option in getattr(question, "options", ())}
    for question in YOUTH.instrument.questions
}
LINES = {
    line.id: line.text for q in YOUTH.instrument.questions for line in getattr(q, "statements", ())
}
AREA = TEXTS["life_area"]
SKOLA, HEM = OPTIONS["life_area"]["skola"], OPTIONS["life_area"]["hem"]


def a_table(*rows: tuple[str, ...]) -> Table:
    header, *cells = rows
    return Table(columns=header, rows=tuple(cells))


def read(table: Table, mapping: Mapping | None = None) -> Reading:
    return place(table, mapping or propose(table, YOUTH, language="sv").mapping, YOUTH, presets={})


def answers_of(table: Table) -> list[dict[str, object]]:
    found = read(table)
    assert found.doubts == ()
    return [dict(each.answers) for each in found.placed]


def test_a_file_of_microsoft_forms_is_read_as_it_comes() -> None:
    table = a_table(
        (
            "ID",
            "Starttid",
            "E-post",
            "Namn",
            TEXTS["mood"],
            f"{AREA}\u00a0",
            TEXTS["wish"],
        ),
        ("1", "45000.5", "a@b.se", "Anna", OPTIONS["mood"]["good"], f"{SKOLA};{HEM};", "Mer tid"),
        ("2", "45000.6", "", "", "", "", ""),
    )

    assert answers_of(table) == [{"mood": "good", "life_area": ["skola", "hem"], "wish": "Mer tid"}]
    assert read(table).n_empty == 1


def test_a_file_of_limesurvey_with_codes_is_read() -> None:
    table = a_table(
        (
            "id",
            "submitdate",
            "startlanguage",
            "ipaddr",
            "mood",
            "life_area[skola]",
            "life_area[hem]",
            "core[listened]",
        ),
        ("1", "2026-11-01 10:11:12", "en", "10.0.0.1", "good", "Y", "", "helt"),
    )
    found = read(table)

    assert [dict(each.answers) for each in found.placed] == [
        {"mood": "good", "life_area": ["skola"], "core.listened": "helt"}
    ]
    assert found.placed[0].language == "en"


def test_a_file_of_limesurvey_with_full_texts_is_read() -> None:
    table = a_table(
        (
            f"{AREA} [{SKOLA}]",
            f"{AREA} [{HEM}]",
            f"{TEXTS['core']} [{LINES['listened']}]",
        ),
        ("Ja", "Nej", OPTIONS["core"]["helt"]),
    )

    assert answers_of(table) == [{"life_area": ["skola"], "core.listened": "helt"}]


def test_options_with_the_separator_in_their_words_stay_whole() -> None:
    several = [
        (key, id_, text)
        for key, options in OPTIONS.items()
        for id_, text in options.items()
        if "," in text and key in {"life_area", "actor", "why_not", "want_contact"}
    ]
    assert several
    for key, id_, text in several:
        other = next(each for each in OPTIONS[key] if each != id_ and "," not in OPTIONS[key][each])
        column = Column(answers=key, separator=",")
        mapping = Mapping(audience="youth", columns={"a": column})
        found = read(a_table(("a",), (f"{text}, {OPTIONS[key][other]}",)), mapping)
        assert not any(doubt.words for doubt in found.doubts)


def test_words_that_mean_nothing_are_told_by_column_and_row() -> None:
    table = a_table(("mood", "wish"), ("Toppen!", "a"), ("good", "b"), ("Toppen!", "c"))
    (doubt,) = read(table).doubts

    assert (doubt.column, doubt.words, doubt.rows, doubt.n) == ("mood", "Toppen!", (1, 3), 2)


def test_a_mapping_says_what_words_mean_or_that_they_are_left_out() -> None:
    column = Column(answers="mood", options={"Toppen!": "very_good", "Vet ej": ""})
    mapping = Mapping(audience="youth", columns={"Mår": column, "wish": Column(answers="wish")})
    table = a_table(("Mår", "wish"), ("toppen", "a"), ("VET EJ", "b"))

    found = read(table, mapping)

    assert [dict(each.answers) for each in found.placed] == [
        {"mood": "very_good", "wish": "a"},
        {"wish": "b"},
    ]


def test_what_no_question_asks_is_left_out_and_counted() -> None:
    table = a_table(("sought", "why_not", "wish"), ("self", "too_long_wait", "a"))
    found = read(table)

    assert told_beside(found) == {"why_not": 1}
    assert "why_not" not in found.placed[0].answers


def test_several_columns_for_one_open_question_are_its_paragraphs() -> None:
    open_ = Column(answers="wish")
    mapping = Mapping(audience="youth", columns={"a": open_, "b": open_})

    found = read(a_table(("a", "b"), ("Ett", "Två")), mapping)

    assert found.placed[0].answers == {"wish": "Ett\n\nTvå"}


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (Column(answers="nothing"), "no question"),
        (Column(answers="mood", options={"a": "b"}), "no option b"),
        (Column(answers="mood", option="good"), "takes one answer"),
        (Column(answers="wish", separator=";"), "takes one answer"),
        (Column(role="left_out"), "no column answers"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_words(column: Column, told: str) -> None:
    mapping = Mapping(audience="youth", columns={"a": column})

    with pytest.raises(BadInputError, match=told):
        refuse_unsound(mapping, YOUTH.instrument, ("a",))


def test_a_mapping_of_a_column_that_is_not_there_is_refused() -> None:
    mapping = Mapping(audience="youth", columns={"b": Column(answers="wish")})

    with pytest.raises(BadInputError, match="no such column"):
        refuse_unsound(mapping, YOUTH.instrument, ("a",))


@given(
    name=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20),
    words=st.text(st.characters(exclude_categories=("Cs",)), max_size=20),
)
def test_a_mapping_survives_its_file(name: str, words: str) -> None:
    column = Column(answers="mood", separator=";", options={words: "good"})
    mapping = Mapping(audience="youth", columns={name: column, f"{name}2": Column(role="left_out")})

    assert read_mapping(written(mapping).encode()) == mapping


@given(content=st.binary(max_size=200))
def test_whatever_is_given_as_mapping_is_read_or_refused(content: bytes) -> None:
    with suppress(BadInputError):
        assert read_mapping(content).columns is not None


@given(
    cells=st.lists(
        st.text(st.characters(exclude_categories=("Cs",)), max_size=30), min_size=4, max_size=4
    )
)
def test_no_cell_is_lost_without_a_word(cells: list[str]) -> None:
    """Every cell that says something is an answer, beside the path, or in doubt."""
    names = ("mood", "life_area", "wish", "sought")
    mapping = Mapping(
        audience="youth",
        columns={
            name: Column(answers=name, separator=";" if name == "life_area" else "")
            for name in names
        },
    )
    found = read(a_table(names, tuple(cells)), mapping)

    told = len(found.placed) + found.n_empty + bool(found.doubts)
    assert told == 1


def test_a_cell_full_of_separators_costs_little() -> None:
    mapping = Mapping(audience="youth", columns={"a": Column(answers="life_area", separator=",")})
    (doubt,) = read(a_table(("a",), ("x," * 50_000,)), mapping).doubts

    assert doubt.words == "x"


def test_a_picture_called_csv_is_refused() -> None:
    with pytest.raises(BadInputError, match="no text file"):
        table_of("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(100))


@pytest.mark.parametrize(("option", "found"), [("", []), ("annat", ["annat"])])
def test_long_words_in_doubt_are_settled_by_what_was_told_of_them(
    option: str, found: list[str]
) -> None:
    words = "Min granne som " + "verkligen " * 40 + "lyssnade"
    table = a_table((AREA, TEXTS["worked"]), (words, "Att prata"))
    (doubt,) = read(table).doubts
    column = Column(answers="life_area", options={doubt.words: option})
    mapping = propose(table, YOUTH, language="sv").mapping
    settled = read(table, replace(mapping, columns=mapping.columns | {AREA: column}))

    assert (len(doubt.words), settled.doubts) == (200, ())
    assert settled.placed[0].answers.get("life_area", []) == found
