"""Many texts cut into words and kept as numbers, each different word once.

What a text is and how it is cut stands in `text`.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import overload

import numpy as np

from lyhord_themes.learners import Integers, Numbers, Sparse, from_lines, listed
from lyhord_themes.text import Document, stems, words


class Words:
    """The different words of texts, sorted by form: `own` has the stem of each.

    `stems` are the different stems, sorted, and `stem_of` has the number of each word's.

    A form that comes with two stems is two words.
    """

    def __init__(self, forms: Sequence[str], own: Sequence[str]) -> None:
        self.forms = tuple(forms)
        self.own = tuple(own)
        self.stems = tuple(sorted(set(own)))
        places = {stem: place for place, stem in enumerate(self.stems)}
        self.stem_of: Numbers = np.array([places[stem] for stem in own], dtype=np.int32)
        self._latest: tuple[Mapping[str, int], Numbers] | None = None

    def __reduce__(self) -> tuple[type["Words"], tuple[tuple[str, ...], tuple[str, ...]]]:
        """Travel between processes as forms and stems alone."""
        return Words, (self.forms, self.own)

    @cached_property
    def number(self) -> Mapping[tuple[str, str], int]:
        """The number of each form with its stem."""
        return {self.pair(place): place for place in range(len(self.forms))}

    def pair(self, number: int) -> tuple[str, str]:
        """Give the form and the stem of a word."""
        return self.forms[number], self.own[number]

    def columns(self, index: Mapping[str, int]) -> Numbers:
        """Give the number that `index` has for the stem of each word, -1 for none.

        That of the latest index is remembered: many parts of a corpus are counted by one.
        """
        if self._latest is None or self._latest[0] is not index:
            found = [index.get(stem, -1) for stem in self.stems]
            self._latest = (index, np.array(found, dtype=np.int32)[self.stem_of])
        return self._latest[1]

    def and_also(self, others: Iterable[tuple[str, str]]) -> "tuple[Words, Numbers]":
        """Give words that hold these and others, and the number that each of these has there."""
        new = set(others) - self.number.keys()
        if not new:
            return self, np.arange(len(self.forms), dtype=np.int32)
        order = sorted({*self.number, *new})
        found = Words([form for form, _ in order], [stem for _, stem in order])
        return found, np.array([found.number[pair] for pair in self.number], dtype=np.int32)


class Documents(Sequence[Document]):
    """Texts as numbers of `words`: that of text t are `numbers[starts[t]:starts[t + 1]]`.

    A slice, and what `take` gives, have the same words. A single text is a `Document`, made when
    it is asked for.
    """

    def __init__(self, words: Words, numbers: Numbers, starts: Integers) -> None:
        self.words = words
        self.numbers = numbers
        self.starts = starts

    def __len__(self) -> int:
        """Count the texts."""
        return len(self.starts) - 1

    @overload
    def __getitem__(self, place: int) -> Document: ...

    @overload
    def __getitem__(self, place: slice) -> "Documents": ...

    def __getitem__(self, place: int | slice) -> "Document | Documents":
        """Give one text, or some that follow each other."""
        if isinstance(place, slice):
            return self._part(place)
        first = range(len(self))[place]
        return self._made(listed(self.numbers[self.starts[first] : self.starts[first + 1]]))

    def __iter__(self) -> Iterator[Document]:
        """Give each text."""
        numbers, starts = listed(self.numbers), listed(self.starts)
        return (self._made(numbers[start:end]) for start, end in pairwise(starts))

    def __reduce__(self) -> tuple[type["Documents"], tuple[Words, Numbers, Integers]]:
        """Travel between processes with the words that stand here alone."""
        used = self.used()
        known = Words(*zip(*map(self.words.pair, used), strict=True)) if used else Words((), ())
        return Documents, (known, self._places(used)[self.numbers], self.starts)

    @property
    def rows(self) -> Integers:
        """The number of the text of each word, shape (numbers,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def take(self, places: Sequence[int] | Integers) -> "Documents":
        """Give the texts at these places, in that order."""
        chosen = np.asarray(places, dtype=np.int64)
        sizes = np.diff(self.starts)[chosen]
        starts = np.concatenate([[0], np.cumsum(sizes)])
        inside = np.arange(int(starts[-1])) - np.repeat(starts[:-1], sizes)
        return Documents(
            self.words, self.numbers[np.repeat(self.starts[chosen], sizes) + inside], starts
        )

    def reworded(self, meant: Mapping[int, tuple[str, str]]) -> "Documents":
        """Give the texts with some words, by number, read as others: a form and its stem."""
        known, table = self.words.and_also(meant.values())
        table[list(meant)] = [known.number[pair] for pair in meant.values()]
        return Documents(known, table[self.numbers], self.starts)

    def used(self) -> list[int]:
        """Number the words that stand in these texts, in their order."""
        there = np.zeros(len(self.words.forms), dtype=bool)
        there[self.numbers] = True
        return listed(np.flatnonzero(there))

    def stems(self) -> list[str]:
        """Name the different stems of these texts, in their order."""
        there = np.unique(self.words.stem_of[self.used()]) if len(self.numbers) else ()
        return [self.words.stems[place] for place in there]

    def having(self, forms: Collection[str]) -> list[int]:
        """Give the places of the texts in which any of these forms stands."""
        wanted = np.array([form in forms for form in self.words.forms], dtype=bool)
        return listed(np.unique(self.rows[wanted[self.numbers]])) if len(wanted) else []

    def counted(self, index: Mapping[str, int]) -> Sparse:
        """Count the stems that have a number, shape (texts, stems), a line's in their order."""
        found = self.words.columns(index)[self.numbers]
        known = found >= 0
        before = np.concatenate([[0], np.cumsum(known)])
        return from_lines(found[known], before[self.starts], len(index))

    def by_form(self) -> tuple[Sparse, list[str]]:
        """Count the words that stand here, shape (texts, words), and give their forms."""
        used = self.used()
        forms = [self.words.forms[number] for number in used]
        return from_lines(self._places(used)[self.numbers], self.starts, len(used)), forms

    def _places(self, used: Sequence[int]) -> Numbers:
        found = np.zeros(len(self.words.forms), dtype=np.int32)
        found[used] = np.arange(len(used), dtype=np.int32)
        return found

    def _part(self, place: slice) -> "Documents":
        first, last, step = place.indices(len(self))
        if step != 1:
            return self.take(range(first, last, step))
        starts = self.starts[first : max(first, last) + 1]
        return Documents(self.words, self.numbers[starts[0] : starts[-1]], starts - starts[0])

    def _made(self, numbers: list[int]) -> Document:
        forms, own = self.words.forms, self.words.own
        return Document(tuple([forms[n] for n in numbers]), tuple([own[n] for n in numbers]))


def documents(normalised: Sequence[str], language: str) -> Documents:
    """Cut and stem normalised texts; the stemmer sees each different word once."""
    first: dict[str, int] = {}  # numbered as they come
    cut = ([first.setdefault(form, len(first)) for form in words(text)] for text in normalised)
    numbers, starts = _joined(cut)
    order = sorted(first)
    table = stems(order, language)
    place = np.empty(len(order), dtype=np.int32)
    place[[first[form] for form in order]] = np.arange(len(order), dtype=np.int32)
    return Documents(Words(order, [table[form] for form in order]), place[numbers], starts)


def numbered(texts: Sequence[Document]) -> Documents:
    """Give texts that are already cut as numbers of their words; each form needs its stem."""
    if isinstance(texts, Documents):
        return texts
    pairs = [tuple(zip(text.forms, text.stems, strict=True)) for text in texts]
    order = sorted({pair for line in pairs for pair in line})
    place = {pair: number for number, pair in enumerate(order)}
    numbers, starts = _joined([place[pair] for pair in line] for line in pairs)
    known = Words([form for form, _ in order], [stem for _, stem in order])
    return Documents(known, numbers, starts)


def taken(texts: Sequence[Document], places: Sequence[int]) -> Sequence[Document]:
    """Give the texts at these places, in that order."""
    if isinstance(texts, Documents):
        return texts.take(places)
    return [texts[place] for place in places]


def shown(texts: Sequence[Document]) -> Mapping[str, str]:
    """Choose for each stem the form to show: the commonest one, the shorter and first if equal."""
    cut = numbered(texts)
    times = listed(np.bincount(cut.numbers, minlength=len(cut.words.forms)))
    found: dict[str, tuple[int, int, str]] = {}
    for number in cut.used():
        form, stem = cut.words.pair(number)
        rank = (-times[number], len(form), form)
        found[stem] = min(found.get(stem, rank), rank)
    return {stem: form for stem, (_, _, form) in found.items()}


def _joined(lines: Iterable[Sequence[int]]) -> tuple[Numbers, Integers]:
    """Put lines of numbers one after the other, and say where each starts and the last ends."""
    found, ends = array("i"), array("q", [0])
    for line in lines:
        found.extend(line)
        ends.append(len(found))
    return np.array(found, dtype=np.int32), np.array(ends, dtype=np.int64)
