"""Measure what people's decisions teach: where answers that come later go, with and without them.

The labelled answers of tests/themes are divided by chance: half come first, and people sort them;
half come later. The codebook lacks some of the themes (`own`), which people begin themselves, and
others that nobody has met before (`novel`). `without` is the machine's run on what came later;
`corrections` are what people moved of what the machine had placed wrong, `all` everything that
came first. Shares of the later answers that stand where their label says: of all but novel ones, of
those of own themes, of the others; and how many of the novel ones are left to be found new. The
last line is a JSON object.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

import numpy as np
from msgspec.structs import replace

import codebooks
from codebooks import Figures, mean
from lyhord.learning import taught
from lyhord.reviewing.lessons import NEW, Lesson, place_of
from lyhord.storage.book import BookTheme
from lyhord.storage.later import Coming, Example
from lyhord_themes import Codebook, ThemeFinder, read_codebook

OWN, NOVEL = 5, 3
UNCLEAR = "unclear"

Rows = Sequence[Mapping[str, str]]


class Case:
    """One division of the answers, and a codebook that lacks some of their themes."""

    def __init__(self, rows: Rows, book: Codebook, seed: int) -> None:
        random = np.random.default_rng(seed)
        order = [int(place) for place in random.permutation(len(rows))]
        labels = [str(each) for each in random.permutation(sorted({r["label"] for r in rows}))]
        self.own, self.novel = {*labels[:OWN]}, {*labels[OWN : OWN + NOVEL]}
        half = len(rows) // 2
        self.first = [rows[n] for n in order[:half] if rows[n]["label"] not in self.novel]
        self.later = [rows[n] for n in order[half:]]
        lacking = self.own | self.novel
        names = {theme.id: theme.name for theme in book.themes}
        self.book = replace(book, themes=tuple(t for t in book.themes if t.id not in lacking))
        known = [*(theme.id for theme in self.book.themes), *sorted(self.own)]
        self.themes = tuple(
            BookTheme(theme_id=each, position=n, name=names.get(each, each))
            for n, each in enumerate(known)
        )

    def machine(self, rows: Rows) -> list[str]:
        """The machine's theme of answers; what it found new or not at all is `unclear`."""
        found = ThemeFinder(self.book).fit([row["text"] for row in rows]).findings_
        known = {theme.id for theme in self.book.themes}
        return [each.theme if each.theme in known else UNCLEAR for each in found.assignments]

    def learnt(self, examples: Rows, machine: Sequence[str]) -> list[str]:
        """The theme of later answers by the machine and by what people decided of these."""
        there = [*(theme.id for theme in self.book.themes), UNCLEAR]
        lesson = Lesson(
            coming=tuple(
                Coming(statement_id=UUID(int=n), language="sv", text=row["text"], theme_id=theme)
                for n, (row, theme) in enumerate(zip(self.later, machine, strict=True))
            ),
            examples=tuple(
                Example(language="sv", text=row["text"], theme_id=row["label"]) for row in examples
            ),
            themes=self.themes,
            homes={each: each for each in there} | {UNCLEAR: NEW},
            own=frozenset(self.own),
        )
        told = taught(lesson, self.book)
        return [place_of(each, lesson, told) or UNCLEAR for each in lesson.coming]

    def figures(self, found: Sequence[str]) -> Figures:
        """How right places are, as told above."""
        pairs = [(place, row["label"]) for place, row in zip(found, self.later, strict=True)]
        return {
            "right": _right(p for p in pairs if p[1] not in self.novel),
            "own": _right(p for p in pairs if p[1] in self.own),
            "others": _right(p for p in pairs if p[1] not in self.own | self.novel),
            "novel_left": mean([place == UNCLEAR for place, each in pairs if each in self.novel]),
        }


def _right(pairs: Iterable[tuple[str, str]]) -> float:
    return mean([place == label for place, label in pairs])


def measured(rows: Rows, book: Codebook, seeds: int) -> dict[str, Figures]:
    """Means over divisions."""
    found: dict[str, list[Figures]] = {}
    for seed in range(seeds):
        case = Case(rows, book, seed)
        placed = zip(case.first, case.machine(case.first), strict=True)
        wrong = [row for row, theme in placed if theme != row["label"]]
        machine = case.machine(case.later)
        found.setdefault("without", []).append(case.figures(machine))
        for name, examples in {"corrections": wrong, "all": case.first}.items():
            here = case.figures(case.learnt(examples, machine)) | {"examples": len(examples)}
            found.setdefault(name, []).append(here)
    return {
        name: {key: mean([each[key] for each in runs]) for key in runs[0]}
        for name, runs in found.items()
    }


def main() -> None:
    """Print both codebooks' figures, then everything as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=4, help="divisions by chance [4]")
    given = parser.parse_args()
    files = (codebooks.OWN, codebooks.BLIND, codebooks.FRESH)
    rows = [row for path in files for row in codebooks.records(path)]
    everything: dict[str, dict[str, Figures]] = {}
    for name, path in {"whole": codebooks.CODEBOOK, "thin": codebooks.OTHERS}.items():
        everything[name] = measured(rows, read_codebook(path), given.seeds)
        for way, figures in everything[name].items():
            print(f"{name:6} {way:12}", *(f"{key} {value:<7}" for key, value in figures.items()))
    print(json.dumps(everything))


if __name__ == "__main__":
    main()
