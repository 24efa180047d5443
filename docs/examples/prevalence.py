"""Prints how many of each audience wrote of each theme, from the JSON routes, with Python alone.

    LYHORD_URL=https://enkat.exempel.se LYHORD_TOKEN=lyhord_… python prevalence.py ROUND

What the service hides is printed as a dash. Shares and intervals are reckoned here from the counts.
"""

import json
import os
import sys
import urllib.request
from collections.abc import Callable, Iterator
from math import sqrt
from typing import Any

Z = 1.959964
FEWEST = 10  # a share of fewer people is not shown
Row = tuple[str, str, str, str]


def read(path: str) -> Any:  # noqa: ANN401 - whatever the route answers
    """What a JSON route answers."""
    request = urllib.request.Request(  # noqa: S310 - the address is your own
        os.environ["LYHORD_URL"] + path,
        headers={"Authorization": f"Bearer {os.environ['LYHORD_TOKEN']}"},
    )
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - the same
        return json.load(answer)


def share(n: int, of: int) -> str:
    """A share in per cent with its 95 % interval (Wilson 1927)."""
    square = Z * Z / of
    middle = (n / of + square / 2) / (1 + square)
    reach = Z * sqrt(n * (of - n) / of + Z * Z / 4) / of / (1 + square)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    return f"{whole(n / of)} % ({whole(low)}–{whole(high)})"


def whole(part: float) -> int:
    """A part of one as whole per cent."""
    return int(100 * part + 0.5)


def prevalences(report: dict[str, Any]) -> Iterator[Row]:
    """Theme, audience, how many of how many, and their share."""
    sizes = {each["audience"]: each["responses"] for each in report["audiences"]}
    for theme in report["themes"]:
        for cell in theme["groups"]:
            wrote, size = cell["respondents"], sizes[cell["audience"]]
            is_told = {wrote["form"], size["form"]} == {"exact"}
            count = f"{wrote['n']} of {size['n']}" if is_told else "–"
            is_shared = is_told and size["n"] >= FEWEST
            told = share(wrote["n"], size["n"]) if is_shared else "–"
            yield theme["name"], cell["audience"], count, told


def main(round_id: str, read: Callable[[str], Any] = read) -> None:
    """Print the table."""
    report = read(f"/api/v1/rounds/{round_id}/themes")
    for theme, audience, count, told in prevalences(report):
        print(f"{theme:<40} {audience:<14} {count:>12} {told:>16}")  # noqa: T201 - the table


if __name__ == "__main__":
    main(sys.argv[1])
