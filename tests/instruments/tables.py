"""The tables of docs/instruments.md, written from the survey files.

`python -m tests.instruments.tables` prints them, to be put into the guide.
"""

from pathlib import Path

from lyhord.instruments.definition import AnyQuestion, Instrument, Matrix, Multiple
from lyhord.instruments.reading import read_library
from lyhord.instruments.wording import options_of

ROOT = Path(__file__).parents[2]
NAMES = (
    "youth",
    "child",
    "guardian",
    "professional",
    "event-feedback",
    "event-feedback-staff",
    "mapping",
    "follow-up",
)


def table(instrument: Instrument) -> str:
    """Write the table of one instrument: every question with its kind and its options."""
    rows = [_row(question) for question in instrument.questions]
    return "\n".join(["| Question | Kind | Options |", "|---|---|---|", *rows])


def tables() -> dict[str, str]:
    """Write the tables of the shipped instruments."""
    publications = read_library(ROOT / "surveys").publications
    return {name: table(publications[name].instrument) for name in NAMES}


def _row(question: AnyQuestion) -> str:
    kind = f"`{question.__struct_config__.tag}`"
    if isinstance(question, Multiple) and question.max is not None:
        kind += f", at most {question.max}"
    ids = " ".join(f"`{one.id}`{'*' if one.exclusive else ''}" for one in options_of(question))
    if isinstance(question, Matrix):
        lines = " ".join(
            f"`{line.id}`{' (reverse)' if line.reverse else ''}" for line in question.statements
        )
        ids = f"{ids}<br>statements: {lines}"
    return f"| `{question.id}` | {kind} | {ids or '–'} |"


if __name__ == "__main__":
    for name, written in tables().items():
        print(f"### `{name}`\n\n{written}\n")  # noqa: T201 - this is what it is for
