"""What pseudonymising finds, leaves and costs, on answers written for it and on the demo's.

The answers lie in tests/privacy/answers with their spans marked `{kind|text}`: `before.txt` was
written before the rules, `after.txt` after them, the later ones each when those before it were
met; `seventh.txt` to `thirteenth.txt` by others, who did not know the rules; so was the one in
`unread`, which nobody who mends the rules has opened. Found: every letter and
digit of a marked span is under placeholders, one of them of its kind. Right: a placeholder covers
something marked as its kind. Cost: CPU time for a statement of 100 characters, beside the five
plain patterns that one would write first, in one interleaved run. The last line is a JSON object;
`ratio` is ours / plain.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lyhord.privacy.pseudonyms import Span, pseudonymise

FOLDER = Path(__file__).parents[1]
ANSWERS = FOLDER / "tests" / "privacy" / "answers"
TUNED = (
    *("before", "after", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "tenth"),
    "eleventh",
)
SETS = (*TUNED, "ninth", "twelfth", "thirteenth")  # whose misses were read
UNREAD = ("unread/names_fourteenth",)
DEMO = FOLDER / "surveys" / "demo"
MARKED = re.compile(r"\{(\w+)\|([^}]*)\}")
LENGTH = 100
PLAIN = tuple(
    (re.compile(pattern), placeholder)
    for pattern, placeholder in (
        (r"[\w.+-]+@[\w-]+\.[\w.-]+", "[e-post]"),
        (r"https?://\S+|www\.\S+", "[länk]"),
        (r"(?:19|20)?\d{6}[-+]?\d{4}", "[personnummer]"),
        (r"(?:\+46|0)[\d -]{7,12}\d", "[telefon]"),
        (r"@\w+", "[konto]"),
    )
)


class Answer(NamedTuple):
    """A text and its marked spans."""

    text: str
    spans: tuple[Span, ...]


class Counts(NamedTuple):
    """Marked spans and those found; placeholders and those that are right; by kind."""

    marked: Counter[str]
    found: Counter[str]
    placed: Counter[str]
    right: Counter[str]


def read(path: Path) -> list[Answer]:
    """The answers of a file, one a line."""
    return [parsed(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def parsed(line: str) -> Answer:
    """A line without its marks, and where they were."""
    text, done, spans = "", 0, list[Span]()
    for mark in MARKED.finditer(line):
        text += line[done : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark[2]), mark[1]))
        text, done = text + mark[2], mark.end()
    return Answer(text + line[done:], tuple(spans))


def counted(answers: list[Answer]) -> Counts:
    """Compare what was marked with what was replaced."""
    counts = Counts(Counter(), Counter(), Counter(), Counter())
    for answer in answers:
        done = pseudonymise(answer.text).spans
        for span in answer.spans:
            counts.marked[span.kind] += 1
            counts.found[span.kind] += is_covered(answer.text, span, done)
        for span in done:
            counts.placed[span.kind] += 1
            counts.right[span.kind] += any(meets(span, marked) for marked in answer.spans)
    return counts


def is_covered(text: str, marked: Span, done: tuple[Span, ...]) -> bool:
    """Whether nothing of a marked span is left, and its kind is right."""
    left = [
        place
        for place in range(marked.start, marked.end)
        if text[place].isalnum() and not any(span.start <= place < span.end for span in done)
    ]
    return not left and any(meets(marked, span) for span in done)


def meets(one: Span, other: Span) -> bool:
    """Whether two spans of one kind overlap."""
    return one.kind == other.kind and one.start < other.end and other.start < one.end


def table(name: str, counts: Counts) -> Iterator[str]:
    """Recall and precision by kind."""
    yield f"{name:<20} {'marked':>7} {'recall':>7} {'placed':>7} {'precision':>9}"
    for kind in [*sorted(counts.marked | counts.placed), "all"]:
        marked, found, placed, right = (
            each.total() if kind == "all" else each[kind] for each in counts
        )
        recall, precision = share(found, marked), share(right, placed)
        yield f"{kind:<20} {marked:>7} {recall:>7} {placed:>7} {precision:>9}"


def share(some: int, of: int) -> str:
    """A share in words of a table."""
    return f"{some / of:.3f}" if of else "–"


def touched(answers: list[Answer]) -> tuple[int, int]:
    """How many answers without anything marked were touched, and of how many."""
    clean = [answer.text for answer in answers if not answer.spans]
    return sum(bool(pseudonymise(text).spans) for text in clean), len(clean)


def statements() -> list[str]:
    """Pieces of 100 characters of the demo's answers."""
    whole = " ".join(written())
    return [whole[start : start + LENGTH] for start in range(0, len(whole) - LENGTH, LENGTH)]


def written() -> list[str]:
    """What the demo's answers say in people's own words."""
    return [
        text
        for path in sorted(DEMO.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for answer in json.loads(line)["answers"].values()
        for text in (answer if isinstance(answer, list) else [answer])
        if isinstance(text, str) and " " in text
    ]


def plain(text: str) -> str:
    """The five patterns, one after the other."""
    for pattern, placeholder in PLAIN:
        text = pattern.sub(placeholder, text)
    return text


def milliseconds(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU for one text."""
    before = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - before) / len(texts) * 1_000


def main() -> None:
    """Print the tables; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="only the JSON line")
    options = parser.parse_args()
    halves = {name: read(ANSWERS / f"{name}.txt") for name in SETS + UNREAD}
    every = [answer for half in halves.values() for answer in half]
    lines = [line for name, half in halves.items() for line in (*table(name, counted(half)), "")]
    texts = statements()
    ours, beside = [], list[float]()
    for _ in range(options.repeats):
        ours.append(milliseconds(pseudonymise, texts))
        beside.append(milliseconds(plain, texts))
    counts = counted(every)
    n_touched, n_clean = touched(every)
    result = {
        "answers": len(every),
        "recall": {kind: counts.found[kind] / n for kind, n in sorted(counts.marked.items())},
        "precision": {kind: counts.right[kind] / n for kind, n in sorted(counts.placed.items())},
        "touched": n_touched / n_clean,
        "unit": "CPU milliseconds per statement of 100 characters",
        "statements": len(texts),
        "ours": round(statistics.median(ours), 4),
        "plain": round(statistics.median(beside), 4),
        "ratio": round(statistics.median(a / b for a, b in zip(ours, beside, strict=True)), 2),
    }
    if not options.json:
        lines += [
            f"{n_touched} of {n_clean} answers without personal data were touched",
            f"ours  {result['ours']} ms   ({min(ours):.4f} – {max(ours):.4f})",
            f"plain {result['plain']} ms   ({min(beside):.4f} – {max(beside):.4f})",
        ]
        sys.stdout.write("\n".join(lines) + "\n")
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
