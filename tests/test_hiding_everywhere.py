"""A name that somebody hid stands nowhere in the database any more, whatever was made of it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord import analysing, disclosing, reviewing
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.privacy.hidden_words import gone, ways
from lyhord.reviewing import codebooks, turning
from lyhord.reviewing.verbs import Edit
from lyhord.settings import Settings
from lyhord.storage import findings, responses, runs, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job
from lyhord.storage.runs import FoundTheme, Outcome, Placed, Term
from lyhord.storage.statements import Hiding
from lyhord.web.catalogue import Catalogues
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_names import names_of
from tests.builders import a_collector, a_response, a_round, settle
from tests.test_analysing import CODEBOOK, TEXTS

NAME = "Örjanina"
TEXT = f"Det var {NAME} som lyssnade, och {NAME}s kollega"
ELSEWHERE = ("pg_catalog", "information_schema", "pg_toast", "sealed")


async def everything(db: Connection) -> str:
    """Every row that anybody but the officers keeps, and the planner's samples; as a superuser."""
    await db.execute("analyze")
    tables = await db.fetch(
        "select schemaname, tablename from pg_tables where schemaname <> all ($1)", ELSEWHERE
    )
    assert len(tables) > 20
    listed = [f'"{row[0]}"."{row[1]}"' for row in tables] + ["pg_catalog.pg_stats"]
    rows = [row[0] for name in listed for row in await db.fetch(f"select t::text from {name} as t")]
    return "\n".join(rows)


async def a_round_that_names(db: Connection, *others: str) -> UUID:
    """A settled round in which twelve wrote the same text, with a name in it, and others these."""
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    texts = (*(TEXT for _ in range(12)), *others)
    await responses.submit(db, [a_response(door, text) for text in texts])
    await settle(db, round_id)
    return round_id


async def a_run_that_names(db: Connection, round_id: UUID) -> UUID:
    """A run that proposed a theme, and named it after what stands in the texts."""
    run_id = uuid4()
    name = NAME.lower()
    written = {"youth": 12}
    terms = (name, f"{name} lyssnade", f"{name}s kollega", "lyssnade", "kollega")
    proposed = FoundTheme(
        theme_id="new-1",
        position=0,
        name=f"{NAME}, lyssnade, {name}s kollega, kollega",
        definition=f"Om {NAME}, om att lyssna",
        source="new",
        stability=0.9,
        terms=tuple(
            msgspec.convert({"term": t, "weight": 1.0, "respondents": written}, Term) for t in terms
        ),
    )
    of_codebook = msgspec.structs.replace(
        proposed, theme_id="vuxna", source="codebook", name="Kollega, vuxna", definition="Om vuxna"
    )
    placed = [
        Placed(
            statement_id=each.statement_id,
            theme_id="new-1",
            strength=0.5,
            second=None,
            third=None,
            quote_rank=0,
        )
        for each in await statements.of_round(db, round_id)
    ]
    outcome = Outcome(
        method="test",
        corpus_digest="digest",
        coverage=1.0,
        summary={},
        themes=(proposed, of_codebook),
        placed=placed,
    )
    await runs.add(db, round_id, run_id, seed=0, actor="test")
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="test")
    return run_id


async def hide(db: Connection, round_id: UUID, *words: str) -> None:
    found = reviewing.hiding(TEXT, words, kind="name", was_missed=True)
    assert isinstance(found, Hiding)
    await reviewing.hide(db, round_id, found, actor="a@example.org")


async def test_a_hidden_name_is_nowhere_in_a_dump(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_that_names(db)
        run_id = await a_run_that_names(db, round_id)
    async with database.transaction("desk") as db:
        # what was published before it was hidden is kept, too
        report = await disclosing.run_report(db, round_id, run_id)
        before = [each.name for each in report.themes]
        await _work_on(db, round_id, run_id)
    async with database.transaction("owner") as db:
        planted = await everything(db)
    async with database.transaction("desk") as db:
        await hide(db, round_id, NAME)
    async with database.transaction("owner") as db:
        left = await everything(db)
        proposed, of_codebook = sorted(
            await findings.themes(db, round_id, run_id), key=lambda each: each.theme_id
        )

    assert "Kollega, vuxna" in before
    assert NAME in str(before)
    assert NAME in planted
    assert NAME.lower() not in left.lower()
    assert (proposed.name, proposed.definition) == ("lyssnade, kollega", "om att lyssna")
    assert [each.term for each in proposed.terms] == ["lyssnade", "kollega"]
    assert of_codebook.name == "Kollega, vuxna"


async def _work_on(db: Connection, round_id: UUID, run_id: UUID) -> None:
    """Name the proposal, put it to use, and take that back: the codebook has every name then."""
    await codebooks.open_codebook(
        db, round_id, run_id, themes=("new-1",), audiences=("youth",), actor="a@example.org"
    )
    named = Edit(theme="new-1", fields={"name": "Bli hörd"})
    await codebooks.change(db, round_id, named, seen=0, actor="a@example.org")
    assert await codebooks.put_to_use(db, round_id, actor="a@example.org")
    await turning.undo(db, round_id, number=1, anyway=False, actor="a@example.org")


async def test_a_word_of_a_codebooks_name_stays_there(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_that_names(db)
        run_id = await a_run_that_names(db, round_id)
        await hide(db, round_id, "kollega")
        proposed, of_codebook = sorted(
            await findings.themes(db, round_id, run_id), key=lambda each: each.theme_id
        )

    assert "kollega" not in proposed.name
    assert of_codebook.name == "Kollega, vuxna"


async def test_a_proposal_that_was_named_by_what_is_hidden_now_is_still_called_something(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_that_names(db)
        run_id = await a_run_that_names(db, round_id)
    async with database.transaction("desk") as db:
        await _work_on(db, round_id, run_id)
        named = Edit(theme="new-1", fields={"name": f"Att {NAME} lyssnar"})
        await codebooks.change(db, round_id, named, seen=2, actor="a@example.org")
        used = await codebooks.put_to_use(db, round_id, actor="a@example.org")
        assert used is not None
        await hide(db, round_id, NAME)
        report = await disclosing.run_report(db, round_id, used)
        worked_on = await codebooks.themes(db, round_id)
    names = names_of(Wording(Catalogues.load().of("sv")), worked_on, None)

    assert [each.name for each in worked_on if each.theme_id == "new-1"] == [""]
    assert next(each.name for each in report.themes if each.theme_id == "new-1") == "new-1"
    assert names["new-1"] == "new-1"


async def test_what_is_hidden_while_an_analysis_works_is_not_stored_by_it(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "sv.toml").write_text(CODEBOOK)
    prepared = msgspec.structs.replace(settings, surveys_dir=tmp_path)
    async with Database.open(prepared, roles=["owner", "desk"]) as database:
        async with database.transaction("owner") as db:
            round_id = await a_round_that_names(db, *TEXTS)
        async with _hiding_meanwhile(database, prepared, round_id) as worker:
            await worker.empty()
        async with database.transaction("owner") as db:
            run = await runs.current(db, round_id)
            left = await everything(db)
            assert run is not None
            terms = [
                term.term
                for theme in await findings.themes(db, round_id, run.run_id)
                for term in theme.terms
            ]

    assert "kollega" in terms
    assert NAME.lower() not in left.lower()


@asynccontextmanager
async def _hiding_meanwhile(
    database: Database, settings: Settings, round_id: UUID
) -> AsyncGenerator[Worker]:
    """A worker whose analysis is interrupted by somebody who hides the name."""
    known = kinds(settings)[analysing.KIND]

    async def interrupted(database: Database, job: Job, report: analysing.Report) -> None:
        async def noting(progress: float, stage: str) -> None:
            await report(progress, stage)
            if stage == "storing":
                async with database.transaction("desk") as db:
                    await hide(db, round_id, NAME)

        await known.perform(database, job, noting)

    async with database.transaction("desk") as db:
        await analysing.start(db, round_id, actor="tests")
    broken = msgspec.structs.replace(known, perform=interrupted)
    yield Worker(database, {analysing.KIND: broken}, tell=lambda *_, **__: None)


@pytest.mark.parametrize(
    ("word", "there"),
    [
        ("örjan", {"örjan", "Örjan", "ÖRJAN", "örjans"}),
        ("Örjans", {"örjan", "Örjans"}),
        ("Anna-Lena Ek", {"anna-lena ek", "anna", "Lena", "ek", "anna-lena"}),
        ("a.b@example.org", {"a.b@example.org", "example"}),
    ],
)
def test_a_word_is_looked_for_in_each_way_to_write_it(word: str, there: set[str]) -> None:
    assert there <= set(ways([word]))


def test_what_is_gone_are_words_that_stand_nowhere_else() -> None:
    assert gone("Bo och bo och Ek", "[namn] och bo och [namn]") == {"Ek"}
