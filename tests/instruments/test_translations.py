"""Texts in other languages: what they replace, what is missing, what belongs to nothing."""

import re
from functools import cache
from pathlib import Path

import pytest

from lyhord.instruments.definition import Audience
from lyhord.instruments.measuring import sentences, words
from lyhord.instruments.places import HelpLine, Place, help_lines, unverified
from lyhord.instruments.reading import Library, read_library
from lyhord.instruments.wording import in_language, languages, texts, with_texts
from tests.instruments.files import EXAMPLES, SAMPLE, a_folder, library, problems

SURVEYS = Path(__file__).parents[2] / "surveys"
LANGUAGES = ("sv-x-easy", "en", "ar", "fi")
NUMBER = re.compile(r"\d[\d -]*\d|\d+")
# numbers that stand apart, and addresses that begin with one: turned around in a text to the left
GROUPS = re.compile(r"\d[ –]\d|\d\.[a-z]")
ISOLATED = re.compile(r"\u2066[^\u2069]*\u2069")

ENGLISH = """
language = "en"
[texts]
title = "Sample"
"introduction.1" = "Hi!"
"ending.1" = "Thanks!"
"page.page.title" = "Page"
"question.sure.text" = "Are you sure?"
"""


@cache
def shipped() -> Library:
    return read_library(SURVEYS)


def help_lines_of(place: Place, language: str) -> tuple[HelpLine, ...]:
    audiences: tuple[Audience, ...] = ("child", "youth", "guardian")
    return tuple(
        line for each in audiences for line in help_lines(place, audience=each, language=language)
    )


def translated(tmp_path: Path, english: str) -> Path:
    folder = a_folder(tmp_path, sample=SAMPLE)
    (folder / "translations" / "sample.en.toml").write_text(english)
    return folder


def test_a_translation_is_complete_with_what_is_shared(tmp_path: Path) -> None:
    publication = library(translated(tmp_path, ENGLISH)).publications["sample"]

    english = in_language(publication, "en")

    assert problems(tmp_path) == ()
    assert english.language == "en"
    assert texts(english)["question.sure.text"] == "Are you sure?"
    assert texts(english)["question.sure.option.vet_inte"] == "Don’t know"


def test_what_is_not_translated_stays_as_it_was_written() -> None:
    read = read_library(EXAMPLES, place="testby").publications["translated"]

    english = texts(in_language(read, "en"))

    assert english["question.wish.text"] == "Vad önskar du dig?"
    assert english["question.view.text"] == "How true is it in Testby?"
    assert english["question.needed.hint"] == "Do not write names."
    assert english["question.view.statement.listened"] == "I was listened to."


def test_an_unknown_language_gives_the_instrument_as_it_was_written() -> None:
    publication = shipped().publications["youth"]

    assert in_language(publication, "tlh") == publication.instrument


def test_languages_are_the_own_its_variants_english_and_the_rest() -> None:
    publications = shipped().publications

    assert languages(publications["youth"]) == ("sv", "sv-x-easy", "en", "ar", "fi")
    assert languages(publications["professional"]) == ("sv", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["youth", "child", "guardian", "event-feedback"])
def test_the_shipped_instruments_are_whole_in_every_language(name: str, language: str) -> None:
    publication = shipped().publications[name]

    spoken = next(each for each in publication.translations if each.language == language)

    assert spoken.texts.keys() == texts(publication.instrument).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_to_call_are_the_same_in_every_language(language: str) -> None:
    place = shipped().place

    for line in place.help_lines:
        (spoken,) = (
            each
            for each in help_lines(place, audience=line.audiences[0], language=language)
            if each.id == line.id
        )
        assert NUMBER.findall(spoken.contact) == NUMBER.findall(line.contact)


@pytest.mark.parametrize("language", LANGUAGES)
def test_safety_texts_name_the_same_numbers_in_every_language(language: str) -> None:
    for publication in shipped().publications.values():
        if language not in languages(publication):
            continue
        written = texts(publication.instrument)
        spoken = texts(in_language(publication, language))
        for key in (key for key in written if key.startswith("introduction.")):
            assert NUMBER.findall(spoken[key]) == NUMBER.findall(written[key])


def test_arabic_keeps_numbers_of_several_groups_from_left_to_right() -> None:
    read = shipped()
    shown = [
        *(line.contact for line in help_lines_of(read.place, "ar")),
        *(
            text
            for name in ("youth", "child", "guardian", "event-feedback")
            for text in texts(in_language(read.publications[name], "ar")).values()
        ),
    ]

    turned = [text for text in shown if GROUPS.search(ISOLATED.sub("", text))]

    assert any(ISOLATED.search(text) for text in shown)
    assert turned == []


def test_plain_swedish_has_short_sentences() -> None:
    read = shipped()
    plain = {
        name: texts(in_language(read.publications[name], "sv-x-easy"))
        for name in ("youth", "child", "guardian", "event-feedback")
    }

    longest = {
        name: max(len(words(part)) for text in spoken.values() for part in sentences(text))
        for name, spoken in plain.items()
    }

    assert longest["child"] <= 12
    assert max(longest.values()) <= 20


def test_an_instrument_with_its_own_texts_is_itself() -> None:
    for publication in shipped().publications.values():
        instrument = publication.instrument
        assert with_texts(instrument, texts(instrument)) == instrument


def test_every_text_can_be_replaced() -> None:
    for publication in shipped().publications.values():
        marked = {key: f"<{key}>" for key in texts(publication.instrument)}
        assert texts(with_texts(publication.instrument, marked)) == marked


def test_a_missing_text_is_a_warning(tmp_path: Path) -> None:
    lines = ENGLISH.replace('"question.sure.text" = "Are you sure?"\n', "")

    (found,) = problems(translated(tmp_path, lines))

    assert (found.where, found.severity) == ("$.texts.question.sure.text", "warning")


WRONG = {
    "a key that is not there": (
        ENGLISH + '"question.shure.text" = "x"\n',
        "$.texts.question.shure.text",
        "question.sure.text",
    ),
    "a key without quotes": (
        ENGLISH + 'question.sure.hint = "x"\n',
        "$.texts.question",
        "in quotes",
    ),
    "a number": (ENGLISH + '"question.sure.hint" = 3\n', "$.texts.question.sure.hint", "quotes"),
    "another language": (
        ENGLISH.replace('"en"', '"fi"'),
        "$.language",
        "say the same",
    ),
    "an unknown name in braces": (
        ENGLISH.replace("Hi!", "Hi {plaice}!"),
        "introduction.1",
        "place",
    ),
}


@pytest.mark.parametrize(("english", "where", "remedy"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_translation_is_an_error(
    tmp_path: Path, english: str, where: str, remedy: str
) -> None:
    found = [problem for problem in problems(translated(tmp_path, english)) if problem.is_error]

    assert [problem.where for problem in found] == [where]
    assert remedy in found[0].remedy


def test_a_translation_of_nothing_is_an_error(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, sample=SAMPLE)
    (folder / "translations" / "sampel.en.toml").write_text(ENGLISH)

    (found,) = problems(folder)

    assert (found.what, found.remedy) == ("there is no instrument sampel", "did you mean sample?")


def test_help_lines_are_those_of_the_audience_in_its_language() -> None:
    place = shipped().place

    child = help_lines(place, audience="child", language="en")

    assert [line.id for line in child] == ["emergency", "bris"]
    assert child[0].who == "Acute danger"


def test_every_help_line_has_been_tried_and_says_where_it_comes_from() -> None:
    place = shipped().place
    day = max(line.verified_at for line in place.help_lines)

    assert unverified(place, today=day, days=90) == ()
    assert all(line.source for line in place.help_lines)
    assert len(unverified(place, today=day.replace(year=day.year + 1), days=90)) == len(
        place.help_lines
    )
