"""Learning a model from a corpus: with a codebook, with labelled examples, or with neither."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from lyhord_themes.codebook import ID, Codebook, CodebookTheme
from lyhord_themes.corpus import Corpus, strings
from lyhord_themes.documents import Documents, documents
from lyhord_themes.errors import ThemesError, TooFewTextsError
from lyhord_themes.findings import EMPTY, UNCLEAR
from lyhord_themes.guiding import Guide
from lyhord_themes.placing import Guided, Heading, Model, Unguided
from lyhord_themes.progress import within
from lyhord_themes.proposing import FEW_TEXTS, FEWEST, NO_STRUCTURE, Search, divide, propose
from lyhord_themes.space import TextSpace
from lyhord_themes.text import Document, normalise

SHOWN = 40

Examples = tuple[Sequence[str], Sequence[str]]


class Labelled(Struct, frozen=True, kw_only=True):
    """Texts whose theme an analyst has decided, normalised, without empty ones.

    `rows` are their places among the examples as given.
    """

    texts: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()

    def decided(self) -> "Decisions":
        """Give each text its label: of several the commonest, the first by name if equal."""
        best = {t: min(own, key=lambda label: (-own[label], label)) for t, own in self._by_text()}
        return Decisions(labels={_key(text): label for text, label in best.items()})

    def of_themes(self) -> "Labelled":
        """Leave out the texts that belong to no theme: there is nothing to learn from them."""
        kept = [place for place, label in enumerate(self.labels) if label != UNCLEAR]
        return Labelled(
            texts=tuple(self.texts[place] for place in kept),
            labels=tuple(self.labels[place] for place in kept),
            rows=tuple(self.rows[place] for place in kept),
        )

    def contradicted(self) -> int:
        """Count the texts that have several labels."""
        return sum(len(own) > 1 for _, own in self._by_text())

    def _by_text(self) -> list[tuple[str, Counter[str]]]:
        found: dict[str, Counter[str]] = {}
        for text, label in zip(self.texts, self.labels, strict=True):
            found.setdefault(text, Counter())[label] += 1
        return sorted(found.items())


class Decisions(Struct, frozen=True, kw_only=True):
    """What an analyst decided of single texts, kept by their fingerprints alone."""

    labels: dict[str, str]

    def get(self, text: str) -> str | None:
        """Give the theme that a normalised text was given, if it was."""
        return self.labels.get(_key(text)) if self.labels else None


def labelled(examples: Examples | None) -> Labelled:
    """Check examples, or raise `ThemesError` if texts and labels do not go together."""
    if examples is None:
        return Labelled()
    texts, labels = strings(examples[0]), strings(examples[1])
    if len(texts) != len(labels):
        raise ThemesError(f"examples: {len(texts)} texts but {len(labels)} labels")
    pairs = [(normalise(t), label.strip()) for t, label in zip(texts, labels, strict=True)]
    rows = [row for row, (text, label) in enumerate(pairs) if text and label]
    return Labelled(
        texts=tuple(pairs[row][0] for row in rows),
        labels=tuple(pairs[row][1] for row in rows),
        rows=tuple(rows),
    )


def learn(
    corpus: Corpus, space: TextSpace, search: Search, *, codebook: Codebook | None, known: Labelled
) -> Model:
    """Learn the model that fits what is given; raise `ThemesError` where nothing can be learnt."""
    if codebook is None and not known.texts:
        return _unguided(corpus, space, search)
    require_themes(codebook, known)
    taught = known.of_themes()
    book = codebook or _from_labels(known, space.language)
    search.progress(0.0, "codebook")
    guide = Guide(
        book, language=space.language, caution=search.caution, background=search.background
    )
    others = _not_among(corpus, known)
    guide.learn(space, documents(taught.texts, space.language), taught.labels, others)
    if codebook is None:
        return _labelled(guide, book, corpus, space, search)
    return _guided(guide, book, corpus, space, search)


def _unguided(corpus: Corpus, space: TextSpace, search: Search) -> Model:
    _require_enough(search, len(corpus.documents))
    search.progress(0.0, "groups")
    division = divide(corpus.documents, space, search)
    return Unguided(division.proposals, curve=division.curve, notes=division.notes)


def _guided(
    guide: Guide, book: Codebook, corpus: Corpus, space: TextSpace, search: Search
) -> Model:
    headings, rest = _headings(book), _unclear(guide, corpus)
    notes = _notes(corpus)
    if search.k and search.k > len(rest):
        _require_enough(search, len(rest), "that the codebook leaves unclear")
    if len(rest) < FEWEST:
        return Guided(guide, headings, notes=notes)
    search.progress(0.4, "groups")
    own = space.alike().fit(rest)
    found = propose(rest, own, replace(search, progress=within(search.progress, 0.4, 1.0)))
    return Guided(guide, headings, proposals=found.proposals, curve=found.curve, notes=notes)


def _labelled(
    guide: Guide, book: Codebook, corpus: Corpus, space: TextSpace, search: Search
) -> Model:
    """Give every text a theme: what no label speaks for is grouped by likeness alone."""
    headings, rest = _headings(book), _unclear(guide, corpus)
    if not rest:
        return Guided(guide, headings, is_whole=True, notes=_notes(corpus))
    search.progress(0.4, "groups")
    own = space.alike().fit(rest)
    found = divide(rest, own, replace(search, progress=within(search.progress, 0.4, 1.0)))
    loose = tuple(note for note in found.notes if note == NO_STRUCTURE)
    return Guided(
        guide,
        headings,
        is_whole=True,
        proposals=found.proposals,
        curve=found.curve,
        notes=(*_notes(corpus), *loose),
    )


def _headings(book: Codebook) -> tuple[Heading, ...]:
    return tuple(
        Heading(id=theme.id, name=theme.name, definition=theme.definition, source="codebook")
        for theme in book.themes
    )


def _unclear(guide: Guide, corpus: Corpus) -> Documents:
    clear = guide.is_clear(guide.scores(corpus.documents))
    return corpus.documents.take(np.flatnonzero(~clear))


def _notes(corpus: Corpus) -> tuple[str, ...]:
    return (FEW_TEXTS,) if len(corpus.documents) < FEWEST else ()


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _not_among(corpus: Corpus, known: Labelled) -> list[Document]:
    labelled = set(known.texts)
    pairs = zip(corpus.different, corpus.documents, strict=True)
    return [document for text, document in pairs if text not in labelled]


def _from_labels(known: Labelled, language: str) -> Codebook:
    names = sorted(set(known.labels))
    themes = tuple(CodebookTheme(id=name, name=name, seeds=()) for name in names)
    return Codebook(language=language, themes=themes)


def require_themes(book: Codebook | None, known: Labelled) -> None:
    """Raise `ThemesError` if a label is no theme of the codebook, or without one could be no id.

    Beside a codebook, `unclear` is the label of what belongs to no theme.
    """
    if book is None:
        _require_ids(known)
        return
    strange = sorted(set(known.labels) - {UNCLEAR, *(theme.id for theme in book.themes)})
    if strange:
        raise ThemesError(f"examples name themes that the codebook lacks: {', '.join(strange)}")


def _require_ids(known: Labelled) -> None:
    for row, label in zip(known.rows, known.labels, strict=True):
        if label in {UNCLEAR, EMPTY}:
            raise ThemesError(f"examples: row {row}: {label} is kept for what has no theme")
        if not re.search(ID, label):
            raise ThemesError(
                f"examples: row {row}: {label[:SHOWN]!r} can be no theme's id; an id has letters, "
                "digits, dots, hyphens and underscores, 64 at most, and begins with one of the "
                "first two"
            )


def _require_enough(search: Search, n: int, which: str = "") -> None:
    if search.k is not None and not 1 <= search.k <= n:
        texts = f"{n} different texts {which}".rstrip()
        most = f"ask for 1 to {n}" if n else "ask for none"
        raise TooFewTextsError(f"{search.k} themes cannot be found in {texts}; {most}")
