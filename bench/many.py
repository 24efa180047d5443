"""Measure very many answers: made-up ones of fifteen words on twenty subjects, each run alone.

Words are stems of the package's vectors with endings, drawn as Zipf says; a third of an answer's
words belong to its subject. `accuracy` and `v` say how far the subjects are found again.
"""

import argparse
from collections.abc import Mapping

import numpy as np
from sklearn.metrics import v_measure_score

from codebooks import Figures
from lyhord_themes.stemvectors import swedish
from themes import Labels, Task, accuracy, alone

STEMS, SUBJECTS, OWN, LENGTH = 20_000, 20, 200, 15
ENDINGS = ("", "en", "ar", "et")
SHARE = 0.35
RUNS: Mapping[str, tuple[str, int]] = {
    "20,000, number given": ("ours", 20_000),
    "20,000 --fast, number given": ("ours --fast", 20_000),
    "100,000 --fast, number given": ("ours --fast", 100_000),
    "100,000 --fast": ("number looked for", 100_000),
    "100,000 --fast, codebook": ("codebook", 100_000),
}


def made(n: int) -> tuple[list[str], Labels]:
    """Make up answers and their subjects; always the same ones."""
    random = np.random.default_rng(1)
    known = [stem for stem in swedish().stems if stem.isalpha() and len(stem) > len(ENDINGS[-1])]
    stems = [known[int(place)] for place in random.permutation(len(known))[:STEMS]]
    common = 1 / np.arange(1, STEMS + 1)
    subjects = np.stack([random.permutation(STEMS)[:OWN] for _ in range(SUBJECTS)])
    subject = random.integers(SUBJECTS, size=n)
    drawn = random.choice(STEMS, size=(n, LENGTH), p=common / common.sum())
    own = subjects[subject[:, None], random.integers(OWN, size=(n, LENGTH))]
    places = np.where(random.random((n, LENGTH)) < SHARE, own, drawn)
    ends = random.integers(len(ENDINGS), size=(n, LENGTH))
    texts = [
        " ".join(stems[int(place)] + ENDINGS[int(end)] for place, end in zip(*line, strict=True))
        for line in zip(places, ends, strict=True)
    ]
    return texts, [str(number) for number in subject]


def measured(method: str, n: int) -> Figures:
    """Run one way in a process of its own."""
    texts, labels = made(n)
    found, seconds, mb = alone(method, Task(texts, SUBJECTS, "sv", 0))
    figures = {"cpu_seconds": round(seconds, 1), "mb": round(mb)}
    if method.startswith("ours"):
        figures["accuracy"] = round(accuracy(labels, found), 3)
        figures["v"] = round(float(v_measure_score(labels, found)), 3)
    return figures


def main() -> None:
    """Print a line a run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the answers [1]")
    given = parser.parse_args()
    for name, (method, n) in RUNS.items():
        figures = measured(method, int(n * given.share))
        print(f"{name:32}", *(f"{key} {value:<7}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
