"""`lyhord themes FILE`: themes in a file of one's own, without any database."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console

from lyhord.commands.context import Command, is_terminal, json_option, say
from lyhord.errors import BadInputError
from lyhord.instruments.shelf import surveys_folder
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
    with _step("reading"):
        table = read_table(file)
        source = _source(file, table, text_column, group_column)
        book = _codebook(codebook, k=k, language=language)
        finder = ThemeFinder(
            book, k, language, seed, fast=fast, examples=_examples(examples) if examples else None
        )
        require_writable(out)
    with _step("finding themes"):
        findings = _findings(finder, source)
    with _step("writing"):
        files = write(Outcome(findings=findings, codebook=book, source=source), out)
    _tell(findings, source, files, as_json=as_json)


@contextmanager
def _step(what: str) -> Generator[None]:
    if not is_terminal():
        yield
        return
    with Console(stderr=True).status(f"lyhord: {what} …"):
        yield


def _source(file: Path, table: Table, text: str | None, group: str | None) -> Source:
    return Source(
        name=file.name,
        texts=table.text_column(text),
        groups=table.column(group) if group else (),
        group_column=group or "",
        remarks=table.remarks,
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


def _findings(finder: ThemeFinder, source: Source) -> Findings:
    try:
        groups = [group.strip() or None for group in source.groups] or None
        return finder.fit(source.texts, groups=groups).findings_
    except ThemesError as error:
        raise BadInputError("; ".join(str(error).splitlines())) from error


def _tell(findings: Findings, source: Source, files: tuple[Path, ...], *, as_json: bool) -> None:
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
            *(str(path) for path in files),
        ]
    )
    say(summary, as_json=as_json, text=text)
