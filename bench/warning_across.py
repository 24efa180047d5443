"""Measure the detector of warning signs on each file of answers that its points have not met.

For each file the points are fitted anew on all others, and the file is read with them. The rules
have met the files before warnings_round_7 (they were mended after them), so their counts flatter;
the last totals are of the files that no rule was mended after. Files given as arguments are read
too, with points of all files. The last line is a JSON object; `ratio` is acute found / acute.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence

from lyhord.privacy.warning_rules import RuleBook, weighing
from lyhord.privacy.warnings import Detector
from warning_points import Known, every_group, everything, features, fitted

LEVELS = ("acute", "concern", "historic", "none")
MEASURED = re.compile(r"warnings_")
UNMET = re.compile(r"warnings_round_(7|8|9|10|12)$")


def main() -> None:
    """Print the counts of every file, and of all together."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="pattern of the names of files to leave out")
    only = re.compile(parser.parse_args().only)
    known, book = everything(), every_group()
    found = [features(each.text, book) for each in known]
    totals: dict[str, Counter[tuple[str, str]]] = {"all": Counter(), "unmet": Counter()}
    for file in dict.fromkeys(each.file for each in known):
        if not (MEASURED.match(file) and only.search(file)):
            continue
        counts = left_out(file, known, found, book)
        show(file, counts)
        totals["all"] += counts
        if UNMET.match(file):
            totals["unmet"] += counts
    for name, counts in totals.items():
        show(name, counts)
    shares = {name: rates(counts) for name, counts in totals.items()}
    print(json.dumps({**shares, "ratio": shares["all"]["acute"]}))


def left_out(
    file: str, known: Sequence[Known], found: Sequence[dict[str | int, float]], book: RuleBook
) -> Counter[tuple[str, str]]:
    """How many answers of each level in a file were given each level."""
    kept = [place for place, each in enumerate(known) if each.file != file]
    scales = fitted([known[place] for place in kept], [found[place] for place in kept])
    detector = Detector(weighing(book, scales))
    return Counter(
        (each.level, detector.read(each.text).level or "none")
        for each in known
        if each.file == file
    )


def rates(counts: Counter[tuple[str, str]]) -> dict[str, float]:
    """Acute found as acute, concern found, and others flagged."""
    given = {level: max(sum(counts[level, each] for each in LEVELS), 1) for level in LEVELS}
    return {
        "acute": counts["acute", "acute"] / given["acute"],
        "concern": (counts["concern", "acute"] + counts["concern", "concern"]) / given["concern"],
        "flagged": 1 - counts["none", "none"] / given["none"],
    }


def show(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print a table of levels given and found, and its shares."""
    print(f"{name:<18}" + "".join(f"{level:>10}" for level in LEVELS))
    for level in LEVELS:
        print(f"  {level:<16}" + "".join(f"{counts[level, each]:>10}" for each in LEVELS))
    print("  " + ", ".join(f"{what} {share:.3f}" for what, share in rates(counts).items()))


if __name__ == "__main__":
    main()
