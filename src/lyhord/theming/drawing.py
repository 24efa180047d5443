"""The map of themes as a drawing: rings by size, names where there is room, answers as dots."""

from collections.abc import Iterator, Sequence
from math import hypot, pi, sqrt

from msgspec import Struct
from msgspec.structs import replace

from lyhord_themes import Findings, Theme

WIDTH, HEIGHT = 640.0, 500.0
MARGIN_X, MARGIN_Y = 90.0, 56.0
LARGEST, SMALLEST, COVERED = 38.0, 11.5, 0.075
GAP, ROOM, ROUNDS = 5.0, 22.0, 300
FIRST, MORE_ROOM = 8, 12.0  # the largest themes stand freer, so that their names fit
LETTER, LINE = 6.9, 16.0
SHAPES = ((22, 2), (13, 3), (13, 2), (10, 1))  # letters in a line, lines
WIDEST, EDGE = 26, 2.0

Spot = tuple[float, float, str]  # where a name starts, ends or has its middle
Box = tuple[float, float, float, float]  # left, top, right, bottom


class Ring(Struct, frozen=True, kw_only=True):
    """A theme on the map: its number on the page, and its name where it stands without collision.

    `lines` is empty where there was no room; places are in the units of the drawing.
    """

    number: int
    theme: Theme
    x: float
    y: float
    radius: float
    lines: tuple[str, ...] = ()
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "middle"
    nearest: tuple[str, ...] = ()


class Drawing(Struct, frozen=True, kw_only=True):
    """Everything on the map, the largest theme first; `fit` is how true its distances are."""

    rings: tuple[Ring, ...]
    dots: tuple[tuple[float, float], ...]
    fit: float
    width: float = WIDTH
    height: float = HEIGHT


def drawing(findings: Findings, themes: Sequence[Theme]) -> Drawing | None:
    """Draw the layout of findings; `themes` are in the order that the page numbers them."""
    if findings.layout is None:
        return None
    spots = {spot.id: spot for spot in findings.layout.spots}
    scale = _scale([theme.n for theme in themes if theme.id in spots])
    rings = [
        Ring(
            number=number,
            theme=theme,
            x=_x(spots[theme.id].x),
            y=_y(spots[theme.id].y),
            radius=round(max(SMALLEST, scale * sqrt(theme.n)), 1),
            nearest=spots[theme.id].nearest,
        )
        for number, theme in enumerate(themes, start=1)
        if theme.id in spots
    ]
    if not rings:
        return None
    return Drawing(
        rings=tuple(_named(_apart(rings))),
        dots=tuple((_x(dot.x), _y(dot.y)) for dot in findings.layout.dots),
        fit=findings.layout.fit,
    )


def _scale(sizes: Sequence[int]) -> float:
    """Give the radius of a theme with one answer, so that the rings leave room for names."""
    largest = LARGEST / sqrt(max(sizes, default=1))
    return min(largest, sqrt(COVERED * WIDTH * HEIGHT / (pi * max(sum(sizes), 1))))


def _x(place: float) -> float:
    return round(WIDTH / 2 + place * (WIDTH / 2 - MARGIN_X), 1)


def _y(place: float) -> float:
    return round(HEIGHT / 2 - place * (HEIGHT / 2 - MARGIN_Y), 1)


def _apart(rings: Sequence[Ring]) -> list[Ring]:
    """Push rings that overlap away from each other, always in the same way."""
    places = [[ring.x, ring.y] for ring in rings]
    for _ in range(ROUNDS):
        moved = False
        for one, ring in enumerate(rings):
            for other in range(one):
                room = ROOM + (MORE_ROOM if other < FIRST else 0.0)
                needed = ring.radius + rings[other].radius + room
                moved |= _push(places[one], places[other], needed)
        for place, ring in zip(places, rings, strict=True):
            place[0] = min(max(place[0], ring.radius + GAP), WIDTH - ring.radius - GAP)
            place[1] = min(max(place[1], ring.radius + GAP), HEIGHT - ring.radius - GAP)
        if not moved:
            break
    return [
        replace(ring, x=round(place[0], 1), y=round(place[1], 1))
        for ring, place in zip(rings, places, strict=True)
    ]


def _push(one: list[float], other: list[float], needed: float) -> bool:
    across, down = one[0] - other[0], one[1] - other[1]
    apart = hypot(across, down)
    if apart >= needed:
        return False
    if apart == 0.0:
        across, down, apart = 0.6, 0.8, 1.0
        gap = needed
    else:
        gap = needed - apart
    step_x, step_y = across / apart * gap / 2, down / apart * gap / 2
    one[0], one[1] = one[0] + step_x, one[1] + step_y
    other[0], other[1] = other[0] - step_x, other[1] - step_y
    return True


def _named(rings: Sequence[Ring]) -> Iterator[Ring]:
    """Give names to rings, the first ones first, where no ring or name is in the way."""
    taken: list[Box] = []
    for ring in rings:
        found = _where(ring, rings, taken)
        if found is None:
            yield ring
            continue
        spot, lines = found
        taken.append(_box(spot, lines))
        x, y, anchor = spot
        yield replace(ring, label_x=round(x, 1), label_y=round(y, 1), anchor=anchor, lines=lines)


def _where(
    ring: Ring, rings: Sequence[Ring], taken: Sequence[Box]
) -> tuple[Spot, tuple[str, ...]] | None:
    for shape in SHAPES:
        lines = _lines(ring.theme.name, *shape)
        for spot in _spots(ring, lines):
            box = _box(spot, lines)
            if _is_free(box, taken) and not any(_touches(box, each) for each in rings):
                return spot, lines
    return None


def _spots(ring: Ring, lines: Sequence[str]) -> Iterator[Spot]:
    """Where a name may stand: its first baseline, beside, under and over the ring."""
    middle, tall = ring.y - LINE * (len(lines) - 1) / 2 + 4.5, LINE * (len(lines) - 1)
    for gap in (5.0, 9.0, 13.0):
        out = ring.radius + gap
        yield ring.x + out, middle, "start"
        yield ring.x - out, middle, "end"
        yield ring.x, ring.y + out + 10, "middle"
        yield ring.x, ring.y - out - tall, "middle"
        slant = out * 0.75
        for side, anchor in ((1, "start"), (-1, "end")):
            yield ring.x + side * slant, ring.y + slant + 8, anchor
            yield ring.x + side * slant, ring.y - slant - tall, anchor


def _box(spot: Spot, lines: Sequence[str]) -> Box:
    x, y, anchor = spot
    wide = LETTER * max(map(len, lines))
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return left, y - 12, left + wide, y + LINE * (len(lines) - 1) + 4


def _touches(box: Box, ring: Ring) -> bool:
    left, top, right, bottom = box
    across = ring.x - min(max(ring.x, left), right)
    down = ring.y - min(max(ring.y, top), bottom)
    return hypot(across, down) < ring.radius


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if min(left, top) < EDGE or right > WIDTH - EDGE or bottom > HEIGHT - EDGE:
        return False
    return not any(
        left < their_right and right > their_left and top < their_bottom and bottom > their_top
        for their_left, their_top, their_right, their_bottom in taken
    )


def _lines(name: str, longest: int, most: int) -> tuple[str, ...]:
    """Break a name into few short lines; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= longest or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = kept[-1].rstrip(" ,") + " …"
    return tuple(line if len(line) <= WIDEST else line[:WIDEST] + "…" for line in kept)
