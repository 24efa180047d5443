"""Measure how codebooks and labels sort Swedish answers, and what noise and circumstances do.

Answers lie in tests/themes; `bench/themes.py` without a folder prints these figures. `right first`
and `within three` are shares of the answers whose theme the finder names; `unclear` is wrong.
"""

import gzip
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from lyhord_themes import Codebook, CodebookTheme, ThemeFinder, read_codebook
from lyhord_themes.documents import documents
from lyhord_themes.guiding import Guide
from lyhord_themes.text import normalise

HERE = Path(__file__).resolve().parents[1]
ANSWERS = HERE / "tests" / "themes"
OWN, BLIND, FRESH = (ANSWERS / f"sv_{name}.jsonl" for name in ("answers", "blind", "fresh"))
OTHERS = ANSWERS / "sv_thin.toml"
CODEBOOK = HERE / "surveys" / "codebook" / "sv.toml"
LABELS, DRAWS, THIN, PAIRS = 10, 3, 10, 300
LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"
SMOOTHING, PULLS = 40, (0.3, 1.0)

Figures: TypeAlias = dict[str, float]
Rows: TypeAlias = Sequence[Mapping[str, str]]


def everything(show: Callable[[str, Mapping[str, Figures]], None]) -> dict[str, dict[str, Figures]]:
    """Measure all, and show each table as it is there."""
    own, blind, fresh = records(OWN), records(BLIND), records(FRESH)
    known = [*own, *blind, *fresh]
    tables: dict[str, Callable[[], dict[str, Figures]]] = {
        "codebook: 72 answers of other authors": lambda: guided(own),
        "labels: 270 answers": lambda: labelled_few(blind),
        "fresh: 180 answers": lambda: labelled_few(fresh, labels=4),
        "all: 594 answers": lambda: labelled_few(known),
        "half: only every second theme has labels": lambda: labelled_few(known, step=2),
        "noise: a tenth of the letters": lambda: misspelt(known),
        "several: two answers in one": lambda: several(known),
        "circumstances: question and audience as evidence": lambda: circumstances(blind),
    }
    found: dict[str, dict[str, Figures]] = {}
    for title, measure in tables.items():
        found[title] = measure()
        show(title, found[title])
    return found


def guided(rows: Rows) -> dict[str, Figures]:
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


def labelled_few(rows: Rows, *, labels: int = LABELS, step: int = 1) -> dict[str, Figures]:
    """Sort answers by another author's ten seeds a theme and by ours, alone and with ten labels.

    Means over three draws of `labels` answers of each, or each `step`th, theme; the others are
    sorted.
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
            known, asked = drawn(rows, seed, labels=labels, step=step)
            examples = ([row["text"] for row in known], [row["label"] for row in known])
            finder = ThemeFinder(guide, background=background, examples=examples)
            runs.append(right(finder, asked))
        figures[f"ours, {name} + {labels} labels"] = {
            key: mean([each[key] for each in runs]) for key in runs[0]
        }
    return figures


def drawn(rows: Rows, seed: int, *, labels: int, step: int) -> tuple[Rows, Rows]:
    """Draw answers of every theme, or every `step`th, and give the others beside them."""
    random = np.random.default_rng(seed)
    taken: set[int] = set()
    for label in sorted({row["label"] for row in rows})[::step]:
        own = [place for place, row in enumerate(rows) if row["label"] == label]
        taken.update(int(place) for place in random.permutation(own)[:labels])
    known = [row for place, row in enumerate(rows) if place in taken]
    return known, [row for place, row in enumerate(rows) if place not in taken]


def thinned(theme: CodebookTheme) -> CodebookTheme:
    """Keep ten seeds, evenly spaced."""
    places = np.linspace(0, len(theme.seeds) - 1, THIN).astype(int)
    seeds = tuple(theme.seeds[place] for place in sorted({int(place) for place in places}))
    return replace(theme, seeds=seeds)


def right(finder: ThemeFinder, rows: Rows) -> Figures:
    """Give the share with the right theme first, and within three, and the coverage."""
    found = finder.fit([row["text"] for row in rows]).findings_
    pairs = list(zip(found.assignments, [row["label"] for row in rows], strict=True))
    return {
        "first": mean([a.theme == label for a, label in pairs]),
        "within_three": mean([label in {a.theme, a.second, a.third} for a, label in pairs]),
        "coverage": round(found.coverage, 3),
    }


def noisy(texts: Sequence[str], seed: int, share: float = 0.1) -> list[str]:
    """Leave out, change or double a share of the characters."""
    random = np.random.default_rng(seed)

    def one(letter: str) -> str:
        if random.random() >= share:
            return letter
        return ("", LETTERS[int(random.integers(len(LETTERS)))], letter * 2)[random.integers(3)]

    return ["".join(map(one, text)) for text in texts]


def misspelt(rows: Rows) -> dict[str, Figures]:
    """Sort answers as they are and misspelt."""
    book, thin = read_codebook(CODEBOOK), read_codebook(OTHERS)
    found: dict[str, Figures] = {}
    for name, guide in {"thin codebook": thin, "whole codebook": book}.items():
        found[name] = right(ThemeFinder(guide), rows)
        texts = noisy([row["text"] for row in rows], seed=0)
        changed = [{**row, "text": text} for row, text in zip(rows, texts, strict=True)]
        found[f"{name}, misspelt"] = right(ThemeFinder(guide), changed)
    return found


def several(rows: Rows) -> dict[str, Figures]:
    """Join answers on two themes: how often are both found, and how often one too many in one."""
    random = np.random.default_rng(0)
    drawn_pairs = [tuple(random.integers(len(rows), size=2)) for _ in range(2 * PAIRS)]
    pairs = [(a, b) for a, b in drawn_pairs if rows[a]["label"] != rows[b]["label"]][:PAIRS]
    finder = ThemeFinder(read_codebook(CODEBOOK)).fit([row["text"] for row in rows])
    alone = [len(place.also) for place in finder.findings_.assignments]
    joined = finder.assign([f"{rows[a]['text']}. {rows[b]['text']}" for a, b in pairs])
    wanted = [{rows[a]["label"], rows[b]["label"]} for a, b in pairs]
    beside = [{each.theme for each in place.also} for place in joined]
    held = [{p.theme, *more} for p, more in zip(joined, beside, strict=True)]
    named = sum(map(len, beside))
    good = sum(len(more & both) for more, both in zip(beside, wanted, strict=True))
    return {
        "whole codebook": {
            "both_of_two": mean([both <= found for both, found in zip(wanted, held, strict=True)]),
            "beside_are_right": round(good / max(named, 1), 3),
            "beside_a_single": mean([n > 0 for n in alone]),
            "n_beside_a_single": mean(alone),
        }
    }


def circumstances(rows: Rows) -> dict[str, Figures]:
    """Let what the others with the same question or audience got pull an answer to their themes."""
    texts = documents([normalise(row["text"]) for row in rows], "sv")
    found: dict[str, Figures] = {}
    for name, path in {"thin codebook": OTHERS, "whole codebook": CODEBOOK}.items():
        guide = Guide(read_codebook(path), language="sv")
        scores = guide.scores(texts)
        found[name] = nearest_right(guide, scores, rows)
        for asked in ("question", "audience"):
            shift = pulled(guide.shares(scores), [row[asked] for row in rows])
            for pull in PULLS:
                now = nearest_right(guide, scores + pull * shift, rows)
                found[f"{name}, {asked} x {pull}"] = now
    return found


def pulled(shares: NDArray[np.float64], values: Sequence[str]) -> NDArray[np.float64]:
    """Give the logarithm of each theme's share among the others alike, against its share in all."""
    usual, given = shares.mean(axis=0), np.array(values)
    shift = np.zeros_like(shares)
    for value in np.unique(given):
        alike = np.flatnonzero(given == value)
        others = shares[alike].sum(axis=0) - shares[alike] + SMOOTHING * usual
        shift[alike] = np.log(others / others.sum(axis=1, keepdims=True) / (usual / usual.sum()))
    return shift


def nearest_right(guide: Guide, scores: NDArray[np.float64], rows: Rows) -> Figures:
    """Give the share with the right theme first, and within three, `unclear` left aside."""
    order = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    named = [[guide.ids[int(place)] for place in line] for line in order]
    pairs = list(zip(named, [row["label"] for row in rows], strict=True))
    return {
        "first": mean([ids[0] == label for ids, label in pairs]),
        "within_three": mean([label in ids for ids, label in pairs]),
    }


def mean(values: Sequence[float], digits: int = 3) -> float:
    """Round the mean; no values give 1, as one run agrees with itself."""
    return round(float(np.mean(values)), digits) if values else 1.0


def records(path: Path) -> list[dict[str, str]]:
    """Read a file of labelled texts."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
