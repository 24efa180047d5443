"""Rows as files: each is read back by a reader of its kind, with every text as it was."""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import fastexcel
import polars as pl
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator
from lxml import etree
from msgspec.structs import replace

from lyhord.disclosing import Microdata
from lyhord.errors import BadInputError
from lyhord.exports.microdata import delimited, documents, frames, spss, workbooks
from lyhord.exports.plain import from_text
from lyhord.exports.qda import project
from lyhord.instruments.definition import Faces, Line, Matrix, Multiple, Number, Option, Single
from lyhord.storage.runs import ThemeNotes
from tests.exports.rows import THEMES, a_column, opened_sav, some_answers, some_statements

HOSTILE = (
    '=cmd|"/c calc"!A1',
    "<script>alert(1)</script> & ]]>",
    "{{ 7*7 }} #{x} \\u0000",
    "\u202eomvänt\u2066",
    "rad ett\r\n=rad två\ttabb;=semikolon",
    "\x01\x0b\x1f\x7f\ufeff\ufffe",
    "👩‍👩‍👧 ä é å",
    "'",
    " ",
)
# what Postgres can hold
texts = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))


def read_csv(data: Microdata, *, is_swedish: bool) -> list[dict[str, str]]:
    target = io.BytesIO()
    (delimited.statements_swedish if is_swedish else delimited.statements)(data, target)
    encoding, between = ("utf-8-sig", ";") if is_swedish else ("utf-8", ",")
    text = target.getvalue().decode(encoding)
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=between)
    return list(rows)


def read_sav(data: Microdata) -> tuple[pl.DataFrame, pyreadstat.metadata_container]:
    with tempfile.TemporaryFile() as file:
        spss.write(data, file)
        file.seek(0)
        return opened_sav(file.read())


def read_parquet(data: Microdata) -> pl.DataFrame:
    target = io.BytesIO()
    frames.write(data, target)
    return pl.read_parquet(target.getvalue())


def read_json(data: Microdata) -> dict[str, list[dict[str, object]]]:
    target = io.BytesIO()
    documents.statements(data, target)
    return json.loads(target.getvalue())


@pytest.mark.parametrize("is_swedish", [False, True])
def test_every_cell_of_a_csv_is_read_back_and_none_begins_like_a_formula(is_swedish: bool) -> None:  # noqa: FBT001
    rows = read_csv(some_statements(*HOSTILE), is_swedish=is_swedish)

    assert [from_text(row["Text"]) for row in rows] == list(HOSTILE)
    assert not [row for row in rows if re.match(r"\s*[=+\-@]", row["Text"])]
    assert rows[0] | {"Text": ""} == {
        "Fråga": "wish",
        "Text": "",
        "Tema": "vantan",
        "Temats namn": "Väntan",
        "Andra tema": "",
        "Andra temats namn": "",
        "Tredje tema": "",
        "Tredje temats namn": "",
        "Även i tema": "",
        "Målgrupp": "Ungdomar",
        "Ålder": "",
        "Kommun": "gnesta",
        "Kommunens namn": "Gnesta",
        "Språk": "sv",
    }


def test_a_place_named_like_a_formula_is_a_text() -> None:
    rows = read_csv(some_statements("a", municipality=["=1+1"]), is_swedish=False)

    assert rows[0]["Kommun"] == "'=1+1"


def test_names_stand_beside_ids_in_parquet_and_json() -> None:
    data = some_statements("a", "b", theme=["unclear", None], municipality=["several", None])
    table, document = read_parquet(data), read_json(data)

    assert table["theme_name"].to_list() == ["Oklart", None]
    assert table["municipality_name"].to_list() == ["flera", None]
    assert table.columns[:4] == ["question", "text", "theme", "theme_name"]
    assert document["places"] == {"several": "flera"}


EVERYWHERE = (
    *HOSTILE,
    "=HYPERLINK(1)+cmd|'/c calc'!A0",
    "{0} %(n)s ${x} #panic(1)",
    "noll \0 slut",
    "\u202etxet\u2066",
    "a" * 100_000,
)
WRITERS = {
    "csv": delimited.statements,
    "csv-sv": delimited.statements_swedish,
    "xlsx": workbooks.statements,
    "sav": spss.write,
    "parquet": frames.write,
    "json": documents.statements,
    "assignments": documents.assignments,
    "qdpx": project.write,
}


@pytest.mark.parametrize("format_", WRITERS)
def test_hostile_names_and_texts_are_only_text_in_every_file_of_rows(format_: str) -> None:
    for text in EVERYWHERE:
        theme = replace(THEMES[0], name=text, definition=text, notes=ThemeNotes(need=text))
        data = replace(
            some_statements(text),
            round_name=text,
            purpose=text,
            themes=(theme,),
            places={"gnesta": text},
            questions={"wish": text},
        )
        with tempfile.TemporaryFile() as file:
            WRITERS[format_](data, file)
            file.seek(0)
            content = file.read()
        told = "".join(_parts(content))

        assert not re.search(r"<f>|<f |hyperlink", told)
        assert not re.search(r'(?:^|[\n,;])"[=+@\-]', told) or not format_.startswith("csv")


def _parts(content: bytes) -> Iterator[str]:
    if not content.startswith(b"PK"):
        yield content.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".qde")):
                part = parts.read(name)
                etree.fromstring(part)
                yield part.decode()


@given(texts)
def test_any_texts_are_read_back_from_each_file(written: Sequence[str]) -> None:
    data = some_statements(*written)
    as_json = read_json(data)
    Draft202012Validator(documents.schema("statements")).validate(as_json)

    assert [from_text(row["Text"]) for row in read_csv(data, is_swedish=False)] == list(written)
    assert [row["text"] for row in as_json["rows"]] == list(written)
    assert read_parquet(data)["text"].to_list() == list(written)


def test_spss_keeps_every_text_but_what_it_cannot_hold() -> None:
    long = "å" * 20_000
    rows, about = read_sav(some_statements(*HOSTILE, long))
    *read, cut = rows["text"].to_list()

    assert [text.rstrip() for text in read] == [text.rstrip() for text in HOSTILE]
    assert len(cut.encode()) <= spss.LONGEST
    assert long.startswith(cut)
    assert about.column_names_to_labels["text"] == "Text"


def test_spss_has_labels_for_what_a_number_stands_for() -> None:
    data = some_statements("a", "b", theme=["vantan", "skola"], also=[("skola",), ()])
    rows, about = read_sav(data)
    named = about.variable_value_labels

    assert [named["theme"][each] for each in rows["theme"]] == ["Väntan", "Skolan"]
    assert [named["audience"][each] for each in rows["audience"]] == ["Ungdomar"] * 2
    assert rows["also_skola"].to_list() == [1, 0]
    assert named["question"][rows["question"][0]] == "Vad vill du ändra på?"
    assert any("slumpad ordning" in line for line in about.notes)


OPTIONS = tuple(Option(id=each, text=each.title()) for each in ("skola", "7+", "vet_inte"))
SINGLE = Single(id="wait", text="Hur länge?", options=OPTIONS)
SEVERAL = Multiple(id="actor", text="Vilka?", options=OPTIONS)
FACES = Faces(id="mood", text="Hur mår du?", options=OPTIONS, faces=3)
LINES = (Line(id="listened", text="De lyssnade"),)
MATRIX = Matrix(id="core", text="Hur var det?", options=OPTIONS, statements=LINES)
NUMBER = Number(id="many", text="Hur många?")


def answers() -> Microdata:
    """Three people and a question of each kind."""
    return some_answers(
        a_column("audience", ["youth"] * 3),
        a_column("age", ["13-15", "13-15", None]),
        a_column("municipality", [None] * 3),
        a_column("language", ["sv"] * 3),
        a_column("wait", ["7+", "vet_inte", None], question=SINGLE),
        a_column("actor", [("skola", "7+"), ("skola",), None], question=SEVERAL, is_several=True),
        a_column("mood", ["skola", None, None], question=FACES),
        a_column("core.listened", ["skola", "7+", "7+"], question=MATRIX, line="listened"),
        a_column("many", [3, None, 4], question=NUMBER),
    )


def test_answers_in_spss_have_codes_labels_missing_values_and_levels() -> None:
    rows, about = read_sav(answers())

    assert rows["wait"].to_list() == [2, 98, None]
    assert about.missing_ranges["wait"] == [{"lo": 98.0, "hi": 98.0}]
    assert about.variable_value_labels["wait"] == {1: "Skola", 2: "7+", 98: "Vet_Inte"}
    assert rows["actor_7"].to_list() == [1, 0, None]
    assert about.column_names_to_labels["actor_7"] == "Vilka? – 7+"
    assert about.column_names_to_labels["core.listened"] == "De lyssnade"
    assert rows["many"].to_list() == [3, None, 4]
    assert [about.variable_measure[name] for name in ("wait", "mood", "core.listened", "many")] == [
        "nominal",
        "ordinal",
        "ordinal",
        "scale",
    ]


def test_answers_in_other_files() -> None:
    target = io.BytesIO()
    delimited.answers(answers(), target)
    first, _, last = csv.DictReader(io.StringIO(target.getvalue().decode(), newline=""))
    table = read_parquet(answers())

    assert (first["actor"], first["many"], first["audience"]) == ("skola 7+", "3", "youth")
    assert (last["actor"], last["wait"]) == ("", "")
    assert table["actor"].to_list() == [["skola", "7+"], ["skola"], None]
    assert table["many"].to_list() == [3, None, 4]


def test_answers_as_json_fit_their_schema() -> None:
    target = io.BytesIO()
    documents.answers(answers(), target)
    document = json.loads(target.getvalue())
    Draft202012Validator(documents.schema("answers")).validate(document)

    assert document["rows"][1]["answers"] == {
        "wait": "vet_inte",
        "actor": ["skola"],
        "core.listened": "7+",
    }
    assert [each["id"] for each in document["variables"]] == [
        "wait",
        "actor",
        "mood",
        "core.listened",
        "many",
    ]


def test_people_of_whom_nothing_was_asked_are_rows_all_the_same() -> None:
    about = [a_column(name, ["x"] * 3) for name in ("audience", "age", "municipality", "language")]
    for write in (documents.answers, delimited.answers, frames.write):
        target = io.BytesIO()
        write(some_answers(*about), target)

        assert target.getvalue()
    assert read_sav(some_answers(*about))[0].height == 3


@pytest.mark.parametrize("name", documents.SCHEMAS)
def test_the_schemas_in_the_docs_are_those_of_the_code(name: str) -> None:
    kept = Path(__file__).parents[2] / "docs" / "schemas" / f"{name}.schema.json"

    assert json.loads(kept.read_text("utf-8")) == documents.schema(name)


def test_names_that_spss_does_not_take_are_changed_and_stay_apart() -> None:
    asked = ("to", "7-9", "a-b", "a+b", "å" * 70)
    columns = [
        a_column(name, ["skola"], question=Single(id="x", text=name, options=OPTIONS))
        for name in asked
    ]
    rows, about = read_sav(some_answers(*columns))

    assert rows.columns[:4] == ["q_to", "q_7_9", "a_b", "a_b_2"]
    assert len(set(rows.columns)) == len(asked)
    assert list(about.column_names_to_labels.values())[:4] == list(asked[:4])


def test_a_workbook_has_the_rows_as_texts() -> None:
    target = io.BytesIO()
    workbooks.statements(some_statements("=1+1", "två"), target)
    rows = fastexcel.read_excel(target.getvalue()).load_sheet("Utsagor").to_polars()

    assert rows["Text"].to_list() == ["=1+1", "två"]
    assert rows["Målgrupp"].to_list() == ["Ungdomar"] * 2


def test_a_workbook_that_cannot_hold_the_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST", 1)
    target = io.BytesIO()

    with pytest.raises(BadInputError, match="another format"):
        workbooks.statements(some_statements("ett", "två"), target)
    assert target.getvalue() == b""
