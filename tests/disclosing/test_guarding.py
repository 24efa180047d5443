"""No hidden count follows from anything that any filter of the desk shows, taken all together."""

from collections.abc import Hashable, Iterator
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lyhord.disclosing import cuts
from lyhord.disclosing.cuts import EVERYBODY, Group, Tallies, facets
from lyhord.disclosing.guarding import Figures, Theme, guard_people, guard_theme
from lyhord.disclosing.tables import statements_told
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage.figures import PersonCount, ThemeCount
from lyhord.storage.guards import Guard
from tests.disclosing.attack import MOST, Attacker, Bounds, Pair, Sum, told

RULE = Guard()
AUDIENCES: tuple[Audience, ...] = ("child", "youth", "guardian")
MUNICIPALITIES = ("gnesta", "trosa", "flen")
AGES = ("7-9", "13-15")
WEEKS = ("2026-W40", "2026-W41")

Person = tuple[Audience, str, str, str, int]  # and the number of the door
Texts = tuple[int, ...]  # how many statements a person wrote of each theme

persons = st.tuples(
    st.sampled_from(AUDIENCES),
    st.sampled_from([*MUNICIPALITIES, "gnesta", "gnesta", "trosa"]),
    st.sampled_from(AGES),
    st.sampled_from(WEEKS),
    st.integers(0, 1),
)
kinds = st.lists(
    st.tuples(
        persons,
        st.one_of(st.integers(1, 4), st.integers(5, 40)),
        st.tuples(*[st.sampled_from([0, 0, 1, 2])] * 2),
    ),
    min_size=4,
    max_size=22,
)


def a_person_count(person: Person, n: int) -> PersonCount:
    audience, municipality, age, week, door = person
    return PersonCount(
        audience=audience,
        municipality=municipality,
        age=age,
        week=week,
        collector_id=UUID(int=AUDIENCES.index(audience) * 2 + door),
        n=n,
    )


def a_theme_count(person: Person, n: int, texts: int) -> ThemeCount:
    audience, municipality, age, _, _ = person
    return ThemeCount(
        theme_id="t",
        audience=audience,
        municipality=municipality,
        age=age,
        respondents=n,
        statements=n * texts,
    )


class Shown:
    """All that the desk shows of a round, and what is true."""

    def __init__(self, drawn: list[tuple[Person, int, Texts]], held: int = 0) -> None:
        counts = [a_person_count(person, n) for person, n, _ in drawn]
        self.left_out = cuts.left_out(counts, RULE)
        self.people = cuts.people(each for each in counts if each.audience not in self.left_out)
        groups = [group for group in self.people if len(group) == 1]
        self.held = frozenset(groups[place] for place in {held} if place < len(groups))
        self.told_people = guard_people(self.people, self.held, RULE)
        self.themes = [self._theme(drawn, number) for number in range(2)]

    def _theme(
        self, drawn: list[tuple[Person, int, Texts]], number: int
    ) -> tuple[Tallies, Figures, Figure]:
        counts = [
            a_theme_count(person, n, texts[number])
            for person, n, texts in drawn
            if texts[number] and person[0] not in self.left_out
        ]
        writers = cuts.writers(counts).get("t", {})
        statements = sum(count.statements for count in counts)
        sizes = {g: f for g, f in self.told_people.items() if cuts.is_for_themes(g)}
        theme = Theme(
            writers=writers, statements=statements, people=self.people, shown=sizes, rule=RULE
        )
        shown = guard_theme(theme)
        texts = statements_told(shown[EVERYBODY], cuts.by_audience(writers), statements, RULE)
        return writers, shown, texts


def attacker(shown: Shown) -> Attacker:
    """Knows every figure of every cut and theme, all sums, and that a theme's are never more."""
    bounds: dict[Hashable, tuple[float, float]] = {
        ("people", group): told(figure, least=0 if group in shown.held else 1)
        for group, figure in shown.told_people.items()
    }
    smaller: list[Pair] = []
    sums: list[Sum] = [
        (("people", w), [("people", p) for p in ps]) for w, ps in cuts.sums(shown.people)
    ]
    for number, (_, figures, texts) in enumerate(shown.themes):
        most = told(texts)[1] if texts != HIDDEN else MOST
        for group, figure in figures.items():
            low, high = told(figure, least=_least(shown, group))
            bounds[number, group] = (low, min(high, most) if figure.form != "exact" else high)
            smaller.append(((number, group), ("people", group)))
        sums += [((number, w), [(number, p) for p in ps]) for w, ps in cuts.sums(figures)]
    return Attacker(bounds, sums, smaller)


def _least(shown: Shown, group: Group) -> int:
    """Zeros of everybody and of audiences are always shown, so what is hidden there is more."""
    is_sized = group == EVERYBODY or shown.told_people[group].form == "exact"
    return 1 if is_sized and facets(group) in {(), ("audience",)} else 0


def hidden(shown: Shown) -> Iterator[tuple[Hashable, int]]:
    """Every hidden count of somebody, and what it is."""
    for group, figure in shown.told_people.items():
        if figure == HIDDEN and shown.people[group].n:
            yield ("people", group), shown.people[group].n
    for number, (writers, figures, _) in enumerate(shown.themes):
        for group, figure in figures.items():
            n = writers[group].n if group in writers else 0
            if figure == HIDDEN and n:
                yield (number, group), n


@settings(max_examples=30)
@given(kinds, st.integers(0, 12))
def test_nothing_that_is_shown_pins_a_hidden_count(
    drawn: list[tuple[Person, int, Texts]], held: int
) -> None:
    shown = Shown(drawn, held)
    knows = attacker(shown)

    for name, n in hidden(shown):
        assert not knows.is_pinned(name), (name, n)


@settings(max_examples=60)
@given(kinds)
def test_a_count_of_a_few_is_never_told(drawn: list[tuple[Person, int, Texts]]) -> None:
    shown = Shown(drawn)

    for writers, figures, _ in shown.themes:
        for group, figure in figures.items():
            n = writers[group].n if group in writers else 0
            outside = shown.people[group].n - n
            if n and (n < RULE.k or outside < RULE.k):
                assert figure == HIDDEN or (group == EVERYBODY and figure.form == "at_least")


def a_round(*kinds_: tuple[Audience, str, int, int]) -> Shown:
    """Audience, municipality, how many answered, and how many of them wrote of the theme."""
    drawn: list[tuple[Person, int, Texts]] = []
    for audience, municipality, n, wrote in kinds_:
        person: Person = (audience, municipality, "13-15", "2026-W40", 0)
        drawn += [(person, wrote, (1, 0)), (person, n - wrote, (0, 0))]
    return Shown([each for each in drawn if each[1]], held=99)


def test_a_small_municipality_takes_another_with_it() -> None:
    shown = a_round(
        ("youth", "gnesta", 50, 20), ("youth", "trosa", 40, 3), ("youth", "flen", 30, 9)
    )
    _, figures, _ = shown.themes[0]

    assert figures[("municipality", "gnesta"),] == exact(20)
    assert figures[("municipality", "trosa"),] == HIDDEN
    assert figures[("municipality", "flen"),] == exact(9)
    assert figures[EVERYBODY] == Figure(form="at_least", n=30)


def test_a_count_that_follows_by_way_of_two_tables_is_hidden_in_both() -> None:
    """The youths of Gnesta are few; the sums by audience and by municipality both contain them."""
    shown = a_round(
        ("youth", "gnesta", 40, 12),
        ("youth", "trosa", 40, 4),
        ("guardian", "gnesta", 40, 20),
        ("guardian", "trosa", 40, 20),
    )
    _, figures, _ = shown.themes[0]
    crossed = {group: figure for group, figure in figures.items() if len(group) == 2}

    assert figures[("audience", "youth"),] == exact(16)
    assert figures[("municipality", "gnesta"),] == exact(32)
    assert set(crossed.values()) == {HIDDEN}


@pytest.mark.parametrize(("n", "is_shown"), [(9, False), (10, True)])
def test_children_need_ten_wherever_they_are_counted(n: int, *, is_shown: bool) -> None:
    shown = a_round(("child", "gnesta", 40, n), ("youth", "trosa", 60, 30))
    _, figures, _ = shown.themes[0]

    assert (figures[("municipality", "gnesta"),] == exact(n)) == is_shown


def test_nothing_is_told_of_a_group_whose_size_is_hidden() -> None:
    shown = a_round(("youth", "gnesta", 50, 20), ("youth", "trosa", 3, 1), ("youth", "flen", 30, 9))
    _, figures, _ = shown.themes[0]

    assert shown.told_people[("municipality", "trosa"),] == HIDDEN
    assert figures[("municipality", "trosa"),] == HIDDEN


def test_a_stronger_rule_hides_more() -> None:
    counts = [
        a_person_count(("youth", place, "13-15", "2026-W40", 0), 20) for place in MUNICIPALITIES
    ]
    people = cuts.people(counts)

    assert guard_people(people, (), RULE)[("municipality", "flen"),] == exact(20)
    assert guard_people(people, (), Guard(k=25, k_children=30))[("municipality", "flen"),] == HIDDEN


def test_bounds_are_named() -> None:
    bounds: Bounds = {"a": (1, 9), "b": (1, 9), "sum": (4, 4)}

    assert Attacker(bounds, [("sum", ["a", "b"])]).possible("a") == 3
