"""Measure finding themes: random, tf-idf with k-means, and ours, on labelled texts in a folder.

Usage: python bench/themes.py FOLDER [--json]
The folder holds `*.jsonl.gz` files with `text` and `label` on each line; the part of a file's name
before the first underscore is its language. The last line is a JSON object of the figures.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import normalized_mutual_info_score
from threadpoolctl import threadpool_limits

from lyhord_themes import ThemeFinder

Method = Callable[[Sequence[str], int, str], Sequence[object]]


def at_random(texts: Sequence[str], k: int, _: str) -> Sequence[object]:
    """Give each text any of k numbers."""
    return list(np.random.default_rng(0).integers(k, size=len(texts)))


def plain(texts: Sequence[str], k: int, _: str) -> Sequence[object]:
    """Run k-means on word tf-idf."""
    return list(
        KMeans(k, n_init=10, random_state=0).fit_predict(TfidfVectorizer().fit_transform(texts))
    )


def ours(texts: Sequence[str], k: int, language: str) -> Sequence[object]:
    """Run ThemeFinder with the number given."""
    return list(ThemeFinder(n_themes=k, language=language).fit(texts).labels_)


def ours_fast(texts: Sequence[str], k: int, language: str) -> Sequence[object]:
    """Run ThemeFinder's quick way."""
    return list(ThemeFinder(n_themes=k, language=language, fast=True).fit(texts).labels_)


METHODS: dict[str, Method] = {
    "random": at_random, "tf-idf + k-means": plain, "ours": ours, "ours --fast": ours_fast,
}  # fmt: skip


def accuracy(labels: Sequence[str], found: Sequence[object]) -> float:
    """Give the share that is right under the best matching of groups to labels."""
    _, rows = np.unique(labels, return_inverse=True)
    _, columns = np.unique([str(group) for group in found], return_inverse=True)
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    return float(table[linear_sum_assignment(-table)].sum() / len(labels))


def measured(path: Path) -> dict[str, dict[str, float]]:
    """Measure every method on one file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    texts, labels = [r["text"] for r in records], [r["label"] for r in records]
    figures: dict[str, dict[str, float]] = {}
    for name, method in METHODS.items():
        start = time.process_time()
        with threadpool_limits(1):
            found = method(texts, len(set(labels)), path.name.split("_")[0])
        figures[name] = {
            "accuracy": round(accuracy(labels, found), 3),
            "nmi": round(normalized_mutual_info_score(labels, [str(f) for f in found]), 3),
            "cpu_seconds": round(time.process_time() - start, 1),
        }
    return figures


def main() -> None:
    """Print a table per file, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    given = parser.parse_args()
    everything = {}
    for path in sorted(given.folder.glob("*.jsonl.gz")):
        everything[path.name] = measured(path)
        if not given.json:
            print(path.name)
            for name, figures in everything[path.name].items():
                print(f"  {name:18}", *(f"{key} {value:<6}" for key, value in figures.items()))
    print(json.dumps(everything))


if __name__ == "__main__":
    main()
