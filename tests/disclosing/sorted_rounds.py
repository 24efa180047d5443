"""A round whose texts people sorted, and what is told of its themes."""

from uuid import UUID

from lyhord import disclosing
from lyhord.disclosing.cuts import EVERYBODY, Group, of_audience
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import Figure
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.codebooks import Done
from lyhord.reviewing.verbs import Merge, Move, Start
from lyhord.storage import codebooks, collectors, responses
from lyhord.storage.book import Asked
from lyhord.storage.database import Connection
from tests.builders import a_collector, a_publication, a_response, a_round, a_run, settle

ACTOR = "a@exempel.se"


async def a_sorted_round(db: Connection, *, settled: bool = True) -> tuple[UUID, UUID]:
    """Young people and guardians of two places, each with a text of one of two themes."""
    audiences: tuple[Audience, ...] = ("youth", "guardian")
    round_id = await a_round(db, *(a_publication(each) for each in audiences))
    for audience in audiences:
        door = await a_collector(db, round_id, audience=audience)
        for theme in ("school", "home"):
            for place in ("gnesta", "trosa"):
                answers = {"municipality": place}
                text = f"{theme} {audience} {place}"
                new = [a_response(door, f"{text} {n}", answers=answers) for n in range(15)]
                await responses.submit(db, new)
    assert await collectors.of_round(db, round_id)
    if settled:
        await settle(db, round_id)
    return round_id, await _run(db, round_id)


async def _run(db: Connection, round_id: UUID) -> UUID:
    return await a_run(db, round_id, themes=("school", "home"))


async def open_book(db: Connection, round_id: UUID, run_id: UUID) -> None:
    may = await disclosing.sortable(db, round_id, run_id)
    await reviewed.open_codebook(
        db, round_id, run_id, themes=may.themes, audiences=may.audiences, actor=ACTOR
    )


async def texts_of(db: Connection, round_id: UUID, theme: str, words: str, most: int) -> list[UUID]:
    book = await reviewed.get(db, round_id)
    asked = Asked(theme_id=theme, search=words, most=most)
    return [each.statement_id for each in await codebooks.texts(db, round_id, book.run_id, asked)]


async def figure(
    db: Connection, round_id: UUID, run_id: UUID, theme: str, group: Group = EVERYBODY
) -> Figure:
    report = await disclosing.run_report(db, round_id, run_id, group=group)
    assert report.run_id == run_id
    return next(each.respondents for each in report.themes if each.theme_id == theme)


async def put_to_use(db: Connection, round_id: UUID, *commands: Start | Move | Merge) -> UUID:
    for command in commands:
        book = await reviewed.get(db, round_id)
        done = await reviewed.change(db, round_id, command, seen=book.version, actor=ACTOR)
        assert isinstance(done, Done)
    used = await reviewed.put_to_use(db, round_id, actor=ACTOR)
    assert used is not None
    return used


async def by_audience(
    db: Connection, round_id: UUID, run_id: UUID, *themes: str
) -> dict[str, list[int | None]]:
    """What is told exactly of young people and of guardians."""
    return {
        audience: [
            (await figure(db, round_id, run_id, theme, of_audience(audience))).n for theme in themes
        ]
        for audience in ("youth", "guardian")
    }
