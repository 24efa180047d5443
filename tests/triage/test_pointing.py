"""Pointing at the words of a sign: every text stays as it was, whatever stands in it."""

from hypothesis import given
from hypothesis import strategies as st

from lyhord.triage.pointing import Pointed, pointed

HIT = "violence.hit"
WORDS = ("pappa", "slår", "mig", "vill inte leva", "👩‍👧", "e\u0301", "\u202e", "<mark>", "\n", "x")


def _marked(found: Pointed) -> list[str]:
    return [piece.text for text in found.texts for piece in text if HIT in piece.rules]


def test_the_words_are_those_of_the_text_as_it_was_written() -> None:
    texts = ("👩‍👧 é e\u0301 Pappa  slår mig", "mer tid med kuratorn")

    found = pointed(texts, additional=None)

    assert _marked(found) == ["Pappa  slår mig"]
    assert all(not piece.rules for piece in found.texts[1])
    assert [each.words for each in found.seen if each.rule == HIT] == [("Pappa  slår mig",)]


def test_phrases_come_before_words_that_only_weigh() -> None:
    rules = [each.rule for each in pointed(["pappa slår mig"], additional=None).seen]

    assert rules.index(HIT) < rules.index("points.acute")


@given(st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=5)).map(" ".join), max_size=3))
def test_the_pieces_join_to_the_same_texts_and_name_every_rule(texts: list[str]) -> None:
    found = pointed(texts, additional=None)

    assert ["".join(piece.text for piece in text) for text in found.texts] == texts
    assert all(piece.text for text in found.texts for piece in text)
    named = {rule for text in found.texts for piece in text for rule in piece.rules}
    assert named == {each.rule for each in found.seen}
