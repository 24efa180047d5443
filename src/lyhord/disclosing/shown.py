"""What may be shown of a round and of a run, and nothing else; who makes it is beside."""

from datetime import date
from typing import Literal
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing.completing import Answered
from lyhord.disclosing.cuts import Group
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import K_CHILDREN, Figure, K, Share
from lyhord.storage.findings import Verdict
from lyhord.storage.runs import ThemeNotes


class AudienceCount(Struct, frozen=True, kw_only=True):
    """How many answered in an audience."""

    audience: Audience
    responses: Figure


class WeekCount(Struct, frozen=True, kw_only=True):
    """How many answers came in an ISO week."""

    week: str
    responses: Figure


class CollectorCount(Struct, frozen=True, kw_only=True):
    """How many answers came through a collector."""

    slug: str
    name: str
    audience: Audience
    responses: Figure


class Overview(Struct, frozen=True, kw_only=True):
    """A round in figures; it is open until no answer can come any more.

    Audiences in `left_out` had so few answers that no other figure counts them. While the round
    is open there are only the weeks in which enough answered. From `published_on` figures stay
    as they are until enough answers have come or gone; then it is told, too, how much was
    `answered`, and in which `languages` at least ten did, the commonest first.
    """

    round_id: UUID
    name: str
    is_open: bool
    opens: date
    closes: date
    total: Figure
    audiences: tuple[AudienceCount, ...]
    weeks: tuple[WeekCount, ...]
    collectors: tuple[CollectorCount, ...]
    left_out: tuple[Audience, ...] = ()
    published_on: date | None = None
    answered: tuple[Answered, ...] = ()
    languages: tuple[str, ...] = ()
    k: int = K
    k_children: int = K_CHILDREN


class GroupCell(Struct, frozen=True, kw_only=True):
    """How many of an audience's respondents took a theme up, and their share of all in it."""

    audience: Audience
    respondents: Figure
    share: Share | None


class Quote(Struct, frozen=True, kw_only=True):
    """A text that somebody wrote; at most one thing of who it was, where that points nobody out.

    The `verdict` is that of people who read it; where it is empty, a machine alone chose the text.
    """

    text: str
    language: str
    audience: Audience | None = None
    municipality: str | None = None
    age: str | None = None
    verdict: Verdict = ""


class ThemeReport(Struct, frozen=True, kw_only=True):
    """A theme: how many wrote of it, by audience where that may be shown, and in which words.

    `voices` is one quote of each audience that a quote may name, which are the `speakers`. `unread`
    counts texts that could be quotes and that nobody has decided about, up to five.
    """

    theme_id: str
    name: str
    definition: str
    source: Literal["codebook", "new", "remainder"]
    stability: float | None
    terms: tuple[str, ...]
    respondents: Figure
    share: Share | None
    statements: Figure
    groups: tuple[GroupCell, ...]
    quotes: tuple[Quote, ...]
    notes: ThemeNotes = ThemeNotes()
    voices: tuple[Quote, ...] = ()
    speakers: tuple[Audience, ...] = ()
    unread: int = 0

    @property
    def shows_texts(self) -> bool:
        """Whether all of its texts may be listed: their number would tell a hidden count."""
        return self.statements.form == "exact" and bool(self.statements.n)


class Texts(Struct, frozen=True, kw_only=True):
    """A page of a theme's texts, the most typical first, without audiences."""

    theme_id: str
    page: int
    pages: int
    texts: tuple[Quote, ...]


class RunReport(Struct, frozen=True, kw_only=True):
    """What an analysis of a round found.

    `coverage` is the share, in whole per cent, of the counted texts that got a theme. While
    nothing was published there are no groups, and counts are rounded down; from `published_on`
    figures stay as they are. Where a newer run must wait for more answers, `is_earlier`.
    `languages` are those of the pages on which at least ten people wrote, the commonest first.

    The figures are those of the `chosen` group, one of the `choices`.
    """

    round_id: UUID
    run_id: UUID
    round_name: str
    is_open: bool
    seed: int
    method: str
    corpus_digest: str
    finished_on: date | None
    total: Figure
    audiences: tuple[AudienceCount, ...]
    left_out: tuple[Audience, ...]
    coverage: int | None
    themes: tuple[ThemeReport, ...]
    texts: Texts | None = None
    languages: tuple[str, ...] = ()
    chosen: Group = ()
    choices: tuple[Group, ...] = ()
    published_on: date | None = None
    is_earlier: bool = False
    k: int = K
    k_children: int = K_CHILDREN
