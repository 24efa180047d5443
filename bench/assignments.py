"""Draw assignments of the demo round at random, for somebody to read and contest.

The answers are those of `surveys/demo`, pseudonymised, read and placed as the analysis of a round
does it. Each line is a number, the question, the theme with its strength, the second and third, and
the answer. The same seed draws the same answers, also when they are placed otherwise. The last line
is a JSON object of counts.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import msgspec

from lyhord import analysing
from lyhord.instruments.definition import Audience
from lyhord.instruments.shelf import surveys_folder
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage.statements import Statement

AUDIENCES: tuple[Audience, ...] = ("child", "guardian", "professional", "youth")
ASKED = ("worked", "missing", "first_sign", "earlier", "wish", "other")


def written(folder: Path) -> Iterator[Statement]:
    """Give every text of the demo answers as a statement."""
    for audience in AUDIENCES:
        lines = (folder / "demo" / f"{audience}.jsonl").read_bytes().splitlines()
        for number, line in enumerate(lines):
            record = msgspec.json.decode(line, type=dict[str, object])
            answers = msgspec.convert(record["answers"], dict[str, object])
            for question in ASKED:
                if text := answers.get(question):
                    yield Statement(
                        statement_id=UUID(int=0),
                        response_id=UUID(int=number),
                        audience=audience,
                        question_id=question,
                        position=0,
                        language=str(record["language"]),
                        text=pseudonymise(str(text)).text,
                    )


def main() -> None:
    """Print what was drawn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="of the drawing [0]")
    parser.add_argument("--count", type=int, default=100)
    given = parser.parse_args()
    folder = surveys_folder(None)
    texts = analysing.in_order(written(folder))
    found = analysing.find(texts, seed=0, codebook=analysing.codebook_file(folder))
    names = {theme.id: theme.name for theme in found.themes}
    chosen = random.Random(given.seed).sample(range(len(texts)), given.count)  # noqa: S311
    for number, row in enumerate(chosen, start=1):
        place, text = found.assignments[row], texts[row]
        first = f"{names[place.theme]} ({place.theme}, {place.strength:.2f})"
        print(f"{number:>3} {text.question_id:10} {first} | {place.second} | {place.third}")
        print(f"      {text.text!r}")
    unclear = sum(place.theme == "unclear" for place in found.assignments)
    print(json.dumps({"texts": len(texts), "drawn": len(chosen), "unclear": unclear}))


if __name__ == "__main__":
    main()
