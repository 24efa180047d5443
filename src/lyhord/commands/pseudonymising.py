"""`lyhord pseudonymise FILE`: placeholders in a file of one's own, without any database."""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import msgspec
from msgspec import Struct
from rich.console import Console
from rich.progress import track

from lyhord.commands.context import Command, is_terminal, json_option, say
from lyhord.errors import BadInputError
from lyhord.privacy.pseudonyms import Pseudonymised, pseudonymise
from lyhord.privacy.warnings import Warnings, warning_signs
from lyhord.settings import from_environment
from lyhord.tables.reading import LINES, SHEETS, Table, read_objects, read_table
from lyhord.theming.files import require_place

ADDED = ("spans", "warning")
EVIDENCE = ("evidence", "signs")
SEPARATED = (".csv", ".txt", ".tsv")


@click.command("pseudonymise", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--text", "text_column", metavar="COLUMN", help="Column of texts [the only, or text]."
)
@click.option("--evidence", is_flag=True, help="Add what each span and the level rest on.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="CSV or JSONL file.")
@json_option
def pseudonymise_file(
    file: Path, text_column: str | None, *, evidence: bool, out: Path, as_json: bool
) -> None:
    """Replace what says who somebody is in FILE (CSV, XLSX or JSONL) by placeholders.

    The other columns are kept. `spans` [[start, end, kind]] counts code points of the original;
    `warning` is a level of warning sign or empty. OUT is JSONL or CSV by its ending.
    """
    _require_other(file, out)
    table = read_table(file)
    column = table.text_name(text_column)
    texts = table.column(column)
    require_place(out)
    done = tuple(pseudonymise(text) for text in _watched(texts))
    work = Work(
        table=table,
        column=column,
        done=done,
        added=tuple(_added(text, each) for text, each in zip(texts, done, strict=True)),
        names=(*ADDED, *EVIDENCE) if evidence else ADDED,
    )
    objects = read_objects(file)
    if out.suffix.lower() in LINES or (objects and out.suffix.lower() not in SEPARATED):
        _write(out, _as_lines(work, objects or tuple(_named(table))))
    else:
        _write(out, _as_csv(work))
    _tell(work, file, out, as_json=as_json)


class Work(Struct, frozen=True, kw_only=True):
    """What was read, and what came of it row by row; `names` are those of the added columns."""

    table: Table
    column: str
    done: tuple[Pseudonymised, ...]
    added: tuple[dict[str, object], ...]
    names: tuple[str, ...]


def warnings_of(text: str) -> Warnings:
    """The warning signs in an original text, by our rules and those of the settings."""
    rules = from_environment(os.environ).warning_rules
    return warning_signs(text, additional=rules)


def _require_other(file: Path, out: Path) -> None:
    """Refuse to write over what is read, by whatever name or link."""
    if out.exists() and file.exists() and out.samefile(file):
        raise BadInputError(f"{out}: this is the file that is read; name another one")
    if out.suffix.lower() in SHEETS:
        raise click.BadParameter(f"{out.name}: what is written is CSV or JSONL, no spreadsheet")


def _watched(texts: Sequence[str]) -> Iterator[str]:
    """The texts, with a bar on a terminal."""
    console = Console(stderr=True)
    yield from track(texts, "lyhord: pseudonymising", console=console, disable=not is_terminal())


def _added(text: str, done: Pseudonymised) -> dict[str, object]:
    found = warnings_of(text)
    return {
        "spans": [span[:3] for span in done.spans],
        "warning": found.level,
        "evidence": [span.evidence for span in done.spans],
        # places in the original, not its words: they may say who somebody is
        "signs": [(hit.start, hit.end, hit.rule) for hit in found.hits],
    }


def _as_lines(work: Work, objects: Sequence[dict[str, object]]) -> str:
    """One object a line; what was JSONL keeps its numbers, lists and missing keys."""
    lines = (
        {**old, work.column: new.text, **{name: more[name] for name in work.names}}
        for old, new, more in zip(objects, work.done, work.added, strict=True)
    )
    return "".join(f"{msgspec.json.encode(line).decode()}\n" for line in lines)


def _named(table: Table) -> Iterator[dict[str, object]]:
    if len(set(table.columns)) < len(table.columns):
        raise BadInputError("several columns have the same name; rename all but one")
    for row in table.rows:
        yield dict(zip(table.columns, row, strict=True))


def _as_csv(work: Work) -> str:
    """Rows under the old columns and the added ones, which take the place of their namesakes."""
    columns = work.table.columns
    kept = [place for place, name in enumerate(columns) if name not in work.names]
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([*(columns[place] for place in kept), *work.names])
    for row, new, more in zip(work.table.rows, work.done, work.added, strict=True):
        cells = (new.text if columns[place] == work.column else row[place] for place in kept)
        writer.writerow([*cells, *(_cell(more[name]) for name in work.names)])
    return file.getvalue()


def _cell(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return msgspec.json.encode(value).decode()


def _write(out: Path, content: str) -> None:
    try:
        out.write_text(content, encoding="utf-8", newline="", errors="replace")
    except OSError as error:
        raise BadInputError(f"{out}: {error.strerror or error}") from error


def _tell(work: Work, file: Path, out: Path, *, as_json: bool) -> None:
    table, done = work.table, work.done
    replaced = [name for name in work.names if name in table.columns]
    remarks = (*table.remarks, *(f"its own column {name!r} is replaced" for name in replaced))
    for remark in remarks:
        click.echo(f"lyhord: {file.name}: {remark}", err=True)
    kinds = Counter(span.kind for each in done for span in each.spans)
    touched = sum(bool(each.spans) for each in done)
    found = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())) or "nothing"
    text = f"{len(done)} texts, {touched} with placeholders: {found}\n{out}"
    summary = {
        "texts": len(done), "touched": touched, "kinds": dict(sorted(kinds.items())),
        "remarks": remarks, "out": str(out),
    }  # fmt: skip
    say(summary, as_json=as_json, text=text)
