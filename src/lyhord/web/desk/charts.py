"""Where the bars of a chart lie: numbers in, coordinates out; the templates draw them."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

BAR_STEP = 46
BAR_WIDTH = 300
TRACK = 244
COLUMNS_WIDTH = 720
COLUMNS_FLOOR = 120
COLUMNS_HEIGHT = 142
LABEL_ROOM = 64
STUB = 2.0


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

    label: str
    bars: tuple[Bar, ...]
    width: int = BAR_WIDTH
    track: int = TRACK
    height: int


class Column(Struct, frozen=True, kw_only=True):
    """A standing bar; only some are named, so that names do not collide."""

    name: str
    left: float
    middle: float
    width: float
    top: float
    length: float


class Columns(Struct, frozen=True, kw_only=True):
    """Bars beside each other, and all of them as one sentence."""

    label: str
    columns: tuple[Column, ...]
    width: int = COLUMNS_WIDTH
    floor: int = COLUMNS_FLOOR
    height: int = COLUMNS_HEIGHT


def bars(title: str, amounts: Sequence[Amount], *, full: float | None = None) -> Bars:
    """Lay bars below each other; `full` is what fills the track, else the longest does."""
    scale = TRACK / _longest(amounts, full)
    return Bars(
        label=_sentence(title, amounts),
        bars=tuple(_bar(amount, place, scale) for place, amount in enumerate(amounts)),
        height=BAR_STEP * len(amounts),
    )


def columns(title: str, amounts: Sequence[Amount]) -> Columns:
    """Stand bars beside each other."""
    scale = COLUMNS_FLOOR / _longest(amounts, None)
    step = min(COLUMNS_WIDTH / max(len(amounts), 1), 90.0)
    every = ceil(LABEL_ROOM / step)
    return Columns(
        label=_sentence(title, amounts),
        columns=tuple(
            _column(amount, place, step=step, scale=scale, is_named=place % every == 0)
            for place, amount in enumerate(amounts)
        ),
    )


def _bar(amount: Amount, place: int, scale: float) -> Bar:
    low, high = amount.low, amount.high
    return Bar(
        name=amount.name,
        kind=amount.kind,
        text=amount.text,
        top=place * BAR_STEP,
        length=_inside((amount.size or 0) * scale),
        low=None if low is None else _inside(low * scale),
        high=None if high is None else _inside(high * scale),
    )


def _column(amount: Amount, place: int, *, step: float, scale: float, is_named: bool) -> Column:
    length = round(max((amount.size or 0) * scale, STUB), 1)
    return Column(
        name=amount.name if is_named else "",
        left=round(place * step + step * 0.15, 1),
        middle=round((place + 0.5) * step, 1),
        width=round(step * 0.7, 1),
        top=round(COLUMNS_FLOOR - length, 1),
        length=length,
    )


def _longest(amounts: Sequence[Amount], full: float | None) -> float:
    return full or max((amount.high or amount.size or 0 for amount in amounts), default=0) or 1


def _inside(length: float) -> float:
    return round(min(max(length, 0.0), TRACK), 1)


def _sentence(title: str, amounts: Sequence[Amount]) -> str:
    parts = ", ".join(f"{amount.name} {amount.text}" for amount in amounts)
    return f"{title}: {parts}" if parts else title
