"""Cells of text files: none begins like a formula, and each comes back as it was."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lyhord.exports.csv import PLAIN, written
from lyhord.exports.plain import as_text, from_text
from lyhord.exports.table import Column, Table

DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff@x",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "|calc",
    "−1",
]
SPACE = re.compile(r"^[\s\u00a0\u200b-\u200d\u2060\ufeff]+")


@pytest.mark.parametrize("cell", DANGEROUS)
def test_what_begins_like_a_formula_is_marked_as_text(cell: str) -> None:
    assert as_text(cell)[0] == "'"
    assert as_text(cell)[1:].replace("'", "") == cell


@pytest.mark.parametrize("cell", ["bra; =1+1", "rad ett\n=1+1", "a\t@b", "a;\u00a0+1"])
def test_what_another_program_would_take_for_the_next_cell_is_marked_too(cell: str) -> None:
    pieces = re.split(r"[\n\t;]", as_text(cell))

    assert pieces[1].startswith("'")


@pytest.mark.parametrize(
    "cell", ["", "skolan", "3-4 gånger", "a=b", "hej; du", "it's", "å ena sidan"]
)
def test_other_cells_are_left_alone(cell: str) -> None:
    assert as_text(cell) == cell


@given(st.text(alphabet=" '=+-@;\n\t\r\u00a0＝ab", max_size=12) | st.text(max_size=30))
def test_taking_the_mark_away_gives_every_cell_back(cell: str) -> None:
    assert from_text(as_text(cell)) == cell


@given(st.lists(st.sampled_from(DANGEROUS) | st.text(max_size=20), min_size=2, max_size=2))
def test_a_table_of_hostile_texts_comes_back_from_the_file(cells: list[str]) -> None:
    cells = [cell.replace("\x00", "") for cell in cells]
    table = Table(title="t", columns=(Column(heading=cells[0]),), rows=((cells[1],), (7,)))
    content = written(table).decode(PLAIN.encoding)
    heading, row, number = csv.reader(io.StringIO(content, newline=""), strict=True)

    assert [from_text(heading[0]), from_text(row[0]), number] == [*cells, ["7"]]
    assert not [
        cell
        for cell in (heading[0], row[0])
        if SPACE.sub("", cell)[:1] in set("=+-@＝＋－＠|") and SPACE.sub("", cell)
    ]
