"""Rows as the guard gives them, for tests of the files they become."""

import tempfile
from array import array
from collections.abc import Sequence
from datetime import date
from typing import cast
from uuid import UUID

import polars as pl
import pyreadstat

from lyhord.disclosing import Column, Microdata, NamedTheme, Value
from lyhord.disclosing.columns import Texts
from lyhord.storage.runs import ThemeNotes

ROUND = UUID("9f3c1d1e-0000-4000-8000-000000000001")
QUESTIONS = {"wish": "Vad vill du ändra på?", "missing": "Vad saknas?"}
THEMES = (
    NamedTheme(theme_id="vantan", name="Väntan", definition="Att det tar tid."),
    NamedTheme(
        theme_id="skola",
        name="Skolan",
        definition="",
        notes=ThemeNotes(need="Som ung behöver jag någon att prata med", stages=("hitta",)),
    ),
)


def a_column(name: str, cells: Sequence[Value], **changes: object) -> Column:
    """A column of these cells."""
    values = list(dict.fromkeys(cells))
    places = array("I", [values.index(cell) for cell in cells])
    return Column(name=name, values=values, places=places, **changes)  # type: ignore[arg-type]


def some_statements(
    *texts: str, is_research: bool = False, **columns: Sequence[Value]
) -> Microdata:
    """A statement a text; cells of columns that are not named are plain."""
    laid = Texts()
    laid.add(texts)
    usual: dict[str, Sequence[Value]] = {
        "question": ["wish"] * len(texts),
        "theme": ["vantan"] * len(texts),
        "second": [None] * len(texts),
        "third": [None] * len(texts),
        "also": [()] * len(texts),
        "audience": ["youth"] * len(texts),
        "age": [None] * len(texts),
        "municipality": ["gnesta"] * len(texts),
        "language": ["sv"] * len(texts),
    }
    if is_research:
        usual["person"] = range(1, len(texts) + 1)
    cells = usual | columns
    return Microdata(
        round_id=ROUND,
        round_name="Hösten 2026",
        purpose="att räkna ord",
        is_research=is_research,
        k=10,
        columns=[a_column(name, each, is_several=name == "also") for name, each in cells.items()],
        questions=QUESTIONS,
        places={"gnesta": "Gnesta"},
        texts=laid,
        themes=THEMES,
        method="lyhord 1.0",
        analysed_on=date(2026, 11, 22),
        mark=(0, 0),
    )


def opened_sav(content: bytes) -> tuple[pl.DataFrame, pyreadstat.metadata_container]:
    """An SPSS file as another program reads it, with what counts as missing."""
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:
        file.write(content)
        file.flush()
        rows, about = pyreadstat.read_sav(file.name, output_format="polars", user_missing=True)
    return cast("pl.DataFrame", rows), about


def some_answers(*columns: Column) -> Microdata:
    """A row for each cell of these columns."""
    return Microdata(
        round_id=ROUND,
        round_name="Hösten 2026",
        purpose="att räkna ord",
        is_research=True,
        k=10,
        columns=columns,
        questions={},
        mark=(0, 0),
    )
