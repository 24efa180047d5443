"""Joining what was found in each language of a corpus into one result."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from lyhord_themes.corpus import Corpus
from lyhord_themes.findings import (
    EMPTY,
    UNCLEAR,
    Assignment,
    Decided,
    Findings,
    Keyword,
    Layout,
    Spoken,
    Theme,
)
from lyhord_themes.proposing import FEWEST_MEMBERS, LEAST_PROPOSED, NO_STRUCTURE
from lyhord_themes.quotes import COUNTER, QUOTES
from lyhord_themes.shares import by_group
from lyhord_themes.valence import counted


class Part(Struct, frozen=True, kw_only=True):
    """The texts of one language: their rows, where they are placed, and what was found in them.

    `shown` are rows to quote where nothing was found.
    """

    language: str
    rows: tuple[int, ...]
    places: tuple[Assignment, ...]
    found: Findings | None
    shown: tuple[int, ...] = ()


def joined(
    corpus: Corpus,
    parts: Sequence[Part],
    headings: Sequence[Theme],
    *,
    whole: Findings,
    groups: Sequence[str | None],
) -> Findings:
    """Count all parts together; `headings` are the themes there are, `whole` the main fit's."""
    placed = [Assignment(theme=EMPTY, strength=1.0)] * len(corpus.texts)
    for part in parts:
        for row, place in zip(part.rows, part.places, strict=True):
            placed[row] = place
    ids = [place.theme for place in placed]
    themes = counted(_themes(ids, parts, headings, groups), placed)
    clear = sum(theme.n for theme in themes if theme.source != "remainder")
    written = len(ids) - ids.count(EMPTY)
    return replace(
        whole,
        corpus_digest=corpus.digest(),
        k=sum(theme.n > 0 and theme.source != "remainder" for theme in themes),
        coverage=round(clear / written, 6) if written else 0.0,
        themes=themes,
        assignments=tuple(placed),
        keywords=tuple(_keywords(parts)),
        layout=_layout(parts),
        decided=_decided(parts),
        languages=_spoken(parts) if len(parts) > 1 else (),
    )


def weak_themes(found: Findings) -> tuple[str, ...]:
    """Name the new themes that hold too little to stand beside a codebook's."""
    loose = NO_STRUCTURE in found.notes
    return tuple(
        theme.id
        for theme in found.themes
        if theme.source == "new"
        and (loose or theme.n < FEWEST_MEMBERS or (theme.stability or 0.0) < LEAST_PROPOSED)
    )


def _themes(
    ids: Sequence[str],
    parts: Sequence[Part],
    headings: Sequence[Theme],
    groups: Sequence[str | None],
) -> tuple[Theme, ...]:
    sizes, shares = Counter(ids), by_group(ids, groups)
    named = {theme.id: theme for theme in reversed(headings)}
    order = [*dict.fromkeys(theme.id for theme in headings)]
    rest = [theme for theme in (UNCLEAR, EMPTY) if sizes[theme]]
    return tuple(
        replace(
            named.get(theme) or Theme(id=theme, name=theme, source="remainder", n=0, share=0.0),
            n=sizes[theme],
            share=round(sizes[theme] / len(ids), 6),
            terms=next((own.terms for own, _ in _own(theme, parts) if own.terms), ()),
            quotes=_quotes(theme, parts),
            counter=_counter(theme, parts),
            groups=shares.get(theme, {}),
        )
        for theme in [*order, *rest]
    )


def _own(theme: str, parts: Sequence[Part]) -> list[tuple[Theme, Part]]:
    return [
        (own, part)
        for part in parts
        if part.found is not None
        for own in part.found.themes
        if own.id == theme
    ]


def _quotes(theme: str, parts: Sequence[Part]) -> tuple[int, ...]:
    quoted = [[part.rows[row] for row in own.quotes] for own, part in _own(theme, parts)]
    if theme == UNCLEAR:
        quoted += [list(part.shown) for part in parts]
    in_turn = (row for line in zip_longest(*quoted) for row in line if row is not None)
    return tuple(in_turn)[:QUOTES]


def _counter(theme: str, parts: Sequence[Part]) -> tuple[int, ...]:
    argued = [part.rows[row] for own, part in _own(theme, parts) for row in own.counter]
    return tuple(argued[:COUNTER])


def _keywords(parts: Sequence[Part]) -> Iterator[Keyword]:
    for part in parts:
        for keyword in part.found.keywords if part.found else ():
            lines = (replace(line, row=part.rows[line.row]) for line in keyword.lines)
            yield replace(keyword, lines=tuple(lines))


def _layout(parts: Sequence[Part]) -> Layout | None:
    """Give the map of the first language that has one: those of two cannot be laid together."""
    for part in parts:
        if part.found and part.found.layout:
            layout = part.found.layout
            dots = (replace(dot, row=part.rows[dot.row]) for dot in layout.dots)
            return replace(layout, dots=tuple(dots))
    return None


def _decided(parts: Sequence[Part]) -> Decided | None:
    sizes = [sum(place.theme != EMPTY for place in part.places) for part in parts]
    nothing = Decided(rule=0.0, seed=0.0, machine=0.0, nothing=1.0)
    shares = [(part.found and part.found.decided) or nothing for part in parts]
    whole = sum(sizes)
    if not whole:
        return None
    return Decided(
        **{
            by: round(
                sum(n * getattr(s, by) for n, s in zip(sizes, shares, strict=True)) / whole, 6
            )
            for by in Decided.__struct_fields__
        }
    )


def _spoken(parts: Sequence[Part]) -> tuple[Spoken, ...]:
    return tuple(
        Spoken(
            language=part.language,
            n=sum(place.theme != EMPTY for place in part.places),
            themes=tuple(sorted({place.theme for place in part.places} - {EMPTY, UNCLEAR})),
        )
        for part in parts
    )
