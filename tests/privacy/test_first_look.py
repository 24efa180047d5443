"""What a first look at a text passes over is what no rule finds anything in."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.privacy.hints import common_hints
from lyhord.privacy.pieces import Piece, folded
from lyhord.privacy.pseudonyms import EVERY_RULE, opened, pseudonymise, read_lists
from lyhord.privacy.word_lists import (
    around_places,
    figures,
    lists,
    other_words,
    public_people,
    sounds,
    traits,
)

ANSWERS = Path(__file__).parent / "answers"
DEMO = Path(__file__).parents[2] / "surveys" / "demo"
LISTS = Path(__file__).parents[2] / "src" / "lyhord" / "privacy" / "lists"
MARK = re.compile(r"\{\w+\|([^}]*)\}")
SEPARATORS = [" "] * 12 + [
    ". ",
    ", ",
    "  ",
    ".",
    "? ",
    ".\n",
    "\n",
    ": ",
    "... ",
    ".  ",
    " - ",
    "/",
]
# what some rule or other asks for, alone or at the end of a word
SIGNS = [
    *("snap", "konto", "kontot", "heter", "kallas", "min bror", "kuratorn", "och", "jag heter"),
    *("skolan", "skola", "förskola", "vår förskola", "personalen", "personal", "gymnasiet", "i ur"),
    *("skur", "bor på", "bor", "gården", "torpet", "ekgatan", "backen", "vår gård", "Hultet", "nr"),
    *("hus", "port", "box", "mål", "ärende", "kort", "slutar", "sista", "bilen", "reg", "giro"),
    *(
        "född",
        "f",
        "maj",
        "mars",
        "januari",
        "juni",
        "noll",
        "två",
        "fem",
        "ett",
        "a",
        "at",
        "(at)",
    ),
    *(
        "Lagom",
        "Solrosen",
        "Solrosens",
        "solrosens",
        "Jag",
        "JAG",
        "BUP",
        "I",
        "Å",
        "iPhone",
        "Gula",
    ),
    *("Villan", "solgläntan", "gläntan", "andersson", "x_x", "xxkajxx", "gatan", "@kaj", "#kaj"),
    *("7", "13", "112", "8b", "2013", "a1b2c3d4", "kaj2013", "3fa9b12c", "abc123", "131102", "o7o"),
    *(
        "c/o",
        "m.j",
        "1/2",
        "12e",
        "ABC",
        "[namn]",
        "é",
        "barn-",
        "NPF-träff",
        "id-kort",
        "e\u0301",
        "١٢",
        "½",
        "\u00a0",
        "😂",
        "**",
    ),
]
COMMON = sorted(common_hints())
LISTED = [
    word
    for name in ("given_names", "surnames", "ordinary_words", "not_names")
    for word in (LISTS / f"{name}.txt").read_text(encoding="utf-8").split()[::7]
]
WORDS = (
    st.sampled_from(COMMON)
    | st.sampled_from(SIGNS)
    | st.sampled_from(LISTED)
    | st.sampled_from([*COMMON[::5], *LISTED]).map(str.capitalize)
    | st.tuples(st.sampled_from(COMMON), st.sampled_from(SIGNS)).map("".join)
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from(SEPARATORS)).map("".join), max_size=12)


def shipped() -> list[str]:
    """The answers written for the rules that were read, without their marks, and the demo's."""
    lines = [
        MARK.sub(r"\1", line)
        for path in sorted(ANSWERS.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for path in sorted(DEMO.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            answers = json.loads(line)["answers"].values()
            lines += [answer for answer in answers if isinstance(answer, str) and " " in answer]
    return lines


def missed(text: str) -> list[str]:
    """The rules that are passed over and find something all the same."""
    piece, rules = Piece(folded(text)[0]), opened(text)
    return [rule.__name__ for rule in EVERY_RULE if rule not in rules and any(rule(piece))]


def test_nothing_is_passed_over_in_the_answers_that_were_written_for_the_rules() -> None:
    found = {text: rules for text in shipped() if (rules := missed(text))}

    assert found == {}


@settings(max_examples=250)
@given(TEXTS.map("".join))
def test_nothing_is_passed_over_in_drawn_texts(text: str) -> None:
    found = missed(text)

    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "jag fick vänta länge och berätta samma sak om igen för nya vuxna hela tiden",
        "Det var bra. Jag fick hjälp, men det tog lång tid!",
        "vi bor i samma hus och skolan hjälpte inte till",
        "jag fick vänta länge och berätta samma sak om igen 3fa9b12c",
        "jag var 13 år och ingen frågade",
    ],
)
def test_ordinary_texts_are_read_no_further(text: str) -> None:
    rules = opened(text)

    assert rules == ()


def test_what_could_be_a_name_is_read_by_that_rule_alone() -> None:
    rules = opened("sen frågade maja om det var bra")

    assert [rule.__name__ for rule in rules] == ["names"]


def test_no_list_is_read_for_a_text_once_they_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    for each in (lists, other_words, around_places, traits, sounds, public_people, figures):
        each.cache_clear()
    common_hints.cache_clear()
    read_lists()
    monkeypatch.setattr(Path, "read_text", lambda path, **_: read.append(path))

    pseudonymise("mentorn Qvillo i Solrosens förskola, 12345 Valla; konto på snap Zoltan Qvist")

    assert read == []
