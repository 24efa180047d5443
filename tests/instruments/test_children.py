"""What the shipped child's survey keeps to, in every language."""

from pathlib import Path

import pytest

from lyhord.forms.drawings import drawing
from lyhord.instruments import measuring
from lyhord.instruments.definition import Faces
from lyhord.instruments.linting import MOST_WORDS_FOR_A_CHILD
from lyhord.instruments.reading import read_library
from lyhord.instruments.wording import in_language, languages, options_of, texts

CHILD = read_library(Path(__file__).parents[2] / "surveys").publications["child"]


@pytest.mark.parametrize("language", languages(CHILD))
def test_no_sentence_for_a_child_is_long(language: str) -> None:
    long = [
        (key, sentence)
        for key, text in texts(in_language(CHILD, language)).items()
        for sentence in measuring.sentences(text)
        if len(measuring.words(sentence)) > MOST_WORDS_FOR_A_CHILD
    ]

    assert long == []


def test_every_option_for_a_child_has_a_face_or_a_picture() -> None:
    bare = [
        (question.id, option.id)
        for question in CHILD.instrument.questions
        for place, option in enumerate(options_of(question))
        if not (isinstance(question, Faces) and place < question.faces)
        and not drawing(option.id, "sv")
    ]

    assert bare == []
