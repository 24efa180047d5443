"""The files that an analysis leaves behind: assignments, themes, codebook and report."""

import csv
import io
from pathlib import Path

import msgspec

from lyhord.theming.files import put
from lyhord.theming.report import map_svg, report
from lyhord.theming.results import Outcome
from lyhord.theming.suggestions import LABELS, SEEDS, labels_jsonl, seeds_json
from lyhord_themes import Codebook, CodebookTheme, Findings, Theme, codebook_toml

FILES = ("assignments.csv", "themes.json", "codebook.toml", "report.html", "map.svg")
MOST_SEEDS = 10
HIDDEN = frozenset({"assignments", "notes"})


def write(outcome: Outcome, folder: Path) -> tuple[Path, ...]:
    """Write the files, or raise `BadInputError` if the folder cannot take them.

    Where there is no map, an earlier one is taken away: it would be another result's.
    """
    contents = (
        assignments_csv(outcome.findings),
        themes_json(outcome),
        codebook_toml(next_codebook(outcome.findings, outcome.codebook)),
        report(outcome),
        map_svg(outcome.findings),
    )
    more: dict[str, str | None] = {}
    if outcome.suggestions:
        texts = outcome.source.texts
        more = {
            LABELS: labels_jsonl(outcome.suggestions, texts),
            SEEDS: seeds_json(outcome.suggestions),
        }
    return put(folder, dict(zip(FILES, contents, strict=True)) | more)


def assignments_csv(findings: Findings) -> str:
    """One line per row of the file: ids and numbers only, so nothing can act as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(("row", "theme", "strength", "second", "third", "also", "valence"))
    for row, a in enumerate(findings.assignments):
        also = " ".join(f"{other.theme}:{other.strength}" for other in a.also)
        writer.writerow((row, a.theme, a.strength, a.second or "", a.third or "", also, a.valence))
    return buffer.getvalue()


def themes_json(outcome: Outcome) -> str:
    """Give the themes with the keys of the contract; the remainder shows in `coverage`.

    What there is of `decided`, `seed_agreement`, `keywords`, `map`, `languages`, `notes`,
    `comparison`, `trends`, `model` and `refit` follows.
    """
    findings = outcome.findings
    summary = {
        key: value for key, value in msgspec.to_builtins(findings).items() if key not in HIDDEN
    }
    summary["themes"] = [_plain(theme) for theme in findings.themes if theme.source != "remainder"]
    layout = findings.layout
    summary.pop("layout")
    more = {
        "decided": summary.pop("decided"),
        "seed_agreement": msgspec.to_builtins(outcome.seeds),
        "keywords": summary.pop("keywords"),
        "map": msgspec.to_builtins(layout.spots) if layout else (),
        "languages": summary.pop("languages"),
        "limits": findings.notes,
        "notes": outcome.source.remarks,
        **msgspec.to_builtins(outcome.compared),
        "model": msgspec.to_builtins(outcome.model),
        "refit": msgspec.to_builtins(outcome.refit),
    }
    summary |= {key: value for key, value in more.items() if value}
    return msgspec.json.format(msgspec.json.encode(summary), indent=2).decode() + "\n"


def next_codebook(findings: Findings, codebook: Codebook | None) -> Codebook:
    """Give the codebook with the proposed themes added, ready to be edited and given back."""
    given = codebook.themes if codebook else ()
    known = {theme.id for theme in given}
    found = (t for t in findings.themes if t.source != "remainder" and t.id not in known)
    return Codebook(language=findings.language, themes=(*given, *(_entry(t) for t in found)))


def _plain(theme: Theme) -> dict[str, object]:
    fields: dict[str, object] = msgspec.to_builtins(theme)
    return {key: value for key, value in fields.items() if key != "definition"}


def _entry(theme: Theme) -> CodebookTheme:
    seeds = tuple(term.term for term in theme.terms[:MOST_SEEDS]) or (theme.name,)
    return CodebookTheme(id=theme.id, name=theme.name, definition=theme.definition, seeds=seeds)
