"""Learnt models that give texts their themes: guided by a codebook, or by likeness alone."""

from collections.abc import Sequence
from itertools import count
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from lyhord_themes.clusters import Grouping
from lyhord_themes.documents import taken
from lyhord_themes.findings import NEW, UNCLEAR, Assignment, CurvePoint, Source
from lyhord_themes.guiding import Guide
from lyhord_themes.learners import Dense, Integers, listed
from lyhord_themes.several import others
from lyhord_themes.text import Document


class Heading(Struct, frozen=True, kw_only=True):
    """What a theme is before its texts are counted; new themes get their name from their terms."""

    id: str
    name: str = ""
    definition: str = ""
    source: Source
    stability: float | None = None


class Model(Protocol):
    """Places texts among themes, the same way for texts that were learnt from and later ones."""

    headings: tuple[Heading, ...]
    curve: tuple[CurvePoint, ...]
    notes: tuple[str, ...]

    def place(self, texts: Sequence[Document]) -> list[Assignment]:
        """Give each text its theme."""
        ...

    def strengths(self, texts: Sequence[Document]) -> Dense:
        """Give shape (texts, headings), 0 to 1."""
        ...

    def worded(self, texts: Sequence[Document]) -> Dense:
        """Give how much of each theme's own words stands in texts, shape (texts, headings)."""
        ...

    def is_against(self, text: Document, theme: str) -> bool:
        """Say whether a text has words that are known to speak against a theme."""
        ...


class Proposals(Struct, frozen=True):
    """Groups found by likeness: `kept` are the numbers that became themes, in their order."""

    grouping: Grouping
    kept: tuple[int, ...]
    stabilities: tuple[float | None, ...]

    def headings(self, taken: Sequence[Heading] = ()) -> tuple[Heading, ...]:
        """Number the proposed themes, past the ids that others have taken."""
        used = {heading.id for heading in taken}
        free = (each for number in count(1) if (each := f"{NEW}{number}") not in used)
        return tuple(
            Heading(id=each, source="new", stability=stability)
            for stability, each in zip(self.stabilities, free, strict=False)
        )


class Unguided:
    """Every text goes to the group that it is most like."""

    def __init__(
        self, proposals: Proposals, *, curve: tuple[CurvePoint, ...], notes: tuple[str, ...]
    ) -> None:
        self.proposals = proposals
        self.headings = proposals.headings()
        self.curve = curve
        self.notes = notes

    def place(self, texts: Sequence[Document]) -> list[Assignment]:
        """Give each text its group, and the two next."""
        strengths = self.strengths(texts)
        ids = [heading.id for heading in self.headings]
        order = ranked(strengths)
        return [
            _assignment([ids[place] for place in line[:3]], float(row[line[0]]))
            for line, row in zip(order, strengths, strict=True)
        ]

    def strengths(self, texts: Sequence[Document]) -> Dense:
        """Give each group's share, shape (texts, groups)."""
        return self.proposals.grouping.scores(texts)[:, list(self.proposals.kept)]

    def worded(self, texts: Sequence[Document]) -> Dense:
        """Give zeros: groups found by likeness have no words of their own."""
        return np.zeros((len(texts), len(self.headings)))

    def is_against(self, text: Document, theme: str) -> bool:  # noqa: ARG002  the shape is Model's
        """Give no: nor have they words against them."""
        return False


class Guided:
    """The codebook's themes first; what it leaves unclear may fall into a proposed theme.

    With `is_whole` nothing stays unclear: what falls into no proposed theme goes to the nearest.
    """

    def __init__(
        self,
        guide: Guide,
        headings: tuple[Heading, ...],
        *,
        is_whole: bool = False,
        proposals: Proposals | None = None,
        curve: tuple[CurvePoint, ...] = (),
        notes: tuple[str, ...] = (),
    ) -> None:
        self.guide = guide
        self.is_whole = is_whole
        self.proposals = proposals
        self.headings = headings + (proposals.headings(headings) if proposals else ())
        self.curve = curve
        self.notes = notes

    def place(self, texts: Sequence[Document]) -> list[Assignment]:
        """Give each text its best theme if it is clear, else a proposed one, else `unclear`."""
        scores = self.guide.scores(texts)
        nearest = [[self.guide.ids[place] for place in line[:3]] for line in ranked(scores)]
        found = [
            _assignment(line, float(row.max()))
            for line, row in zip(nearest, self.guide.shares(scores), strict=True)
        ]
        doubtful = listed(np.flatnonzero(~self.guide.is_clear(scores)))
        doubt = 1 - self.guide.shares(scores).sum(axis=1)
        for place, beside in enumerate(others(self.guide, texts, scores)):
            found[place] = replace(found[place], also=beside)
        for place, new in zip(doubtful, self._new(taken(texts, doubtful)), strict=True):
            if new is None and self.is_whole:
                continue
            theme, strength = new or (UNCLEAR, float(doubt[place]))
            found[place] = _assignment([theme, *nearest[place][:2]], strength)
        return found

    def strengths(self, texts: Sequence[Document]) -> Dense:
        """Give each theme's share; proposed themes have theirs only where the codebook doubts."""
        guided = self.guide.shares(scores := self.guide.scores(texts))
        new = np.zeros((len(texts), len(self.headings) - guided.shape[1]))
        doubtful = listed(np.flatnonzero(~self.guide.is_clear(scores)))
        if self.proposals and doubtful:
            found = self.proposals.grouping.scores(taken(texts, doubtful))
            new[doubtful] = found[:, list(self.proposals.kept)]
        return np.hstack([guided, new])

    def worded(self, texts: Sequence[Document]) -> Dense:
        """Give the weight of the codebook's words, below 0 where those of `not` outweigh them."""
        hits = self.guide.scorer.matcher.hits(texts)
        return np.pad(hits, ((0, 0), (0, len(self.headings) - hits.shape[1])))

    def is_against(self, text: Document, theme: str) -> bool:
        """Say whether words of the theme's `not` stand in a text."""
        place = next((p for p, h in enumerate(self.headings) if h.id == theme), len(self.headings))
        if place >= len(self.guide.ids):
            return False
        return self.guide.scorer.matcher.is_against(text, place)

    def _new(self, texts: Sequence[Document]) -> list[tuple[str, float] | None]:
        if self.proposals is None or not texts:
            return [None] * len(texts)
        scores = self.proposals.grouping.scores(texts)
        ids = dict(zip(self.proposals.kept, self.headings[len(self.guide.ids) :], strict=True))
        best: Integers = np.argmax(scores, axis=1)
        return [
            (ids[int(place)].id, float(row[place])) if int(place) in ids else None
            for place, row in zip(best, scores, strict=True)
        ]


def ranked(scores: Dense) -> list[list[int]]:
    """Give the three best columns of each row, the best first, the earlier one if equal."""
    best: list[list[int]] = np.argsort(-scores, axis=1, kind="stable")[:, :3].tolist()
    return best


def _assignment(ids: Sequence[str], strength: float) -> Assignment:
    first, second, third = [*ids, None, None][:3]
    return Assignment(theme=str(first), strength=round(strength, 4), second=second, third=third)
