"""Where the bars of a chart lie: numbers in, coordinates out; the templates draw them."""

from collections.abc import Sequence

from msgspec import Struct

STEP = 46
WIDTH = 300
TRACK = 244
WHOLE = 100


class Amount(Struct, frozen=True, kw_only=True):
    """One thing to draw: its name, the words for its size, and a size unless that is hidden."""

    name: str
    kind: str
    text: str
    size: float | None
    low: float | None = None
    high: float | None = None


class Bar(Struct, frozen=True, kw_only=True):
    """A lying bar with its interval, if it has one."""

    name: str
    kind: str
    text: str
    top: int
    length: float
    low: float | None
    high: float | None


class Bars(Struct, frozen=True, kw_only=True):
    """Bars below each other, and all of them as one sentence."""

    title: str
    label: str
    bars: tuple[Bar, ...]
    width: int = WIDTH
    track: int = TRACK
    height: int


class BarRow(Struct, frozen=True, kw_only=True):
    """A row of a table that draws its figure and its interval, in hundredths of its cell."""

    name: str
    kind: str
    text: str
    portion: float
    low: float | None = None
    high: float | None = None


def bars(title: str, amounts: Sequence[Amount], *, whole: float | None = None) -> Bars:
    """Lay bars below each other; the `whole`, else what reaches furthest, fills the track."""
    scale = TRACK / (whole or furthest(amounts))
    return Bars(
        title=title,
        label=_sentence(title, amounts),
        bars=tuple(_bar(amount, place, scale) for place, amount in enumerate(amounts)),
        height=STEP * len(amounts),
    )


def rows(amounts: Sequence[Amount], *, whole: float | None = None) -> tuple[BarRow, ...]:
    """Give each row of a table its bar; the `whole`, else what reaches furthest, fills its cell."""
    scale = WHOLE / (whole or furthest(amounts))
    return tuple(
        BarRow(
            name=amount.name,
            kind=amount.kind,
            text=amount.text,
            portion=_inside((amount.size or 0) * scale, WHOLE),
            low=None if amount.low is None else _inside(amount.low * scale, WHOLE),
            high=None if amount.high is None else _inside(amount.high * scale, WHOLE),
        )
        for amount in amounts
    )


def _bar(amount: Amount, place: int, scale: float) -> Bar:
    low, high = amount.low, amount.high
    return Bar(
        name=amount.name,
        kind=amount.kind,
        text=amount.text,
        top=place * STEP,
        length=_inside((amount.size or 0) * scale, TRACK),
        low=None if low is None else _inside(low * scale, TRACK),
        high=None if high is None else _inside(high * scale, TRACK),
    )


def furthest(amounts: Sequence[Amount]) -> float:
    """How far a scale must reach that holds all of these; 1 where there is nothing."""
    return max((amount.high or amount.size or 0 for amount in amounts), default=0) or 1


def _inside(length: float, most: float) -> float:
    return round(min(max(length, 0.0), most), 1)


def _sentence(title: str, amounts: Sequence[Amount]) -> str:
    parts = ", ".join(f"{amount.name} {amount.text}" for amount in amounts)
    return f"{title}: {parts}" if parts else title
