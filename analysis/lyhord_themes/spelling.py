"""Mending misspelt words by the words that a corpus uses often, in any language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from lyhord_themes.documents import Documents, numbered
from lyhord_themes.learners import listed
from lyhord_themes.text import Document

SHORTEST = 4
KNOWN = 3
TIMES_COMMONER = 10
LONG = 7
MOST_FAR = 4_000


class Spelling:
    """Reads a rare word as the common one that differs in one letter (or two swapped).

    A word seen once is read as one seen three times or more, any other word as one that is ten
    times as common. Words of seven letters seen once may differ in two, unless over 4,000 common
    words are that long: there, another word lies two letters away. Words under four letters stay.
    Of several the commonest is meant (a noisy channel; Kernighan, Church & Gale 1990).
    """

    def fit(self, texts: Sequence[Document]) -> "Spelling":
        """Learn which words are common, and their stems."""
        cut = numbered(texts)
        times = listed(np.bincount(cut.numbers, minlength=len(cut.words.forms)))
        pairs = {cut.words.pair(number): times[number] for number in cut.used()}
        self.counts_: Mapping[str, int] = {form: n for (form, _), n in pairs.items() if n > 1}
        self._stems = {form: stem for (form, stem), n in pairs.items() if n >= KNOWN}
        common = self._stems.keys()
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(common):
            if len(word) >= SHORTEST:
                for short in shortened(word):
                    self._by_deletion[short].append(word)
        self._by_two: dict[str, list[str]] = {}
        self._mended: dict[str, str] = {}
        return self

    def mend(self, texts: Sequence[Document]) -> Documents:
        """Give the texts with misspelt words read as the common ones."""
        cut = numbered(texts)
        known = {number: cut.words.pair(number) for number in cut.used()}
        meant = {number: self._read(*pair) for number, pair in known.items()}
        changed = {number: pair for number, pair in meant.items() if pair != known[number]}
        return cut.reworded(changed) if changed else cut

    def _read(self, form: str, stem: str) -> tuple[str, str]:
        meant = self._meant(form)
        return (form, stem) if meant == form else (meant, self._stems[meant])

    def _meant(self, form: str) -> str:
        if len(form) < SHORTEST:
            return form
        if form not in self._mended:
            self._mended[form] = self._nearest(form)
        return self._mended[form]

    def _nearest(self, form: str) -> str:
        seen = self.counts_.get(form, 0)
        needed = KNOWN if seen <= 1 else TIMES_COMMONER * seen
        near = {word for short in shortened(form) for word in self._by_deletion.get(short, ())}
        near = {word for word in near if self.counts_[word] >= needed}
        if not near and seen <= 1 and len(form) >= LONG:
            far = self._far()
            near = {word for short in twice_shortened(form) for word in far.get(short, ())}
        return min(near, key=lambda word: (-self.counts_[word], word), default=form)

    def _far(self) -> Mapping[str, Sequence[str]]:
        """Give the long common words by what they become without one or two of their letters."""
        if not self._by_two:
            found: dict[str, list[str]] = defaultdict(list)
            common = (word for word, n in self.counts_.items() if n >= KNOWN)
            long = sorted(word for word in common if len(word) >= LONG - 1)
            for word in long if len(long) <= MOST_FAR else ():
                for short in twice_shortened(word):
                    found[short].append(word)
            self._by_two = {"": [], **found}
        return self._by_two


def shortened(word: str) -> Iterable[str]:
    """Give the word and all that it becomes when one letter is left out."""
    yield word
    for cut in range(len(word)):
        yield word[:cut] + word[cut + 1 :]


def twice_shortened(word: str) -> set[str]:
    """Give the word and all that it becomes when one or two letters are left out."""
    return {shorter for short in shortened(word) for shorter in shortened(short)}
