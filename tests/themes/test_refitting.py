"""A new fit beside an earlier one: which themes are the same, and what became of the others."""

from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from sklearn.metrics import adjusted_rand_score

from lyhord_themes import Assignment, Findings, Theme, ThemeFinder, carried, lasting_ids
from lyhord_themes.renaming import unused_ids, with_ids
from tests.themes.corpora import planted


def found(now: Sequence[str], *, codebook: Sequence[str] = ()) -> Findings:
    """Findings with a theme for each id of `now`, one letter a text."""
    ids = [
        *dict.fromkeys([*codebook, *(theme for theme in now if theme not in {"unclear", "empty"})])
    ]
    return Findings(
        version="0",
        language="sv",
        seed=0,
        corpus_digest="",
        k=len(ids),
        coverage=1.0,
        themes=tuple(
            Theme(
                id=each,
                name=each,
                source="codebook" if each in codebook else "new",
                n=list(now).count(each),
                share=0.0,
            )
            for each in ids
        ),
        assignments=tuple(Assignment(theme=each, strength=1.0) for each in now),
    )


def lasting(before: Sequence[str], now: Sequence[str], **options: Sequence[str]) -> dict[str, str]:
    return lasting_ids(found(now, **options), before, sorted(set(before)))


def fates(before: Sequence[str], now: Sequence[str]) -> dict[str | None, tuple[str, object]]:
    known = sorted(set(before) - {"unclear", "empty"})
    result = found(now)
    result = with_ids(result, lasting_ids(result, before, known))
    return {each.old: (each.fate, each.new) for each in carried(result, before, known)}


def test_themes_with_the_same_texts_keep_their_ids_whatever_their_numbers() -> None:
    before = ["new-1"] * 5 + ["new-2"] * 4 + ["new-3"] * 3
    now = ["new-3"] * 5 + ["new-1"] * 4 + ["new-2"] * 3

    assert lasting(before, now) == {"new-3": "new-1", "new-1": "new-2", "new-2": "new-3"}


def test_what_overlaps_too_little_gets_a_number_never_used() -> None:
    before = ["new-7"] * 2 + ["unclear"] * 8
    now = ["new-1"] * 10

    assert lasting(before, now) == {"new-1": "new-8"}


def test_pairs_are_chosen_so_that_all_overlap_most() -> None:
    before = ["new-1"] * 6 + ["new-2"] * 6
    now = ["new-1"] * 3 + ["new-2"] * 8 + ["new-1"]

    ids = lasting(before, now)

    assert sorted(ids.values()) == ["new-1", "new-2"]
    assert ids == {"new-2": "new-2", "new-1": "new-1"}


def test_a_codebooks_themes_keep_their_ids_and_nobody_takes_them() -> None:
    before = ["new-1"] * 5 + ["new-2"] * 5
    now = ["new-2"] * 5 + ["new-1"] * 5

    ids = lasting(before, now, codebook=["new-1"])

    assert ids == {"new-2": "new-3"}


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (["new-1"] * 9, ["new-5"] * 9, {"new-1": ("kept", ("new-1",))}),
        (
            ["new-1"] * 8,
            ["new-1"] * 5 + ["new-2"] * 3,
            {"new-1": ("split", ("new-1", "new-2"))},
        ),
        (
            ["new-1"] * 6 + ["new-2"] * 4,
            ["new-1"] * 10,
            {"new-1": ("kept", ("new-1",)), "new-2": ("merged", ("new-1",))},
        ),
        (
            ["new-1"] * 6 + ["new-2"] * 4,
            ["new-1"] * 6 + ["unclear"] * 4,
            {"new-1": ("kept", ("new-1",)), "new-2": ("gone", ())},
        ),
        (
            ["new-1"] * 6 + ["unclear"] * 4,
            ["new-1"] * 6 + ["new-2"] * 4,
            {"new-1": ("kept", ("new-1",)), None: ("new", ("new-2",))},
        ),
        (
            ["new-1"] * 6 + ["empty"],
            ["new-1"] * 6 + ["empty"],
            {"new-1": ("kept", ("new-1",))},
        ),
    ],
    ids=["kept", "split", "merged", "gone", "new", "empty"],
)
def test_what_became_of_each_theme_is_told(
    before: list[str], now: list[str], told: dict[str | None, object]
) -> None:
    assert fates(before, now) == told


def test_a_theme_that_had_no_text_this_time_is_gone_unless_it_is_still_there() -> None:
    result = found(["waiting"] * 3, codebook=["waiting", "money"])

    told = {each.old: each.fate for each in carried(result, ["waiting"] * 3, ["money", "new-1"])}

    assert told == {"money": "kept", "new-1": "gone", None: "new"}


def test_numbers_follow_the_highest_that_was_used() -> None:
    assert unused_ids(["new-1", "new-2"], ["new-4", "new-x", "waiting"]) == {
        "new-1": "new-5",
        "new-2": "new-6",
    }


def test_a_refit_of_more_texts_keeps_the_ids_of_the_topics() -> None:
    texts, topics = planted(40)
    old = ThemeFinder(n_themes=4).fit(texts[:80])
    new = ThemeFinder(n_themes=4).fit(texts)
    before = [place.theme for place in old.assign(texts)]

    new.rename(lasting_ids(new.findings_, before, old.themes_))

    both = list(zip(before, new.labels_, strict=True))
    assert adjusted_rand_score(topics, new.labels_) > 0.9
    assert sum(one == other for one, other in both) > 0.9 * len(texts)
    assert sorted(new.themes_) == sorted(old.themes_)
    assert {each.fate for each in carried(new.findings_, before, old.themes_)} == {"kept"}
    assert list(new.predict(texts)) == list(new.labels_)


def test_renaming_reaches_every_place_that_names_a_theme() -> None:
    place = Assignment(theme="new-1", strength=1.0, second="new-2", third="waiting")
    result = replace(found(["new-1", "new-2"]), assignments=(place,))

    renamed = with_ids(result, {"new-1": "new-2", "new-2": "new-1"})

    assert [theme.id for theme in renamed.themes] == ["new-2", "new-1"]
    assert renamed.assignments[0] == replace(place, theme="new-2", second="new-1")
