"""Texts of a draft: an untouched form changes nothing, and what cannot be kept is said."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from lyhord.authoring import forms, wordings
from lyhord.instruments.definition import Publication, Translation
from tests.builders import a_publication

ENGLISH = Translation(language="en", reviewed=True, texts={"title": "Your thoughts"})


def spoken() -> Publication:
    return replace(a_publication(), translations=(ENGLISH,))


def posted(publication: Publication, language: str) -> dict[str, list[str]]:
    """What a browser sends of the form when nobody has touched it."""
    return {
        f"text.{key}": [text.replace("\n", "\r\n")]
        for key, text in wordings.written(publication, language).items()
    }


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    for language in ("sv", "en"):
        form = forms.read(posted(spoken(), language), spoken(), language=language)

        assert (form.says_something, form.faults) == (False, ())
        assert forms.applied(form, spoken()) == spoken()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1))
def test_what_is_written_is_what_is_read(text: str) -> None:
    form = forms.read({"text.title": [text]}, spoken(), language="sv")
    if form.faults:
        assert not wordings.plainly(text)
        return
    made = forms.applied(form, spoken())

    assert isinstance(made, Publication)
    assert wordings.plainly(text) == wordings.written(made, "sv")["title"]


def test_what_cannot_be_kept_is_told_by_its_field() -> None:
    fields = {
        "text.title": ["\0"],
        "text.introduction.1": ["\u202eHej"],
        "text.ending.1": ["x" * 100_000],
        "text.question.wish.text": ["  "],
        "text.question.wish.hint": [""],
        "text.question.unknown.text": ["\0"],
    }
    form = forms.read(fields, spoken(), language="sv")

    assert {
        "title": "signs",
        "introduction.1": "signs",
        "ending.1": "long",
        "question.wish.text": "empty",
    } == {each.field: each.code for each in form.faults}


def test_an_emptied_translation_is_missing_and_a_changed_one_is_not_reviewed() -> None:
    empty = wordings.worded(spoken(), "en", {"title": ""})
    changed = wordings.worded(spoken(), "en", {"title": "What you think"})

    assert {} == empty.translations[0].texts
    assert not changed.translations[0].reviewed
    assert wordings.reviewed(changed, "en", is_reviewed=True).translations[0].reviewed


def test_a_help_text_is_added_and_taken_away() -> None:
    made = wordings.worded(spoken(), "sv", {"question.wish.hint": "Skriv fritt"})
    gone = wordings.worded(made, "sv", {"question.wish.hint": ""})

    assert "Skriv fritt" == wordings.written(made, "sv")["question.wish.hint"]
    assert gone == spoken()
