"""The best matching that we know: every column, alone, as the order or the company of arrivals.

The attacker is given the true order in which people answered (somebody sat beside the door, or
numbered the codes) and looks for anything in a dump that goes with it.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import sqrt
from statistics import mean, pstdev

from msgspec import Struct

from tests.linkage.dumping import Dump

# a standard deviation more than five happens by chance once in two million tries
SIGMAS = 5.0
# right guesses among permutations are Poisson: these happen by chance once in a million tries
MOST_RIGHT = 10  # of a mean of 1
MOST_NEIGHBOURS = 14  # of a mean of 2
SHUFFLES = 100

Key = tuple[float | str, ...]


class Clue(Struct, frozen=True):
    """Something that goes with the order of arrival better than chance."""

    where: str
    how: str


def clues(dump: Dump, arrived: Sequence[str]) -> list[Clue]:
    """Everything in a dump that tells who came when, or who came together."""
    return [
        Clue(where, how)
        for where, keys in [*columns(dump), *files(dump, arrived), *samples(dump)]
        for how in tells([keys[each] for each in arrived if each in keys])
    ]


def columns(dump: Dump) -> Iterator[tuple[str, dict[str, Key]]]:
    """Each column of each table that names responses, by its values and by their lengths."""
    for table, rows in dump.tables.items():
        if not rows or "response_id" not in rows[0]:
            continue
        # of several rows of a response, the one that lies first
        first = {row["response_id"]: row for row in reversed(rows)}
        for column in rows[0]:
            read = _reader([row[column] for row in rows])
            yield f"{table}.{column}", {each: read(row[column]) for each, row in first.items()}
            yield (
                f"length of {table}.{column}",
                {each: (float(len(row[column])),) for each, row in first.items()},
            )


def files(dump: Dump, arrived: Sequence[str]) -> Iterator[tuple[str, dict[str, Key]]]:
    """Where a response's id lies in the bytes of a table's file, first and last."""
    for table, content in dump.files.items():
        found = {each: content.find(bytes.fromhex(each.replace("-", ""))) for each in arrived}
        last = {each: content.rfind(bytes.fromhex(each.replace("-", ""))) for each in arrived}
        yield f"file of {table}", {e: (float(at),) for e, at in found.items() if at >= 0}
        yield f"end of file of {table}", {e: (float(at),) for e, at in last.items() if at >= 0}


def samples(dump: Dump) -> Iterator[tuple[str, dict[str, Key]]]:
    """The order in which the planner noted ids of responses."""
    for column, noted in dump.samples.items():
        if column.endswith(".response_id"):
            yield f"sample of {column}", {each: (float(at),) for at, each in enumerate(noted)}


def tells(keys: Sequence[Key]) -> Iterator[str]:
    """Name what a column tells of the order of arrival, given its values in that order."""
    n = len(keys)
    if n < 20 or len(set(keys)) == 1:
        return
    ranks = _ranks(keys)
    if abs(_correlation(ranks)) * sqrt(n - 1) > SIGMAS:
        yield "order"
    by_value = sorted(range(n), key=lambda place: keys[place])
    forth = sum(place == rank for rank, place in enumerate(by_value))
    back = sum(place == n - 1 - rank for rank, place in enumerate(by_value))
    if len(set(keys)) == n and max(forth, back) > MOST_RIGHT:
        yield "place"
    near = sum(abs(a - b) == 1 for a, b in pairwise(by_value))
    if len(set(keys)) == n and near > MOST_NEIGHBOURS:
        yield "neighbours"
    if len(set(keys)) < n and _company(keys) > SIGMAS:
        yield "company"


def right_pairs(first: Sequence[Key], second: Sequence[Key]) -> int:
    """How many are paired rightly when two lists of the same people are each sorted."""
    seed = random.Random(2)  # noqa: S311 - equals in no order that both lists share
    one = sorted(seed.sample(range(len(first)), len(first)), key=lambda place: first[place])
    other = sorted(seed.sample(range(len(second)), len(second)), key=lambda place: second[place])
    return sum(a == b for a, b in zip(one, other, strict=True))


def _reader(values: Sequence[str]) -> Callable[[str], Key]:
    """Read a column as places in a heap or as numbers where all of it is so, else as it stands."""
    if all(re.fullmatch(r"\(\d+,\d+\)", value) for value in values):
        return lambda value: tuple(float(part) for part in value.strip("()").split(","))
    if all(re.fullmatch(r"-?\d+(\.\d+)?", value) for value in values):
        return lambda value: (float(value),)
    return lambda value: (value,)


def _ranks(keys: Sequence[Key]) -> list[float]:
    """The rank of each, equals sharing theirs."""
    places: dict[Key, list[int]] = {}
    for rank, place in enumerate(sorted(range(len(keys)), key=lambda each: keys[each])):
        places.setdefault(keys[place], []).append(rank)
    return [mean(places[key]) for key in keys]


def _correlation(ranks: Sequence[float]) -> float:
    middle = (len(ranks) - 1) / 2
    both = sum((place - middle) * (rank - middle) for place, rank in enumerate(ranks))
    alone = sum((place - middle) ** 2 for place in range(len(ranks)))
    spread = sum((rank - middle) ** 2 for rank in ranks)
    return both / sqrt(alone * spread)


def _company(keys: Sequence[Key]) -> float:
    """By how many deviations those who came one after the other share a value too often."""
    codes = [sorted(Counter(keys)).index(key) for key in keys]
    seed = random.Random(1)  # noqa: S311 - the same shuffles each time
    by_chance: list[int] = []
    for _ in range(SHUFFLES):
        shuffled = seed.sample(codes, len(codes))
        by_chance.append(_together(shuffled))
    return (_together(codes) - mean(by_chance)) / max(pstdev(by_chance), 1.0)


def _together(codes: Sequence[int]) -> int:
    return sum(a == b for a, b in pairwise(codes))
