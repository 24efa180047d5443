"""Measure what the ladder does not: later texts, misspellings, languages, valence, size.

FOLDER holds `*.jsonl.gz` files with `text` and `label`; each is fitted on seven tenths of its texts
and used on the rest, and again with a tenth of the characters left out, changed or doubled. Without
a folder, answers of the tests are joined in pairs, and praise is told from lack. `--made-up N`
measures seconds of CPU and memory on N made-up answers. The last line is a JSON object; `ratio` is
V on later texts / on fitted ones, the mean over the files.
"""

import argparse
import json
import random
import string
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import v_measure_score

from lyhord_themes import ThemeFinder, read_codebook
from lyhord_themes.languages import census, spoken
from lyhord_themes.text import normalise
from lyhord_themes.valence import valence
from themes import BLIND, CODEBOOK, OWN, Task, accuracy, alone, mean, named, records

FITTED, SPOILT = 0.7, 0.1
PAIRS = 150
WORDS, LONG = 40_000, 15

Figures = dict[str, float]


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


def misspelt(texts: Sequence[str], labels: Sequence[str], language: str) -> Figures:
    """Group texts as they are, and with a tenth of their characters spoilt."""
    chance = random.Random(0)  # noqa: S311  which characters, no secret
    spoilt = ["".join(_spoilt(text, chance)) for text in texts]
    found: list[float] = []
    for given in (texts, spoilt):
        finder = ThemeFinder(n_themes=len(set(labels)), language=language).fit(given)
        found.append(accuracy(labels, named(finder.labels_)))
    return {"accuracy": round(found[0], 3), "spoilt": round(found[1], 3)}


def _spoilt(text: str, chance: random.Random) -> Iterator[str]:
    for character in text:
        if chance.random() >= SPOILT:
            yield character
            continue
        letter = chance.choice(string.ascii_lowercase)
        yield chance.choice(("", letter, character + character))


def in_own(texts: Sequence[str], language: str) -> float:
    """Give the share of texts that are read in their language where nobody says which it is."""
    different = sorted({normalise(text) for text in texts})
    counted = census(different)
    main = counted.leading("sv")
    return mean([code == language for code in spoken(different, main, counted.others(main))])


def pairs() -> Figures:
    """Join answers on two themes into one: how many carry both, and how many others single ones."""
    rows = [*records(OWN), *records(BLIND)]
    chance = random.Random(0)  # noqa: S311  which answers, no secret
    finder = ThemeFinder(read_codebook(CODEBOOK)).fit([row["text"] for row in rows])
    drawn: list[tuple[dict[str, str], dict[str, str]]] = []
    while len(drawn) < PAIRS:
        one, other = chance.sample(rows, 2)
        if one["label"] != other["label"]:
            drawn.append((one, other))
    places = finder.assign([f"{one['text']}. {other['text']}" for one, other in drawn])
    both = [
        {one["label"], other["label"]} <= {place.theme, *(also.theme for also in place.also)}
        for (one, other), place in zip(drawn, places, strict=True)
    ]
    more = [float(len(place.also)) for place in finder.findings_.assignments]
    return {"pairs_with_both": mean(both), "others_of_single": mean(more)}


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


def made_up(n: int) -> dict[str, Figures]:
    """Measure time and memory on answers of fifteen words over a wide vocabulary."""
    random_ = np.random.default_rng(0)
    shares = 1 / np.arange(1, WORDS + 1) ** 1.05
    drawn = random_.choice(WORDS, size=(n, LONG), p=shares / shares.sum())
    letters = np.array(list("aeioubdfgklmnprstv"))
    words = ["".join(random_.choice(letters, size=3 + number % 9)) for number in range(WORDS)]
    texts = [" ".join(words[number] for number in row) for row in drawn]
    found: dict[str, Figures] = {}
    for method in ("ours --fast", "ours"):
        _, seconds, megabytes = alone(method, Task(texts, 20, "sv", 0))
        found[method] = {"cpu_seconds": round(seconds, 1), "mb": round(megabytes)}
    return found


def main() -> None:
    """Print what was asked for, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--made-up", type=int, metavar="N", help="measure size alone")
    given = parser.parse_args()
    found: dict[str, Figures] = {}
    if given.made_up:
        found = made_up(given.made_up)
    elif given.folder:
        for path in sorted(given.folder.glob("*.jsonl*")):
            rows = records(path)
            texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
            language = path.name.split("_")[0]
            found[path.name] = {
                **later(texts, labels, language),
                **misspelt(texts, labels, language),
                "own_language": in_own(texts, language),
            }
    else:
        found = {"two in one": pairs(), "valence": tones()}
    for name, figures in found.items():
        print(f"{name:32}", *(f"{key} {value:<8}" for key, value in figures.items()))
    ratios = [each["v_later"] / each["v_fitted"] for each in found.values() if "v_later" in each]
    print(json.dumps({**found, "ratio": mean(ratios) if ratios else None}))


if __name__ == "__main__":
    main()
