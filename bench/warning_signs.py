"""Measure the detector of warning signs: what it finds, what it flags in vain, and its time.

Counts come from the made-up answers in tests/privacy/answers; time is CPU per 100 characters of
the demo answers. The last line is a JSON object; `ratio` is the time with every text doubled in
length / as it is: 2 where time is linear.
"""

import json
import time
from pathlib import Path

from lyhord.privacy.warnings import warning_signs

ROOT = Path(__file__).parent.parent
OPEN = ("worked", "missing", "first_sign", "earlier", "wish", "other")
LEVELS = ("acute", "concern", "historic", "none")


def main() -> None:
    """Print a table per file of answers, the flags on demo answers, and the time."""
    figures: dict[str, object] = {}
    for path in sorted((ROOT / "tests/privacy/answers").rglob("warnings_*.txt")):
        figures[path.stem] = table(path)
    texts = [text for path in sorted((ROOT / "surveys/demo").glob("*.jsonl")) for text in of(path)]
    flagged = sum(warning_signs(text).level is not None for text in texts)
    print(f"demo answers: {flagged} of {len(texts)} flagged")
    once, twice = seconds(texts), seconds([f"{text}\n{text}" for text in texts])
    per_hundred = once / sum(map(len, texts)) * 100_000
    print(f"{per_hundred:.3f} ms of CPU per 100 characters")
    figures |= {"demo_flagged": flagged / len(texts), "ms_per_100": per_hundred}
    print(json.dumps({**figures, "ratio": twice / once}))


def table(path: Path) -> dict[str, dict[str, int]]:
    """How many answers of each level were given each level."""
    found = {level: dict.fromkeys(LEVELS, 0) for level in LEVELS}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            level, text = line.split(" | ", 1)
            found[level.strip()][warning_signs(text).level or "none"] += 1
    print(f"{path.stem:<18}" + "".join(f"{level:>10}" for level in LEVELS))
    for level, counts in found.items():
        print(f"  {level:<16}" + "".join(f"{counts[each]:>10}" for each in LEVELS))
    return found


def of(path: Path) -> list[str]:
    """The free texts of a file of demo answers."""
    rows = [json.loads(line)["answers"] for line in path.read_text(encoding="utf-8").splitlines()]
    return [row[question] for row in rows for question in OPEN if row.get(question)]


def seconds(texts: list[str]) -> float:
    """The best of five rounds over the texts, in seconds of CPU."""
    rounds: list[float] = []
    for _ in range(5):
        start = time.process_time()
        for text in texts:
            warning_signs(text)
        rounds.append(time.process_time() - start)
    return min(rounds)


if __name__ == "__main__":
    main()
