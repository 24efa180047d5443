"""Measure what the ladder does not: later texts, languages, valence, size.

FOLDER holds `*.jsonl.gz` files with `text` and `label`; each is fitted on seven tenths of its texts
and used on the rest. Without a folder, praise is told from lack in answers of the tests.
`--made-up N` measures seconds of CPU and memory on N made-up answers (`--fast`: of the quick way
alone). The last line is a JSON object; `ratio` is V on later texts / on fitted ones, the mean over
the files.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import v_measure_score

from codebooks import BLIND, Figures, mean, records
from lyhord_themes import ThemeFinder
from lyhord_themes.languages import census, spoken
from lyhord_themes.text import normalise
from lyhord_themes.valence import valence
from themes import Task, alone

FITTED = 0.7
WORDS, LONG = 40_000, 15


def later(texts: Sequence[str], labels: Sequence[str], language: str) -> Figures:
    """Fit seven tenths, place the rest."""
    order = [int(row) for row in np.random.default_rng(0).permutation(len(texts))]
    cut = round(FITTED * len(texts))
    known, rest = order[:cut], order[cut:]
    finder = ThemeFinder(n_themes=len(set(labels)), language=language)
    finder.fit([texts[row] for row in known])
    found = finder.predict([texts[row] for row in rest])
    again = finder.predict([texts[row] for row in known])
    return {
        "v_fitted": round(v_measure_score([labels[row] for row in known], finder.labels_), 3),
        "v_later": round(v_measure_score([labels[row] for row in rest], found), 3),
        "same_again": mean([bool(same) for same in again == finder.labels_]),
    }


def in_own(texts: Sequence[str], language: str) -> float:
    """Give the share of texts that are read in their language where nobody says which it is."""
    different = sorted({normalise(text) for text in texts})
    counted = census(different)
    main = counted.leading("sv")
    return mean([code == language for code in spoken(different, main, counted.others(main))])


def tones() -> Figures:
    """Tell praise from lack in answers that tell either, with the question and by words alone."""
    rows = [row for row in records(BLIND) if row["valence"] != "unknown"]
    found: Figures = {"answers": float(len(rows))}
    for name in ("asked", "words"):
        said = [
            valence(
                normalise(row["text"]),
                language="sv",
                question=row["question"] if name == "asked" else None,
            )
            for row in rows
        ]
        told = list(zip(said, (row["valence"] for row in rows), strict=True))
        found[f"{name}_right"] = float(sum(tone == wanted for tone, wanted in told))
        found[f"{name}_unknown"] = float(said.count("unknown"))
        found[f"{name}_wrong"] = len(told) - found[f"{name}_right"] - found[f"{name}_unknown"]
    return found


def answers(n: int) -> list[str]:
    """Make up answers of fifteen words over a wide vocabulary."""
    random_ = np.random.default_rng(0)
    shares = 1 / np.arange(1, WORDS + 1) ** 1.05
    drawn = random_.choice(WORDS, size=(n, LONG), p=shares / shares.sum())
    letters = np.array(list("aeioubdfgklmnprstv"))
    words = ["".join(random_.choice(letters, size=3 + number % 9)) for number in range(WORDS)]
    return [" ".join(words[number] for number in row) for row in drawn]


def made_up(n: int, methods: Sequence[str]) -> dict[str, Figures]:
    """Measure time and memory on made-up answers."""
    texts, found = answers(n), dict[str, Figures]()
    for method in methods:
        _, seconds, megabytes = alone(method, Task(texts, 20, "sv", 0))
        found[method] = {"cpu_seconds": round(seconds, 1), "mb": round(megabytes)}
    return found


def main() -> None:
    """Print what was asked for, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--made-up", type=int, metavar="N", help="measure size alone")
    parser.add_argument("--fast", action="store_true", help="with --made-up: the quick way alone")
    given = parser.parse_args()
    found: dict[str, Figures] = {}
    if given.made_up:
        methods = ("ours --fast",) if given.fast else ("ours --fast", "ours")
        found = made_up(given.made_up, methods)
    elif given.folder:
        for path in sorted(given.folder.glob("*.jsonl*")):
            rows = records(path)
            texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
            language = path.name.split("_")[0]
            found[path.name] = {
                **later(texts, labels, language),
                "own_language": in_own(texts, language),
            }
    else:
        found = {"valence": tones()}
    for name, figures in found.items():
        print(f"{name:32}", *(f"{key} {value:<8}" for key, value in figures.items()))
    ratios = [each["v_later"] / each["v_fitted"] for each in found.values() if "v_later" in each]
    print(json.dumps({**found, "ratio": mean(ratios) if ratios else None}))


if __name__ == "__main__":
    main()
