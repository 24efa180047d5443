"""What a draft hears of itself: what blocks it, what could be better, what is not translated."""

from msgspec.structs import replace

from lyhord.authoring import building, checking, wordings
from lyhord.authoring.checking import Finding
from lyhord.instruments.definition import Equals, Includes, Not, Publication, Translation
from tests.builders import a_publication

ENGLISH = Translation(
    language="en", texts={"title": "Your thoughts", "question.wish.text": "What would you change?"}
)


def conditional() -> Publication:
    """`wish` is asked of those in Gnesta."""
    draft = replace(a_publication(), translations=(ENGLISH,))
    page = draft.instrument.pages[0]
    when = Equals(question="municipality", value="gnesta")
    questions = (page.questions[0], replace(page.questions[1], when=when), page.questions[2])
    instrument = replace(draft.instrument, pages=(replace(page, questions=questions),))
    return replace(draft, instrument=instrument)


def codes(publication: Publication) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in checking.blocking(publication)}


def test_a_sound_draft_is_blocked_by_nothing() -> None:
    assert set() == codes(conditional())


def test_a_condition_whose_question_is_gone_or_later_blocks() -> None:
    for built in (
        building.remove(conditional(), "municipality"),
        building.move(conditional(), "municipality", 1),
    ):
        assert isinstance(built, Publication)
        assert {("question.wish", "condition")} == codes(built)


def test_asking_everybody_mends_it() -> None:
    built = building.remove(conditional(), "municipality")
    assert isinstance(built, Publication)
    mended = building.ask_everybody(built, "wish")

    assert isinstance(mended, Publication)
    assert set() == codes(mended)


def test_conditions_in_a_circle_and_double_ids_block() -> None:
    page = conditional().instrument.pages[0]
    itself = replace(page.questions[1], when=Not(of=Includes(question="wish", value="x")))
    twice = (page.questions[0], itself, itself)
    instrument = replace(conditional().instrument, pages=(replace(page, questions=twice),))

    assert {("question.wish", "condition"), ("question.wish", "id")} == codes(
        replace(conditional(), instrument=instrument)
    )


def test_names_in_braces_are_not_filled_in_any_more() -> None:
    made = wordings.worded(conditional(), "sv", {"title": "Hej {place}"})

    assert (
        Finding(field="title", code="blank", detail="place", blocks=True),
    ) == checking.blocking(made)


def test_advice_concerns_what_is_new() -> None:
    before = conditional()
    made = wordings.worded(before, "sv", {"question.municipality.text": "Var bor och var är du?"})
    again = wordings.worded(made, "sv", {"question.ideas.text": "Idéer"})
    found = {(each.field, each.code) for each in checking.advice(made, before=before)}

    assert ("question.municipality.text", "double_barrelled") in found
    assert not any(each.code == "double_barrelled" for each in checking.advice(again, before=made))


def test_a_translation_is_missing_or_older_than_its_text() -> None:
    before = conditional()
    made = wordings.worded(before, "sv", {"title": "Dina tankar nu"})
    both = wordings.worded(made, "en", {"title": "Your thoughts now"})

    assert ("title",) == checking.outdated(made, "en", before=before)
    assert () == checking.outdated(both, "en", before=before)
    assert "question.ideas.text" in checking.untranslated(before, "en")
    assert "title" not in checking.untranslated(before, "en")
