"""Measure finding themes as a ladder: random, tf-idf + k-means, NMF, LDA, ours, ours --fast.

The folder holds `*.jsonl` or `*.jsonl.gz` files with `text` and `label` on each line; the part of a
file's name before the first underscore is its language. Without a folder, the labelled answers of
the tests are measured, and how far codebooks sort them (`codebooks.py`). Every figure is of a
process of its own on one thread. The last line is a JSON object; `ratio` is ours / tf-idf in CPU
seconds.
"""

import argparse
import json
import multiprocessing
import resource
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, TypeAlias, cast

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, v_measure_score
from threadpoolctl import threadpool_limits

import codebooks
from codebooks import Figures, mean, records
from lyhord_themes import ThemeFinder

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


def measured(
    texts: Sequence[str], labels: Labels, *, language: str, seeds: int, methods: Sequence[str]
) -> dict[str, Figures]:
    """Measure methods, with several seeds: means, and how much the seeds agree."""
    figures: dict[str, Figures] = {}
    for name in methods:
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


def show(title: str, table: Mapping[str, Figures]) -> None:
    """Print a ladder."""
    print(title)
    for name, figures in table.items():
        print(f"  {name:24}", *(f"{key} {value:<7}" for key, value in figures.items()))


def silent(title: str, table: Mapping[str, Figures]) -> None:
    """Print nothing."""


def main() -> None:
    """Print a ladder per file, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seeds", type=int, default=2, help="runs to compare [2]")
    parser.add_argument("--method", choices=METHODS, action="append", help="only this one")
    parser.add_argument("--noise", action="store_true", help="a tenth of the letters changed")
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    given = parser.parse_args()
    methods: list[str] = given.method or list(METHODS)
    paths = sorted(given.folder.glob("*.jsonl*")) if given.folder else [codebooks.OWN]
    everything: dict[str, dict[str, Figures]] = {}
    for path in paths:
        rows = records(path)
        texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
        texts = codebooks.noisy(texts, seed=0) if given.noise else texts
        everything[path.name] = measured(
            texts,
            labels,
            language=path.name.split("_")[0],
            seeds=given.seeds,
            methods=methods,
        )
        if not given.json:
            show(f"{path.name}: {len(texts)} texts in {len(set(labels))}", everything[path.name])
    spent = {name: sum(t[name]["cpu_seconds"] for t in everything.values()) for name in methods}
    if not given.folder:
        everything |= codebooks.everything(silent if given.json else show)
    ratio = round(spent.get("ours", 0.0) / max(spent.get("tf-idf + k-means", 0.0), 0.01), 2)
    print(json.dumps({"sets": everything, "ratio": ratio}))


if __name__ == "__main__":
    main()
