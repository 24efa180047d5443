"""The free texts of the demo round."""

import json
from collections.abc import Iterator
from pathlib import Path

SURVEYS = Path(__file__).parents[2] / "surveys"
OPEN = ("worked", "missing", "first_sign", "earlier", "wish", "other")


def answers() -> Iterator[str]:
    for file in sorted((SURVEYS / "demo").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)["answers"]
            yield from (
                given[question] for question in OPEN if isinstance(given.get(question), str)
            )


TEXTS = tuple(answers())
