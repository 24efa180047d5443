"""What the comparison says of themes: where audiences disagree most, and every theme."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from lyhord.comparing import Difference, Gap, Side
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, Bars
from lyhord.web.desk.strips import Strip, strip, top_of
from lyhord.web.desk.theme_page import StatementRow, pieces
from lyhord.web.desk.wording import AUDIENCES, SPEAKERS, Wording

MOST_TOLD = 6


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


class Disagreement(Struct, frozen=True, kw_only=True):
    """A theme of which two audiences wrote clearly differently, with a quote from each."""

    name: str
    theme_id: str
    text: str
    bars: Bars
    quotes: tuple[StatementRow, ...]


class Gaps(Struct, frozen=True, kw_only=True):
    """The part of the page that compares themes."""

    disagreements: tuple[Disagreement, ...]
    more: str
    audiences: tuple[tuple[str, str], ...]
    rows: tuple[GapRow, ...]


def gaps_told(wording: Wording, found: Sequence[Gap]) -> Gaps:
    """Say how audiences differ, the sharpest disagreements first."""
    clear = [gap for gap in found if gap.sharpest and gap.sharpest.is_clear]
    sides = found[0].sides if found else ()
    top = top_of([side.share for gap in found for side in gap.sides])
    told = tuple(_disagreement(wording, gap) for gap in clear[:MOST_TOLD])
    return Gaps(
        disagreements=told,
        more=_more(wording, len(clear) - len(told)),
        audiences=tuple((side.audience, wording.say(AUDIENCES[side.audience])) for side in sides),
        rows=tuple(_row(wording, gap, top) for gap in found),
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


def _disagreement(wording: Wording, gap: Gap) -> Disagreement:
    sharpest = gap.differences[0]
    return Disagreement(
        name=gap.name,
        theme_id=gap.theme_id,
        text=sentence(wording, sharpest),
        bars=charts.bars(gap.name, [_amount(wording, side) for side in gap.sides]),
        quotes=tuple(_quotes(wording, gap, sharpest)),
    )


def sentence(wording: Wording, difference: Difference) -> str:
    """How two audiences differ, with the interval."""
    return wording.say(
        "%(more)s wrote of it more often than %(less)s: %(points)s percentage points more "
        "(%(low)s–%(high)s).",
        more=wording.say(AUDIENCES[difference.more]),
        less=wording.names([difference.less]),
        points=difference.points,
        low=difference.low,
        high=difference.high,
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


def _quotes(wording: Wording, gap: Gap, difference: Difference) -> Iterator[StatementRow]:
    """One of each side, where it may be quoted by name."""
    for audience in (difference.more, difference.less):
        quote = gap.quote_of(audience)
        if quote is not None:
            yield StatementRow(
                pieces=tuple(pieces(quote.text)),
                language=quote.language,
                audience=audience,
                speaker=wording.say(SPEAKERS[audience]),
                hide="",
                hand_over="",
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
