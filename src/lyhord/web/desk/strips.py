"""Where the marks of shares lie, one below the other: numbers in, coordinates out."""

from collections.abc import Sequence

from msgspec import Struct

from lyhord.privacy.cells import Share

WIDTH, ROW = 240, 12
EDGE = 8
STEP = 10
WHOLE = 100


class Mark(Struct, frozen=True, kw_only=True):
    """A share on the line; its shape is that of its kind, so that colour is not needed."""

    kind: str
    x: float
    y: int
    low: float
    high: float


class Strip(Struct, frozen=True, kw_only=True):
    """Marks between nought and `top` per cent, and all of it as one sentence."""

    label: str
    marks: tuple[Mark, ...]
    height: int
    width: int = WIDTH


def top_of(shares: Sequence[Share | None]) -> int:
    """How far lines must reach that hold all of these: in whole tens of per cent."""
    most = max((share.high for share in shares if share), default=WHOLE)
    return min(WHOLE, -(-most // STEP) * STEP) or WHOLE


def strip(label: str, shares: Sequence[tuple[str, Share | None]], *, top: int) -> Strip:
    """Lay shares on a line; what is hidden has no mark."""
    scale = (WIDTH - 2 * EDGE) / top
    return Strip(
        label=label,
        marks=tuple(
            Mark(
                kind=kind,
                x=round(EDGE + share.percent * scale, 1),
                y=ROW // 2 + ROW * place,
                low=round(EDGE + share.low * scale, 1),
                high=round(EDGE + share.high * scale, 1),
            )
            for place, (kind, share) in enumerate(shares)
            if share
        ),
        height=ROW * len(shares) + ROW // 2,
    )
