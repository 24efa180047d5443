"""Law and retention at the desk: who may, what is kept, and what cannot be undone by mistake."""

import io
import re
from uuid import UUID, uuid4
from zipfile import ZipFile

import msgspec
import pytest
from docx import Document

from lyhord import retention, rounds
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings
from lyhord.storage import decisions, guards, responses
from lyhord.storage import retention as stored
from lyhord.storage.accounts import ROLES, Role
from lyhord.storage.database import Database
from lyhord.storage.decisions import REQUIREMENTS
from lyhord.storage.guards import Guard
from tests.builders import a_collector, a_response, a_round, settle
from tests.test_retention import DECISION, an_ended_round
from tests.web.desk.visiting import Client, DeskClient, post

ACUTE = "jag orkar inte leva längre"
POSTS = ("decision", "checklist", "open", "purge", "copy", "copy/file")
GETS = ("", "/protocol", "/papers", "/copy")


def law(round_id: UUID) -> str:
    return f"/desk/rounds/{round_id}/law"


async def a_draft(database: Database, **changes: object) -> UUID:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, is_open=False, **changes)
        await a_collector(db, round_id)
    return round_id


async def a_due_round(database: Database) -> UUID:
    async with database.transaction("owner") as db:
        return await an_ended_round(db, days=400)


async def a_settled_round(database: Database, *texts: str) -> UUID:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, text) for text in texts])
        await settle(db, round_id)
    return round_id


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"admin", "leader"}])
async def test_other_roles_see_and_do_nothing_here(
    role: Role, desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_due_round(database)
    client = await desk_client(role)
    seen = [(await client.get(f"{law(round_id)}{part}")).status_code for part in GETS]
    seen += [(await client.get("/desk/audit")).status_code]
    done = [
        (
            await post(client, f"{law(round_id)}/{part}", seen_at="/desk/rounds", understood="yes")
        ).status_code
        for part in POSTS
    ]
    overview = (await client.get(f"/desk/rounds/{round_id}")).text

    assert set(seen) | set(done) == {403}
    assert "/law" not in overview
    assert "/desk/audit" not in overview


async def test_who_works_for_some_municipalities_decides_nothing_for_all(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    round_id = await a_settled_round(database, "Mer hjälp")
    async with database.transaction("owner") as db:
        await rounds.decide(db, round_id, DECISION, actor="tests")
        await db.execute("update staff.account set municipalities = '{gnesta}'")
    page = await client.get(law(round_id))
    seen = [
        (await client.get(part)).status_code for part in (f"{law(round_id)}/copy", "/desk/audit")
    ]
    done = [
        (
            await post(client, f"{law(round_id)}/{part}", seen_at=law(round_id), understood="yes")
        ).status_code
        for part in POSTS
        if part != "checklist"
    ]

    assert page.status_code == 200
    assert set(seen) | set(done) == {404}
    assert "/law/purge" not in page.text
    assert "/desk/audit" not in page.text


async def test_nothing_is_done_without_the_form_token_or_signing_in(
    client: Client, desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_due_round(database)
    outside = await client.get(law(round_id), follow_redirects=False)
    signed_in = await desk_client("admin")
    without = [
        (await signed_in.post(f"{law(round_id)}/{part}", data={"understood": "yes"})).status_code
        for part in POSTS
    ]
    async with database.transaction("owner") as db:
        jobs = await db.fetchval("select count(*) from staff.job")

    assert (outside.status_code, set(without), jobs) == (303, {403}, 0)


async def test_a_round_that_does_not_exist_is_not_found(desk_client: DeskClient) -> None:
    client = await desk_client("leader")
    seen = [(await client.get(f"{law(uuid4())}{part}")).status_code for part in GETS]
    done = [
        (
            await post(
                client,
                f"{law(uuid4())}/{part}",
                seen_at="/desk/rounds",
                understood="yes",
                reference="1",
                originals_days="1",
                statements_days="1",
                registrations_days="1",
            )
        ).status_code
        for part in POSTS
    ]

    assert set(seen) | set(done) <= {404, 422}
    assert set(seen) == {404}


async def test_a_decision_is_kept_and_noted(desk_client: DeskClient, database: Database) -> None:
    round_id = await a_draft(database)
    client = await desk_client("leader")
    sent = await post(
        client,
        f"{law(round_id)}/decision",
        seen_at=law(round_id),
        reference=" BUN 2026/113 ",
        originals_days="30",
        statements_days="60",
        registrations_days="90",
    )
    page = (await client.get(sent.headers["location"])).text
    async with database.transaction("owner") as db:
        kept = await decisions.get(db, round_id)

    assert kept == decisions.Decision(
        reference="BUN 2026/113", originals_days=30, statements_days=60, registrations_days=90
    )
    assert "Beslutet är sparat." in page
    assert "30 dagar, räknat från sista svarsdag" in page


async def test_what_cannot_be_decided_is_told_and_kept_in_the_form(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_draft(database)
    client = await desk_client("leader")
    for days in ("0", "-1", "x", "", "99999999", "61", "٣"):
        refused = await post(
            client,
            f"{law(round_id)}/decision",
            seen_at=law(round_id),
            reference="<b>dnr</b>",
            originals_days=days,
            statements_days="60",
            registrations_days="90",
        )

        assert refused.status_code == 422
        assert "Inget ändrades." in refused.text
        assert f'name="originals_days" value="{days}"' in refused.text
        assert "<b>dnr" not in refused.text
    async with database.transaction("owner") as db:
        kept = await decisions.get(db, round_id)

    assert kept == rounds.decided(90)


async def test_the_desk_opens_only_with_a_whole_checklist(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_draft(database)
    client = await desk_client("leader")
    refused = await post(client, f"{law(round_id)}/open", seen_at=law(round_id))
    for requirement in (REQUIREMENTS[:8], REQUIREMENTS):
        page = await client.get(law(round_id))
        token = re.search(r'name="_csrf_token" value="([0-9a-f]+)"', page.text)
        assert token
        ticked = {"_csrf_token": token[1], "requirement": [*requirement, "made-up"]}
        await client.post(f"{law(round_id)}/checklist", data=ticked, follow_redirects=False)
    whole = (await client.get(law(round_id))).text
    opened = await post(client, f"{law(round_id)}/open", seen_at=law(round_id))
    async with database.transaction("owner") as db:
        state = await db.fetchval("select state from lyhord.round")

    assert refused.status_code == 422
    assert "Omgången öppnades inte." in refused.text
    assert "9 rader är inte ikryssade." in refused.text
    assert "inte ikryssad" not in whole
    assert whole.count("leader@exempel.se, ") == 9
    assert (opened.status_code, state) == (303, "open")


async def test_a_purge_asks_first_and_leaves_a_protocol(
    desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    round_id = await a_due_round(database)
    client = await desk_client("admin")
    before = (await client.get(law(round_id))).text
    unasked = await post(client, f"{law(round_id)}/purge", seen_at=law(round_id))
    asked = await post(client, f"{law(round_id)}/purge", seen_at=law(round_id), understood="yes")
    waiting = (await client.get(asked.headers["location"])).text
    await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()
    after = (await client.get(law(round_id))).text
    link = re.search(r'href="([^"]+/law/protocol\?purge=[^"]+)"', after)
    assert link
    pdf = await client.get(link[1])
    overview = (await client.get(f"/desk/rounds/{round_id}")).text
    async with database.transaction("owner") as db:
        (protocol,) = await stored.protocols(db, round_id)

    assert "Jag förstår att det inte går att ångra." in before
    assert "färre än 5" in before
    assert unasked.status_code == 422
    assert "En gallring pågår." in waiting
    assert protocol.actor == "admin@exempel.se"
    assert "Inget ska gallras nu." in after
    assert "Svaren gallrades den" in overview
    assert "Starta analysen" not in overview
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")


async def test_a_protocol_belongs_to_its_round(
    desk_client: DeskClient, database: Database, settings: Settings
) -> None:
    round_id, other = await a_due_round(database), await a_draft(database)
    async with database.transaction("desk") as db:
        await retention.request(db, round_id, actor="a@example.org")
    await Worker(database, kinds(settings), tell=lambda *_, **__: None).empty()
    async with database.transaction("owner") as db:
        (protocol,) = await stored.protocols(db, round_id)
    client = await desk_client("admin")
    names = (protocol.purge_id, uuid4(), "x", "")
    seen = [(await client.get(f"{law(other)}/protocol?purge={name}")).status_code for name in names]

    assert set(seen) == {404}


@pytest.mark.parametrize("is_open", [True, False])
async def test_a_round_that_has_not_ended_is_not_purged(
    desk_client: DeskClient, database: Database, *, is_open: bool
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, is_open=is_open)
        await rounds.decide(db, round_id, DECISION, actor="tests")
    client = await desk_client("admin")
    refused = await post(client, f"{law(round_id)}/purge", seen_at=law(round_id), understood="yes")

    assert refused.status_code == 422
    assert "Inget förstördes." in refused.text


async def test_the_papers_come_one_by_one_and_in_a_zip(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_draft(database)
    client = await desk_client("leader")
    page = (await client.get(law(round_id))).text
    links = [
        each.replace("&amp;", "&") for each in re.findall(r'href="([^"]+/papers\?[^"]+)"', page)
    ]
    papers = [await client.get(link) for link in links]
    archive = await client.get(f"{law(round_id)}/papers")
    missing = await client.get(f"{law(round_id)}/papers?name=../common&language=sv")

    assert len(links) == 7
    assert all(Document(io.BytesIO(paper.content)).core_properties.title for paper in papers)
    assert len(ZipFile(io.BytesIO(archive.content)).namelist()) == 7
    assert missing.status_code == 404


async def test_a_copy_withholds_what_is_delicate_until_somebody_decides(
    desk_client: DeskClient, database: Database
) -> None:
    texts = [f"Vi vill ha mer hjälp i tid {number}" for number in range(6)]
    round_id = await a_settled_round(database, ACUTE, *texts)
    client = await desk_client("leader")
    address = f"{law(round_id)}/copy"
    page = (await client.get(address)).text
    fields = re.findall(r'name="(reason\.[^"]+)"', page)
    at = {text: fields[page_text_order(page).index(text)] for text in (ACUTE, texts[0])}
    first = await post(
        client, f"{address}/file", seen_at=address, reference="KS 2026/9", unseen="6"
    )
    kept = await post(
        client, address, seen_at=address, **{at[ACUTE]: "released", at[texts[0]]: "recognisable"}
    )
    second = await post(
        client, f"{address}/file", seen_at=address, reference="KS 2026/10", unseen="5"
    )
    told = (await client.get(address)).text

    assert "7 texter. 1 är maskade, och 1 av dem väntar" in page
    assert ACUTE not in text_of(first.content)
    assert "[Maskad: P]" in text_of(first.content)
    assert kept.status_code == 303
    assert ACUTE in text_of(second.content)
    assert texts[0] not in text_of(second.content)
    assert "[Maskad: I]" in text_of(second.content)
    assert "KS 2026/9" in text_of(second.content)
    assert "diarienummer: KS 2026/10" in told


async def test_a_copy_with_texts_that_nobody_has_looked_at_is_asked_about(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_settled_round(database, ACUTE, *(f"Mer tid {number}" for number in range(6)))
    client = await desk_client("leader")
    address = f"{law(round_id)}/copy"
    page = (await client.get(address)).text
    refused = [
        await post(client, f"{address}/file", seen_at=address, reference="KS <9>", unseen=typed)
        for typed in ("", "5", "x" * 9, "-6")
    ]
    meant = await post(client, f"{address}/file", seen_at=address, reference="KS 9", unseen="6")
    fields = dict.fromkeys(re.findall(r'name="(reason\.[^"]+)"', page), "")
    await post(client, address, seen_at=address, rest="yes", **fields)
    read = await post(client, f"{address}/file", seen_at=address, reference="KS 10")
    log = (await client.get(address)).text

    assert "6 texter skulle lämnas ut som ingen har läst" in page
    assert {answer.status_code for answer in refused} == {422}
    assert 'value="KS &lt;9&gt;"' in refused[0].text
    assert "har ingen läst 6 inför" in text_of(meant.content)
    assert "har ingen läst 0 inför" in text_of(read.content)
    assert ACUTE not in text_of(read.content)
    assert "lästa av ingen: 6" in log


async def test_a_copy_withholds_what_so_few_wrote_as_the_round_says(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_settled_round(database, *(f"Mer tid {number}" for number in range(6)))
    async with database.transaction("owner") as db:
        await guards.put(db, round_id, Guard(k=20, k_children=25), actor="admin")
    page = (await (await desk_client("leader")).get(f"{law(round_id)}/copy")).text

    assert "6 texter. 6 är maskade, och 6 av dem väntar" in page


def page_text_order(page: str) -> list[str]:
    return re.findall(r'<li value="\d+"><p>([^<]+)</p>', page)


def text_of(content: bytes) -> str:
    file = Document(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


async def test_a_copy_needs_a_reference_and_a_round_that_has_ended(
    desk_client: DeskClient, database: Database
) -> None:
    ended = await a_settled_round(database, *["Mer hjälp"] * 6)
    async with database.transaction("owner") as db:
        opened = await a_round(db)
    client = await desk_client("leader")
    refused = await post(client, f"{law(ended)}/copy/file", seen_at=f"{law(ended)}/copy")
    early = await client.get(f"{law(opened)}/copy")
    late = await post(
        client, f"{law(opened)}/copy/file", seen_at="/desk/rounds", reference="KS 2026/9"
    )

    assert refused.status_code == 422
    assert "Ange begärans diarienummer." in refused.text
    assert (early.status_code, late.status_code) == (404, 404)


async def test_a_text_of_another_round_is_not_withheld(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_settled_round(database, *["Mer hjälp"] * 6)
    other = await a_settled_round(database, "Något annat")
    async with database.transaction("owner") as db:
        foreign = await db.fetchval(
            "select statement_id from lyhord.statement where round_id = $1", other
        )
    client = await desk_client("leader")
    address = f"{law(round_id)}/copy"
    answers = [
        await post(client, address, seen_at=address, **{name: "other"})
        for name in ("reason.x", f"reason.{uuid4()}", f"reason.{foreign}")
    ]
    made_up = await post(
        client, address, seen_at=address, **{f"reason.{foreign}": "no such ground"}
    )
    async with database.transaction("owner") as db:
        withheld = await db.fetchval("select count(*) from lyhord.redaction")

    assert {answer.status_code for answer in answers} <= {400, 404}
    assert made_up.status_code in {400, 404}
    assert withheld == 0


async def _a_round_kept_long(database: Database) -> UUID:
    long = msgspec.structs.replace(
        DECISION, originals_days=900, statements_days=900, registrations_days=900
    )
    async with database.transaction("owner") as db:
        return await an_ended_round(db, days=400, decision=long)


async def test_fewer_days_than_have_passed_are_asked_about_and_then_kept(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await _a_round_kept_long(database)
    client = await desk_client("leader")
    typed = {
        "reference": "KS 2026/12",
        "originals_days": "60",
        "statements_days": "500",
        "registrations_days": "900",
    }
    address = f"{law(round_id)}/decision"
    asked = await post(client, address, seen_at=law(round_id), **typed)
    unticked = await post(client, address, seen_at=law(round_id), asked="yes", **typed)
    async with database.transaction("owner") as db:
        before = await decisions.get(db, round_id)
        queued = await stored.wanting(db, kind=retention.KIND)
    done = await post(client, address, seen_at=law(round_id), understood="yes", **typed)
    async with database.transaction("owner") as db:
        after = await decisions.get(db, round_id)

    assert (asked.status_code, unticked.status_code, done.status_code) == (200, 422, 303)
    assert "Gallra genast?" in asked.text
    assert "Förseglade original" in asked.text
    assert "Inlämnade svar" not in asked.text
    assert "färre än 5" in asked.text
    assert 'value="60"' in asked.text
    assert (before.originals_days, after.originals_days, queued) == (900, 60, ())


async def test_naming_a_decision_where_days_have_passed_is_asked_about_too(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await an_ended_round(db, days=400, decision=None)
        await db.execute("update lyhord.round_decision set originals_days = 30")
    client = await desk_client("leader")
    typed = {
        "reference": "KS 2026/12",
        "originals_days": "30",
        "statements_days": "730",
        "registrations_days": "730",
    }
    address = f"{law(round_id)}/decision"
    asked = await post(client, address, seen_at=law(round_id), **typed)
    unnamed = await post(client, address, seen_at=law(round_id), **(typed | {"reference": ""}))

    assert "Gallra genast?" in asked.text
    assert unnamed.status_code == 303


async def test_what_is_destroyed_already_by_a_decision_is_not_asked_about_again(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_due_round(database)
    client = await desk_client("leader")
    typed = {
        "reference": "KS 2026/13",
        "originals_days": "20",
        "statements_days": "50",
        "registrations_days": "80",
    }
    done = await post(client, f"{law(round_id)}/decision", seen_at=law(round_id), **typed)

    assert done.status_code == 303
