"""Measure finding themes as a ladder: random, tf-idf + k-means, NMF, LDA, ours, ours --fast.

The folder holds `*.jsonl` or `*.jsonl.gz` files with `text` and `label` on each line; the part of a
file's name before the first underscore is its language. Without a folder, the labelled answers of
the tests are measured, and how far the shipped codebook sorts them. Every figure is of a process of
its own on one thread. The last line is a JSON object; `ratio` is ours / tf-idf in CPU seconds.
"""

import argparse
import gzip
import json
import multiprocessing
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np
from msgspec.structs import replace
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, v_measure_score
from threadpoolctl import threadpool_limits

from lyhord_themes import Codebook, CodebookTheme, ThemeFinder, read_codebook

HERE = Path(__file__).resolve().parents[1]
OWN = HERE / "tests" / "themes" / "sv_answers.jsonl"
BLIND = HERE / "tests" / "themes" / "sv_blind.jsonl"
OTHERS = HERE / "tests" / "themes" / "sv_thin.toml"
LABELS, DRAWS = 10, 3
CODEBOOK = HERE / "surveys" / "codebook" / "sv.toml"
THIN = 10

Figures: TypeAlias = dict[str, float]
Labels: TypeAlias = Sequence[str]


class Task:
    """Texts, the number of groups, the language and the seed of one measurement."""

    def __init__(self, texts: Sequence[str], k: int, language: str, seed: int) -> None:
        self.texts = list(texts)
        self.k = k
        self.language = language
        self.seed = seed


Method: TypeAlias = Callable[[Task], Labels]


def at_random(task: Task) -> Labels:
    """Give each text any of k numbers."""
    return named(np.random.default_rng(task.seed).integers(task.k, size=len(task.texts)))


def plain(task: Task) -> Labels:
    """Run k-means on word tf-idf."""
    features = TfidfVectorizer().fit_transform(task.texts)
    model = cast("Any", KMeans)(task.k, n_init=10, random_state=task.seed)
    return named(model.fit_predict(features))


def factors(task: Task) -> Labels:
    """Factorise word tf-idf into k non-negative parts; the strongest part is the group."""
    features = TfidfVectorizer().fit_transform(task.texts)
    model = cast("Any", NMF)(task.k, init="nndsvda", random_state=task.seed, max_iter=400, tol=1e-3)
    return named(model.fit_transform(features).argmax(axis=1))


def topics(task: Task) -> Labels:
    """Run latent Dirichlet allocation on word counts; the strongest topic is the group."""
    counts = CountVectorizer().fit_transform(task.texts)
    model = LatentDirichletAllocation(task.k, random_state=task.seed, max_iter=10)
    return named(model.fit_transform(counts).argmax(axis=1))


def ours(task: Task) -> Labels:
    """Run ThemeFinder with the number given."""
    return _finder(task, fast=False)


def ours_fast(task: Task) -> Labels:
    """Run ThemeFinder's quick way."""
    return _finder(task, fast=True)


def _finder(task: Task, *, fast: bool) -> Labels:
    finder = ThemeFinder(n_themes=task.k, language=task.language, seed=task.seed, fast=fast)
    return named(finder.fit(task.texts).labels_)


METHODS: Mapping[str, Method] = {
    "random": at_random,
    "tf-idf + k-means": plain,
    "NMF": factors,
    "LDA": topics,
    "ours": ours,
    "ours --fast": ours_fast,
}


def named(groups: Iterable[object]) -> Labels:
    """Give groups as strings."""
    return [str(group) for group in groups]


def accuracy(labels: Labels, found: Labels) -> float:
    """Give the share that is right under the best matching of groups to labels."""
    _, rows = np.unique(labels, return_inverse=True)
    _, columns = np.unique(found, return_inverse=True)
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    return float(table[linear_sum_assignment(-table)].sum() / len(labels))


def run(method: str, task: Task) -> tuple[Labels, float, float]:
    """Run a method here: groups, seconds of CPU, megabytes at the most (the libraries included)."""
    start = time.process_time()
    with threadpool_limits(1):
        found = METHODS[method](task)
    seconds = time.process_time() - start
    return found, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(method: str, task: Task) -> tuple[Labels, float, float]:
    """Run a method in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(run, (method, task))


def measured(texts: Sequence[str], labels: Labels, language: str, seeds: int) -> dict[str, Figures]:
    """Measure every method, with several seeds: means, and how much the seeds agree."""
    figures: dict[str, Figures] = {}
    for name in METHODS:
        tasks = [Task(texts, len(set(labels)), language, seed) for seed in range(seeds)]
        runs = [alone(name, task) for task in tasks]
        found = [groups for groups, _, _ in runs]
        pairs = [adjusted_rand_score(one, other) for one, other in combinations(found, 2)]
        figures[name] = {
            "accuracy": mean([accuracy(labels, groups) for groups in found]),
            "nmi": mean([normalized_mutual_info_score(labels, groups) for groups in found]),
            "v": mean([v_measure_score(labels, groups) for groups in found]),
            "seed_ari": mean(pairs),
            "cpu_seconds": mean([seconds for _, seconds, _ in runs], 2),
            "mb": mean([mb for _, _, mb in runs], 0),
        }
    return figures


def mean(values: Sequence[float], digits: int = 3) -> float:
    """Round the mean; no values give 1, as one run agrees with itself."""
    return round(float(np.mean(values)), digits) if values else 1.0


def records(path: Path) -> list[dict[str, str]]:
    """Read a file of labelled texts."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def guided(rows: Sequence[Mapping[str, str]]) -> dict[str, Figures]:
    """Sort the half of the answers that nothing was tuned on by the shipped codebook.

    `thin` keeps ten seeds a theme, evenly spaced; `examples` are the other half's labels.
    """
    book = read_codebook(CODEBOOK)
    kept = Codebook(themes=tuple(t for t in book.themes if t.id in {r["label"] for r in rows}))
    thin = Codebook(themes=tuple(thinned(theme) for theme in kept.themes))
    tuned = [row for row in rows if row["part"] == "tune"]
    known = ([row["text"] for row in tuned], [row["label"] for row in tuned])
    asked = [row for row in rows if row["part"] == "report"]
    shares = Counter(row["label"] for row in asked)
    chance = {"first": 1 / len(shares), "within_three": 3 / len(shares), "coverage": 1.0}
    return {
        "random": {key: round(value, 3) for key, value in chance.items()},
        "ours, thin codebook": right(ThemeFinder(thin), asked),
        "ours, thin + background": right(ThemeFinder(thin, background=book), asked),
        "ours, thin + examples": right(ThemeFinder(thin, examples=known), asked),
        "ours, whole codebook": right(ThemeFinder(book), asked),
        "ours, whole + examples": right(ThemeFinder(book, examples=known), asked),
    }


def labelled_few(rows: Sequence[Mapping[str, str]]) -> dict[str, Figures]:
    """Sort answers by another author's ten seeds a theme and by ours, alone and with ten labels.

    Means over three draws of ten labelled answers a theme; the others are sorted.
    """
    book, thin = read_codebook(CODEBOOK), read_codebook(OTHERS)
    ways: dict[str, tuple[Codebook, Codebook | None]] = {
        "thin codebook": (thin, None),
        "thin + background": (thin, book),
        "whole codebook": (book, None),
    }
    figures: dict[str, Figures] = {}
    for name, (guide, background) in ways.items():
        figures[f"ours, {name}"] = right(ThemeFinder(guide, background=background), rows)
        runs: list[Figures] = []
        for seed in range(DRAWS):
            known, asked = drawn(rows, seed)
            examples = ([row["text"] for row in known], [row["label"] for row in known])
            finder = ThemeFinder(guide, background=background, examples=examples)
            runs.append(right(finder, asked))
        figures[f"ours, {name} + ten labels"] = {
            key: mean([each[key] for each in runs]) for key in runs[0]
        }
    return figures


def drawn(
    rows: Sequence[Mapping[str, str]], seed: int
) -> tuple[list[Mapping[str, str]], list[Mapping[str, str]]]:
    """Draw ten answers a theme, and give the others beside them."""
    random = np.random.default_rng(seed)
    taken: set[int] = set()
    for label in sorted({row["label"] for row in rows}):
        own = [place for place, row in enumerate(rows) if row["label"] == label]
        taken.update(int(place) for place in random.permutation(own)[:LABELS])
    known = [row for place, row in enumerate(rows) if place in taken]
    return known, [row for place, row in enumerate(rows) if place not in taken]


def thinned(theme: CodebookTheme) -> CodebookTheme:
    """Keep ten seeds, evenly spaced."""
    places = np.linspace(0, len(theme.seeds) - 1, THIN).astype(int)
    seeds = tuple(theme.seeds[place] for place in sorted({int(place) for place in places}))
    return replace(theme, seeds=seeds)


def right(finder: ThemeFinder, rows: Sequence[Mapping[str, str]]) -> Figures:
    """Give the share with the right theme first, and within three, and the coverage."""
    found = finder.fit([row["text"] for row in rows]).findings_
    pairs = list(zip(found.assignments, [row["label"] for row in rows], strict=True))
    return {
        "first": mean([a.theme == label for a, label in pairs]),
        "within_three": mean([label in {a.theme, a.second, a.third} for a, label in pairs]),
        "coverage": round(found.coverage, 3),
    }


def show(title: str, table: Mapping[str, Figures]) -> None:
    """Print a ladder."""
    print(title)
    for name, figures in table.items():
        print(f"  {name:24}", *(f"{key} {value:<7}" for key, value in figures.items()))


def main() -> None:
    """Print a ladder per file, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=2, help="runs to compare [2]")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    given = parser.parse_args()
    paths = sorted(given.folder.glob("*.jsonl*")) if given.folder else [OWN]
    everything: dict[str, dict[str, Figures]] = {}
    for path in paths:
        rows = records(path)
        texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
        everything[path.name] = measured(texts, labels, path.name.split("_")[0], given.seeds)
        if not given.json:
            show(f"{path.name}: {len(texts)} texts in {len(set(labels))}", everything[path.name])
    spent = {name: sum(t[name]["cpu_seconds"] for t in everything.values()) for name in METHODS}
    if not given.folder:
        everything["codebook"] = guided(records(OWN))
        if not given.json:
            show("with the codebook, the half nothing was tuned on", everything["codebook"])
        everything["labels"] = labelled_few(records(BLIND))
        if not given.json:
            show("answers of another author than the codebook's", everything["labels"])
    ratio = round(spent["ours"] / max(spent["tf-idf + k-means"], 0.01), 2)
    print(json.dumps({"sets": everything, "ratio": ratio}))


if __name__ == "__main__":
    main()
