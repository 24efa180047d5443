"""What looking through a statement costs at the door: pseudonymising and warning signs together.

CPU for a statement of 100 characters of the demo's answers, beside the five plain patterns that one
would write first, in one interleaved run; the aim is 0.15 ms. `unseen` is the same for answers in
which every word has a letter changed at its end, so that no word is among the common ones that are
looked up once. The last line is a JSON object; `ratio` is both together / plain.
"""

import argparse
import json
import re
import statistics
from collections.abc import Callable

from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.privacy.warnings import warning_signs
from pseudonymise import milliseconds, plain, statements

AIM = 0.15
LONG_WORD = re.compile(r"\b(\w{5,})\w\b")


def both(text: str) -> None:
    """What the door does with a text before it is stored."""
    warning_signs(text)
    pseudonymise(text)


def main() -> None:
    """Print the medians; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    options = parser.parse_args()
    texts = statements()
    changed = [LONG_WORD.sub(r"\1w", text) for text in texts]
    work: dict[str, tuple[Callable[[str], object], list[str]]] = {
        "both": (both, texts),
        "pseudonymising": (pseudonymise, texts),
        "warning_signs": (warning_signs, texts),
        "unseen": (both, changed),
        "plain": (plain, texts),
    }
    both(texts[0])
    runs: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(options.repeats):
        for name, (call, given) in work.items():
            runs[name].append(milliseconds(call, given))
    medians = {name: round(statistics.median(each), 4) for name, each in runs.items()}
    ratios = [one / other for one, other in zip(runs["both"], runs["plain"], strict=True)]
    if not options.json:
        for name, each in runs.items():
            print(f"{name:<16}{medians[name]:>8.4f} ms   ({min(each):.4f} – {max(each):.4f})")
    least = round(min(runs["both"]), 4)
    figures = {"statements": len(texts), "aim": AIM, "least": least, **medians}
    print(json.dumps({**figures, "ratio": round(statistics.median(ratios), 2)}))


if __name__ == "__main__":
    main()
