"""How far people who code the same texts agree, beyond what chance would give."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from msgspec import Struct

from lyhord_themes.counting import known
from lyhord_themes.errors import ThemesError
from lyhord_themes.learners import Dense, Integers
from lyhord_themes.resampling import RESAMPLES, weights

Codes: TypeAlias = Sequence[str | None]

BOUNDS = (0.025, 0.975)
FEWEST_CODERS = 2


class Agreement(Struct, frozen=True, kw_only=True):
    """How far coders agree: 1 is always, 0 as chance would, below 0 less than that.

    `value` is None where every code is the same, so that nothing tells agreement from habit.
    `low` and `high` are 95 % bounds over texts drawn anew. `texts` were coded by at least two.
    """

    value: float | None
    low: float | None
    high: float | None
    texts: int
    codes: tuple[str, ...]


def krippendorff_alpha(
    coders: Sequence[Codes], *, resamples: int = RESAMPLES, seed: int = 0
) -> Agreement:
    """Give Krippendorff's alpha for nominal codes (Krippendorff 2019, chapter 12).

    `coders` holds each coder's codes, one per text in the same order; None, blank or NaN where a
    coder left the text out. Bounds by bootstrap over texts (Zapf et al. 2016).

    Raises `ThemesError` for fewer than two coders, different lengths, or no text coded by two.
    """
    table, codes = _counted(coders)
    pairable = table.sum(axis=1) >= FEWEST_CODERS
    if not pairable.any():
        raise ThemesError("no text was coded by two coders")
    return _bootstrapped(_alpha, table[pairable], codes, resamples=resamples, seed=seed)


def cohens_kappa(
    one: Codes, other: Codes, *, resamples: int = RESAMPLES, seed: int = 0
) -> Agreement:
    """Give Cohen's kappa (1960) of two coders; texts that either left out do not count.

    Arguments, bounds and errors are those of `krippendorff_alpha`.
    """
    numbers, codes = _numbered([one, other])
    both = numbers[:, (numbers >= 0).all(axis=0)]
    if not both.shape[1]:
        raise ThemesError("no text was coded by two coders")
    each = np.eye(len(codes))
    table = np.hstack([each[both[0]], each[both[1]]])
    return _bootstrapped(_kappa, table, codes, resamples=resamples, seed=seed)


def _alpha(table: Dense, drawn: Dense) -> Dense:
    """Alpha of each draw; `table` has shape (texts, codes), `drawn` (texts, draws)."""
    coders = table.sum(axis=1)
    observed = drawn.T @ ((table * (coders[:, None] - table)).sum(axis=1) / (coders - 1))
    codes = drawn.T @ table
    values = codes.sum(axis=1)
    expected = (codes * (values[:, None] - codes)).sum(axis=1) / (values - 1)
    return _beyond_chance(observed, expected)


def _kappa(table: Dense, drawn: Dense) -> Dense:
    """Kappa of each draw; `table` has each coder's codes side by side, shape (texts, 2 x codes)."""
    one, other = np.hsplit(table, 2)
    texts = drawn.sum(axis=0)
    observed = texts - drawn.T @ (one * other).sum(axis=1)
    expected = texts - ((drawn.T @ one) * (drawn.T @ other)).sum(axis=1) / texts
    return _beyond_chance(observed, expected)


def _beyond_chance(observed: Dense, expected: Dense) -> Dense:
    """1 minus the observed over the expected disagreement; NaN where none can be expected."""
    possible = expected > 0
    return 1 - np.divide(observed, expected, out=np.full(observed.shape, np.nan), where=possible)


def _bootstrapped(
    measure: Callable[[Dense, Dense], Dense],
    table: Dense,
    codes: tuple[str, ...],
    *,
    resamples: int,
    seed: int,
) -> Agreement:
    value = float(measure(table, np.ones((len(table), 1)))[0])
    if np.isnan(value):
        return Agreement(value=None, low=None, high=None, texts=len(table), codes=codes)
    drawn = np.concatenate(
        [measure(table, d) for d in weights(len(table), resamples=resamples, seed=seed)]
    )
    # draws in which one code alone came up tell nothing; the value itself is always possible
    low, high = np.quantile(np.append(drawn[~np.isnan(drawn)], value), BOUNDS)
    return Agreement(
        value=round(value, 6),
        low=round(min(float(low), value), 6),
        high=round(max(float(high), value), 6),
        texts=len(table),
        codes=codes,
    )


def _counted(coders: Sequence[Codes]) -> tuple[Dense, tuple[str, ...]]:
    """How often each text got each code, shape (texts, codes)."""
    numbers, codes = _numbered(coders)
    given = numbers[:, :, None] == np.arange(len(codes))
    return given.sum(axis=0).astype(np.float64), codes


def _numbered(coders: Sequence[Codes]) -> tuple[Integers, tuple[str, ...]]:
    if len(coders) < FEWEST_CODERS:
        raise ThemesError("agreement needs at least two coders")
    length = len(coders[0])
    given = [known(f"coder {place}", codes, length) for place, codes in enumerate(coders)]
    names = tuple(sorted({code for codes in given for code in codes if code is not None}))
    number = {name: place for place, name in enumerate(names)}
    return np.array([[number.get(code or "", -1) for code in codes] for codes in given]), names
