"""Remarks on how an instrument asks."""

from pathlib import Path

import pytest

from lyhord.instruments import measuring
from lyhord.instruments.linting import lint
from lyhord.instruments.reading import read_library
from tests.instruments.files import HEAD, PAGE, QUESTION, SAMPLE, a_folder, library

SURVEYS = Path(__file__).parents[2] / "surveys"


def remarks(folder: Path, text: str, audience: str = "youth") -> list[str]:
    sample = text.replace('audience = "youth"', f'audience = "{audience}"')
    read = library(a_folder(folder, sample=sample))
    return [remark.rule for remark in lint(read.publications["sample"].instrument)]


def asking(text: str, options: str = '"yes_no"', kind: str = "single") -> str:
    question = f'\n[[pages.questions]]\nid = "x"\nkind = "{kind}"\ntext = "{text}"\n'
    return HEAD + PAGE + question + (f"options = {options}\n" if options else "")


def options(number: int) -> str:
    written = (f'{{ id = "o{n}", text = "Val {n}" }}' for n in range(number))
    return f"[{', '.join(written)}]"


def test_the_shipped_instruments_leave_no_remark_unanswered() -> None:
    read = read_library(SURVEYS)

    for name, publication in read.publications.items():
        assert lint(publication.instrument, exceptions=read.exceptions[name]) == ()


def test_a_small_plain_instrument_has_no_remarks(tmp_path: Path) -> None:
    assert remarks(tmp_path, SAMPLE) == []


WHY = "Varför är du glad?"
LONG = "Kan du säga om du tycker att det är bra i din skola just nu?"
HEAVY = (
    "Verksamhetsutvecklingen förutsätter långsiktiga samverkansöverenskommelser mellan "
    "förvaltningsorganisationer."
)

REMARKED = {
    "a negation to a child": (asking("Är du aldrig ledsen?"), "child", "negation.x"),
    "why to a child": (asking(WHY, "", "long_text"), "child", "why.x"),
    "a long sentence to a child": (asking(LONG), "child", "sentence.x"),
    "two things in one": (asking("Är skolan rolig och trygg?"), "youth", "double_barrelled.x"),
    "an abbreviation": (asking("Har du träffat BUP?"), "guardian", "abbreviation.x"),
    "many options": (asking("Vilket val?", options(8)), "youth", "options.x"),
    "a scale without a way out": (
        asking("Hur är det?", options(3), "faces") + "faces = 3\n",
        "youth",
        "dont_know.x",
    ),
    "a text that must be written": (
        asking("Vad vill du?", "", "long_text") + "required = true\n",
        "youth",
        "required.x",
    ),
    "something sensitive": (asking("Bor du hemma?") + "sensitive = true\n", "youth", "sensitive.x"),
    "a sensitive page": (
        HEAD + PAGE.replace("[[pages]]", "[[pages]]\nsensitive = true") + QUESTION,
        "youth",
        "sensitive.page",
    ),
    "something sensitive that must be answered": (
        asking("Bor du hemma?") + "sensitive = true\nrequired = true\n",
        "youth",
        "required.x",
    ),
    "hard words": (HEAD + PAGE + QUESTION.replace("Är du säker?", HEAVY), "youth", "lix"),
}


@pytest.mark.parametrize(("text", "audience", "rule"), REMARKED.values(), ids=REMARKED.keys())
def test_a_rule_makes_its_remark(tmp_path: Path, text: str, audience: str, rule: str) -> None:
    assert rule in remarks(tmp_path, text, audience)


FINE = {
    "a negation to an adult": (asking("Är du aldrig ledsen?"), "guardian", "negation.x"),
    "why to an adult": (asking(WHY, "", "long_text"), "guardian", "why.x"),
    "a long sentence to an adult": (asking(LONG), "guardian", "sentence.x"),
    "two things in an open question": (
        asking("Vad är roligt och tråkigt?", "", "long_text"),
        "youth",
        "double_barrelled.x",
    ),
    "an explained abbreviation": (
        asking("Har du träffat barnpsykiatrin (BUP)?"),
        "guardian",
        "abbreviation.x",
    ),
    "an abbreviation of the trade": (asking("Har du träffat BUP?"), "professional", "x"),
    "seven options": (asking("Vilket val?", options(7)), "youth", "options.x"),
}


@pytest.mark.parametrize(("text", "audience", "rule"), FINE.values(), ids=FINE.keys())
def test_a_rule_stays_silent_where_it_should(
    tmp_path: Path, text: str, audience: str, rule: str
) -> None:
    assert rule not in remarks(tmp_path, text, audience)


def test_more_than_six_open_questions_are_too_many_and_take_too_long(tmp_path: Path) -> None:
    written = "".join(
        f'\n[[pages.questions]]\nid = "x{n}"\nkind = "long_text"\ntext = "Vad?"\n' for n in range(9)
    )

    found = remarks(tmp_path, HEAD + PAGE + written)

    assert found == ["open_questions", "minutes"]


def test_a_remark_is_answered_with_a_reason_in_the_file(tmp_path: Path) -> None:
    answer = '\n[exceptions]\n"options.x" = "They are short."\n"lix" = "?"\n"lixx" = "?"\n'
    read = library(a_folder(tmp_path, sample=asking("Vilket?", options(9)) + answer))

    found = lint(read.publications["sample"].instrument, exceptions=read.exceptions["sample"])

    assert [(remark.rule, remark.what) for remark in found] == [
        ("exceptions", "nothing is remarked as lix"),
        ("exceptions", "there is no rule lixx"),
    ]


def test_remarks_are_warnings(tmp_path: Path) -> None:
    read = library(a_folder(tmp_path, sample=asking("Vilket?", options(9))))

    assert [one.severity for one in lint(read.publications["sample"].instrument)] == ["warning"]


def test_lix_counts_words_in_a_sentence_and_long_words() -> None:
    assert measuring.lix("Jag ser en katt. Du ser en hund.") == 4
    assert measuring.lix("Verksamheten ser en katt.") == 4 + 25
    assert measuring.lix("116 111") == 0
