"""The page of a theme, and the files that are taken along."""

import csv
import io
import re
from uuid import uuid4

import pytest

from lyhord.storage import audit, runs
from lyhord.storage.database import Database
from tests.web.desk.analysed import RETOLD, Shown, a_round_with_answers, analysed, shown
from tests.web.desk.visiting import Client, DeskClient


async def opened(desk_client: DeskClient, database: Database) -> tuple[Client, Shown]:
    closed = await shown(database)
    return await desk_client("analyst"), closed


async def test_a_theme_is_chosen_by_its_address(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    first = (await client.get(closed.themes)).text
    other = (await client.get(f"{closed.themes}?theme=vantan")).text

    assert "<h1>Berätta igen</h1>" in first
    assert "<title>Berätta igen – Teman – Hösten 2026 – Lyhörd</title>" in first
    assert "<h1>Väntan</h1>" in other
    assert re.search(r'theme=vantan" aria-current="page"', other)
    assert other.count('aria-current="page"') == 2


async def test_statements_are_paged_with_typical_ones_first(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    first = (await client.get(f"{closed.themes}?theme=berattaigen")).text
    last = (await client.get(f"{closed.themes}?theme=berattaigen&page=2")).text

    assert "Mest typiska" in first
    assert "Sida 1 av 2" in first
    assert 'rel="next"' in first
    assert "Mest typiska" not in last
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


async def test_every_statement_of_a_theme_can_be_reached(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    pages = [(await client.get(f"{closed.themes}?theme=berattaigen&page={n}")).text for n in (1, 2)]
    numbers = set(re.findall(r"nummer (\w+ \d+)", "".join(pages)))

    assert len(numbers) == 31


async def test_placeholders_are_marked(desk_client: DeskClient, database: Database) -> None:
    client, closed = await opened(desk_client, database)
    page = (await client.get(f"{closed.themes}?theme=berattaigen")).text

    assert "<mark>[telefon]</mark>" in page
    assert "[telefon]" in RETOLD


async def test_the_evidence_says_who_and_how_sure(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    page = (await client.get(f"{closed.themes}?theme=vantan")).text

    assert re.search(r'<svg[^>]*role="img" aria-label="Andel av dem som svarat: Ungdomar 50', page)
    assert "94 av 100 gånger" in page
    assert "Kodboken" in page
    assert re.search(r'Ungdomar</th><td class="n">15</td><td class="n">50\s%', page)


async def test_an_open_round_compares_no_groups(
    desk_client: DeskClient, database: Database
) -> None:
    still = await shown(database, is_open=True)
    page = (await (await desk_client("analyst")).get(f"{still.themes}?theme=vantan")).text

    assert "Grupper jämförs när omgången har stängt" in page
    assert "<svg" not in page
    assert "minst 30 personer" in page


@pytest.mark.parametrize(
    "query",
    [
        "run=not-a-uuid",
        "run=00000000-0000-4000-8000-000000000000",
        "run=%00",
        "theme=%3Cscript%3Ealert(1)%3C/script%3E",
        "theme=",
        "theme=%00",
        "theme=' or 1=1 --",
        "run=&theme=nothing",
    ],
)
async def test_what_is_not_there_is_a_page_that_says_so(
    desk_client: DeskClient, database: Database, query: str
) -> None:
    client, closed = await opened(desk_client, database)
    answer = await client.get(f"{closed.themes}?{query}")

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "page", ["-1", "0", "x", "", "1e9", "%00", "99999999999999999999", "²", "٣", "1;drop"]
)
async def test_a_page_that_is_none_shows_one_that_is(
    desk_client: DeskClient, database: Database, page: str
) -> None:
    client, closed = await opened(desk_client, database)
    answer = await client.get(f"{closed.themes}?theme=vantan&page={page}")

    assert answer.status_code == 200
    assert re.search(r"Sida [12] av 2", answer.text)


async def test_a_run_of_another_round_is_not_there(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    other = await shown(database)
    answers = [
        await client.get(f"{closed.themes}?run={other.run_id}"),
        await client.get(f"{closed.address}/export?format=csv&run={other.run_id}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


async def test_a_round_without_a_run_offers_to_start_one(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round_with_answers(db)
    page = (await (await desk_client("leader")).get(f"/desk/rounds/{round_id}/themes")).text

    assert "Inga teman än" in page
    assert f'action="/desk/rounds/{round_id}/analyse"' in page


async def test_a_run_that_found_nothing_says_so(
    desk_client: DeskClient, database: Database
) -> None:
    nothing = runs.Outcome(
        method="", corpus_digest="", coverage=0.0, summary={}, themes=(), placed=()
    )
    async with database.transaction("owner") as db:
        round_id, run_id = await a_round_with_answers(db), uuid4()
        await runs.add(db, round_id, run_id, seed=0, actor="test")
        await runs.finish(db, round_id, run_id, outcome=nothing, actor="test")
    page = await (await desk_client("leader")).get(f"/desk/rounds/{round_id}/themes")

    assert page.status_code == 200
    assert "hittade inget skrivet" in page.text


@pytest.mark.parametrize(("format_", "kind"), [("csv", "text/csv"), ("xlsx", "application/vnd")])
async def test_a_report_is_downloaded(
    desk_client: DeskClient, database: Database, format_: str, kind: str
) -> None:
    client, closed = await opened(desk_client, database)
    answer = await client.get(f"{closed.address}/export?format={format_}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["cache-control"] == "no-store"
    assert re.fullmatch(
        rf'attachment; filename="[a-z0-9-]+\.{format_}"', answer.headers["content-disposition"]
    )
    assert len(answer.content) > 100


async def test_the_csv_holds_the_themes_and_starts_no_formula(
    desk_client: DeskClient, database: Database
) -> None:
    hostile = await shown(database, hostile=True)
    client = await desk_client("analyst")
    answer = await client.get(f"{hostile.address}/export?format=csv&run={hostile.run_id}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert any("Väntan" in row for row in rows)
    assert '"' not in answer.headers["content-disposition"].split('filename="')[1][:-1]
    assert answer.headers["content-disposition"].isascii()
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))]


@pytest.mark.parametrize("query", ["", "format=", "format=exe", "format=../csv", "format=CSV"])
async def test_an_unknown_format_is_not_there(
    desk_client: DeskClient, database: Database, query: str
) -> None:
    client, closed = await opened(desk_client, database)

    assert (await client.get(f"{closed.address}/export?{query}")).status_code == 404


async def test_an_export_leaves_an_entry(desk_client: DeskClient, database: Database) -> None:
    client, closed = await opened(desk_client, database)
    await client.get(f"{closed.address}/export?format=xlsx")
    async with database.transaction("owner") as db:
        entry = (await audit.newest(db, most=1))[0]

    assert (entry.actor, entry.action, entry.object) == (
        "analyst@exempel.se",
        "report_exported",
        str(closed.round_id),
    )
    assert entry.details == {"run": str(closed.run_id), "format": "xlsx"}


async def test_pages_are_kept_by_nobody_and_speak_english_too(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    for address in ("/desk/rounds", closed.address, closed.themes):
        answer = await client.get(f"{address}?lang=en")

        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-language"] == "en"
        assert '<html lang="en" dir="ltr">' in answer.text
        assert answer.text.count("<h1>") == 1
        assert 'href="#content"' in answer.text


async def test_the_page_says_which_languages_were_written_in_and_what_that_means(
    desk_client: DeskClient, database: Database
) -> None:
    client, closed = await opened(desk_client, database)
    page = (await client.get(closed.themes)).text

    assert "<dt>Skrivet på</dt><dd>Svenska</dd>" in page
    assert "Kodboken är på svenska och styr det som är skrivet på svenska." in page


async def test_a_newer_analysis_that_waits_says_why_and_what_to_do(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    before = (await client.get(closed.themes)).text
    async with database.transaction("owner") as db:
        await db.execute(
            "delete from lyhord.response where response_id ="
            " (select min(response_id::text)::uuid from lyhord.response)"
        )
        newer = await analysed(db, closed.round_id)
    page = (await client.get(closed.themes)).text

    assert "nyare analys" not in before
    assert "får inte visas än" in page
    assert "en ny analys ändrar inget" in page
    assert str(newer) not in page


async def test_a_purged_round_offers_no_analysis(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    async with database.transaction("owner") as db:
        await db.execute("delete from lyhord.response")
        await db.execute("delete from lyhord.run")
        await db.execute(
            """insert into lyhord.purge (
              round_id, purge_id, actor, reference, ended_on, counts, preserved
            ) values ($1, $1, 'tests', 'KS 1', current_date, '{"responses": 62}', '[]')""",
            closed.round_id,
        )
    client = await desk_client("admin")
    pages = {
        each: (await client.get(f"{closed.address}/{each}")).text
        for each in ("themes", "compare", "reply")
    }

    for each, page in pages.items():
        assert "Svaren är gallrade" in page, each
        assert "Ingen har letat" not in page, each
    assert "/analyse" not in pages["themes"]
