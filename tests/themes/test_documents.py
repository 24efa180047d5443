"""Texts as numbers of their words say the same as texts that are cut one by one."""

from copy import deepcopy
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord_themes import text
from lyhord_themes.documents import Documents, documents, numbered, shown, taken

TEXTS = ["bussen är sen", "", "bussar bussen", "en 😀 dag", "sen är bussen"]
LINES = st.lists(st.text("ab åä'😀-", max_size=12), min_size=1, max_size=8)


def one_by_one(written: list[str]) -> list[text.Document]:
    cut = [text.words(each) for each in written]
    tables = [text.stems(forms, "sv") for forms in cut]
    return [
        text.Document(forms, tuple(table[form] for form in forms))
        for forms, table in zip(cut, tables, strict=True)
    ]


@given(LINES, st.data())
@settings(max_examples=60, deadline=None)
def test_texts_come_out_as_they_went_in(written: list[str], data: st.DataObject) -> None:
    found, wanted = documents(written, "sv"), one_by_one(written)
    start, end = (data.draw(st.integers(-9, 9)) for _ in range(2))
    chosen = data.draw(st.lists(st.integers(0, len(written) - 1), max_size=6))

    assert list(found) == wanted
    assert [found[place] for place in range(len(written))] == wanted
    assert list(found[start:end]) == wanted[start:end]
    assert list(found[start:end:2]) == wanted[start:end:2]
    assert list(found.take(chosen)) == list(taken(wanted, chosen))
    assert list(numbered(wanted)) == wanted


def test_a_part_travels_with_its_own_words_alone() -> None:
    part = documents(TEXTS, "sv")[2:4]

    arrived = deepcopy(part)

    assert list(arrived) == list(part)
    assert arrived.words.forms == ("bussar", "bussen", "dag", "en", "😀")
    assert list(deepcopy(part[:0])) == []


def test_stems_are_counted_in_their_order_and_each_time() -> None:
    part = documents(TEXTS, "sv")[2:]
    stems = {stem: number for number, stem in enumerate(reversed(part.stems()))}

    counts = part.counted(stems)

    wanted = [[stems[stem] for stem in each.stems] for each in part]
    assert [list(counts.indices[a:b]) for a, b in pairwise(counts.indptr)] == wanted
    assert len(wanted[0]) == 2
    assert counts.toarray()[0].max() == 2


def test_only_the_words_that_stand_in_a_part_are_its_own() -> None:
    lines, forms = documents(TEXTS, "sv")[2:4].by_form()

    assert forms == ["bussar", "bussen", "dag", "en", "😀"]
    assert np.array_equal(lines.toarray(), [[1, 1, 0, 0, 0], [0, 0, 1, 1, 1]])


def test_words_read_as_others_may_be_new_to_the_texts() -> None:
    cut = documents(["a b", "b c"], "sv")

    read = cut.reworded({1: ("aa", "aa"), 2: ("a", "a")})

    assert [each.forms for each in read] == [("a", "aa"), ("aa", "a")]
    assert [each.forms for each in cut] == [("a", "b"), ("b", "c")]


def test_texts_are_found_by_any_of_their_words() -> None:
    assert documents(TEXTS, "sv").having({"sen", "😀", "borta"}) == [0, 3, 4]
    assert documents(["", ""], "sv").having({"sen"}) == []


def test_a_form_with_two_stems_is_two_words() -> None:
    given_ = [text.Document(("a",), ("x",)), text.Document(("a",), ("y",))]

    found = numbered(given_)

    assert list(found) == given_
    assert isinstance(found, Documents)
    assert shown(found) == {"x": "a", "y": "a"}
