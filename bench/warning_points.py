"""Weigh words by answers whose level is known, and write the points of warning signs.

Reads the made-up answers in tests/privacy/answers and the demo answers in which no rule finds
anything. A word is its first five letters; a group is one of words.toml and frames.toml. It is a
logistic regression; words of grammar weigh nothing alone, and what rounds to nothing is left out.
`--without FILE` leaves answers out, to see how those fare that the points have not met. Writes the
most common words too, whose meanings are worked out once. The last line is a JSON object.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import fill

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from lyhord.privacy.pieces import folded
from lyhord.privacy.warning_rules import RuleBook, read_rules
from lyhord.privacy.warning_words import in_a_row, sentences
from lyhord.privacy.warnings import Detector

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "src/lyhord/privacy/warning_signs/points.toml"
GROUPS = """
kin father mother sibling partner man small child beats beating beaten afraid rage hide drunk
scary often fight food thin drugword gang job nudepic net honourword sexact intimate
sleepplace dielike home pills weapon friend not school threatens game laugh
""".split()  # noqa: SIM905 - words are read more easily so
# Words of grammar: they say who writes rather than what is told.
FUNCTION_WORDS = frozenset(
    """
    att och for som ar pa i en ett av till med har hade ska skull om men nar da sa det den dom de
    var va an eller fran typ ocks kan vill vi kunna fick far blir bli blev jag mig mej min mina
    mitt han hon my me i and to he is the in of for with all not at this that be by on from they
    we our are was it as so but or if can will would could should have has had do does did you your
    into no her his him she them their there who what when ei on en oo waa wuu waan
    """.split()  # noqa: SIM905 - words are read more easily so
)
OPEN = ("worked", "missing", "first_sign", "earlier", "wish", "other")
UNIT = 20  # points are twentieths of a unit of log-odds
LEAST = {"concern": 4, "acute": -5}
WEAK = -10
PEAK = 8
DEMO = 0.25  # what a demo answer counts beside one that was made up for this
TWICE = 2
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Fit the points of both levels and write them where the rules are read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="name of a file of answers to leave out")
    without = parser.parse_args().without
    TARGET.write_text(HEAD + "\n".join(_empty()), encoding="utf-8")
    known = [*answers(without)]
    write_common_words(known)
    rows = [*known, *(("none", text) for text in demo_answers())]
    features = [*map(weighable, (text for _, text in rows))]
    weights = np.array([1.0] * len(known) + [DEMO] * (len(rows) - len(known)))
    tables: list[str] = []
    for level, beside in (("concern", "none"), ("acute", "concern")):
        kept = [
            place for place, (label, _) in enumerate(rows) if beside == "none" or label != "none"
        ]
        target = np.array([rows[place][0] not in {beside, "none"} for place in kept])
        tables += table(level, [features[place] for place in kept], target, weights[kept])
    TARGET.write_text(HEAD + "\n".join(tables) + "\n", encoding="utf-8")
    print(json.dumps({"answers": len(rows), "lines": len(tables), "ratio": len(known) / len(rows)}))


HEAD = """\
# What words weigh: points, written by bench/warning_points.py from answers whose level is known.
# An answer begins at `start`; each word (five letters stand for every word that begins so), each
# two in a row (a+b, four letters each) and each {group} adds its points once; at `least` the answer
# has the level, if one of its words has `peak`. Weak rules count from `weak`.
# An additional file may give more words points.

"""


def _empty() -> Iterator[str]:
    groups = " ".join(f"{{{group}}}" for group in GROUPS)
    for level in ("concern", "acute"):
        yield f"[points.{level}]\nleast = 10000\n"
        yield f'[points.{level}.words]\n"0" = "{groups}"\n'


def answers(without: str) -> Iterator[tuple[str, str]]:
    """Each made-up answer and its level; historic ones say nothing of words."""
    for path in sorted((ROOT / "tests/privacy/answers").glob("*.txt")):
        is_of_signs = path.name.startswith(("warnings_", "signs_"))
        if not is_of_signs or path.name == without:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            level, _, text = line.partition(" | ")
            if not line.startswith("#") and level.strip() != "historic":
                yield level.strip(), text


def every_demo_answer() -> Iterator[str]:
    """The demo's free texts."""
    for path in sorted((ROOT / "surveys/demo").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)["answers"]
            yield from (given[question] for question in OPEN if given.get(question))


def demo_answers() -> Iterator[str]:
    """The demo's free texts in which no rule finds a sign."""
    detector = Detector(read_rules())
    yield from (text for text in every_demo_answer() if detector.read(text).level is None)


def weighable(text: str) -> dict[str, int]:
    """What may get points in a text: beginnings of words, and groups."""
    rules = rules_without_points()
    names = dict(zip(rules.scales["concern"].groups, GROUPS, strict=True))
    found: dict[str, int] = {}
    for sentence in sentences(folded(text)[0], rules.lexicon):
        beginnings = [word.beginning for word in sentence.words]
        found |= {word: 1 for word in beginnings if word not in FUNCTION_WORDS}
        found |= dict.fromkeys(in_a_row(beginnings), 1)
        weighed = {each for word in sentence.words for each in word.weighed}
        found |= {f"{{{names[each]}}}": 1 for each in weighed & names.keys()}
    return found


def write_common_words(known: list[tuple[str, str]]) -> None:
    """Write the words that answers have most of, first the most common."""
    texts = [*(text for _, text in known), *every_demo_answer()]
    words = Counter(word for text in texts for word in WORD.findall(text.lower()))
    common = [word for word, times in words.most_common() if times >= TWICE]
    TARGET.with_name("common_words.txt").write_text(fill(" ".join(common), 110) + "\n", "utf-8")


@cache
def rules_without_points() -> RuleBook:
    """The rules while no word weighs anything, with every group that may."""
    return read_rules()


def table(
    level: str, features: list[dict[str, int]], target: np.ndarray, weights: np.ndarray
) -> list[str]:
    """The lines of a level's points."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(features)
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    model = LogisticRegression(C=3, l1_ratio=0, solver="liblinear", max_iter=400, random_state=0)
    model.fit(matrix, target, sample_weight=weights)
    by_points: dict[int, list[str]] = {}
    names = vectors.get_feature_names_out()
    for name, weight in zip(names, np.ravel(model.coef_), strict=True):
        by_points.setdefault(round(UNIT * float(weight)), []).append(str(name))
    return [
        f"[points.{level}]",
        f"least = {LEAST[level]}",
        f"peak = {PEAK}",
        f"weak = {WEAK}",
        f"start = {round(UNIT * float(np.ravel(model.intercept_)[0]))}",
        f"\n[points.{level}.words]",
        *(
            line(each, words)
            for each, words in sorted(by_points.items(), reverse=True)
            if abs(each) > 1
        ),
        "",
    ]


def line(points: int, words: list[str]) -> str:
    """The words of so many points, as TOML."""
    said = fill(" ".join(sorted(words)), 110, break_long_words=False, break_on_hyphens=False)
    return f'"{points}" = """\n{said}"""'


if __name__ == "__main__":
    main()
