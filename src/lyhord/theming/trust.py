"""How far a result can be trusted: certainty, what decided, why so many themes; in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Literal

from msgspec import Struct

from lyhord_themes import CurvePoint, Findings
from lyhord_themes.findings import EMPTY, UNCLEAR
from lyhord_themes.quality import LEAST_STABLE, chosen_k

SURE, FAIR = 0.75, 0.5
CERTAINTY = ("sure", "fair", "unsure", "unclear")
DECIDED = ("rule", "seed", "machine", "nothing")

Words = Mapping[str, str]
Why = Literal["chosen", "proposed", "loose", "none"]


class Part(Struct, frozen=True, kw_only=True):
    """A part of a whole as a row with a bar; `share` is 0 to 1, as is where it begins."""

    kind: str
    name: str
    note: str
    share: float
    start: float = 0.0
    n: int | None = None


class Point(Struct, frozen=True):
    """A point of the stability curve, in the units of its drawing (0-600 by 0-160)."""

    k: int
    stability: float
    x: float
    y: float
    is_chosen: bool = False


def certainty(findings: Findings, words: Words) -> tuple[Part, ...]:
    """Count how sure the assignments are; empty texts count nowhere."""
    counted = Counter(
        "unclear" if a.theme == UNCLEAR else _band(a.strength)
        for a in findings.assignments
        if a.theme != EMPTY
    )
    whole = max(counted.total(), 1)
    starts = accumulate((counted[band] for band in CERTAINTY), initial=0)
    return tuple(
        Part(
            kind=band,
            name=words[f"certainty_{band}"],
            note=words[f"certainty_{band}_note"],
            share=counted[band] / whole,
            start=start / whole,
            n=counted[band],
        )
        for band, start in zip(CERTAINTY, starts, strict=False)
        if counted[band]
    )


def decided(findings: Findings, words: Words) -> tuple[Part, ...]:
    """Tell what decided the themes; nothing where there was neither codebook nor label."""
    shares = findings.decided
    if shares is None or not (shares.rule or shares.seed):
        return ()
    return tuple(
        Part(kind=by, name=words[f"decided_{by}"], note=words[f"decided_{by}_note"], share=share)
        for by in DECIDED
        if (share := float(getattr(shares, by)))
    )


def why_so_many(findings: Findings, words: Words, written: Mapping[str, str]) -> str:
    """Say in words why there are as many themes as there are; empty if there was no choice.

    `written` has the figures: highest stability, that of the chosen number, both as text.
    """
    curve = findings.k_curve
    if not curve:
        return ""
    best = max(curve, key=lambda point: point.stability)
    guided = any(theme.source == "codebook" for theme in findings.themes)
    reason: Why = "proposed" if guided else "chosen"
    if best.stability < LEAST_STABLE:
        reason = "none" if guided else "loose"
    return words[f"k_{reason}"].format(k=chosen_k(curve), best=best.k, **written)


def figures(curve: Sequence[CurvePoint]) -> tuple[float, float]:
    """Give the stability of the chosen number and the highest of all."""
    k = chosen_k(curve)
    own = next((point.stability for point in curve if point.k == k), 0.0)
    return own, max((point.stability for point in curve), default=0.0)


def drawn_curve(curve: Sequence[CurvePoint]) -> tuple[Point, ...]:
    """Place the points of a curve on its drawing."""
    k = chosen_k(curve)
    return tuple(
        Point(
            point.k,
            point.stability,
            round(600 * (place + 0.5) / len(curve), 1),
            round(160 * (1 - max(0.0, min(1.0, point.stability))), 1),
            point.k == k,
        )
        for place, point in enumerate(curve)
    )


def _band(strength: float) -> str:
    if strength >= SURE:
        return "sure"
    return "fair" if strength >= FAIR else "unsure"
