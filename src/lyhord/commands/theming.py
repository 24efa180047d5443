"""`lyhord themes FILE`: themes in a file of one's own, without any database."""

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import structs
from rich.console import Console

from lyhord.commands.bars import bar
from lyhord.commands.context import Command, is_terminal, json_option, say
from lyhord.theming.asking import Request, Task, read
from lyhord.theming.comparisons import Compared, compared, tested
from lyhord.theming.finding import agreeing, found, helped, kept, placed
from lyhord.theming.guides import NONE
from lyhord.theming.outcome import write
from lyhord.theming.report import wording
from lyhord.theming.results import Outcome
from lyhord.theming.suggestions import LABELS, SEEDS, suggest
from lyhord.theming.telling import sentences
from lyhord_themes.guiding import CAUTION

STEPS = {
    "words": "lyhord: reading words",
    "codebook": "lyhord: comparing with the codebook",
    "groups": "lyhord: looking for groups",
    "placing": "lyhord: placing the texts",
    "terms": "lyhord: choosing words and quotes",
}
AGAIN = dict.fromkeys(STEPS, "lyhord: trying other seeds")
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
@click.option(
    "--question",
    "question_column",
    metavar="COLUMN",
    help="Column of what was asked; worked, missing, wish and earlier tell praise from lack.",
)
@click.option("--group", "group_column", metavar="COLUMN", help="Column to compare by.")
@click.option("--time", "time_column", metavar="COLUMN", help="Column of dates, weeks or rounds.")
@click.option(
    "--respondent", "person_column", metavar="COLUMN", help="Column that tells who wrote a text."
)
@click.option(
    "--codebook",
    metavar="FILE|none",
    help="Themes to look for, or none: by likeness alone [built in for sv].",
)
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
@click.option(
    "--language", metavar="auto|CODE", help="Of all texts [sv, others apart; or what most are in]."
)
@click.option(
    "--stop-words", metavar="FILE", type=click.Path(path_type=Path), help="Words that mark nothing."
)
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Of chance: the same gives the same bytes.",
)
@click.option("--fast", is_flag=True, help="For very many texts: quicker, a little coarser.")
@click.option(
    "--encoder", metavar="FOLDER", type=click.Path(path_type=Path), help="Sentence vectors (ONNX)."
)
@click.option("--scheduler", metavar="ADDRESS", help="Dask workers that help: tcp://host:8786.")
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
@click.pass_context
def themes(context: click.Context, **_: object) -> None:
    """Find the themes in FILE and write them to a folder.

    FILE is CSV, XLSX or JSONL, also gzipped. Written are assignments.csv (a line per row),
    themes.json, codebook.toml (to edit and give back), report.html (to read and print) and map.svg;
    with --suggest also labels.jsonl and seeds.json. Files of an earlier run are replaced.

    Answers in Swedish are read with the built-in codebook, others grouped by likeness. Without
    --fast, and up to 4,000 different texts, other seeds are tried too and their agreement told.
    """
    _require_one_wish(context)
    request = Request(**context.params)
    with _step("reading"):
        task = read(request)
    outcome = _analysed(request, task)
    with _step("writing"):
        files = write(outcome, request.out)
    _tell(outcome, files, as_json=request.as_json)


def _analysed(request: Request, task: Task) -> Outcome:
    source = task.source
    with helped(request.scheduler), bar("lyhord: finding themes", STEPS) as tell:
        asked = {"groups": task.groups, "questions": source.questions or None}
        result = (
            placed(source.texts, request.model, encoder=request.encoder, **asked)
            if request.model
            else found(source.texts, task.wish, progress=tell, **asked)
        )
        if request.save_model:
            kept(result, request.save_model)
    with helped(request.scheduler), bar("lyhord: trying other seeds", AGAIN) as tell:
        seeds = agreeing(result, source.texts, tell)
    with _step("comparing"):
        return Outcome(
            findings=result.findings,
            codebook=result.codebook,
            source=structs.replace(
                source, remarks=(*source.remarks, *result.remarks), misread=result.misread
            ),
            compared=compared(result.findings, task.columns),
            model=result.model,
            refit=result.refit,
            seeds=seeds,
            suggestions=suggest(result.finder, source.texts) if request.suggesting else None,
        )


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


@contextmanager
def _step(what: str) -> Generator[None]:
    if not is_terminal():
        yield
        return
    with Console(stderr=True).status(f"lyhord: {what} …"):
        yield


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
        "seed_agreement": outcome.seeds,
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
            *_sure(outcome),
            *_suggested(outcome),
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


def _sure(outcome: Outcome) -> Iterator[str]:
    if outcome.seeds:
        n = len(outcome.seeds.seeds)
        yield f"seeds: {n} fits agree by {outcome.seeds.ari:.2f} (ARI: 1 is the same, 0 is chance)"


def _suggested(outcome: Outcome) -> Iterator[str]:
    suggestions = outcome.suggestions
    if suggestions is None:
        return
    names = {theme.id: theme.name for theme in outcome.findings.themes}
    if suggestions.labels:
        n = _counted(len(suggestions.labels), "answer")
        yield f"next: fill in themes for {n} in {LABELS}, and give it as --examples"
    if suggestions.seeds:
        yield f"next: words that codebook.toml may lack ({SEEDS}):"
    for theme, seeds in suggestions.seeds.items():
        yield f"  {names.get(theme, theme)}: {', '.join(seed.word for seed in seeds)}"
    if not (suggestions.labels or suggestions.seeds):
        yield "next: nothing to suggest"
