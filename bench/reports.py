"""How long each report file takes to make: forty themes with charts, quotes and notes.

    python bench/reports.py [--json]

Seconds of the processor, the median of some runs; what is compared is a second, beyond which a
file would have to be made by a worker and waited for.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lyhord import exports
from lyhord.disclosing import Quote
from lyhord.exports import Report
from tests.exports.reports import a_theme, a_whole_report

THEMES, QUOTES, RUNS = 40, 5, 5
LIMIT = 2.0


def forty() -> Report:
    """A report as large as a round gets."""
    quotes = tuple(
        Quote(text="Jag fick berätta om samma sak igen. " * 8, language="sv", audience="youth")
        for _ in range(QUOTES)
    )
    themes = (a_theme(theme_id=f"t{n}", name=f"Tema {n}", quotes=quotes) for n in range(THEMES))
    return a_whole_report(*themes)


def seconds(format_: str, report: Report) -> float:
    """What making a file once takes of the processor."""
    began = time.process_time()
    exports.make(format_, report)
    return time.process_time() - began


def main() -> None:
    """Measure every format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="figures alone, on one line")
    asked = parser.parse_args()
    report = forty()
    found = {
        format_: round(statistics.median(seconds(format_, report) for _ in range(RUNS)), 3)
        for format_ in exports.FORMATS
    }
    if not asked.json:
        for format_, taken in sorted(found.items(), key=lambda each: -each[1]):
            print(f"{format_:<12}{taken:>8.2f} s")
    print(json.dumps({"seconds": found, "ratio": round(max(found.values()) / LIMIT, 3)}))


if __name__ == "__main__":
    main()
