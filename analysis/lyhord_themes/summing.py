"""From placed texts to findings: counts, terms, quotes, groups, coverage."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from lyhord_themes import phrases
from lyhord_themes.concordance import concordance
from lyhord_themes.documents import shown
from lyhord_themes.findings import (
    EMPTY,
    UNCLEAR,
    Decided,
    Findings,
    Keyword,
    Layout,
    Term,
    Theme,
)
from lyhord_themes.layout import layout
from lyhord_themes.learners import Dense, Integers, Sparse, beneath, beside, listed
from lyhord_themes.pieces import blocks, each
from lyhord_themes.placed import FAST_READ, MOST_READ, Placed
from lyhord_themes.placing import Heading
from lyhord_themes.proposing import FEW_TEXTS
from lyhord_themes.shares import by_group
from lyhord_themes.space import LEARNT, evenly
from lyhord_themes.terms import is_telling, label, marking_terms
from lyhord_themes.text import Document, negation_stems
from lyhord_themes.valence import counted
from lyhord_themes.vectors import WordTfidf
from lyhord_themes.voices import voices
from lyhord_themes.writing import as_written

VERSION = "0.1.0"
FAST_PAIRS = 10_000
BLOCK = 25_000
REMAINDER = (
    Heading(id=UNCLEAR, name=UNCLEAR, source="remainder"),
    Heading(id=EMPTY, name=EMPTY, source="remainder"),
)


def findings(placed: Placed, *, language: str, seed: int) -> Findings:
    """Sum up."""
    assignments = placed.assignments()
    themes = counted(_themes(placed, [place.theme for place in assignments]), assignments)
    clear = sum(theme.n for theme in themes if theme.source != "remainder")
    written = sum(assignment.theme != EMPTY for assignment in assignments)
    return Findings(
        version=VERSION,
        language=language,
        seed=seed,
        corpus_digest=placed.corpus.digest(),
        k=sum(theme.n > 0 and theme.source != "remainder" for theme in themes),
        k_curve=placed.model.curve,
        coverage=round(clear / written, 6) if written else 0.0,
        notes=placed.model.notes,
        themes=themes,
        assignments=assignments,
        keywords=_keywords(placed),
        layout=_layout(placed),
        decided=_decided(placed),
    )


def _keywords(placed: Placed) -> tuple[Keyword, ...]:
    if FEW_TEXTS not in placed.model.notes:
        return ()
    return concordance(placed.corpus.texts, placed.space.language)


def _layout(placed: Placed) -> Layout | None:
    held = {place.theme for place in placed.places}
    ids = [heading.id for heading in placed.model.headings if heading.id in held]
    if not ids or FEW_TEXTS in placed.model.notes:
        return None
    number = {name: place for place, name in enumerate(ids)}
    numbers = np.array([number.get(place.theme, -1) for place in placed.places])
    first_row = placed.first_rows()
    given = [first_row[text] for text in placed.corpus.different]
    return layout(ids, numbers, placed.space.transform(placed.corpus.documents), given=given)


def _decided(placed: Placed) -> Decided:
    chosen = evenly(range(len(placed.places)), LEARNT)
    worded = placed.model.worded(placed.corpus.documents.take(chosen))
    columns = {heading.id: place for place, heading in enumerate(placed.model.headings)}
    counted = Counter(placed.corpus.normalised)
    totals = {"rule": 0, "seed": 0, "machine": 0, "nothing": 0}
    for text, hits in zip(chosen, worded, strict=True):
        written, theme = placed.corpus.different[text], placed.places[text].theme
        totals[_by(placed, written, theme, hits, columns)] += counted[written]
    whole = sum(totals.values())
    return Decided(**{by: round(n / whole, 6) for by, n in totals.items()})


def _by(
    placed: Placed, text: str, theme: str, hits: Dense, columns: Mapping[str, int]
) -> Literal["rule", "seed", "machine", "nothing"]:
    if placed.known.get(text) is not None:
        return "rule"
    if theme == UNCLEAR:
        return "nothing"
    return "seed" if theme in columns and hits[columns[theme]] > 0 else "machine"


def _themes(placed: Placed, ids: list[str]) -> tuple[Theme, ...]:
    bare = [_bare(heading, ids) for heading in placed.model.headings]
    rest = [_bare(heading, ids) for heading in REMAINDER]
    terms, shares = _terms(placed), by_group(ids, placed.context.groups)
    quotes, counter = voices(placed, terms)
    return tuple(
        msgspec.structs.replace(
            theme,
            name=theme.name or label(terms.get(theme.id, ()), placed.space.language) or theme.id,
            terms=terms.get(theme.id, ()),
            quotes=quotes.get(theme.id, ()),
            counter=counter.get(theme.id, ()),
            groups=shares.get(theme.id, {}),
        )
        for theme in [*bare, *(theme for theme in rest if theme.n)]
    )


def _bare(heading: Heading, ids: list[str]) -> Theme:
    n = ids.count(heading.id)
    return Theme(
        id=heading.id,
        name=heading.name,
        definition=heading.definition,
        source=heading.source,
        n=n,
        share=round(n / len(ids), 6),
        stability=heading.stability,
    )


def _terms(placed: Placed) -> Mapping[str, tuple[Term, ...]]:
    names, numbers = placed.numbered()
    chosen, language = _counted_texts(placed, numbers), placed.space.language
    counted = Counter(placed.corpus.normalised)
    texts = placed.corpus.documents.take(chosen)
    pairs = phrases.collocations(
        evenly(placed.corpus.documents, FAST_PAIRS if placed.space.fast else LEARNT), language
    )
    words = placed.space.words_
    pieces = (texts[part] for part in blocks(len(texts), BLOCK))
    found = marking_terms(
        beneath(*each(partial(_words_and_pairs, words, pairs, language), pieces)),
        numbers[chosen],
        stems=[*words.stems, *map(" ".join, pairs)],
        shown={
            number: _forms(placed, numbers == number, pairs)
            for number, name in enumerate(names)
            if name != UNCLEAR
        },
        given=np.array([float(counted[placed.corpus.different[text]]) for text in chosen]),
        weighting=placed.weighting,
    )
    written = as_written(evenly(placed.corpus.texts, LEARNT), found.values())
    return {names[number]: written(terms) for number, terms in found.items()}


def _words_and_pairs(
    words: WordTfidf, pairs: Sequence[phrases.Pair], language: str, texts: Sequence[Document]
) -> Sparse:
    """Count the learnt words of texts and, in the columns behind them, the pairs."""
    return beside(words.counts(texts), phrases.counts(texts, pairs, language))


def _counted_texts(placed: Placed, numbers: Integers) -> list[int]:
    """Number the texts whose words are counted: all, or 20,000 and up to 500 more of each theme."""
    everything = range(len(numbers))
    if not placed.space.fast:
        return list(everything)
    few = [
        text
        for number in listed(np.unique(numbers))
        for text in evenly(listed(np.flatnonzero(numbers == number)), FAST_READ)
    ]
    return sorted({*evenly(everything, LEARNT), *few})


def _forms(
    placed: Placed, members: NDArray[np.bool_], pairs: Sequence[phrases.Pair]
) -> Mapping[str, str]:
    language = placed.space.language
    rows = evenly(listed(np.flatnonzero(members)), MOST_READ)
    own = placed.corpus.documents.take(rows)
    single = {
        stem: form
        for stem, form in shown(own).items()
        if stem not in negation_stems(language) and is_telling(form, language)
    }
    double = phrases.forms(own, pairs, language)
    return single | {" ".join(pair): form for pair, form in double.items()}
