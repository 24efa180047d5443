"""Where audiences differ: from shown figures alone, the sharpest first, chance controlled."""

from uuid import UUID

from lyhord import comparing
from lyhord.comparing import Gap
from lyhord.disclosing import AudienceCount, GroupCell, Quote, RunReport, ThemeReport
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, exact, share

SIZES: dict[Audience, Figure] = {
    "youth": exact(200),
    "guardian": exact(100),
    "professional": exact(8),
}


def a_theme(name: str, *, source: str = "codebook", **wrote: Figure) -> ThemeReport:
    """A theme of which so many of each audience wrote."""
    cells = [
        GroupCell(
            audience=audience,
            respondents=wrote[audience],
            share=share(wrote[audience].n or 0, of.n or 0)
            if wrote[audience].form == "exact"
            else None,
        )
        for audience, of in SIZES.items()
        if audience in wrote
    ]
    return ThemeReport(
        theme_id=name,
        name=name,
        definition="",
        source="remainder" if source == "remainder" else "codebook",
        stability=None,
        terms=(),
        respondents=HIDDEN,
        share=None,
        statements=HIDDEN,
        groups=tuple(cells),
        quotes=(),
        voices=(Quote(text="ordet", language="sv", audience="youth"),),
    )


def gaps(*themes: ThemeReport, is_open: bool = False) -> tuple[Gap, ...]:
    """What is compared of a report with these themes."""
    report = RunReport(
        round_id=UUID(int=0),
        run_id=UUID(int=0),
        round_name="",
        is_open=is_open,
        seed=0,
        method="",
        corpus_digest="",
        finished_on=None,
        total=exact(308),
        audiences=tuple(AudienceCount(audience=a, responses=n) for a, n in SIZES.items()),
        left_out=(),
        coverage=None,
        themes=themes,
    )
    found = comparing.gaps(report)
    # a theme by itself is tested beside all others, too
    for theme in themes:
        alone = comparing.gap(report, theme.theme_id)
        assert alone == next((each for each in found if each.theme_id == theme.theme_id), None)
    return found


def test_the_sharpest_disagreement_comes_first() -> None:
    found = gaps(
        a_theme("alike", youth=exact(40), guardian=exact(21)),
        a_theme("sharp", youth=exact(20), guardian=exact(60)),
        a_theme("some", youth=exact(40), guardian=exact(40)),
    )

    assert [gap.name for gap in found] == ["sharp", "some", "alike"]
    assert [gap.differences[0].is_clear for gap in found] == [True, True, False]


def test_a_difference_says_who_wrote_more_and_by_how_much() -> None:
    sharpest = gaps(a_theme("a", youth=exact(20), guardian=exact(60)))[0].sharpest

    assert sharpest is not None
    assert (sharpest.more, sharpest.less, sharpest.points) == ("guardian", "youth", 50)
    assert sharpest.low < 50 < sharpest.high
    assert sharpest.effect == "much"


def test_what_is_hidden_or_of_a_small_group_is_compared_with_nothing() -> None:
    hidden = gaps(a_theme("a", youth=exact(20), guardian=HIDDEN))
    small = gaps(a_theme("a", youth=exact(20), professional=exact(5)))

    assert [gap.differences for gap in (*hidden, *small)] == [(), ()]


def test_looking_at_more_pairs_makes_a_chance_less_clear() -> None:
    near = a_theme("near", youth=exact(20), guardian=exact(18))
    alone = gaps(near)
    many = gaps(
        near, *(a_theme(str(n), youth=exact(40 + n), guardian=exact(20)) for n in range(20))
    )

    assert alone[0].differences[0].is_clear
    assert not next(gap for gap in many if gap.name == "near").differences[0].is_clear


def test_of_what_nobody_wrote_of_nothing_is_tested() -> None:
    found = gaps(a_theme("none", youth=exact(0), guardian=exact(0)))

    assert found[0].differences[0].q is None
    assert not found[0].differences[0].is_clear


def test_a_side_has_a_quote_only_where_one_is_told_by_name() -> None:
    gap = gaps(a_theme("a", youth=exact(20), guardian=exact(60)))[0]

    assert gap.quote_of("youth") == Quote(text="ordet", language="sv", audience="youth")
    assert gap.quote_of("guardian") is None


def test_the_sides_of_a_difference_are_asked_for_a_quote_where_they_have_none() -> None:
    found = gaps(
        a_theme("a", youth=exact(20), guardian=exact(60)), a_theme("b", guardian=exact(30))
    )

    assert [gap.name for gap in comparing.clear(found)] == ["a"]
    assert [side.audience for side in found[0].opposed] == ["guardian", "youth"]
    assert list(comparing.unheard(found)) == [("a", "guardian")]


def test_remainders_are_no_themes_and_open_rounds_are_not_compared() -> None:
    theme = a_theme("a", youth=exact(20), guardian=exact(60))

    assert gaps(a_theme("unclear", source="remainder", youth=exact(20))) == ()
    assert gaps(theme, is_open=True) == ()
