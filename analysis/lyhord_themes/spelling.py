"""Mending misspelt words by the words that a corpus uses often, in any language."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from lyhord_themes.text import Document

SHORTEST = 4
KNOWN = 3


class Spelling:
    """Reads a rare word as the common one that differs in one letter (or two swapped).

    Rare means seen once at most; common at least three times. Words under four letters stay.
    """

    def fit(self, texts: Sequence[Document]) -> "Spelling":
        """Learn which words are common, and their stems."""
        counts = Counter(form for text in texts for form in text.forms)
        self.common_: Mapping[str, int] = {w: n for w, n in counts.items() if n >= KNOWN}
        self.seen_ = frozenset(word for word, n in counts.items() if n > 1)
        self._stems = {
            form: stem
            for text in texts
            for form, stem in zip(text.forms, text.stems, strict=True)
            if form in self.common_
        }
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self.common_):
            if len(word) >= SHORTEST:
                for short in shortened(word):
                    self._by_deletion[short].append(word)
        self._mended: dict[str, str] = {}
        return self

    def mend(self, texts: Sequence[Document]) -> Sequence[Document]:
        """Give the texts with misspelt words read as the common ones."""
        return [text if self.seen_.issuperset(text.forms) else self._text(text) for text in texts]

    def _text(self, text: Document) -> Document:
        pairs = [
            (form, stem) if (meant := self._meant(form)) == form else (meant, self._stems[meant])
            for form, stem in zip(text.forms, text.stems, strict=True)
        ]
        return Document(tuple(form for form, _ in pairs), tuple(stem for _, stem in pairs))

    def _meant(self, form: str) -> str:
        if form in self.seen_ or len(form) < SHORTEST:
            return form
        if form not in self._mended:
            self._mended[form] = self._nearest(form)
        return self._mended[form]

    def _nearest(self, form: str) -> str:
        near = {word for short in shortened(form) for word in self._by_deletion.get(short, ())}
        return min(near, key=lambda word: (-self.common_[word], word), default=form)


def shortened(word: str) -> Iterable[str]:
    """Give the word and all that it becomes when one letter is left out."""
    yield word
    for cut in range(len(word)):
        yield word[:cut] + word[cut + 1 :]
