"""Analyses: queued once, kept whole or not at all, failed by kind."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lyhord import analysing
from lyhord.errors import BadInputError, NotFoundError, StorageError
from lyhord.settings import Settings
from lyhord.storage import jobs, responses, runs, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job
from lyhord_themes import CodebookError, NoTextError
from tests.builders import a_collector, a_response, a_round

CODEBOOK = """
language = "sv"

[[themes]]
id = "breaks"
name = "Raster"
seeds = ["rast", "raster", "paus"]

[[themes]]
id = "listening"
name = "Att bli lyssnad på"
seeds = ["lyssna", "lyssnar", "höra på"]
"""
TEXTS = [
    "vi behöver längre raster",
    "mer rast och paus på dagen",
    "ingen lyssnar på oss",
    "vuxna borde lyssna mer",
    "de vuxna lyssnar aldrig när man berättar",
    "rasten är för kort",
]


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    file = tmp_path / "codebook" / "sv.toml"
    file.parent.mkdir()
    file.write_text(CODEBOOK)
    return file


async def nothing(_: float, __: str) -> None:
    """Report to nobody."""


async def a_round_with(db: Connection, *texts: str) -> UUID:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, text) for text in texts])
    return round_id


async def a_claimed_job(database: Database, *texts: str) -> Job:
    async with database.transaction("owner") as db:
        round_id = await a_round_with(db, *texts)
    async with database.transaction("desk") as db:
        await analysing.start(db, round_id, actor="tests", seed=3)
        job = await jobs.claim(db, kinds=[analysing.KIND])
    assert job is not None
    return job


async def test_an_analysis_waits_with_its_job(db: Connection) -> None:
    round_id = await a_round_with(db)
    run_id = await analysing.start(db, round_id, actor="tests")
    job = await jobs.of_run(db, round_id, run_id)
    status = await analysing.status(db, round_id)

    assert job is not None
    assert status == analysing.Status(
        run_id=run_id, state="queued", progress=0.0, stage="", failure=""
    )


async def test_a_second_start_gives_the_analysis_that_is_under_way(db: Connection) -> None:
    round_id = await a_round_with(db)

    assert await analysing.start(db, round_id, actor="tests") == await analysing.start(
        db, round_id, actor="tests"
    )


async def test_another_round_has_an_analysis_of_its_own(db: Connection) -> None:
    started = {await analysing.start(db, await a_round_with(db), actor="tests") for _ in range(2)}

    assert len(started) == 2


async def test_a_round_that_was_never_analysed_has_no_status(db: Connection) -> None:
    assert await analysing.status(db, await a_round_with(db)) is None


async def test_an_unknown_round_is_not_found(db: Connection) -> None:
    with pytest.raises(NotFoundError):
        await analysing.start(db, uuid4(), actor="tests")


@pytest.mark.parametrize("seed", [-1, 2**31])
async def test_a_seed_that_cannot_be_kept_is_refused(db: Connection, seed: int) -> None:
    with pytest.raises(BadInputError, match="seed"):
        await analysing.start(db, await a_round_with(db), actor="tests", seed=seed)


async def test_what_was_found_is_kept_with_its_run(settings: Settings, codebook: Path) -> None:
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        job = await a_claimed_job(database, *TEXTS)
        await analysing.perform(database, job, nothing, codebook=codebook)
        async with database.transaction("desk") as db:
            run = await analysing.latest(db, job.round_id)
            assert run is not None
            found = await runs.themes(db, job.round_id, run.run_id)
            counts = await runs.theme_counts(db, job.round_id, run.run_id)
            done = await jobs.get(db, job.job_id)

    assert (run.state, run.seed, done.state, done.progress) == ("finished", 3, "finished", 1.0)
    assert {"breaks", "listening"} <= {theme.theme_id for theme in found}
    assert sum(count.statements for count in counts) == len(TEXTS)


async def test_finding_moves_the_progress_of_its_job(settings: Settings, codebook: Path) -> None:
    seen: list[tuple[float, str]] = []
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        job = await a_claimed_job(database, *TEXTS)

        async def report(progress: float, stage: str) -> None:
            async with database.transaction("desk") as db:
                await jobs.report(db, job, progress=progress, stage=stage)
                now = await jobs.get(db, job.job_id)
            seen.append((now.progress, now.stage))

        await analysing.perform(database, job, report, codebook=codebook)

    finding = [progress for progress, stage in seen if stage == "finding"]
    assert finding == sorted(finding)
    assert len(set(finding)) > 3
    assert (min(finding), max(finding)) == pytest.approx((0.1, 0.9))


async def test_an_analysis_that_was_taken_over_keeps_nothing(
    settings: Settings, codebook: Path
) -> None:
    async with Database.open(settings, roles=["owner", "desk"]) as database:
        job = await a_claimed_job(database, *TEXTS)
        async with database.transaction("desk") as db:
            await jobs.claim(db, kinds=[analysing.KIND], patience=-1)
        with pytest.raises(StorageError, match="taken"):
            await analysing.perform(database, job, nothing, codebook=codebook)
        async with database.transaction("desk") as db:
            await analysing.fail(db, job, "unexpected")
            status = await analysing.status(db, job.round_id)

    assert status is not None
    assert status.state == "running"


async def test_words_are_kept_with_how_many_wrote_them(db: Connection, codebook: Path) -> None:
    """One respondent who wrote a word three times is one; other forms of the word count too."""
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    chatty = ["ingen lyssnar på oss", "vuxna borde lyssna mer", "lyssna, lyssna!"]
    await responses.submit(
        db, [a_response(door, *chatty), *(a_response(door, text) for text in TEXTS)]
    )
    found = analysing.in_order(await statements.of_round(db, round_id))
    outcome = analysing.as_outcome(found, analysing.find(found, seed=1, codebook=codebook))
    listening = next(theme for theme in outcome.themes if theme.theme_id == "listening")
    heard = next(term for term in listening.terms if term.term.startswith("lyssn"))

    assert heard.respondents == {"youth": 4}


async def test_the_same_round_gives_the_same_themes_in_any_order(
    db: Connection, codebook: Path
) -> None:
    found = await statements.of_round(db, await a_round_with(db, *TEXTS))
    forth = analysing.find(analysing.in_order(found), seed=1, codebook=codebook)
    back = analysing.find(analysing.in_order(reversed(found)), seed=1, codebook=codebook)

    assert forth == back


def test_failures_are_kept_by_kind_and_not_in_their_words() -> None:
    errors = [NoTextError("hemligt"), CodebookError(("hemligt",)), ValueError("hemligt")]

    assert [analysing.why(error) for error in errors] == ["no_texts", "codebook", "unexpected"]
