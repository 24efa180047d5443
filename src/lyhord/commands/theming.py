"""`lyhord themes FILE`: themes in a file of one's own, without any database."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from lyhord.commands.context import Command, is_terminal, json_option, say
from lyhord.errors import BadInputError
from lyhord.instruments.shelf import surveys_folder
from lyhord.theming.comparisons import Columns, Compared, compared, tested
from lyhord.theming.outcome import Outcome, require_writable, write
from lyhord.theming.report import Source, wording
from lyhord.theming.tables import Table, read_table
from lyhord_themes import Codebook, Findings, ThemeFinder, ThemesError, read_codebook

NONE = "none"


@click.command("themes", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--text", "text_column", metavar="COLUMN", help="Column of texts [the only, or text]."
)
@click.option("--group", "group_column", metavar="COLUMN", help="Column to compare by.")
@click.option("--time", "time_column", metavar="COLUMN", help="Column of dates, weeks or rounds.")
@click.option(
    "--respondent", "person_column", metavar="COLUMN", help="Column that tells who wrote a text."
)
@click.option("--codebook", metavar="FILE|none", help="Themes to look for [built in for sv].")
@click.option("--examples", type=click.Path(path_type=Path), help="Labelled texts: text, theme.")
@click.option("--themes", "k", type=click.IntRange(min=1), metavar="K", help="Exactly K themes.")
@click.option("--language", default="sv", show_default=True)
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True)
@click.option("--fast", is_flag=True, help="For very many texts: quicker, a little coarser.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@json_option
def themes(
    *,
    file: Path,
    text_column: str | None,
    group_column: str | None,
    time_column: str | None,
    person_column: str | None,
    codebook: str | None,
    examples: Path | None,
    k: int | None,
    language: str,
    seed: int,
    fast: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Find the themes in FILE (CSV, XLSX or JSONL) and write them to a folder.

    Writes assignments.csv, themes.json, codebook.toml (to edit and give back) and report.html.
    """
    if k is not None and codebook not in {None, NONE}:
        raise click.UsageError("--themes is for finding themes without a codebook: leave one out")
    if person_column is not None and group_column is None and time_column is None:
        raise click.UsageError("--respondent is for comparing: give --group or --time too")
    with _step("reading"):
        table = read_table(file)
        columns = _columns(table, group_column, time_column, person_column)
        source = _source(file, table, text_column)
        book = _codebook(codebook, k=k, language=language)
        finder = ThemeFinder(
            book, k, language, seed, fast=fast, examples=_examples(examples) if examples else None
        )
        require_writable(out)
    with _step("finding themes"):
        findings = _findings(finder, source, columns)
    with _step("comparing"):
        outcome = Outcome(
            findings=findings, codebook=book, source=source, compared=compared(findings, columns)
        )
    with _step("writing"):
        files = write(outcome, out)
    _tell(outcome, files, as_json=as_json)


@contextmanager
def _step(what: str) -> Generator[None]:
    if not is_terminal():
        yield
        return
    with Console(stderr=True).status(f"lyhord: {what} …"):
        yield


def _source(file: Path, table: Table, text: str | None) -> Source:
    return Source(name=file.name, texts=table.text_column(text), remarks=table.remarks)


def _columns(table: Table, group: str | None, time: str | None, person: str | None) -> Columns:
    return Columns(
        groups=table.column(group) if group else (),
        times=table.column(time) if time else (),
        respondents=table.column(person) if person else (),
    )


def _codebook(given: str | None, *, k: int | None, language: str) -> Codebook | None:
    if given == NONE:
        return None
    path = Path(given) if given else _built_in(language)
    if path is None or (given is None and k is not None):
        return None
    try:
        return read_codebook(path)
    except ThemesError as error:
        raise BadInputError("; ".join(str(error).splitlines())) from error


def _built_in(language: str) -> Path | None:
    return surveys_folder(None) / "codebook" / "sv.toml" if language == "sv" else None


def _examples(path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    table = read_table(path)
    return (table.column("text"), table.column("theme"))


def _findings(finder: ThemeFinder, source: Source, columns: Columns) -> Findings:
    try:
        groups = [group.strip() or None for group in columns.groups] or None
        return finder.fit(source.texts, groups=groups).findings_
    except ThemesError as error:
        raise BadInputError("; ".join(str(error).splitlines())) from error


def _tell(outcome: Outcome, files: tuple[Path, ...], *, as_json: bool) -> None:
    findings, source = outcome.findings, outcome.source
    for remark in source.remarks:
        click.echo(f"lyhord: {source.name}: {remark}", err=True)
    unclear = sum(assignment.theme == "unclear" for assignment in findings.assignments)
    sentences = wording("en")
    summary = {
        "texts": len(findings.assignments),
        "k": findings.k,
        "coverage": findings.coverage,
        "unclear": unclear,
        "notes": findings.notes,
        "remarks": source.remarks,
        "files": [str(path) for path in files],
    }
    text = "\n".join(
        [
            (
                f"{len(findings.assignments)} texts, {findings.k} themes, "
                f"coverage {findings.coverage:.0%}, {unclear} unclear"
            ),
            *(f"note: {sentences[f'note_{note}']}" for note in findings.notes),
            *_compared(outcome.compared, sentences),
            *(str(path) for path in files),
        ]
    )
    say(summary, as_json=as_json, text=text)


def _compared(found: Compared, sentences: Mapping[str, str]) -> Iterator[str]:
    if found.comparison:
        n, clear, _ = tested(found.comparison)
        notes = (sentences[note] for note in found.comparison.notes)
        yield f"groups: {next(notes, f'{clear} of {n} differences are more than chance')}"
    if found.trends:
        clear = sum(trend.is_clear for trend in found.trends.themes)
        yield f"over time: {clear} of {len(found.trends.themes)} themes change by more than chance"
