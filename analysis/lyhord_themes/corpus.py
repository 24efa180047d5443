"""The texts of one analysis: as given, normalised, and the different ones cut into words."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import cast

from msgspec import Struct

from lyhord_themes.documents import Documents, documents
from lyhord_themes.errors import NoTextError, ThemesError
from lyhord_themes.text import is_empty, normalise


class Corpus(Struct, frozen=True, kw_only=True):
    """`different` are the normalised texts that are not empty, sorted, each once.

    All that is learnt is learnt from `documents`, which follow `different`: so neither the order
    of the rows nor how often a text was given can move a theme.
    """

    texts: tuple[str, ...]
    normalised: tuple[str, ...]
    different: tuple[str, ...]
    documents: Documents

    def lines(self, telling: Collection[str]) -> tuple[tuple[str, ...], ...]:
        """Give the words of each given text, in their order; none if no `telling` one is there."""
        places = self.documents.having(telling)
        lines = (text.forms for text in self.documents.take(places))
        table = dict(zip((self.different[place] for place in places), lines, strict=True))
        return tuple(table.get(text, ()) for text in self.normalised)

    def digest(self) -> str:
        """Give the SHA-256 of the texts, whatever their order."""
        lines = sorted(
            hashlib.sha256(text.encode("utf-8", "replace")).digest() for text in self.texts
        )
        return hashlib.sha256(b"".join(lines)).hexdigest()


class Context(Struct, frozen=True, kw_only=True):
    """What is known of each text beside its words: its group, and what was asked; None if not."""

    groups: tuple[str | None, ...]
    questions: tuple[str | None, ...]


def context_of(
    corpus: Corpus,
    *,
    groups: Sequence[str | None] | None,
    questions: Sequence[str | None] | None,
) -> Context:
    """Check that there is an entry per text, or raise `ThemesError`."""
    return Context(
        groups=aligned("groups", groups, len(corpus.texts)),
        questions=aligned("questions", questions, len(corpus.texts)),
    )


def corpus_of(texts: Iterable[str], language: str) -> Corpus:
    """Prepare texts, or raise `NoTextError` if there is none that is not empty."""
    given = strings(texts)
    normalised = tuple(normalise(text) for text in given)
    different = tuple(sorted({text for text in normalised if not is_empty(text)}))
    if not different:
        raise NoTextError("there is no text to find themes in: every row is empty")
    cut = documents(different, language)
    return Corpus(texts=given, normalised=normalised, different=different, documents=cut)


def strings(texts: Iterable[str]) -> tuple[str, ...]:
    """Make a tuple of texts, or raise `ThemesError` if they are not a list of strings."""
    if isinstance(texts, str):
        raise ThemesError("give a list of texts, not one text")
    if not isinstance(cast("object", texts), Iterable):
        raise ThemesError(f"give a list of texts, not {type(texts).__name__}")
    given = cast("tuple[object, ...]", tuple(texts))
    wrong = next((place for place, text in enumerate(given) if not isinstance(text, str)), None)
    if wrong is not None:
        raise ThemesError(f"text {wrong} is {type(given[wrong]).__name__}, not str")
    return cast("tuple[str, ...]", given)


def aligned(name: str, values: Sequence[str | None] | None, length: int) -> tuple[str | None, ...]:
    """Make one entry per text, None where nothing is known, or raise `ThemesError`."""
    if values is None:
        return (None,) * length
    if len(values) != length:
        raise ThemesError(f"{name} has {len(values)} entries for {length} texts")
    return tuple(values)
