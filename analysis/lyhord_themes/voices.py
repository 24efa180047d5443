"""Who speaks for each theme, and who against it: its quotes and its counter-voices, as rows."""

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import TypeAlias

import numpy as np

from lyhord_themes import phrases
from lyhord_themes.countering import opposed
from lyhord_themes.findings import UNCLEAR, Term
from lyhord_themes.learners import Dense, Integers, listed
from lyhord_themes.placed import FAST_READ, MOST_READ, Placed
from lyhord_themes.quotes import COUNTER, representative
from lyhord_themes.space import evenly
from lyhord_themes.valence import weighed

Quoted: TypeAlias = Mapping[str, tuple[int, ...]]


def voices(placed: Placed, terms: Mapping[str, tuple[Term, ...]]) -> tuple[Quoted, Quoted]:
    """Choose each theme's quotes and, apart from them, its counter-voices, as rows.

    They are looked for among 2,000 evenly spaced texts of each theme (`fast`: 500).
    """
    names, numbers = placed.numbered()
    first_row, texts = placed.first_rows(), placed.corpus.different
    rows = placed.space.transform(placed.corpus.documents)
    strength = np.array([place.strength for place in placed.places])
    most = FAST_READ if placed.space.fast else MOST_READ
    read = {
        name: np.array(evenly(listed(np.flatnonzero(numbers == number)), most))
        for number, name in enumerate(names)
    }
    marked, against = _marked(placed, terms, read), _opposing(placed, read)
    choose = partial(representative, strength=strength, marked=marked, rows=rows, texts=texts)
    quotes: dict[str, tuple[int, ...]] = {}
    counter: dict[str, tuple[int, ...]] = {}
    for name, members in read.items():
        opposing = choose(against[name], most=COUNTER)
        counter[name] = tuple(first_row[texts[place]] for place in opposing)
        rest = np.setdiff1d(members, against[name])
        quotes[name] = tuple(first_row[texts[place]] for place in choose(rest))
    return quotes, counter


def _marked(
    placed: Placed, terms: Mapping[str, tuple[Term, ...]], read: Mapping[str, Integers]
) -> Dense:
    """Say of the texts that are read how much of their theme's terms they have; 0 of others."""
    language, documents = placed.space.language, placed.corpus.documents
    found = np.zeros(len(documents))
    for theme, members in read.items():
        own = terms.get(theme, ())
        weights = {phrases.column(term.term, language): term.weight for term in own}
        found[members] = [phrases.marked(documents[text], weights) for text in listed(members)]
    return found


def _opposing(placed: Placed, read: Mapping[str, Integers]) -> Mapping[str, Integers]:
    """Find the members of each theme that argue against it or its majority."""
    given, asked = Counter(placed.corpus.normalised), placed.asked()
    return {
        theme: members[:0] if theme == UNCLEAR else _against(placed, theme, members, given, asked)
        for theme, members in read.items()
    }


def _against(
    placed: Placed,
    theme: str,
    members: Integers,
    given: Mapping[str, int],
    asked: Mapping[str, str | None],
) -> Integers:
    language, looked_at = placed.space.language, listed(members)
    documents = [placed.corpus.documents[place] for place in looked_at]
    texts = [placed.corpus.different[place] for place in looked_at]
    opposing = opposed(
        [
            weighed(document.forms, language=language, question=asked[text])
            for document, text in zip(documents, texts, strict=True)
        ],
        np.array([placed.model.is_against(document, theme) for document in documents]),
        np.array([float(given[text]) for text in texts]),
    )
    return members[opposing]
