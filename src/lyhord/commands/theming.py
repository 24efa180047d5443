"""`lyhord themes FILE`: themes in a file of one's own, without any database."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import structs
from rich.console import Console

from lyhord.commands.bars import bar
from lyhord.commands.context import Command, is_terminal, json_option, say
from lyhord.theming.comparisons import Columns, Compared, compared, tested
from lyhord.theming.finding import (
    Found,
    Wish,
    found,
    kept,
    language_of,
    placed,
    primary,
)
from lyhord.theming.guides import NONE, codebook_of, labelled, words_of
from lyhord.theming.outcome import (
    FILES,
    Outcome,
    require_apart,
    require_place,
    require_writable,
    write,
)
from lyhord.theming.report import Source, wording
from lyhord.theming.suggestions import LABELS, SEEDS, suggest
from lyhord.theming.tables import Table, read_table
from lyhord.theming.telling import sentences
from lyhord_themes.guiding import CAUTION
from lyhord_themes.valence import with_valence

STEPS = {
    "words": "lyhord: reading words",
    "codebook": "lyhord: comparing with the codebook",
    "groups": "lyhord: looking for groups",
    "placing": "lyhord: placing the texts",
    "terms": "lyhord: choosing words and quotes",
}
READ = ("file", "codebook", "background", "examples", "stop_words", "model", "refit_from")
FITTING = {
    "background": "--background",
    "caution": "--caution",
    "codebook": "--codebook",
    "examples": "--examples",
    "fast": "--fast",
    "k": "--themes",
    "language": "--language",
    "refit_from": "--refit-from",
    "save_model": "--save-model",
    "seed": "--seed",
    "stop_words": "--stop-words",
}


@click.command("themes", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--text", "text_column", metavar="COLUMN", help="Column of texts [the only, or text]."
)
@click.option("--question", "question_column", metavar="COLUMN", help="Column of what was asked.")
@click.option("--group", "group_column", metavar="COLUMN", help="Column to compare by.")
@click.option("--time", "time_column", metavar="COLUMN", help="Column of dates, weeks or rounds.")
@click.option(
    "--respondent", "person_column", metavar="COLUMN", help="Column that tells who wrote a text."
)
@click.option("--codebook", metavar="FILE|none", help="Themes to look for [built in for sv].")
@click.option("--background", metavar="FILE|none", help="A richer codebook that helps [the same].")
@click.option(
    "--caution",
    type=click.FloatRange(0, 1),
    default=CAUTION,
    show_default=True,
    help="More leaves more answers unclear, 0 to 1.",
)
@click.option("--examples", type=click.Path(path_type=Path), help="Labelled texts: text, theme.")
@click.option("--themes", "k", type=click.IntRange(min=1), metavar="K", help="Exactly K themes.")
@click.option("--language", metavar="auto|CODE", help="Of the texts [sv, clear others apart].")
@click.option("--stop-words", type=click.Path(path_type=Path), help="Words that make no theme.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True)
@click.option("--fast", is_flag=True, help="For very many texts: quicker, a little coarser.")
@click.option(
    "--encoder", metavar="FOLDER", type=click.Path(path_type=Path), help="Sentence vectors."
)
@click.option(
    "--save-model", metavar="FILE", type=click.Path(path_type=Path), help="For later texts."
)
@click.option(
    "--model", metavar="FILE", type=click.Path(path_type=Path), help="Place by an earlier fit."
)
@click.option(
    "--refit-from",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Fit anew; themes keep the ids that they had in this model.",
)
@click.option(
    "--suggest", "suggesting", is_flag=True, help="Also write answers to label and words to add."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the files.")
@json_option
def themes(
    *,
    file: Path,
    text_column: str | None,
    question_column: str | None,
    group_column: str | None,
    time_column: str | None,
    person_column: str | None,
    codebook: str | None,
    background: str | None,
    caution: float,
    examples: Path | None,
    k: int | None,
    language: str | None,
    stop_words: Path | None,
    seed: int,
    fast: bool,
    encoder: Path | None,
    save_model: Path | None,
    model: Path | None,
    refit_from: Path | None,
    suggesting: bool,
    out: Path,
    as_json: bool,
) -> None:
    """Find the themes in FILE (CSV, XLSX or JSONL) and write them to a folder.

    Writes assignments.csv, themes.json, codebook.toml (to edit and give back) and report.html.
    """
    _require_one_wish(click.get_current_context())
    _require_apart(click.get_current_context().params)
    with _step("reading"):
        table = read_table(file)
        columns = _columns(table, group_column, time_column, person_column)
        asked = table.column(question_column) if question_column else None
        source = _source(file, table, text_column)
        language = primary(language)
        own = codebook_of(codebook, k=k, language="") if codebook else None
        spoken = language_of(source.texts, language, own)
        wish = Wish(
            codebook=own or codebook_of(codebook, k=k, language=spoken),
            background=codebook_of(background, k=None, language=spoken),
            caution=caution,
            k=k,
            language=language,
            seed=seed,
            fast=fast,
            examples=labelled(examples) if examples else None,
            stop_words=tuple(words_of(stop_words)) if stop_words else (),
            encoder=encoder,
            earlier=refit_from,
        )
        require_writable(out)
        if save_model:
            require_place(save_model)
    with bar("lyhord: finding themes", STEPS) as tell:
        groups = [group.strip() or None for group in columns.groups] or None
        result = (
            placed(source.texts, model, encoder=encoder, groups=groups)
            if model
            else found(source.texts, wish, groups=groups, progress=tell)
        )
        if save_model:
            kept(result, save_model)
    with _step("comparing"):
        outcome = _outcome(result, source, columns, asked)
    with _step("writing"):
        files = write(outcome, out)
        if suggesting:
            files = (*files, *suggest(result.finder, source.texts, out))
    _tell(outcome, files, as_json=as_json)


def _require_one_wish(asked: click.Context) -> None:
    given = {
        name
        for name in asked.params
        if asked.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT
    }
    if "k" in given and asked.params["codebook"] not in {None, NONE}:
        raise click.UsageError("--themes is for finding themes without a codebook: leave one out")
    if {"k", "examples"} <= given:
        raise click.UsageError("--themes finds themes without labels: leave out --examples")
    if "person_column" in given and not {"group_column", "time_column"} & given:
        raise click.UsageError("--respondent is for comparing: give --group or --time too")
    idle = sorted(FITTING[name] for name in given & FITTING.keys())
    if "model" in given and idle:
        raise click.UsageError(
            f"--model places texts by an earlier fit: leave out {', '.join(idle)}"
        )


def _require_apart(asked: Mapping[str, object]) -> None:
    """Refuse to write over a file that is read: `codebook` and `background` come as texts."""
    given = {name: str(value) for name, value in asked.items() if value is not None}
    out = Path(given["out"])
    names = (*FILES, *((LABELS, SEEDS) if asked["suggesting"] else ()))
    written = [out / name for name in names]
    if "save_model" in given:
        written.append(Path(given["save_model"]))
    require_apart((Path(given[name]) for name in READ if given.get(name, NONE) != NONE), written)


def _outcome(
    result: Found, source: Source, columns: Columns, asked: Sequence[str] | None
) -> Outcome:
    return Outcome(
        findings=with_valence(result.findings, source.texts, asked),
        codebook=result.codebook,
        source=structs.replace(
            source, remarks=(*source.remarks, *result.remarks), misread=result.misread
        ),
        compared=compared(result.findings, columns),
        model=result.model,
        refit=result.refit,
    )


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


def _tell(outcome: Outcome, files: tuple[Path, ...], *, as_json: bool) -> None:
    findings, source = outcome.findings, outcome.source
    for remark in source.remarks:
        click.echo(f"lyhord: {source.name}: {remark}", err=True)
    unclear = sum(assignment.theme == "unclear" for assignment in findings.assignments)
    words = wording("en")
    told = sentences(findings, words, language="en", model=outcome.model, refit=outcome.refit)
    summary = {
        "texts": len(findings.assignments),
        "k": findings.k,
        "coverage": findings.coverage,
        "unclear": unclear,
        "notes": findings.notes,
        "languages": {spoken.language: spoken.n for spoken in findings.languages},
        "remarks": source.remarks,
        "files": [str(path) for path in files],
    }
    text = "\n".join(
        [
            (
                f"{_counted(len(findings.assignments), 'text')}, {_counted(findings.k, 'theme')}, "
                f"coverage {findings.coverage:.0%}, {unclear} unclear"
            ),
            *(f"note: {sentence}" for sentence in told),
            *_compared(outcome.compared, words),
            *(str(path) for path in files),
        ]
    )
    say(summary, as_json=as_json, text=text)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _compared(found: Compared, sentences: Mapping[str, str]) -> Iterator[str]:
    if found.comparison:
        n, clear = tested(found.comparison)
        notes = (sentences[note] for note in found.comparison.notes)
        yield f"groups: {next(notes, f'{clear} of {n} differences are more than chance')}"
    if found.trends:
        told = [trend.is_clear for trend in found.trends.themes if trend.p is not None]
        yield f"over time: {sum(told)} of {len(told)} themes change by more than chance"
