"""A draft is tried out through a link: checked as every answer is, counted, and forgotten."""

from uuid import UUID, uuid4

import asyncpg
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.storage import drafts, instruments, trials
from lyhord.storage.database import Database
from lyhord.storage.drafts import Draft
from lyhord.storage.trials import Trial
from tests.builders import a_publication

Client = AsyncTestClient[Litestar]
SLUG = "abcdefghj"
ANSWERS = {"municipality": "gnesta", "wish": "Zebrafinkar", "ideas": "Ett"}


@pytest.fixture
async def draft(database: Database) -> Draft:
    """A draft with an open trial link."""
    draft_id = uuid4()
    async with database.transaction("owner") as db:
        edition = await instruments.publish(db, a_publication(), actor="tests")
        await drafts.copy(db, edition, draft_id, actor="tests")
        draft = await drafts.get(db, draft_id)
        await trials.add(db, draft, SLUG, actor="tests")
    return draft


async def send(client: Client, slug: str = SLUG, **fields: str) -> tuple[int, str]:
    posted = {"submission": str(uuid4()), "version": "0", "language": "sv", **fields}
    answer = await client.post(f"/try/{slug}", data=posted)
    return answer.status_code, answer.text


async def counted(database: Database, draft_id: UUID) -> Trial:
    async with database.transaction("desk") as db:
        return (await trials.of_draft(db, draft_id))[0]


async def test_a_draft_is_met_as_a_survey_that_says_it_is_a_trial(
    app_client: Client, draft: Draft
) -> None:
    page = await app_client.get(f"/try/{SLUG}")

    assert 200 == page.status_code
    assert "Det här är ett prov." in page.text
    assert draft.document.instrument.title in page.text
    assert "no-store" == page.headers["cache-control"]


async def test_a_trial_answer_is_counted_and_nothing_of_it_is_kept(
    app_client: Client, database: Database, draft: Draft
) -> None:
    status, page = await send(app_client, **ANSWERS)
    async with database.transaction("owner") as db:
        tables = await db.fetch(
            "select schemaname, tablename from pg_tables "
            "where schemaname in ('lyhord', 'sealed', 'staff')"
        )
        found = [
            table
            for schema, table in tables
            if await db.fetchval(
                f"select exists (select from {schema}.{table} as t "
                "where t::text ilike '%zebrafink%')"
            )
        ]
        answers = await db.fetchval("select count(*) from lyhord.response")
    trial = await counted(database, draft.draft_id)

    assert (200, True) == (status, "Inget av det du skrev sparas" in page)
    assert ([], 0) == (found, answers)
    assert (1, 2) == (trial.answers, trial.texts)


async def test_mistakes_give_the_page_back_and_count_nothing(
    app_client: Client, database: Database, draft: Draft
) -> None:
    status, page = await send(app_client, municipality="mars", wish="Kvar")

    assert (422, True) == (status, "Kvar" in page)
    assert 0 == (await counted(database, draft.draft_id)).answers


@pytest.mark.parametrize(
    "change",
    ["is_open = false", "made_on = current_date - 30", "answers = 1000"],
)
async def test_a_link_ends(
    app_client: Client, database: Database, draft: Draft, change: str
) -> None:
    async with database.transaction("owner") as db:
        await db.execute(f"update staff.survey_trial set {change}")

    assert 404 == (await app_client.get(f"/try/{SLUG}")).status_code
    assert 404 == (await send(app_client, **ANSWERS))[0]
    assert not (await counted(database, draft.draft_id)).is_open


@pytest.mark.parametrize("slug", ["gone", "%00", "a" * 100, "åäö"])
@pytest.mark.usefixtures("draft")
async def test_other_links_lead_nowhere(app_client: Client, slug: str) -> None:
    assert 404 == (await app_client.get(f"/try/{slug}")).status_code
    assert 404 == (await send(app_client, slug, **ANSWERS))[0]


async def test_a_newer_link_closes_the_older_one(
    app_client: Client, database: Database, draft: Draft
) -> None:
    async with database.transaction("desk") as db:
        await trials.add(db, draft, "nyarelank", actor="tests")

    assert 404 == (await app_client.get(f"/try/{SLUG}")).status_code
    assert 200 == (await app_client.get("/try/nyarelank")).status_code


@pytest.mark.parametrize("table", ["staff.survey_draft", "staff.survey_save", "staff.survey_trial"])
async def test_the_door_reads_no_draft_but_through_an_open_link(
    database: Database, table: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with database.transaction("door") as db:
            await db.fetch(f"select * from {table}")
