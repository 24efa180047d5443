"""What a first look for warning signs passes over holds none when it is read closely."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.privacy.warning_rules import RuleBook, read_rules
from lyhord.privacy.warnings import Detector

ANSWERS = Path(__file__).parent / "answers"
SEPARATORS = [" "] * 12 + [
    ". ",
    ", ",
    "! ",
    "?! ",
    "... ",
    ".\n",
    "\n",
    ": ",
    " : ",
    "  ",
    "; ",
    "-",
]


@cache
def book() -> RuleBook:
    return read_rules()


@cache
def detector() -> Detector:
    return Detector(book())


@cache
def words() -> tuple[list[str], list[str]]:
    """Words that rules look for, and those that many write."""
    lexicon = book().lexicon
    return sorted({*lexicon.words, *lexicon.joined})[::3], sorted(lexicon.common)[::3]


def texts() -> st.SearchStrategy[str]:
    sought, common = words()
    word = st.sampled_from(sought) | st.sampled_from(common) | st.sampled_from(["inte", "mig", "d"])
    spelled = word | word.map(str.upper) | word.map(lambda each: each[:3] + "1" + each[3:])
    return st.lists(st.tuples(spelled, st.sampled_from(SEPARATORS)).map("".join), max_size=14).map(
        "".join
    )


def test_answers_get_the_signs_that_a_close_look_finds() -> None:
    lines = [
        line.partition(" | ")[2] or line
        for path in sorted(ANSWERS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]

    differ = [line for line in lines[::3] if detector().read(line) != detector().read_closely(line)]

    assert differ == []


@settings(max_examples=250)
@given(texts())
def test_drawn_texts_get_the_signs_that_a_close_look_finds(text: str) -> None:
    found = detector().read(text)

    assert found == detector().read_closely(text)


def test_ordinary_texts_are_not_read_closely(monkeypatch: pytest.MonkeyPatch) -> None:
    closely: list[str] = []
    monkeypatch.setattr(Detector, "read_closely", lambda _, text: closely.append(text))

    detector().read("jag fick vänta länge och berätta samma sak om igen. Det var bra")

    assert closely == []
