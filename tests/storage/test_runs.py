"""Runs with their themes and assignments, and the entries that they leave."""

from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord.errors import NotFoundError
from lyhord.storage import audit, figures, findings, responses, runs, statements
from lyhord.storage.database import Connection
from lyhord.storage.runs import FoundTheme, Outcome, Placed, Term
from tests.builders import a_collector, a_response, a_round


def a_theme(theme_id: str = "school", **changes: object) -> FoundTheme:
    given = FoundTheme(
        theme_id=theme_id,
        position=0,
        name="Skolan",
        definition="Om skolan",
        source="codebook",
        stability=0.75,
        terms=(Term(term="rast", weight=2.5),),
    )
    return msgspec.structs.replace(given, **changes)


async def a_finished_run(db: Connection) -> tuple[UUID, UUID]:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, "mer rast", "mindre läxor")])
    found = await statements.of_round(db, round_id)
    run_id = uuid4()
    await runs.add(db, round_id, run_id, seed=7, actor="analyst@example.org")
    placed = [
        Placed(
            statement_id=each.statement_id,
            theme_id="school",
            strength=0.5,
            second=None,
            third=None,
            quote_rank=rank if rank == 0 else None,
        )
        for rank, each in enumerate(found)
    ]
    gone = Placed(
        statement_id=uuid4(), theme_id="school", strength=1, second="x", third=None, quote_rank=1
    )
    outcome = Outcome(
        method="lyhord_themes 1",
        corpus_digest="digest",
        coverage=0.5,
        summary={"k": 1},
        themes=[a_theme()],
        placed=[*placed, gone],
    )
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="worker")
    return round_id, run_id


async def test_what_was_found_is_kept(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    run = await runs.get(db, round_id, run_id)

    assert (run.state, run.seed, run.method, run.coverage) == (
        "finished",
        7,
        "lyhord_themes 1",
        0.5,
    )
    assert await findings.themes(db, round_id, run_id) == (a_theme(),)
    assert await runs.latest(db, round_id) == run


async def test_statements_that_were_withdrawn_meanwhile_are_left_out(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    (count,) = await figures.themes(db, round_id, run_id)

    assert (count.audience, count.respondents, count.statements) == ("youth", 1, 2)


async def test_quotes_come_first_among_the_texts(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    quotes = await findings.quotes(db, round_id, run_id, audiences=["youth"])
    texts = await findings.texts(
        db, round_id, run_id, theme_id="school", audiences=["youth"], most=5, skip=0
    )

    assert len(quotes) == 1
    assert texts[0].text == quotes[0].text
    assert len(texts) == 2
    assert await findings.quotes(db, round_id, run_id, audiences=["child"]) == ()


async def test_a_failed_run_is_neither_active_nor_latest(db: Connection) -> None:
    round_id = await a_round(db)
    run_id = uuid4()
    await runs.add(db, round_id, run_id, seed=0, actor="tests")
    waiting = await runs.active(db, round_id)
    await runs.fail(db, round_id, run_id, actor="worker")

    assert waiting is not None
    assert await runs.active(db, round_id) is None
    assert await runs.latest(db, round_id) is None


async def test_who_started_what_is_in_the_audit_log(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    entries = [each for each in await audit.newest(db) if each.object == str(round_id)]

    assert [
        (each.actor, each.action) for each in entries if each.details.get("run") == str(run_id)
    ] == [("worker", "analysis_finished"), ("analyst@example.org", "analysis_started")]


async def test_an_unknown_run_is_not_found(db: Connection) -> None:
    round_id = await a_round(db)

    with pytest.raises(NotFoundError):
        await runs.get(db, round_id, uuid4())


async def test_what_people_put_to_use_is_current_until_they_put_more_to_use(
    db: Connection,
) -> None:
    round_id, machine = await a_finished_run(db)
    first, second, draft = uuid4(), uuid4(), uuid4()
    for run_id, state, version in ((first, "finished", 1), (second, "finished", 2)):
        await _a_reviewed_run(db, round_id, run_id, state=state, base=machine, version=version)
    await _a_reviewed_run(db, round_id, draft, state="draft", base=machine, version=None)
    current, latest = await runs.current(db, round_id), await runs.latest(db, round_id)

    assert current is not None
    assert (current.run_id, current.is_reviewed) == (second, True)
    assert latest is not None
    assert (latest.run_id, latest.is_reviewed) == (machine, False)
    assert await runs.newest(db, round_id) == latest
    with pytest.raises(NotFoundError):
        await runs.get(db, round_id, draft)


async def test_the_machines_newest_run_is_current_where_nobody_reviewed(db: Connection) -> None:
    round_id, machine = await a_finished_run(db)

    assert await runs.current(db, round_id) == await runs.get(db, round_id, machine)


async def _a_reviewed_run(
    db: Connection, round_id: UUID, run_id: UUID, *, state: str, base: UUID, version: int | None
) -> None:
    await db.execute(
        "insert into lyhord.run (round_id, run_id, state, seed, based_on, codebook_version,"
        " finished_at) values ($1, $2, $3, 0, $4, $5, now())",
        *(round_id, run_id, state, base, version),
    )


async def test_quotes_are_looked_up_and_not_searched_for(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    await db.execute("set local enable_seqscan = off")
    plan = await db.fetch(f"explain {findings.sql.quotes.sql}", round_id, run_id, ["youth"])

    assert "assignment_quote_idx" in "".join(row[0] for row in plan)


async def test_a_text_of_a_side_is_looked_up_and_not_searched_for(db: Connection) -> None:
    round_id, run_id = await a_finished_run(db)
    await db.execute("set local enable_seqscan = off")
    plan = "".join(
        row[0]
        for row in await db.fetch(
            f"explain {findings.sql.samples.sql}", round_id, run_id, ["t"], [""], ["youth"]
        )
    )

    assert "Seq Scan on assignment" not in plan
    assert "assignment_quote_idx" in plan
    assert "assignment_theme_idx" in plan
