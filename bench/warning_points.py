"""Weigh words by answers whose level is known, and write the points of warning signs.

Reads the made-up answers in tests/privacy/answers and the demo answers in which no rule finds
anything. A word is its first five letters; a group is one of senses.toml or words.toml. Each level
is a logistic regression; what rounds to nothing is left out. Writes the words of all these answers
too, whose meanings are worked out once. The last line is a JSON object.
"""

import json
import re
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import numpy as np
from msgspec import structs
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_points import NEAR, Key, Scale, groups_of, near_groups
from lyhord.privacy.warning_reading import reading, sentences
from lyhord.privacy.warning_rules import RuleBook, read_rules
from lyhord.privacy.warning_words import APART, BESIDE, ENDS, SHORT, Sentence
from lyhord.privacy.warnings import Detector

ROOT = Path(__file__).parent.parent
ANSWERS = ROOT / "tests/privacy/answers"
SIGNS = ROOT / "src/lyhord/privacy/warning_signs"
TARGET = SIGNS / "points.toml"
OPEN = ("worked", "missing", "first_sign", "earlier", "wish", "other")
BESIDE_SENSES = ("denial", "not", "mine", "me", "i", "want")  # groups of words.toml
UNIT = 20  # points are twentieths of a unit of log-odds
LEAST = {"concern": 6, "acute": -28}
ALONE = {"concern": 20, "acute": 0}
RULES = {
    "concern": {"acute": 34, "concern": 10, "weak acute": 4, "weak concern": 10},
    "acute": {"acute": 60, "weak acute": 24, "concern": -10},
}
SMALLEST = 2  # points
EVEN = {"concern": 1.0, "acute": 1.5}  # how freely the regressions may weigh
DEMO = 0.4  # what a demo answer counts beside one that was made up for this
WORD = re.compile(r"[^\W\d_]+")


class Known(NamedTuple):
    """An answer, its level, the file it is from, and what it counts."""

    level: str
    text: str
    file: str
    counts: float


def main() -> None:
    """Fit the points of both levels and write them where the rules are read."""
    known = everything()
    write_common_words(known)
    book = every_group()
    scales = fitted(known, [features(each.text, book) for each in known])
    names = group_names(book)
    lines = [line for level, scale in scales.items() for line in table(level, scale, names)]
    TARGET.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    own = sum(each.counts == 1 for each in known)
    print(json.dumps({"answers": len(known), "lines": len(lines), "ratio": own / len(known)}))


HEAD = """\
# What words weigh: points, written by bench/warning_points.py from answers whose level is known.
# An answer begins at `start`; each word (five letters stand for every word that begins so), two in
# a row (a+b, four letters each), {group} and two groups near each other ({a}..{b}) add their points
# each time; at `least` the answer has the level. A sentence alone needs `alone` more. Rules that
# hold add what [points.….rules] says. docs/warnings.md tells more. An additional file may give more
# words points.

"""


def everything() -> list[Known]:
    """Every answer that teaches: made up with its level, and the demo's without signs."""
    return [*answers(), *(Known("none", text, "demo", DEMO) for text in demo_answers())]


def answers() -> Iterator[Known]:
    """Each made-up answer and its level."""
    for path in sorted(ANSWERS.glob("*.txt")):
        if not path.name.startswith(("warnings_", "signs_")):
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            level, _, text = line.partition(" | ")
            if not line.startswith("#"):
                yield Known(level.strip(), text, path.stem, 1)


def every_demo_answer() -> Iterator[str]:
    """The demo's free texts."""
    for path in sorted((ROOT / "surveys/demo").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)["answers"]
            yield from (given[question] for question in OPEN if given.get(question))


def demo_answers() -> Iterator[str]:
    """The demo's free texts in which no rule holds, whatever the points are."""
    book = read_rules()
    scales = {level: structs.replace(scale, start=10_000) for level, scale in book.scales.items()}
    detector = Detector(structs.replace(book, scales=scales))  # all is weighty: rules alone decide
    for text in every_demo_answer():
        if all(hit.rule.startswith("points.") for hit in detector.read(text).hits):
            yield text


def every_group() -> RuleBook:
    """The rules while every group that may have points has them."""
    with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
        groups = (f'"{_mark(place)}" = "{{{name}}}"' for place, name in enumerate(group_list()))
        file.write("[points.acute.words]\n" + "\n".join(groups) + "\n")
        file.flush()
        return read_rules(Path(file.name))


def _mark(place: int) -> int:
    """Points that nothing else has, by which a group is known again."""
    return 1_000_000 + place


def group_list() -> list[str]:
    """The groups that may have points."""
    senses = tomllib.loads((SIGNS / "senses.toml").read_text(encoding="utf-8"))
    return [*senses["words"], *BESIDE_SENSES]


def group_names(book: RuleBook) -> dict[int, str]:
    """The name of each group by its number."""
    marks = {_mark(place): name for place, name in enumerate(group_list())}
    points = book.scales["acute"].points
    return {
        key: marks[each] for key, each in points.items() if isinstance(key, int) and each in marks
    }


def features(text: str, book: RuleBook) -> dict[Key, float]:
    """How often each thing is in a text that may have points, as `warning_points.weight` adds."""
    read = sentences(reading(folded(text)[0], book.lexicon))
    return dict(Counter(key for each in read for key in every_key(each)))


def every_key(sentence: Sentence) -> Iterator[Key]:
    """Words, two in a row, groups, and two groups near each other."""
    words = sentence.words
    yield from (word.begun for word in words)
    shorts = [word.begun[:SHORT] for word in words]
    yield from map(BESIDE.join, pairwise((ENDS[0], *shorts, ENDS[1])))
    for place, word in enumerate(words, start=1):
        yield from word.groups
        for other in words[place : place + NEAR]:
            yield from (near_groups(one, two) for one in word.groups for two in other.groups)


def fitted(known: Sequence[Known], found: Sequence[dict[Key, float]]) -> dict[str, Scale]:
    """The points of both levels: signs beside none, and acute ones beside all other signs."""
    scales: dict[str, Scale] = {}
    for level, others in (("concern", {"none"}), ("acute", {"concern", "historic"})):
        kept = [
            place for place, each in enumerate(known) if level == "concern" or each.level != "none"
        ]
        target = np.array([known[place].level not in others for place in kept])
        counts = np.array([known[place].counts for place in kept])
        scales[level] = scale_of(level, [found[place] for place in kept], target, counts)
    return scales


def scale_of(
    level: str, found: list[dict[Key, float]], target: np.ndarray, counts: np.ndarray
) -> Scale:
    """A logistic regression as whole points."""
    vectors = DictVectorizer(sort=False)
    keys = {key: str(key) if isinstance(key, str) else f"\0{key}" for each in found for key in each}
    matrix = csr_matrix(
        vectors.fit_transform([{keys[key]: each[key] for key in each} for each in found])
    )
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=EVEN[level], solver="liblinear", max_iter=400, random_state=0)
    model.fit(matrix, target, sample_weight=counts)
    by_name = dict(
        zip(vectors.get_feature_names_out(), np.ravel(model.coef_).tolist(), strict=True)
    )
    points = {key: round(UNIT * by_name[name]) for key, name in keys.items()}
    return Scale(
        least=LEAST[level],
        alone=ALONE[level],
        start=round(UNIT * float(np.ravel(model.intercept_)[0])),
        points={key: each for key, each in points.items() if abs(each) >= SMALLEST},
        rules=RULES[level],
    )


def write_common_words(known: Sequence[Known]) -> None:
    """Write the words of the answers: first those that are met again, then all others."""
    texts = [*(each.text for each in known if each.file != "demo"), *every_demo_answer()]
    words = Counter(word for text in texts for word in WORD.findall(text.lower()))
    often = sorted((word for word in words if words[word] > 1), key=lambda word: -words[word])
    seldom = sorted(word for word in words if words[word] == 1)
    said = "\n\n".join(fill(" ".join(each), 110) for each in (often, seldom))
    TARGET.with_name("common_words.txt").write_text(said + "\n", encoding="utf-8")


def table(level: str, scale: Scale, names: dict[int, str]) -> list[str]:
    """The lines of a level's points."""
    by_points: dict[int, list[str]] = {}
    for key, points in scale.points.items():
        by_points.setdefault(points, []).append(written(key, names))
    return [
        f"[points.{level}]",
        f"least = {scale.least}",
        f"alone = {scale.alone}",
        f"start = {scale.start}",
        f"\n[points.{level}.rules]",
        *(f'"{kind}" = {points}' for kind, points in scale.rules.items()),
        f"\n[points.{level}.words]",
        *(line(each, by_points[each]) for each in sorted(by_points, reverse=True)),
        "",
    ]


def written(key: Key, names: dict[int, str]) -> str:
    """A word, a group or two groups near each other, as they stand in the file."""
    if isinstance(key, str):
        return key
    numbers = groups_of(key)
    return APART.join(f"{{{names[number]}}}" for number in numbers)


def line(points: int, words: list[str]) -> str:
    """The words of so many points, as TOML."""
    said = fill(" ".join(sorted(words)), 110, break_long_words=False, break_on_hyphens=False)
    return f'"{points}" = """\n{said}"""'


if __name__ == "__main__":
    main()
