"""Names, schools, addresses and records are found by evidence, and the goals are held."""

import unicodedata
from collections.abc import Iterator
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pseudonymise import (
    ANSWERS,
    SETS,
    TUNED,
    UNREAD,
    Answer,
    Counts,
    counted,
    read,
    touched,
)
from lyhord.privacy.pieces import folded
from lyhord.privacy.pseudonyms import PLACEHOLDERS, pseudonymise, search

WRITTEN = [answer for half in SETS for answer in read(ANSWERS / f"{half}.txt")]
SURE = frozenset({"personnummer", "samordningsnummer", "phone", "email", "handle"})
MOST_TOUCHED = 0.02
ROUNDS = 12
# how many spans of each kind were found of answers that nobody who mends the rules has opened;
# these files are never to be read or printed, only counted (2026-11-22)
FOUND_UNREAD = {
    "account": 9,
    "address": 19,
    "birthdate": 6,
    "case": 6,
    "email": 11,
    "handle": 12,
    "link": 5,
    "name": 102,
    "personnummer": 11,
    "phone": 13,
    "samordningsnummer": 3,
    "school": 25,
    "vehicle": 5,
}
FOUND_OF_NINTH = {
    "account": 10,
    "address": 19,
    "birthdate": 7,
    "case": 7,
    "email": 11,
    "handle": 13,
    "link": 5,
    "name": 109,
    "personnummer": 11,
    "phone": 14,
    "samordningsnummer": 4,
    "school": 27,
    "vehicle": 5,
}
FOUND_OF_TWELFTH = {
    "account": 9,
    "address": 19,
    "birthdate": 6,
    "case": 7,
    "email": 8,
    "handle": 14,
    "link": 6,
    "name": 91,
    "personnummer": 11,
    "phone": 11,
    "samordningsnummer": 3,
    "school": 26,
    "vehicle": 6,
}
FOUND_OF_THIRTEENTH = {
    "account": 9,
    "address": 22,
    "birthdate": 6,
    "case": 7,
    "email": 11,
    "handle": 13,
    "link": 6,
    "name": 110,
    "personnummer": 11,
    "phone": 12,
    "samordningsnummer": 3,
    "school": 25,
    "vehicle": 6,
}


def goal(kind: str) -> float:
    """The recall that is asked for."""
    if kind in SURE:
        return 0.98
    return 0.90 if kind == "name" else 0.85


@pytest.mark.parametrize("half", TUNED)
def test_recall_and_precision_are_as_asked_for(half: str) -> None:
    counts = counted(read(ANSWERS / f"{half}.txt"))

    too_few = {
        kind: (counts.found[kind], n)
        for kind, n in counts.marked.items()
        if counts.found[kind] < goal(kind) * n
    }
    assert too_few == {}
    assert counts.right.total() >= 0.97 * counts.placed.total()


def fewer(counts: Counts, least: dict[str, int]) -> dict[str, tuple[int, int]]:
    """Kinds of which fewer are found than once were."""
    return {
        kind: (counts.found[kind], floor)
        for kind, floor in least.items()
        if counts.found[kind] < floor
    }


@pytest.mark.parametrize(
    ("sets", "least"),
    [
        (UNREAD, FOUND_UNREAD),
        (("ninth",), FOUND_OF_NINTH),
        (("twelfth",), FOUND_OF_TWELFTH),
        (("thirteenth",), FOUND_OF_THIRTEENTH),
    ],
    ids=["unread", "ninth", "twelfth", "thirteenth"],
)
def test_answers_of_others_fare_no_worse_than_they_did(
    sets: tuple[str, ...], least: dict[str, int]
) -> None:
    answers = [answer for half in sets for answer in read(ANSWERS / f"{half}.txt")]
    counts = counted(answers)
    n_touched, n_clean = touched(answers)

    assert fewer(counts, least) == {}
    assert least.keys() == counts.marked.keys()
    assert counts.right.total() >= 0.96 * counts.placed.total()
    assert n_touched <= ceil(MOST_TOUCHED * n_clean)  # 2 of the 95 unread, which is 2.1 %


def test_answers_without_personal_data_are_left_alone() -> None:
    n_touched, n_clean = touched(WRITTEN)

    assert n_clean >= 150
    assert n_touched <= MOST_TOUCHED * n_clean


@pytest.mark.parametrize(
    ("written", "evidence"),
    [
        ("min bror Ali", {"list:given", "context:family", "shape:capital"}),
        ("kuratorn björn", {"list:ordinary", "context:role"}),
        ("jag heter kvelio", {"context:introducing"}),
        ("hej Andersson", {"shape:surname"}),
        ("på Vasaskolan", {"shape:school"}),
        ("född 2010-02-31", {"context:born", "shape:date"}),
        ("snap: lovis99", {"context:platform"}),
        ("101399-1234", {"shape:personal_number"}),
    ],
)
def test_a_span_says_what_it_rests_on(written: str, evidence: set[str]) -> None:
    (span,) = pseudonymise(written).spans

    assert set(span.evidence) == evidence


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Nora hjälpte mig i Nora", "[namn] hjälpte mig i Nora"),
        ("i Nora kommun bor Nora", "i Nora kommun bor [namn]"),
        ("min bror Max åt på Max", "min bror [namn] åt på Max"),
        ("läste om Greta Thunberg med Greta", "läste om Greta Thunberg med [namn]"),
        ("hans lärare Hans", "hans lärare [namn]"),
        ("Rosa hjälpte, rosa är fint", "[namn] hjälpte, rosa är fint"),
        ("boken heter Skuggan men jag heter Ziggy", "boken heter Skuggan men jag heter [namn]"),
        ("umo.se och min.sida.se", "umo.se och [länk]"),
        ("Annas mamma, Eriks pappa", "[namn] mamma, [namn] pappa"),
        ("det enda Qvillo ville var", "det enda [namn] ville var"),
        ("det enda Socialjouren ville var", "det enda Socialjouren ville var"),
        ("hon heter Qvillo. Sen gick Qvillas mamma", "hon heter [namn]. Sen gick [namn] mamma"),
        ("chauffören Ridvan och jag och Qvillo", "chauffören [namn] och jag och [namn]"),
        ("vi kände Abdirrissak då", "vi kände [namn] då"),
        ("kommissarie Lindhé, Dr. Qvistblad", "kommissarie [namn], Dr. [namn]"),
        ("bra. /E. Qvistblad, leg. psykolog", "bra. /[namn], leg. psykolog"),
        ("My name is Qvillo", "My name is [namn]"),
        ("Maj heter min farmor", "[namn] heter min farmor"),
        ("tindra sa det, tindra är snäll", "[namn] sa det, [namn] är snäll"),
        ("ögonen kan tindra en dag", "ögonen kan tindra en dag"),
        ("Ali, Qvillo och Moa", "[namn], [namn] och [namn]"),
        ("en bok av Jon Fosse om Jon", "en bok av Jon Fosse om [namn]"),
        ("Fanny och Alexander är en film", "Fanny och Alexander är en film"),
        (
            "Bröderna Lejonhjärta, för Jonatan är snäll",
            "Bröderna Lejonhjärta, för Jonatan är snäll",
        ),
        ("Jonatan är snäll", "[namn] är snäll"),
        ("min mentor karin e snäll", "min mentor [namn] e snäll"),
        ("oskar w är snäll", "[namn] är snäll"),
    ],
)
def test_the_words_around_decide(written: str, expected: str) -> None:
    assert pseudonymise(written).text == expected


@pytest.mark.parametrize("answer", WRITTEN[::7])
def test_decomposed_letters_and_emoji_change_no_decision(answer: Answer) -> None:
    decomposed = unicodedata.normalize("NFD", f"👩‍👧 {answer.text} ❤️")

    done = pseudonymise(decomposed)

    expected = pseudonymise(answer.text)
    assert [span.kind for span in done.spans] == [span.kind for span in expected.spans]
    assert unicodedata.normalize("NFC", done.text) == f"👩‍👧 {expected.text} ❤️"


def pieces_of_answers() -> Iterator[str]:
    """Words, gaps and placeholders to make texts of."""
    for answer in WRITTEN[::3]:
        yield from answer.text.split(" ")
    yield from PLACEHOLDERS.values()
    yield from (" ", "\n", ". ", ", ", ":", "/", "-", "@", "A.", "å\u0308", "👩‍👧")


WORDS = sorted(set(pieces_of_answers()))


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_twice_is_once_whatever_is_mixed(text: str) -> None:
    once = pseudonymise(text).text

    assert pseudonymise(once).text == once


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_a_text_is_read_a_few_times_at_most(text: str) -> None:
    _, work = search(folded(text)[0])

    assert work <= ROUNDS * len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "0", " ", "a.", "A. ", "Anna ", "anna", "kurator ", "heter ", "Anna och ", "a-", "Ab ",
        "skolan på ", "Vasaskolan", "Sankt ", "gatan 5 ", "född 1 maj ", "dnr 1/", "ABC 12",
        "c/o Ab ", "bor i Ab ", "Norra Ab 1 ", "Abgatan 5, ", "Annas Bcdefghi ", "konto 1", "1-A/",
        "journal 12-", "född den ", "noll sju ", "personnummer ett ", "AbCd", "sista fyra 1",
        "snap ", "min bror Ali ", "- ", "//", "x_", "111 11 A", "jag heter å ", "M.", "tel 1 2 3 ",
    ],
)  # fmt: skip
def test_ten_thousand_hostile_code_points_are_read_a_few_times(piece: str) -> None:
    hostile = (piece * 10_000)[:10_000]

    _, work = search(folded(hostile)[0])

    assert work <= ROUNDS * len(hostile)
