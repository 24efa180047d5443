"""What a reply lacks, whom it speaks to, and what is taken out of its texts; no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord.replying import linting
from lyhord.replying.linting import Missing
from lyhord.replying.pages import FIRST, ChosenTheme, Deed, Plan, Voice, Words, heard, voices_of
from tests.replying.replies import DAY, said_of, words

PLAN = Plan(themes=(ChosenTheme(theme_id="a"), ChosenTheme(theme_id="b")))


def test_a_whole_voice_lacks_nothing() -> None:
    first = words("a", "b")

    assert linting.missing(PLAN, first, first) == ()


@pytest.mark.parametrize("lack", ["heading", "said", "answer"])
def test_each_text_of_each_theme_is_missed(lack: linting.Lack) -> None:
    first = words("a", "b")
    said = replace(first, themes={**first.themes, "b": replace(first.of("b"), **{lack: ""})})

    assert linting.missing(PLAN, first, said) == (Missing(lack=lack, theme_id="b"),)


@pytest.mark.parametrize(
    "deed", [Deed(what="x"), Deed(who="x"), Deed(by=DAY), Deed(what="x", who="y")]
)
def test_a_decision_has_what_who_and_a_day(deed: Deed) -> None:
    first = Words(introduction="x", themes={"a": said_of(deeds=(deed,))})

    lacks = linting.missing(Plan(themes=PLAN.themes[:1]), first, first)

    assert lacks == (Missing(lack="deed", theme_id="a"),)


def test_a_translation_needs_the_decisions_of_the_swedish_in_their_places() -> None:
    first = Words(
        introduction="x", themes={"a": said_of(deeds=(Deed(), Deed(what="x", who="y", by=DAY)))}
    )
    shifted = Words(introduction="x", themes={"a": said_of(deeds=(Deed(what="x", who="y"),))})
    beside = Words(introduction="x", themes={"a": said_of(deeds=(Deed(), Deed(what="x", who="y")))})
    plan = Plan(themes=PLAN.themes[:1])

    assert linting.missing(plan, first, shifted) == (Missing(lack="deed", theme_id="a"),)
    assert linting.missing(plan, first, beside) == ()


def test_nothing_chosen_is_nothing_whole() -> None:
    assert linting.missing(Plan(), words(), words()) == (Missing(lack="themes"),)


@pytest.mark.parametrize(
    ("known", "language", "for_children", "expected"),
    [
        ({"sv"}, "ar", False, "sv"),
        ({"sv", "ar"}, "ar", False, "ar"),
        ({"sv", "ar", "ar.child"}, "ar", True, "ar.child"),
        ({"sv", "sv.child", "ar"}, "ar", True, "ar"),
        ({"sv", "sv.child"}, "ar", True, "sv.child"),
        ({"sv", "sv.child"}, "sv", False, "sv"),
        ({"sv"}, "fi", True, "sv"),
    ],
)
def test_ones_language_matters_more_than_words_for_children(
    known: set[str], language: str, *, for_children: bool, expected: str
) -> None:
    voice = heard(dict.fromkeys(known), language, is_for_children=for_children)

    assert voice.key == expected


def test_swedish_is_there_whatever_was_asked_and_once() -> None:
    assert [each.key for each in voices_of(["en", "sv", "en"])] == [
        "sv",
        "sv.child",
        "en",
        "en.child",
    ]
    assert voices_of([])[0] == FIRST


@pytest.mark.parametrize(
    "owner",
    [
        "Karin Lind",
        "Rektor Karin Lind",
        "Socialchef Lind",
        "Rektor Karin",
        "Enhetschef Karin Öppenvården",
        "Rektor Vrzansen",
        "k@example.org",
        "070-1740605",
    ],
)
def test_a_person_reads_as_one(owner: str) -> None:
    assert linting.people(owner)


@pytest.mark.parametrize(
    "owner",
    ["Socialnämnden i Gnesta", "Barn- och utbildningsnämnden", "chefen för elevhälsan", "BUP",
     "Region Sörmland", "Processledaren", "enhetschefen för öppenvården", "Kommunstyrelsen",
     "Enhetschef Öppenvården", "Samordnare Familjecentralen", "Enhetschef Myndighet",
     "Rektor Rosenskolan", "Chef Elevhälsan", "Verksamhetschef Ungdomsmottagningen Nyköping"],
)  # fmt: skip
def test_roles_and_bodies_do_not(owner: str) -> None:
    assert linting.people(owner) == ()


def test_names_are_looked_for_in_every_text_of_the_page() -> None:
    said = words("a", introduction="Hälsar Karin Lind")
    said = replace(
        said,
        themes={
            "a": said_of(
                "Till Karin Lind",
                said="Karin Lind sa",
                answer="Karin Lind gör",
                deeds=(Deed(what="Karin Lind ringer", who="Karin Lind"),),
            )
        },
    )

    found = linting.suspects(Plan(themes=PLAN.themes[:1]), {"sv": said})

    assert len(found) == 6


def test_long_sentences_for_children_are_shown_in_swedish_alone() -> None:
    long = " ".join(["ord"] * 13) + "."
    said = words("a", introduction=long)
    plan = Plan(themes=PLAN.themes[:1])

    assert len(linting.long_sentences(plan, Voice("sv", is_for_children=True), said)) == 1
    assert linting.long_sentences(plan, Voice("sv"), said) == ()
    assert linting.long_sentences(plan, Voice("ar", is_for_children=True), said) == ()


@given(st.text())
def test_cleaning_leaves_nothing_that_turns_or_hides_text(text: str) -> None:
    clean = linting.cleaned(text)

    assert not set(clean) & set("\x00\r\x1b\u202e\u2066\u200f\ufeff")
    assert linting.cleaned(clean) == clean
    assert "\n" not in linting.one_line(text)
    clean.encode()


def test_a_long_text_is_told_by_its_letters() -> None:
    assert linting.too_long("who", "x" * 120) is None
    assert linting.too_long("who", "x" * 121) is not None
