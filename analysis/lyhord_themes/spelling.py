"""Mending misspelt words by the words that a corpus uses often, in any language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

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
        counted = Counter(form for text in texts for form in text.forms)
        self.counts_: Mapping[str, int] = {form: n for form, n in counted.items() if n > 1}
        common = {form for form, n in self.counts_.items() if n >= KNOWN}
        self._stems = {
            form: stem
            for text in texts
            for form, stem in zip(text.forms, text.stems, strict=True)
            if form in common
        }
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(common):
            if len(word) >= SHORTEST:
                for short in shortened(word):
                    self._by_deletion[short].append(word)
        self._by_two: dict[str, list[str]] = {}
        self._mended: dict[str, str] = {}
        return self

    def mend(self, texts: Sequence[Document]) -> Sequence[Document]:
        """Give the texts with misspelt words read as the common ones."""
        return [self._text(text) for text in texts]

    def _text(self, text: Document) -> Document:
        meant = [self._meant(form) for form in text.forms]
        if tuple(meant) == text.forms:
            return text
        stems = [
            stem if form == given else self._stems[form]
            for form, given, stem in zip(meant, text.forms, text.stems, strict=True)
        ]
        return Document(tuple(meant), tuple(stems))

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
