"""What the comparison says of themes: where audiences disagree most, and every theme."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from lyhord import comparing
from lyhord.comparing import Difference, Gap, Side
from lyhord.disclosing import Quote
from lyhord.instruments.definition import Audience
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.quoted import quoted
from lyhord.web.desk.strips import Strip, strip, top_of
from lyhord.web.desk.theme_page import StatementRow
from lyhord.web.desk.wording import AUDIENCES, Wording

SHARPEST = 3
MOST_TOLD = 9
FIRST_ROWS = 10

Quotes = Mapping[tuple[str, Audience], Quote]


class ShareCell(Struct, frozen=True, kw_only=True):
    """A share, and between what it may lie."""

    text: str
    interval: str


class GapRow(Struct, frozen=True, kw_only=True):
    """A theme in the table: its marks, a share for each audience, the sharpest difference."""

    name: str
    theme_id: str
    strip: Strip
    cells: tuple[ShareCell, ...]
    difference: str
    is_clear: bool


class Party(Struct, frozen=True, kw_only=True):
    """One side of a disagreement: how large, a quote of it, or why there is none."""

    audience: str
    name: str
    row: BarRow
    interval: str
    quotes: tuple[StatementRow, ...]
    why_not: str


class Disagreement(Struct, frozen=True, kw_only=True):
    """A theme of which two audiences wrote clearly differently, and these two."""

    name: str
    theme_id: str
    text: str
    parties: tuple[Party, ...]


class Gaps(Struct, frozen=True, kw_only=True):
    """The part of the page that compares themes; bars reach to `top` per cent in all of them."""

    sharpest: tuple[Disagreement, ...]
    further: tuple[Disagreement, ...]
    more: str
    top: str
    audiences: tuple[tuple[str, str], ...]
    rows: tuple[GapRow, ...]
    rest: tuple[GapRow, ...]
    count: int
    summary: str


def quoted_gaps(found: Sequence[Gap]) -> Sequence[Gap]:
    """The disagreements that are told with quotes."""
    return comparing.clear(found)[:MOST_TOLD]


def gaps_told(
    wording: Wording, found: Sequence[Gap], quotes: Quotes, *, is_whole: bool = True
) -> Gaps:
    """Say how audiences differ, the sharpest first; `quotes` are of sides that had none at hand.

    Of a part of the round no quote is shown.
    """
    clear = len(comparing.clear(found))
    sides = found[0].sides if found else ()
    top = top_of([side.share for gap in found for side in gap.sides])
    telling = Telling(wording=wording, quotes=quotes, top=top, is_whole=is_whole)
    told = tuple(telling.disagreement(gap) for gap in quoted_gaps(found))
    rows = tuple(_row(wording, gap, top) for gap in found)
    return Gaps(
        sharpest=told[:SHARPEST],
        further=told[SHARPEST:],
        more=_more(wording, clear - len(told)),
        top=wording.percent(top),
        audiences=tuple((side.audience, wording.say(AUDIENCES[side.audience])) for side in sides),
        rows=rows[:FIRST_ROWS],
        rest=rows[FIRST_ROWS:],
        count=len(rows),
        summary=wording.say.plural(
            "%(n)s theme, %(clear)s with a clear difference",
            "%(n)s themes, %(clear)s with a clear difference",
            len(rows),
            clear=clear,
        ),
    )


class Telling(Struct, frozen=True, kw_only=True):
    """What every disagreement is told with."""

    wording: Wording
    quotes: Quotes
    top: int
    is_whole: bool

    def disagreement(self, gap: Gap) -> Disagreement:
        """Say how the two differ that differ most."""
        return Disagreement(
            name=gap.name,
            theme_id=gap.theme_id,
            text=sentence(self.wording, gap.differences[0]),
            parties=tuple(self._party(gap, side) for side in gap.opposed),
        )

    def _party(self, gap: Gap, side: Side) -> Party:
        quote = side.quote or self.quotes.get((gap.theme_id, side.audience))
        share = side.share
        amount = _amount(self.wording, side)
        return Party(
            audience=side.audience,
            name=amount.name,
            row=charts.rows([amount], whole=self.top)[0],
            interval=f"{share.low}–{share.high}" if share else "",
            quotes=(quoted(self.wording, quote),) if quote else (),
            why_not="" if quote else self._why_not(side),
        )

    def _why_not(self, side: Side) -> str:
        say, audience = self.wording.say, self.wording.names([side.audience])
        if side.respondents.n == 0:
            return say("None of the %(audience)s wrote of it.", audience=audience)
        if not self.is_whole:
            return say("Quotes are shown of the whole round only.")
        return say(
            "No quote: so few %(audience)s wrote of it that one could point somebody out.",
            audience=audience,
        )


def _more(wording: Wording, n: int) -> str:
    return (
        ""
        if n <= 0
        else wording.say.plural(
            "%(n)s more clear difference is marked in the table.",
            "%(n)s more clear differences are marked in the table.",
            n,
        )
    )


def sentence(wording: Wording, difference: Difference) -> str:
    """How two audiences differ, with the interval."""
    return wording.say(
        "%(more)s wrote of it more often than %(less)s: %(points)s percentage points more "
        "(%(low)s–%(high)s).",
        more=wording.say(AUDIENCES[difference.more]),
        less=wording.names([difference.less]),
        points=difference.points,
        low=wording.number(difference.low),
        high=wording.number(difference.high),
    )


def _amount(wording: Wording, side: Side) -> Amount:
    share = side.share
    return Amount(
        name=wording.say(AUDIENCES[side.audience]),
        kind=side.audience,
        text=wording.share(share) if share else wording.figure(side.respondents),
        size=share.percent if share else None,
        low=share.low if share else None,
        high=share.high if share else None,
    )


def _row(wording: Wording, gap: Gap, top: int) -> GapRow:
    cells = tuple(_cell(wording, side) for side in gap.sides)
    names = [wording.say(AUDIENCES[side.audience]) for side in gap.sides]
    said = ", ".join(f"{name} {cell.text}" for name, cell in zip(names, cells, strict=True))
    sharpest = gap.sharpest
    return GapRow(
        name=gap.name,
        theme_id=gap.theme_id,
        strip=strip(f"{gap.name}: {said}", [(s.audience, s.share) for s in gap.sides], top=top),
        cells=cells,
        difference=_points(wording, sharpest) if sharpest else "–",
        is_clear=sharpest is not None and sharpest.is_clear,
    )


def _cell(wording: Wording, side: Side) -> ShareCell:
    share = side.share
    if share is None:
        return ShareCell(text=wording.figure(side.respondents), interval="")
    return ShareCell(text=wording.percent(share.percent), interval=f"{share.low}–{share.high}")


def _points(wording: Wording, difference: Difference) -> str:
    if not difference.points:
        return wording.say("none")
    return wording.say(
        "%(points)s points (%(low)s to %(high)s): %(more)s over %(less)s",
        points=difference.points,
        low=wording.number(difference.low),
        high=wording.number(difference.high),
        more=wording.names([difference.more]),
        less=wording.names([difference.less]),
    )
