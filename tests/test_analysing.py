"""Analyses: queued once, kept whole or not at all, failed by kind."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest

from lyhord import analysing
from lyhord.errors import BadInputError, NotFoundError, StorageError
from lyhord.settings import Settings
from lyhord.storage import figures, findings, jobs, responses, runs, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.jobs import Job
from lyhord.storage.statements import Statement
from lyhord_themes import CodebookError, NoTextError
from tests.builders import a_collector, a_response, a_round
from tests.themes.corpora import FINNISH, SPOKEN, planted_in

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
            run = await runs.current(db, job.round_id)
            assert run is not None
            found = await findings.themes(db, job.round_id, run.run_id)
            counts = await figures.themes(db, job.round_id, run.run_id)
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


def a_statement(text: str, language: str = "sv", question: str = "other") -> Statement:
    return Statement(
        statement_id=uuid4(), response_id=uuid4(), audience="youth", question_id=question,
        position=0, language=language, text=text,
    )  # fmt: skip


def themes_of(texts: tuple[Statement, ...], codebook: Path) -> list[str]:
    found = analysing.find(texts, seed=1, codebook=codebook)
    return [each.theme for each in found.assignments]


def test_each_statement_is_read_in_the_language_of_its_page(codebook: Path) -> None:
    english = ["More listening would be good", "Nobody looks at us", "rast"]
    texts = (
        *(a_statement(text) for text in TEXTS),
        a_statement("mer rast", "sv-x-easy"),
        *(a_statement(text, "en") for text in english),
    )

    found = analysing.find(texts, seed=1, codebook=codebook)

    assert themes_of(texts, codebook)[6:] == ["breaks", "unclear", "unclear", "unclear"]
    assert [(s.language, s.n) for s in found.languages] == [("sv", 7), ("en", 3)]


def test_who_opened_an_english_page_may_write_in_swedish(codebook: Path) -> None:
    texts = (
        *(a_statement(text) for text in TEXTS),
        a_statement("ingen vuxen lyssnar på oss", "en"),
    )

    assert themes_of(texts, codebook)[-1] == "listening"


def test_a_round_without_swedish_gets_no_swedish_codebook(codebook: Path) -> None:
    texts = tuple(a_statement(f"{text} rast", "en") for text in SPOKEN["en"])

    found = analysing.find(texts, seed=1, codebook=codebook)

    assert found.language == "en"
    assert {theme.source for theme in found.themes} == {"new"}


def test_a_language_without_a_stemmer_is_unclear_and_kept(codebook: Path) -> None:
    texts = (*(a_statement(text) for text in TEXTS), a_statement("waxaan rabnaa nasasho", "so"))

    outcome = analysing.as_outcome(texts, analysing.find(texts, seed=1, codebook=codebook))

    assert [each.theme_id for each in outcome.placed][-1] == "unclear"
    assert len(outcome.placed) == len(texts)


def test_words_of_new_themes_count_their_writers_in_their_own_language(codebook: Path) -> None:
    finnish, _ = planted_in(FINNISH, 12)
    texts = (
        *(a_statement(text) for text in TEXTS),
        *(a_statement(text, "fi") for text in finnish),
    )

    outcome = analysing.as_outcome(texts, analysing.find(texts, seed=1, codebook=codebook))

    new = [theme for theme in outcome.themes if theme.source == "new" and theme.terms]
    assert new
    assert all(term.respondents.get("youth", 0) > 2 for theme in new for term in theme.terms)


def test_what_was_asked_tells_who_argues_against_the_others(codebook: Path) -> None:
    asked = ["missing"] * 6 + ["worked"]
    texts = tuple(
        a_statement(f"rasten i {place}", question=question)
        for place, question in zip("abcdefg", asked, strict=True)
    )

    found = analysing.find(texts, seed=1, codebook=codebook)

    assert next(theme for theme in found.themes if theme.id == "breaks").counter == (6,)
