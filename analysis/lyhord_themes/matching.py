"""Where a codebook's words stand in texts: whole words, phrases, compounds, misspellings."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from lyhord_themes.codebook import Codebook
from lyhord_themes.learners import Dense, counted, times
from lyhord_themes.text import Document, normalise, stems, stop_stems, words

WHOLE, HEAD, MODIFIER, MISSPELT, PHRASE, AGAINST = 1.0, 0.8, 0.6, 0.6, 1.6, -1.0
SHORTEST_PART = 4
SHORTEST_REST = 3
LONGEST_ENDING = 3
SHORTEST_MISSPELT = 5
SLACK = 2
MOST_REMEMBERED = 100_000

Pattern = tuple[str, ...]


class Matcher:
    """Counts how much of each theme's wording stands in a text.

    A word counts 1, as the head of a compound 0.8, as its modifier 0.6, misspelt by one letter 0.6,
    a phrase within a window 1.6; a word of `not` takes 1 away. A word of several themes is shared.
    """

    def __init__(self, codebook: Codebook, *, language: str, known: Collection[str] = ()) -> None:
        self.language = language
        self.known = known
        self.seeds = [self.patterns(theme.seeds) for theme in codebook.themes]
        self.against = [self.patterns(theme.not_) for theme in codebook.themes]
        self._single = self._weights(self.seeds, self.against, single=True)
        self._phrases = self._weights(self.seeds, self.against, single=False)
        self._by_part: dict[str, list[str]] = defaultdict(list)
        for (stem,) in self._single:
            self._by_part[stem[:SHORTEST_PART]].append(stem)
        self._by_first: dict[str, list[Pattern]] = defaultdict(list)
        for phrase in self._phrases:
            self._by_first[phrase[0]].append(phrase)
        self._by_deletion = _deletions(stem for (stem,) in self._single)
        self._remembered: dict[str, Dense | None] = {}

    def hits(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, themes): the weight of each theme's words that stand in the text."""
        rows = {stem: row for stem, row in self._rows(texts).items() if row is not None}
        index = {stem: place for place, stem in enumerate(rows)}
        table = np.vstack([*rows.values(), np.zeros(len(self.seeds))])[: len(rows)]
        found = times(counted([tuple(dict.fromkeys(t.stems)) for t in texts], index), table)
        for place, text in enumerate(texts):
            for phrase in self._phrases_in(text.stems):
                found[place] += self._phrases[phrase]
        return found

    def without(self, texts: Sequence[Document], themes: Sequence[int]) -> list[Document]:
        """Give each text without the stems that speak for its theme, alone or in a phrase."""
        per_stem = self._rows(texts)
        return [
            self._without(text, theme, per_stem) for text, theme in zip(texts, themes, strict=True)
        ]

    def _without(
        self, text: Document, theme: int, per_stem: Mapping[str, Dense | None]
    ) -> Document:
        spoken = {
            stem
            for phrase in self._phrases_in(text.stems)
            for stem in phrase
            if self._phrases[phrase][theme] > 0
        }
        for stem in text.stems:
            row = per_stem[stem]
            if row is not None and row[theme] > 0:
                spoken.add(stem)
        return Document((), tuple(stem for stem in text.stems if stem not in spoken))

    def is_against(self, text: Document, theme: int) -> bool:
        """Say whether words stand in a text that the codebook says speak against a theme."""
        return any(
            set(pattern) <= set(text.stems) and stands_in(pattern, text.stems)
            for pattern in self.against[theme]
        )

    def patterns(self, seeds: Iterable[str]) -> list[Pattern]:
        """Cut seeds into stems; phrases lose their stop words unless fewer than two would stay."""
        found = dict.fromkeys(self._pattern(seed) for seed in seeds)
        return [pattern for pattern in found if pattern]

    def _pattern(self, seed: str) -> Pattern:
        forms = words(normalise(seed))
        table = stems(forms, self.language)
        whole = tuple(table[form] for form in forms)
        telling = tuple(stem for stem in whole if stem not in stop_stems(self.language))
        return telling if len(telling) > 1 else whole

    def _weights(
        self, seeds: list[list[Pattern]], against: list[list[Pattern]], *, single: bool
    ) -> dict[Pattern, Dense]:
        table: dict[Pattern, Dense] = defaultdict(lambda: np.zeros(len(seeds)))
        for theme, patterns in enumerate(seeds):
            for pattern in (p for p in patterns if (len(p) == 1) is single):
                table[pattern][theme] = WHOLE if single else PHRASE
        for pattern, row in table.items():
            table[pattern] = row / np.sqrt(max(1, np.count_nonzero(row)))
        for theme, patterns in enumerate(against):
            for pattern in (p for p in patterns if (len(p) == 1) is single):
                table[pattern][theme] = AGAINST
        return dict(table)

    def _rows(self, texts: Sequence[Document]) -> Mapping[str, Dense | None]:
        """Give the hits of every stem of texts; they are remembered for the next texts."""
        vocabulary = sorted({stem for text in texts for stem in text.stems})
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.clear()
        for stem in vocabulary:
            if stem not in self._remembered:
                self._remembered[stem] = self._stem_hits(stem)
        return {stem: self._remembered[stem] for stem in vocabulary}

    def _stem_hits(self, stem: str) -> Dense | None:
        if (stem,) in self._single:
            return self._single[stem,]
        parts = [self._single[part,] * weight for part, weight in self._parts(stem)]
        if parts:
            return np.max(np.maximum(parts, 0.0), axis=0)
        if len(stem) < SHORTEST_MISSPELT or stem in self.known:
            return None
        near = {seed for short in _shortened(stem) for seed in self._by_deletion.get(short, ())}
        rows = [self._single[seed,] * MISSPELT for seed in sorted(near)]
        return np.max(np.maximum(rows, 0.0), axis=0) if rows else None

    def _parts(self, stem: str) -> Iterable[tuple[str, float]]:
        for start in range(len(stem) - SHORTEST_PART + 1):
            for seed in self._by_part.get(stem[start : start + SHORTEST_PART], ()):
                rest = len(stem) - start - len(seed)
                if rest < 0 or not stem.startswith(seed, start):
                    continue
                if start >= SHORTEST_REST and rest <= LONGEST_ENDING:
                    yield seed, HEAD
                elif start == 0 and rest >= SHORTEST_REST:
                    yield seed, MODIFIER

    def _phrases_in(self, line: tuple[str, ...]) -> Iterable[Pattern]:
        there = set(line)
        if there.isdisjoint(self._by_first):
            return
        for stem in dict.fromkeys(line):
            for phrase in self._by_first.get(stem, ()):
                if there.issuperset(phrase) and stands_in(phrase, line):
                    yield phrase


def stands_in(phrase: Pattern, line: tuple[str, ...]) -> bool:
    """Say whether all stems of a phrase stand near its first one, with two others between."""
    reach = len(phrase) + SLACK
    wanted = set(phrase)
    return any(
        wanted <= set(line[max(0, place - reach + 1) : place + reach])
        for place, stem in enumerate(line)
        if stem == phrase[0]
    )


def _shortened(stem: str) -> set[str]:
    return {stem, *(stem[:cut] + stem[cut + 1 :] for cut in range(len(stem)))}


def _deletions(seeds: Iterable[str]) -> Mapping[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for seed in seeds:
        if len(seed) >= SHORTEST_MISSPELT:
            for short in _shortened(seed):
                table[short].append(seed)
    return table
