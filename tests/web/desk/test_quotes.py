"""Approving quotes: nothing goes into a file that nobody has read, whatever is posted."""

import csv
import io
import re

import pytest

from lyhord import disclosing, quoting
from lyhord.disclosing import Verdict
from lyhord.storage import audit, responses
from lyhord.storage.database import Database
from lyhord.web.desk.theme_page import key_of
from tests.builders import a_collector, a_response, a_round, settle
from tests.disclosing.test_reports import a_run
from tests.web.desk.analysed import Shown
from tests.web.desk.visiting import Client, DeskClient, post

TEXTS = {f"school ord{n}": n for n in range(24)}


@pytest.fixture
async def unread(database: Database) -> Shown:
    """A closed round with a theme of which nobody has read a quote."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, text) for text in TEXTS])
        await settle(db, round_id)
        return Shown(round_id=round_id, run_id=await a_run(db, round_id, ["school"]))


def keys(html: str) -> list[str]:
    return re.findall(r'name="quote\.([0-9a-f]{32})" value="approved"', html)


async def quoted(client: Client, shown: Shown) -> list[str]:
    answer = await client.get(f"{shown.address}/export", params={"format": "notes"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    return [row[0] for row in rows[1:]]


async def test_a_file_has_no_quote_that_nobody_has_read_and_says_so(
    unread: Shown, desk_client: DeskClient
) -> None:
    client = await desk_client("analyst")
    (only,) = await quoted(client, unread)

    assert "Inget citat är godkänt än" in only
    assert "Citat att godkänna" in only


async def test_what_is_approved_stands_in_files_and_nothing_else(
    unread: Shown, desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    address = f"{unread.address}/themes/quotes"
    page = (await client.get(address)).text
    first, second, *_ = keys(page)
    run = str(unread.run_id)
    fields = {f"quote.{first}": "approved", f"quote.{second}": "refused"}
    answer = await post(
        client, address, seen_at=address, run=run, theme="school", go="stay", **fields
    )
    shown = re.findall(r'id="text-([0-9a-f]{32})"', page)
    texts = re.findall(r"<blockquote[^>]*><p>(.*?)</p>", page)
    after = (await client.get(address, params={"theme": "school"})).text
    async with database.transaction("owner") as db:
        noted = [entry.action for entry in await audit.newest(db, most=3)]

    assert answer.status_code == 303
    assert await quoted(client, unread) == [texts[shown.index(first)]]
    assert "1 citat är godkänt." in after
    assert len(keys(after)) == 7  # five proposals, one approved, one refused
    assert {"quotes_approved", "quotes_refused"} <= {*noted}


async def test_a_page_that_was_open_meanwhile_takes_back_nothing_that_others_decided(
    unread: Shown, desk_client: DeskClient
) -> None:
    first, other = await desk_client("analyst"), await desk_client("leader")
    address = f"{unread.address}/themes/quotes"
    one, two, three, *rest = keys((await first.get(address)).text)
    untouched = {f"seen.{key}": "later" for key in (one, two, three, *rest)}
    as_read = {"run": str(unread.run_id), "theme": "school", "go": "stay"} | untouched
    as_read |= {f"quote.{key}": "later" for key in (one, two, three, *rest)}
    decided = as_read | {f"quote.{one}": "refused", f"quote.{two}": "approved"}
    late = as_read | {f"quote.{two}": "refused", f"quote.{three}": "approved"}
    await post(first, address, seen_at=address, **decided)
    answer = await post(other, address, seen_at=address, **late)
    page = (await first.get(address, params={"theme": "school"})).text
    chosen = re.findall(r'name="quote\.([0-9a-f]{32})" value="([a-z]+)" checked', page)

    assert {key: each for key, each in chosen if each != "later"} == {
        one: "refused",
        two: "approved",
        three: "approved",
    }
    assert answer.headers["location"].endswith("done=changed")


async def test_only_what_was_shown_can_be_approved(
    database: Database, desk_client: DeskClient
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        few = [f"home hemligt{n}" for n in range(2)]
        await responses.submit(db, [a_response(door, text) for text in (*TEXTS, *few)])
        await settle(db, round_id)
        shown = Shown(round_id=round_id, run_id=await a_run(db, round_id, ["school", "home"]))
    client = await desk_client("analyst")
    address = f"{shown.address}/themes/quotes"
    posted = {"run": str(shown.run_id), "go": "next", f"quote.{key_of(few[0])}": "approved"}
    of_few = await post(client, address, seen_at=address, theme="home", **posted)
    elsewhere = await post(client, address, seen_at=address, theme="school", **posted)
    async with database.transaction("owner") as db:
        kept = await db.fetchval("select count(*) from lyhord.quote_choice")

    assert "hemligt" not in (await client.get(address)).text
    assert (of_few.status_code, elsewhere.status_code) == (404, 303)
    assert elsewhere.headers["location"].endswith("theme=school&done=changed")
    assert kept == 0


async def test_a_quote_that_is_refused_is_proposed_nowhere_and_can_be_taken_up_again(
    unread: Shown, database: Database
) -> None:
    where = (unread.round_id, unread.run_id)
    async with database.transaction("desk") as db:
        report = await quoting.candidates(db, *where, theme="school")
        (theme,) = quoting.to_decide(report)
        first = theme.quotes[0].text
        await quoting.decide(db, report, theme, {first: "refused"}, actor="tests")
        told = (await disclosing.run_report(db, *where)).themes[0]
        again = await quoting.candidates(db, *where, theme="school")
        await quoting.decide(db, again, quoting.to_decide(again)[0], {first: ""}, actor="tests")
        back = (await disclosing.run_report(db, *where)).themes[0]

    assert first not in {each.text for each in (*told.quotes, *told.voices)}
    assert first == back.quotes[0].text


async def test_everybody_who_wrote_the_same_words_is_decided_about_at_once(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        alike = [a_response(door, "school mer rast") for _ in range(3)]
        await responses.submit(db, [*alike, *(a_response(door, text) for text in TEXTS)])
        await settle(db, round_id)
        run_id = await a_run(db, round_id, ["school"])
        report = await quoting.candidates(db, round_id, run_id)
        wanted: dict[str, Verdict] = {"school mer rast": "approved"}
        await quoting.decide(db, report, report.themes[0], wanted, actor="tests")
        before = await disclosing.run_report(db, round_id, run_id, quoting="approved")
        await responses.withdraw(db, alike[0].receipt_hash)
        after = await disclosing.run_report(db, round_id, run_id, quoting="approved")

    assert [quote.text for quote in before.themes[0].quotes] == ["school mer rast"]
    assert [quote.text for quote in after.themes[0].quotes] == ["school mer rast"]
