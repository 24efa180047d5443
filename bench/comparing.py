"""Measure how often comparisons of groups are wrong, beside counting texts as of strangers.

Made-up people write one to three texts each; a person who mentions a theme once tends to do it
again. No group differs in truth, so a 95 % interval should hold zero 95 times in 100, and a test
should cry wolf 5 times in 100. *Apart*: each person is in one of two groups; *panel*: everybody
writes in both. *People*: ours, each person counted once; *resampled*: ours, texts counted and
people drawn anew; *texts*: the textbook's, texts counted as if of strangers. Then real differences
are planted among many themes. The last line is a JSON object; `ratio` is false alarms of texts /
people, over all rows.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from math import isnan, sqrt
from typing import NamedTuple

import numpy as np

from lyhord_themes import compare
from lyhord_themes.counting import Counted
from lyhord_themes.significance import two_sided

LIKENESS = 0.3  # correlation of a person's texts
Z95 = 1.96
THEMES, PLANTED = 30, 6


class Answers(NamedTuple):
    """Whether each text mentions the theme, its group and its person."""

    mentions: list[bool]
    groups: list[str]
    people: list[str]


class Verdict(NamedTuple):
    """Whether an interval held zero, and a test called a difference."""

    holds: bool
    alarms: bool


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds
    alarms: dict[str, list[float]] = {"people": [], "resampled": [], "texts": []}
    print(f"{'':<20} | {'holds zero':^29} | {'false alarms':^29}")
    names = " ".join(f"{name:>9}" for name in alarms)
    print(f"{'design':<7} {'people':>6} {'share':>5} | {names} | {names}")
    for panel in (False, True):
        for people in (20, 60, 200):
            for share in (0.1, 0.3):
                found = measured(rounds, people, share, panel=panel)
                design = "panel" if panel else "apart"
                cells = [f"{found[name][0]:9.3f}" for name in found]
                wrong = [f"{found[name][1]:9.3f}" for name in found]
                print(f"{design:<7} {people:>6} {share:>5} | {' '.join(cells)} | {' '.join(wrong)}")
                for name, (_, alarm) in found.items():
                    alarms[name].append(alarm)
    wrong_of_called, found_of_planted = discoveries(rounds // 4)
    print(
        f"{THEMES} themes, {PLANTED} of them differing (40 against 20 of 100 people): "
        f"{wrong_of_called:.3f} of those called were wrong, {found_of_planted:.2f} were found"
    )
    mean = {name: float(np.mean(values)) for name, values in alarms.items()}
    ratio = mean["texts"] / max(mean["people"], 1e-9)
    print(json.dumps({"alarms": mean, "false_discoveries": wrong_of_called, "ratio": ratio}))


def measured(
    rounds: int, people: int, share: float, *, panel: bool
) -> dict[str, tuple[float, float]]:
    """Give per method how often zero was held, and how often a difference was called."""
    random = np.random.default_rng(people)
    drawn = [answers(random, people, share, panel=panel) for _ in range(rounds)]
    return {
        "people": summed(ours(each, "respondents") for each in drawn),
        "resampled": summed(ours(each, "texts") for each in drawn),
        "texts": summed(as_strangers(each) for each in drawn),
    }


def answers(random: np.random.Generator, people: int, share: float, *, panel: bool) -> Answers:
    """Make up people and their texts."""
    strength = (1 - LIKENESS) / LIKENESS
    habits = random.beta(share * strength, (1 - share) * strength, people)
    found = Answers([], [], [])
    for person, habit in enumerate(habits):
        for group in ("x", "y") if panel else ("xy"[person % 2],):
            for _ in range(random.integers(1, 4)):
                found.mentions.append(bool(random.random() < habit))
                found.groups.append(group)
                found.people.append(str(person))
    return found


def ours(given: Answers, counted: Counted) -> Verdict:
    """Compare people, or their texts with the people drawn anew."""
    members = [("theme",) if mention else () for mention in given.mentions]
    found = compare(members, given.groups, respondents=given.people, counted=counted)
    if not found.themes:
        return Verdict(holds=True, alarms=False)
    (difference,) = found.themes[0].differences
    called = difference.p is not None and difference.p <= 0.05
    return Verdict(holds=difference.low <= 0 <= difference.high, alarms=called)


def as_strangers(given: Answers) -> Verdict:
    """Compare texts with the textbook's interval, as if nobody had written two."""
    counted = [
        (
            sum(m for m, g in zip(given.mentions, given.groups, strict=True) if g == group),
            given.groups.count(group),
        )
        for group in "xy"
    ]
    (n, total), (other, others) = counted
    share, other_share, pooled = n / total, other / others, (n + other) / (total + others)
    width = Z95 * sqrt(share * (1 - share) / total + other_share * (1 - other_share) / others)
    error = sqrt(pooled * (1 - pooled) * (1 / total + 1 / others))
    p = two_sided((share - other_share) / error) if error else float("nan")
    holds = abs(share - other_share) <= width
    return Verdict(holds=holds, alarms=not isnan(p) and p <= 0.05)


def summed(verdicts: Iterable[Verdict]) -> tuple[float, float]:
    """Give the shares that held zero and that called a difference."""
    every: Sequence[Verdict] = list(verdicts)
    return (
        sum(each.holds for each in every) / len(every),
        sum(each.alarms for each in every) / len(every),
    )


def discoveries(rounds: int) -> tuple[float, float]:
    """Give the share of called differences that are wrong, and of planted ones that are found."""
    random = np.random.default_rng(1)
    wrong: list[float] = []
    right: list[float] = []
    for _ in range(rounds):
        shares = np.full((2, THEMES), 0.2)
        shares[0, :PLANTED] = 0.4
        has = random.random((2, 100, THEMES)) < shares[:, None, :]
        members = [[f"{t:02}" for t in np.flatnonzero(row)] for row in has.reshape(-1, THEMES)]
        found = compare(members, ["x"] * 100 + ["y"] * 100)
        called = {each.theme for each in found.themes if each.differences[0].is_clear}
        planted = {f"{t:02}" for t in range(PLANTED)}
        wrong.append(len(called - planted) / max(len(called), 1))
        right.append(len(called & planted) / PLANTED)
    return float(np.mean(wrong)), float(np.mean(right))


if __name__ == "__main__":
    main()
