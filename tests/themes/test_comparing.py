"""Groups compared: who differs, by how much, and what is chance; odd groups and people."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord_themes import Codebook, Comparison, Difference, ThemeFinder, ThemesError, compare
from lyhord_themes.intervals import newcombe, wilson
from lyhord_themes.resampling import weights

GROUPS = st.lists(
    st.tuples(
        st.sets(st.sampled_from("abc")),
        st.sampled_from(["x", "y", "z", "", None]),
        st.sampled_from(["anna", "bo", "cim", "", None]),
    ),
    max_size=40,
)


def drawn(shares: Sequence[float], people: int, *, seed: int = 1) -> tuple[list[str], list[str]]:
    """One text per person; the theme `kö` with a group's share, else `mat`."""
    chance = random.Random(seed)  # noqa: S311 - figures, no secrets
    groups = [f"g{number}" for number in range(len(shares)) for _ in range(people)]
    themes = ["kö" if chance.random() < share else "mat" for share in shares for _ in range(people)]
    return themes, groups


def of(comparison: Comparison, theme: str) -> tuple[Difference, ...]:
    return next(each.differences for each in comparison.themes if each.theme == theme)


def test_two_groups_make_one_difference_per_theme() -> None:
    themes = ["kö"] * 30 + ["mat"] * 10 + ["kö"] * 10 + ["mat"] * 30

    found = compare(themes, ["flen"] * 40 + ["trosa"] * 40)

    (difference,) = of(found, "kö")
    assert (difference.group, difference.other) == ("flen", "trosa")
    assert (difference.share, difference.other_share, difference.difference) == (0.75, 0.25, 0.5)
    assert (difference.low, difference.high) == pytest.approx(newcombe(30, 40, 10, 40), abs=1e-6)
    assert (difference.effect, difference.is_clear) == ("much", True)
    assert difference.q == difference.p  # two themes that mirror each other


def test_several_groups_are_each_compared_with_all_the_others() -> None:
    themes, groups = drawn([0.5, 0.1, 0.1], 80)

    found = compare(themes, groups)

    first, *_ = of(found, "kö")
    n = [found.themes[0].groups[f"g{number}"].n for number in range(3)]
    assert (first.group, first.other) == ("g0", None)
    assert first.other_share == pytest.approx((n[1] + n[2]) / 160, abs=1e-6)
    assert (first.low, first.high) == pytest.approx(newcombe(n[0], 80, n[1] + n[2], 160), abs=1e-6)


def test_a_group_can_be_the_one_to_compare_with() -> None:
    themes, groups = drawn([0.5, 0.1, 0.1], 80)

    found = compare(themes, groups, against="g1")

    assert {d.group for d in of(found, "kö")} == {"g0", "g2"}
    assert {d.other for d in of(found, "kö")} == {"g1"}


def test_prevalences_have_wilsons_intervals() -> None:
    found = compare(["kö", "kö", "mat", None], ["x", "x", "x", "x"])

    prevalence = found.themes[0].groups["x"]
    assert (prevalence.n, prevalence.of) == (2, 3)
    assert (prevalence.low, prevalence.high) == pytest.approx(wilson(2, 3), abs=1e-6)


def test_a_person_counts_once_however_much_they_write() -> None:
    themes = ["kö"] * 9 + ["mat"]
    people = ["anna"] * 9 + ["bo"]

    found = compare(themes, ["x"] * 10, respondents=people)

    assert found.counted == "respondents"
    assert found.sizes == {"x": 2}
    assert found.themes[0].groups["x"].n == 1
    assert found.resamples == 0


def test_people_who_stand_in_every_group_are_no_strangers_to_it() -> None:
    chance = random.Random(3)  # noqa: S311 - figures, no secrets
    themes: list[set[str]] = []
    for _ in range(60):
        often = chance.random() < 0.5
        themes += [{"kö"} if often else set(), {"kö"} if often or chance.random() < 0.2 else set()]
    people = [str(number // 2) for number in range(120)]

    same = compare(themes, ["före", "efter"] * 60, respondents=people)
    strangers = compare(themes, ["före", "efter"] * 60)

    (paired,), (unpaired,) = of(same, "kö"), of(strangers, "kö")
    assert (same.resamples, strangers.resamples) == (1_000, 0)
    assert paired.difference == unpaired.difference
    assert paired.high - paired.low < 0.7 * (unpaired.high - unpaired.low)
    assert (paired.p or 1) < (unpaired.p or 1)


def test_texts_of_the_same_person_are_no_more_worth_than_the_person() -> None:
    themes, groups = drawn([0.5, 0.3], 60)
    people = [str(number) for number in range(120)]

    once = compare(themes, groups)
    copied = compare(themes * 4, groups * 4, respondents=people * 4, counted="texts")
    naive = compare(themes * 4, groups * 4)

    (one,), (many,), (wrong,) = of(once, "kö"), of(copied, "kö"), of(naive, "kö")
    assert (copied.counted, copied.sizes["g0"], copied.resamples) == ("texts", 240, 1_000)
    assert many.difference == one.difference
    assert many.high - many.low == pytest.approx(one.high - one.low, rel=0.1)
    assert many.p == pytest.approx(one.p or 0, abs=0.03)
    assert wrong.high - wrong.low < 0.6 * (one.high - one.low)


def test_texts_of_few_people_without_a_theme_prove_little() -> None:
    texts = [()] * 100 + [("kö",)] * 100

    found = compare(
        texts,
        ["x"] * 100 + ["y"] * 100,
        respondents=["a"] * 50 + ["b"] * 50 + ["c"] * 100,
        counted="texts",
    )

    (difference,) = of(found, "kö")
    assert found.themes[0].groups["x"].high == pytest.approx(wilson(0, 2)[1], abs=1e-6)
    assert difference.p == pytest.approx(1 / 3)


def test_the_same_seed_gives_the_same_figures_in_any_order_of_the_rows() -> None:
    chance = random.Random(4)  # noqa: S311 - figures, no secrets
    rows = [
        (chance.choice(["kö", "mat"]), chance.choice("xyz"), f"p{chance.randrange(30)}")
        for _ in range(150)
    ]
    themes, groups, people = zip(*rows, strict=True)
    mixed = list(rows)
    chance.shuffle(mixed)
    others = list(zip(*mixed, strict=True))

    found = compare(themes, groups, respondents=people, seed=5)

    assert found.resamples
    assert found == compare(others[0], others[1], respondents=others[2], seed=5)
    assert found != compare(themes, groups, respondents=people, seed=6)


def test_where_nothing_differs_hardly_anything_is_called_a_difference() -> None:
    chance = random.Random(7)  # noqa: S311 - figures, no secrets
    themes = [{f"t{n}" for n in range(40) if chance.random() < 0.3} for _ in range(400)]
    groups = [chance.choice("xyzw") for _ in themes]

    found = compare(themes, groups)

    every = [d for theme in found.themes for d in theme.differences]
    assert len(every) == 160
    assert sum((d.p or 1) <= 0.05 for d in every) > 0
    assert not any(d.is_clear for d in every)


def test_the_sharpest_difference_comes_first() -> None:
    themes, groups = drawn([0.6, 0.1, 0.25], 100)

    found = compare([{theme, "alla"} for theme in themes], groups)

    assert [theme.theme for theme in found.themes][-1] == "alla"
    for theme in found.themes:
        clear = [d.is_clear for d in theme.differences]
        assert clear == sorted(clear, reverse=True)
    assert of(found, "kö")[0].group == "g0"


def test_findings_are_compared_without_empty_and_unclear_texts(codebook: Codebook) -> None:
    texts = ["vi fick vänta i kö", "blev mobbad", "", "xyzzy"]
    findings = ThemeFinder(codebook).fit(texts).findings_

    found = compare(findings, ["x", "x", "x", "y"])

    assert found.sizes == {"x": 2, "y": 1}
    assert {theme.theme for theme in found.themes} == {"waiting", "bullying", "money"}


def test_a_theme_that_nobody_or_everybody_has_is_no_test() -> None:
    texts = [{"alla"}, {"alla", "kö"}] * 20

    found = compare(texts, ["x"] * 20 + ["y"] * 20)

    (difference,) = of(found, "alla")
    assert (difference.difference, difference.p, difference.q) == (0.0, None, None)
    assert difference.low < 0 < difference.high
    assert not difference.is_clear
    assert of(found, "kö")[0].q == of(found, "kö")[0].p


def test_a_codebook_theme_that_nobody_has_is_shown_with_nobody(codebook: Codebook) -> None:
    findings = ThemeFinder(codebook).fit(["vi fick vänta i kö"] * 4).findings_

    found = compare(findings, ["x", "x", "y", "y"])

    money = next(theme for theme in found.themes if theme.theme == "money")
    assert {p.n for p in money.groups.values()} == {0}
    assert money.differences[0].p is None


def test_one_group_and_none_are_said_and_not_compared() -> None:
    one = compare(["kö", "mat"], ["x", "x"])
    none = compare(["kö", "mat"], [None, " "])

    assert (one.notes, of(one, "kö")) == (("one_group",), ())
    assert (none.notes, none.sizes, none.left_out) == (("no_groups",), {}, 2)
    assert none.themes[0].groups == {}


def test_no_text_at_all_is_no_group() -> None:
    found = compare([], [])

    assert (found.notes, found.themes) == (("no_groups",), ())


def test_groups_and_people_that_are_not_known_are_left_out_or_alone() -> None:
    nan = float("nan")

    found = compare(
        ["kö", "kö", "mat", "mat", "mat"],
        ["x", nan, "x", None, "y"],
        respondents=["a", "b", nan, "", None],
    )

    assert found.sizes == {"x": 2, "y": 1}
    assert found.left_out == 2


def test_a_group_where_all_or_none_mention_a_theme_keeps_an_honest_interval() -> None:
    found = compare(["kö"] * 12 + ["mat"] * 15, ["x"] * 12 + ["y"] * 15)

    (difference,) = of(found, "kö")
    assert (difference.difference, difference.high) == (1.0, 1.0)
    assert difference.low < 0.8


@pytest.mark.parametrize("recurring", [False, True])
def test_two_hundred_groups_are_compared(*, recurring: bool) -> None:
    chance = random.Random(9)  # noqa: S311 - figures, no secrets
    groups = [f"g{number}" for number in range(200) for _ in range(5)]
    themes = [{f"t{chance.randrange(20)}"} for _ in groups]
    people = [f"p{chance.randrange(300)}" for _ in groups] if recurring else None

    found = compare(themes, groups, respondents=people, resamples=100)

    assert len(found.sizes) == 200
    assert all(len(theme.differences) == 200 for theme in found.themes)
    assert sum(d.is_clear for theme in found.themes for d in theme.differences) <= 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"groups": ["x"]}, "groups has 1 entries for 2 texts"),
        ({"groups": "xy"}, "groups has 2 entries for 2 texts"),
        ({"groups": ["x", 7]}, "groups: entry 1 is int, not str"),
        ({"groups": ["x", "y"], "respondents": ["a"]}, "respondents has 1 entries"),
        ({"groups": ["x", "y"], "against": "z"}, "no group 'z'; the groups are 'x', 'y'"),
        ({"groups": ["x", "y"], "counted": "words"}, "respondents or texts can be counted"),
        ({"groups": ["x", "y"], "level": 5}, "level is a share from 0 to 1, not 5"),
    ],
)
def test_what_cannot_be_compared_is_told(arguments: dict[str, object], told: str) -> None:
    with pytest.raises(ThemesError, match=told):
        compare(["kö", "mat"], **arguments)


@pytest.mark.parametrize("themes", [[3, 4], [b"ko", b"mat"], [["kö"], [None]]])
def test_themes_that_are_no_ids_are_told(themes: list[object]) -> None:
    with pytest.raises(ThemesError, match=r"text [01]: themes are given by their ids"):
        compare(themes, ["x", "y"])


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_every_figure_is_possible(rows: list[tuple[set[str], str | None, str | None]]) -> None:
    found = compare(
        [row[0] for row in rows],
        [row[1] for row in rows],
        respondents=[row[2] for row in rows],
        resamples=50,
    )

    for theme in found.themes:
        for prevalence in theme.groups.values():
            assert prevalence.n <= prevalence.of
            assert 0 <= prevalence.low <= prevalence.share <= prevalence.high <= 1
        for d in theme.differences:
            assert -1 <= d.low <= d.difference <= d.high <= 1
            assert d.p is None or 0 <= d.p <= (d.q or 0) <= 1


@settings(max_examples=40, deadline=None)
@given(GROUPS)
def test_the_names_of_two_groups_do_not_matter(
    rows: list[tuple[set[str], str | None, str | None]],
) -> None:
    themes = [row[0] for row in rows]
    turned = {"x": "y", "y": "x", "z": None, "": None, None: None}
    groups = [row[1] if row[1] in {"x", "y"} else None for row in rows]

    one = compare(themes, groups)
    other = compare(themes, [turned[group] for group in groups])

    for theme in one.themes:
        for d, e in zip(theme.differences, of(other, theme.theme), strict=True):
            assert (d.low, d.high) == pytest.approx((-e.high, -e.low), abs=2e-6)
            assert (d.p, d.q, d.effect) == (e.p, e.q, e.effect)


def test_people_are_drawn_with_replacement_and_always_as_many() -> None:
    chunks = list(weights(40, resamples=60, seed=1))

    every = np.concatenate(chunks, axis=1)
    assert every.shape == (40, 60)
    assert (every.sum(axis=0) == 40).all()
    assert every.mean(axis=1) == pytest.approx(np.ones(40), abs=0.6)
    assert (every == np.concatenate(list(weights(40, resamples=60, seed=1)), axis=1)).all()
