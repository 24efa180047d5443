"""From placed texts to findings: counts, terms, quotes, groups, coverage."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from lyhord_themes import phrases
from lyhord_themes.concordance import concordance
from lyhord_themes.corpus import Corpus
from lyhord_themes.countering import opposed
from lyhord_themes.findings import (
    EMPTY,
    UNCLEAR,
    Assignment,
    Decided,
    Findings,
    Keyword,
    Layout,
    Term,
    Theme,
)
from lyhord_themes.layout import layout
from lyhord_themes.learners import Dense, Integers, beside, listed
from lyhord_themes.learning import Decisions
from lyhord_themes.placing import Heading, Model
from lyhord_themes.proposing import FEW_TEXTS
from lyhord_themes.quotes import COUNTER, representative
from lyhord_themes.shares import by_group
from lyhord_themes.space import LEARNT, TextSpace, evenly
from lyhord_themes.terms import Weighting, is_telling, label, marking_terms
from lyhord_themes.text import negation_stems, shown
from lyhord_themes.valence import weighed
from lyhord_themes.writing import as_written

VERSION = "0.1.0"
MOST_READ, FAST_READ, FAST_PAIRS = 2_000, 500, 10_000
NOTHING = Assignment(theme=EMPTY, strength=1.0)
REMAINDER = (
    Heading(id=UNCLEAR, name=UNCLEAR, source="remainder"),
    Heading(id=EMPTY, name=EMPTY, source="remainder"),
)

Quoted: TypeAlias = Mapping[str, tuple[int, ...]]


class Placed(Struct, frozen=True, kw_only=True):
    """A corpus with what was learnt from it; `places` follows the corpus's different texts.

    `known` are the analyst's decisions that went into the places.
    """

    corpus: Corpus
    space: TextSpace
    model: Model
    places: tuple[Assignment, ...]
    known: Decisions = Decisions(labels={})
    weighting: Weighting = "log-odds"

    def assignments(self) -> tuple[Assignment, ...]:
        """Give one assignment per given text, in their order; empty texts get `empty`."""
        table = dict(zip(self.corpus.different, self.places, strict=True))
        return tuple(table.get(text, NOTHING) for text in self.corpus.normalised)

    def first_rows(self) -> Mapping[str, int]:
        """Give the first row of each different text."""
        rows = list(enumerate(self.corpus.normalised))
        return {text: row for row, text in reversed(rows)}


def findings(placed: Placed, *, groups: Sequence[str | None], language: str, seed: int) -> Findings:
    """Sum up; `groups` has one entry per text, None where the group is not known."""
    assignments = placed.assignments()
    themes = _themes(placed, [assignment.theme for assignment in assignments], groups)
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
    worded = placed.model.worded([placed.corpus.documents[text] for text in chosen])
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


def _themes(placed: Placed, ids: list[str], groups: Sequence[str | None]) -> tuple[Theme, ...]:
    bare = [_bare(heading, ids) for heading in placed.model.headings]
    rest = [_bare(heading, ids) for heading in REMAINDER]
    terms, shares = _terms(placed), by_group(ids, groups)
    quotes, counter = _quotes(placed, terms)
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
    names, numbers = _numbered(placed)
    chosen, language = _counted_texts(placed, numbers), placed.space.language
    counted = Counter(placed.corpus.normalised)
    texts = [placed.corpus.documents[text] for text in chosen]
    pairs = phrases.collocations(
        evenly(placed.corpus.documents, FAST_PAIRS if placed.space.fast else LEARNT), language
    )
    words = placed.space.words_
    found = marking_terms(
        beside(words.counts(texts), phrases.counts(texts, pairs, language)),
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
    own = [placed.corpus.documents[row] for row in rows]
    single = {
        stem: form
        for stem, form in shown(own).items()
        if stem not in negation_stems(language) and is_telling(form, language)
    }
    double = phrases.forms(own, pairs, language)
    return single | {" ".join(pair): form for pair, form in double.items()}


def _quotes(placed: Placed, terms: Mapping[str, tuple[Term, ...]]) -> tuple[Quoted, Quoted]:
    """Choose each theme's quotes and, apart from them, its counter-voices, as rows.

    They are looked for among 2,000 evenly spaced texts of each theme (`fast`: 500).
    """
    names, numbers = _numbered(placed)
    first_row, texts = placed.first_rows(), placed.corpus.different
    rows = placed.space.transform(placed.corpus.documents)
    strength = np.array([place.strength for place in placed.places])
    most = FAST_READ if placed.space.fast else MOST_READ
    read = {
        name: np.array(evenly(listed(np.flatnonzero(numbers == number)), most))
        for number, name in enumerate(names)
    }
    marked, counted = _marked(placed, terms, read), Counter(placed.corpus.normalised)
    choose = partial(representative, strength=strength, marked=marked, rows=rows, texts=texts)
    quotes: dict[str, tuple[int, ...]] = {}
    counter: dict[str, tuple[int, ...]] = {}
    for name, members in read.items():
        against = _opposed(placed, members, name, counted)
        counter[name] = tuple(first_row[texts[place]] for place in choose(against, most=COUNTER))
        rest = np.setdiff1d(members, against)
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


def _opposed(placed: Placed, members: Integers, theme: str, counted: Mapping[str, int]) -> Integers:
    """Find the members that argue against the theme or its majority."""
    if theme == UNCLEAR:
        return members[:0]
    looked_at = listed(members)
    documents, texts = placed.corpus.documents, placed.corpus.different
    opposing = opposed(
        [weighed(documents[place].forms, language=placed.space.language) for place in looked_at],
        np.array([placed.model.is_against(documents[place], theme) for place in looked_at]),
        np.array([float(counted[texts[place]]) for place in looked_at]),
    )
    return members[opposing]


def _numbered(placed: Placed) -> tuple[list[str], Integers]:
    names, numbers = np.unique([place.theme for place in placed.places], return_inverse=True)
    return [str(name) for name in names], numbers
