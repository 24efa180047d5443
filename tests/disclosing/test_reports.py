"""What a run found, as far as it may be shown."""

from collections.abc import Mapping
from typing import get_args
from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord import disclosing
from lyhord.disclosing import RunReport
from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage import responses, runs, statements
from lyhord.storage.database import Connection
from lyhord.storage.runs import FoundTheme, Outcome, Placed, Source, Term
from tests.builders import a_collector, a_publication, a_response, a_round, settle

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
Plan = Mapping[Audience, Mapping[str, int]]


def a_theme(theme_id: str, source: Source = "codebook") -> FoundTheme:
    return FoundTheme(
        theme_id=theme_id,
        position=0,
        name=theme_id.title(),
        definition="",
        source=source,
        stability=0.5,
        terms=(
            Term(term=f"ord-{theme_id}", weight=1.0, respondents={"child": 10, "youth": 5}),
            Term(term="sällsynt", weight=0.9, respondents={"child": 5, "youth": 4}),
        ),
    )


async def a_report(
    db: Connection,
    plan: Plan,
    *,
    silent: int = 0,
    is_open: bool = False,
    theme: str | None = None,
    page: int = 1,
) -> RunReport:
    """A round in which so many of each audience wrote one text of each theme."""
    round_id = await a_round(db, *(a_publication(audience) for audience in AUDIENCES))
    for audience, themes in plan.items():
        door = await a_collector(db, round_id, audience)
        texts = [f"{theme} {audience}" for theme, n in themes.items() for _ in range(n)]
        new = [a_response(door, text) for text in texts]
        await responses.submit(db, [*new, *(a_response(door) for _ in range(silent))])
    if not is_open:
        await settle(db, round_id)
    run_id = await a_run(db, round_id, sorted({theme for each in plan.values() for theme in each}))
    return await disclosing.run_report(db, round_id, run_id, theme=theme, page=page)


async def a_run(db: Connection, round_id: UUID, themes: list[str]) -> UUID:
    run_id = uuid4()
    found = await statements.of_round(db, round_id)
    placed = [
        Placed(
            statement_id=each.statement_id,
            theme_id=each.text.split()[0],
            strength=0.5,
            second=None,
            third=None,
            quote_rank=rank,
        )
        for rank, each in enumerate(found)
    ]
    outcome = Outcome(
        method="m",
        corpus_digest="d",
        coverage=1.0,
        summary={},
        themes=[
            a_theme(each, "remainder" if each in {"unclear", "empty"} else "codebook")
            for each in themes
        ],
        placed=placed,
    )
    await runs.add(db, round_id, run_id, seed=0, actor="tests")
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="tests")
    return run_id


async def test_large_cells_are_shown_with_shares(db: Connection) -> None:
    report = await a_report(
        db, {"youth": {"school": 20, "home": 20}, "guardian": {"school": 5, "home": 15}}
    )
    school = next(theme for theme in report.themes if theme.theme_id == "school")

    assert report.total == exact(60)
    assert school.respondents == school.statements == exact(25)
    assert {cell.audience: cell.respondents for cell in school.groups} == {
        "youth": exact(20),
        "guardian": exact(5),
    }
    assert [cell.share.percent for cell in school.groups if cell.share] == [50, 25]
    assert {quote.audience for quote in school.quotes} <= {"youth", "guardian"}
    assert report.coverage == 100


async def test_a_small_cell_takes_what_would_give_it_away_with_it(db: Connection) -> None:
    report = await a_report(
        db,
        {
            "youth": {"school": 20, "home": 20},
            "guardian": {"school": 3, "home": 15},
            "professional": {"school": 9, "home": 15},
        },
    )
    school = next(theme for theme in report.themes if theme.theme_id == "school")

    assert school.respondents == Figure(form="at_least", n=30)
    assert {cell.audience: cell.respondents for cell in school.groups} == {
        "youth": exact(20),
        "guardian": HIDDEN,
        "professional": exact(9),
    }
    assert {quote.audience for quote in school.quotes} <= {"youth", "professional"}


async def test_a_sum_that_is_a_multiple_of_five_takes_an_audience_with_it(db: Connection) -> None:
    """Rounded down it would still be the exact sum, because its texts can be counted."""
    plan: Plan = {
        "youth": {"school": 20, "home": 20},
        "guardian": {"school": 1, "home": 15},
        "professional": {"school": 9, "home": 15},
    }
    school = next(each for each in (await a_report(db, plan)).themes if each.theme_id == "school")

    assert school.respondents == exact(30)
    assert [cell.respondents for cell in school.groups] == [exact(20), HIDDEN, HIDDEN]


async def test_children_need_ten(db: Connection) -> None:
    plan: Plan = {"child": {"school": 9, "home": 20}, "youth": {"school": 9, "home": 20}}
    report = await a_report(db, plan)
    school = next(theme for theme in report.themes if theme.theme_id == "school")

    assert next(cell for cell in school.groups if cell.audience == "child").respondents == HIDDEN


async def test_a_theme_of_a_few_shows_no_text_word_or_count(db: Connection) -> None:
    report = await a_report(db, {"youth": {"rare": 4, "school": 40}}, theme="rare")
    rare = next(theme for theme in report.themes if theme.theme_id == "rare")

    assert (rare.respondents, rare.statements, rare.share) == (HIDDEN, HIDDEN, None)
    assert (rare.quotes, rare.terms) == ((), ())
    assert report.texts is not None
    assert (report.texts.pages, report.texts.texts) == (1, ())


async def test_an_audience_of_a_few_is_in_no_figure_and_no_text(db: Connection) -> None:
    plan: Plan = {"youth": {"school": 20, "home": 20}, "professional": {"school": 4}}
    report = await a_report(db, plan, theme="school")

    assert report.left_out == ("professional",)
    assert report.total == exact(40)
    assert report.audiences[-1].responses == Figure(form="under", n=5)
    assert {quote.audience for theme in report.themes for quote in theme.quotes} <= {None, "youth"}
    assert b"professional" not in msgspec.json.encode(report.themes)
    assert report.texts is not None
    assert len(report.texts.texts) == 20


async def test_texts_come_in_pages_without_audiences(db: Connection) -> None:
    report = await a_report(db, {"youth": {"school": 45, "home": 20}}, theme="school", page=3)

    assert report.texts is not None
    assert (report.texts.page, report.texts.pages, len(report.texts.texts)) == (3, 3, 5)
    assert {quote.audience for quote in report.texts.texts} == {None}


async def test_a_page_that_does_not_exist_is_the_nearest_one(db: Connection) -> None:
    report = await a_report(db, {"youth": {"school": 45, "home": 20}}, theme="school", page=99)

    assert report.texts is not None
    assert report.texts.page == 3


async def test_an_open_round_shows_no_groups_and_rounds_down(db: Connection) -> None:
    report = await a_report(db, {"youth": {"school": 22, "rare": 2}}, is_open=True, theme="school")
    school, rare = report.themes

    assert (school.respondents, school.groups) == (Figure(form="at_least", n=20), ())
    assert rare.respondents == Figure(form="under", n=5)
    assert report.coverage is None
    assert report.texts is not None
    assert len(report.texts.texts) == 5


async def test_what_found_no_theme_comes_last_and_lowers_coverage(db: Connection) -> None:
    report = await a_report(db, {"youth": {"school": 15, "unclear": 25, "empty": 10}})

    assert report.themes[0].theme_id == "school"
    assert report.coverage == 38


async def test_everybody_is_as_telling_as_nobody_else(db: Connection) -> None:
    report = await a_report(db, {"youth": {"school": 20}, "guardian": {"school": 9, "home": 11}})
    school = next(theme for theme in report.themes if theme.theme_id == "school")

    assert next(cell for cell in school.groups if cell.audience == "youth").respondents == HIDDEN


async def test_an_unknown_theme_is_not_found(db: Connection) -> None:
    with pytest.raises(NotFoundError):
        await a_report(db, {"youth": {"school": 20}}, theme="nothing")
