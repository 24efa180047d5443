"""How long the guard takes: making the figures of a run once, and reading them for a page."""

import argparse
import json
import time
from random import Random
from uuid import UUID

import msgspec

from lyhord.disclosing import cuts
from lyhord.disclosing.freezing import FrozenRound, FrozenRun, Now
from lyhord.disclosing.publishing import frozen_round, frozen_run
from lyhord.disclosing.telling import published_row
from lyhord.instruments.definition import Audience
from lyhord.storage.figures import PersonCount, ThemeCount
from lyhord.storage.guards import Guard

AUDIENCES: tuple[Audience, ...] = cuts.AUDIENCES
AGES = ("7-9", "10-12", "13-15", "16-18", "0-5", "several", "vill_inte", "")
WEIGHTS = (30, 10, 10, 10, 10, 10, 8, 7, 5)  # of nine municipalities
THEMES = 30


def drawn(n: int, chance: Random) -> tuple[tuple[PersonCount, ...], list[ThemeCount]]:
    """So many statements, one a person, in themes of very different size."""
    people: list[PersonCount] = []
    wrote: dict[tuple[str, Audience, str, str], int] = {}
    for _ in range(n):
        audience = chance.choices(AUDIENCES, (20, 40, 25, 15))[0]
        place = str(chance.choices(range(len(WEIGHTS)), WEIGHTS)[0])
        age, theme = chance.choice(AGES), f"t{int(chance.paretovariate(0.6)) % THEMES}"
        people.append(
            PersonCount(
                audience=audience,
                municipality=place,
                age=age,
                week=f"2026-W{chance.randint(38, 43)}",
                collector_id=UUID(int=AUDIENCES.index(audience)),
                n=1,
                digest=chance.getrandbits(60),
            )
        )
        key = (theme, audience, place, age)
        wrote[key] = wrote.get(key, 0) + 1
    counts = [
        ThemeCount(
            theme_id=theme,
            audience=audience,
            municipality=place,
            age=age,
            respondents=n,
            statements=n,
        )
        for (theme, audience, place, age), n in wrote.items()
    ]
    return tuple(people), counts


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=2_000)
    parser.add_argument("--json", action="store_true", help="only the line of figures")
    arguments = parser.parse_args()
    chance = Random(1)  # noqa: S311 - the same round each time
    people, counts = drawn(arguments.statements, chance)
    now = Now(counts=people, withdrawn=0)
    begun = time.process_time()
    round_ = frozen_round(now, None, Guard())
    run = frozen_run(counts, now, round_)
    made = time.process_time() - begun
    documents = msgspec.to_builtins(round_), msgspec.to_builtins(run)
    begun = time.process_time()
    known = msgspec.convert(documents[0], FrozenRound)
    for theme in msgspec.convert(documents[1], FrozenRun).themes:
        published_row(theme, known, cuts.EVERYBODY)
    read = time.process_time() - begun
    cells = [figure for theme in run.themes for _, figure in theme.cells]
    figures = {
        "statements": arguments.statements,
        "themes": len(run.themes),
        "cells": len(cells),
        "hidden": sum(figure.form == "hidden" for figure in cells),
        "made_cpu_s": round(made, 3),
        "read_cpu_s": round(read, 4),
        "ratio": round(read / made, 4),
    }
    if not arguments.json:
        print("making the figures of a run once, and reading them for a page")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
