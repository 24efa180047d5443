"""Surveys at the desk: read, looked at, copied, changed by two people, undone, published, tried."""

import asyncio
import re
from uuid import uuid4

import httpx
import msgspec
import pytest
from msgspec.structs import replace

from lyhord import rounds
from lyhord.authoring import drafts as verbs
from lyhord.authoring.wordings import written
from lyhord.instruments.definition import Translation
from lyhord.storage import accounts, drafts, instruments
from lyhord.storage.accounts import StoredAccount
from lyhord.storage.database import Database
from lyhord.storage.drafts import Draft
from tests.builders import a_place, a_publication, closed_questions
from tests.web.desk.visiting import CHEAP, PASSWORD, Client, DeskClient, post, sign_in

SURVEY = "/desk/surveys/youth/1"
ENGLISH = Translation(language="en", reviewed=True, texts={"title": "Your thoughts"})


async def ready(database: Database, *, pages: list[dict[str, object]] | None = None) -> None:
    """Publish a survey in Swedish, and a little of it in English."""
    publication = a_publication(pages=pages) if pages else a_publication()
    spoken = replace(publication, translations=(ENGLISH,))
    async with database.transaction("owner") as db:
        await rounds.publish(db, (spoken,), a_place(), actor="tests")


async def begun(client: Client, database: Database) -> str:
    """Copy the survey into a draft, pressing twice; gives the draft's address."""
    await ready(database)
    page = (await client.get(SURVEY)).text
    found = re.search(r'name="draft" value="([^"]+)"', page)
    assert found
    first = await post(client, f"{SURVEY}/copy", seen_at=SURVEY, draft=found[1])
    second = await post(client, f"{SURVEY}/copy", seen_at=SURVEY, draft=found[1])
    assert (303, 303) == (first.status_code, second.status_code)
    return first.headers["location"]


async def save(client: Client, address: str, revision: int = 1, **fields: str) -> tuple[int, str]:
    """Send the form of a draft as it stood at a save; gives the status and the page."""
    named = {name.replace("__", "."): text for name, text in fields.items()}
    answer = await post(
        client,
        address,
        seen_at=address,
        **{"revision": str(revision), "language": "sv", **named},
    )
    return answer.status_code, answer.text


async def now(database: Database) -> Draft:
    async with database.transaction("owner") as db:
        (line,) = await drafts.every(db)
        return await drafts.get(db, line.draft_id)


async def said(database: Database, key: str, language: str = "sv") -> str:
    return written((await now(database)).document, language)[key]


async def actions(database: Database) -> list[str]:
    async with database.transaction("owner") as db:
        rows = await db.fetch("select action from staff.audit order by entry_id desc")
    return [action for (action,) in rows]


async def test_a_survey_is_read_in_two_languages_and_says_what_is_missing(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    client = await desk_client("leader")
    listed = (await client.get("/desk/surveys")).text
    page = (await client.get(SURVEY, params={"first": "sv", "second": "en"})).text

    assert f'href="{SURVEY}"' in listed
    assert "Your thoughts" in page
    assert "Vad vill du ändra på?" in page
    assert "Inte översatt" in page


async def test_a_preview_is_the_page_of_respondents_and_sends_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    await ready(database)
    client = await desk_client("leader")
    look = await client.get(f"{SURVEY}/look", params={"in": "en"})
    page = await client.get(f"{SURVEY}/page", params={"in": "en"})
    allowed = page.headers["content-security-policy"]

    assert 'sandbox="allow-scripts allow-forms"' in look.text
    assert "frame-src 'self'" in look.headers["content-security-policy"]
    assert "Your thoughts" in page.text
    assert "The survey" in page.text or "This is a trial." in page.text
    assert "SAMEORIGIN" == page.headers["x-frame-options"]
    for part in ("connect-src 'none'", "form-action 'none'", "sandbox allow-scripts allow-forms"):
        assert part in allowed
    assert "unsafe" not in allowed
    assert 404 == (await client.get(f"{SURVEY}/page", params={"in": "xx"})).status_code
    # the language of the survey is not that of the desk
    assert "Omgångar" in (await client.get("/desk/rounds")).text


@pytest.mark.parametrize(
    "address",
    ["/desk/surveys/youth/99999999999999", "/desk/surveys/%00/1", "/desk/surveys/gone/1"],
)
async def test_what_is_not_published_is_not_found(
    desk_client: DeskClient, database: Database, address: str
) -> None:
    await ready(database)
    client = await desk_client("leader")

    for way in ("", "/look", "/page"):
        assert 404 == (await client.get(address + way)).status_code


async def test_a_copy_is_one_draft_and_the_version_stays(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    status, _ = await save(client, address, text__title="Dina tankar nu")
    async with database.transaction("owner") as db:
        version = await instruments.latest(db, "youth")

    assert 303 == status
    assert "Dina tankar nu" == await said(database, "title")
    assert ("Dina tankar", 1) == (version.document.instrument.title, version.version)
    assert ["survey_draft_saved", "survey_copied"] == [
        each for each in await actions(database) if each.startswith("survey")
    ]


async def test_the_form_as_it_stands_saves_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    page = (await client.get(address)).text
    fields = dict(re.findall(r'name="(text\.[^"]+)"[^>]*>\n([^<]*)</textarea>', page))
    for name in re.findall(r'name="(with\.[^"]+)"', page):
        fields[name] = "1"
    fields |= dict(re.findall(r'name="(max\.[^"]+)"[^>]*value="([^"]*)"', page))
    status, _ = await save(client, address, 1, **fields)

    assert len(fields) > 10
    assert (303, 1) == (status, (await now(database)).revision)


async def test_two_people_on_one_draft_lose_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    theirs = {"text__title": "Deras", "text__introduction__1": "Deras hej"}
    assert 303 == (await save(client, address, 1, **theirs))[0]
    mine = {"text__title": "Mitt", "text__ending__1": "Mitt slut", "act": "remove:wish"}
    status, page = await save(client, address, 1, **mine)

    assert 409 == status
    assert "leader@exempel.se sparade under tiden" in page
    for text in ("Mitt</textarea>", "Mitt slut</textarea>", "Deras</p>", "Deras hej</textarea>"):
        assert text in page
    assert 'name="revision" value="2"' in page
    assert "Deras" == await said(database, "title")
    again = {"text__title": "Mitt", "text__ending__1": "Mitt slut"}
    assert 303 == (await save(client, address, 2, **again))[0]
    assert ("Mitt", "Deras hej", "Mitt slut") == tuple(
        [await said(database, key) for key in ("title", "introduction.1", "ending.1")]
    )


async def test_the_same_save_twice_is_one(desk_client: DeskClient, database: Database) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    for _ in range(2):
        assert 303 == (await save(client, address, text__title="En gång"))[0]

    assert 2 == (await now(database)).revision


async def test_saves_are_undone_one_after_the_other(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    before = (await now(database)).document
    for revision, title in enumerate(("Ett", "Två"), start=1):
        await save(client, address, revision, text__title=title)
    stale = await post(client, f"{address}/undo", seen_at=address, revision="1")
    await post(client, f"{address}/undo", seen_at=address, revision="3")
    once = await said(database, "title")
    await post(client, f"{address}/undo", seen_at=address, revision="4")
    end = await post(client, f"{address}/undo", seen_at=address, revision="5")

    assert (409, "Ett", 409) == (stale.status_code, once, end.status_code)
    assert before == (await now(database)).document


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\0", "dolt tecken"),
        ("\u202eHej", "dolt tecken"),
        ("x" * 100_000, "högst 5000 tecken"),
        ("   ", "Skriv en text"),
    ],
)
async def test_odd_texts_come_back_as_they_were_typed(
    desk_client: DeskClient, database: Database, text: str, told: str
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    status, page = await save(client, address, text__title=text, text__ending__1="Kvar")

    assert 422 == status
    assert told in page
    assert "Kvar</textarea>" in page
    assert 1 == (await now(database)).revision


async def test_markup_is_shown_and_never_done(desk_client: DeskClient, database: Database) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    evil = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)>"
    assert 303 == (await save(client, address, text__title=evil))[0]

    for way in ("", "/look", "/page", "/publish"):
        page = (await client.get(address + way)).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page


async def test_a_draft_without_what_a_condition_needs_waits_until_it_is_mended(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    await conditional(database)
    assert 303 == (await save(client, address, 2, act="remove:municipality"))[0]
    page = (await client.get(address)).text
    refused = await publish(client, address, revision="3")
    trial = await post(client, f"{address}/trial", seen_at=address, revision="3")
    assert 303 == (await save(client, address, 3, act="everybody:wish"))[0]

    assert "1 sak hindrar publicering" in page
    assert (422, 422) == (refused.status_code, trial.status_code)
    assert 303 == (await publish(client, address, revision="4")).status_code


async def conditional(database: Database) -> None:
    """Let `wish` be asked of those in Gnesta."""
    draft = await now(database)
    raw = msgspec.to_builtins(draft.document.instrument)
    when = {"op": "equals", "question": "municipality", "value": "gnesta"}
    raw["pages"][0]["questions"][1]["when"] = when
    document = replace(
        draft.document, instrument=msgspec.convert(raw, type(draft.document.instrument))
    )
    async with database.transaction("owner") as db:
        assert await drafts.save(db, draft, document, leads_to=1, actor="tests")


async def publish(client: Client, address: str, **fields: str) -> httpx.Response:
    seen_at = f"{address}/publish"
    given = {"revision": "2", "newest": "1", "understood": "yes", **fields}
    return await post(client, seen_at, seen_at=seen_at, **given)


async def test_a_draft_becomes_the_next_version_that_new_links_ask(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    await save(client, address, text__title="Dina tankar nu")
    page = (await client.get(f"{address}/publish")).text
    done = await publish(client, address)
    again = await client.get(address)
    async with database.transaction("owner") as db:
        newest = await instruments.latest(db, "youth")
        first = await instruments.at_version(db, "youth", 1)

    assert "<del>Dina tankar</del>" in page
    assert "<ins>Dina tankar nu</ins>" in page
    assert "/desk/surveys/youth/2" == done.headers["location"]
    assert 404 == again.status_code
    assert ("Dina tankar nu", 2) == (newest.document.instrument.title, newest.version)
    assert "Dina tankar" == first.document.instrument.title
    assert "instrument_published" in await actions(database)


async def test_two_who_publish_at_once_publish_once(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    await save(client, address, text__title="Nytt")
    draft = await now(database)

    async def press() -> object:
        async with database.transaction("desk") as db:
            return await verbs.publish(
                db, draft.draft_id, revision=2, newest=1, understood=True, actor="tests"
            )

    found = await asyncio.gather(press(), press(), return_exceptions=True)

    assert {"Edition", "NotFoundError"} == {type(each).__name__ for each in found}


async def test_changed_common_statements_are_warned_of_and_have_to_be_meant(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    await ready(database, pages=closed_questions())
    draft = str(uuid4())
    await post(client, f"{SURVEY}/copy", seen_at=SURVEY, draft=draft)
    address = f"/desk/drafts/{draft}"
    await save(client, address, text__question__core__statement__retell="Annat")
    page = (await client.get(f"{address}/publish")).text

    assert "De gemensamma påståendena om stöd är ändrade" in page
    assert 422 == (await publish(client, address, understood="")).status_code
    assert 303 == (await publish(client, address)).status_code


async def test_what_somebody_has_not_seen_is_not_published(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    await save(client, address, text__title="Nytt")
    other = replace(a_publication(title="Någon annans"), translations=(ENGLISH,))
    async with database.transaction("owner") as db:
        await instruments.publish(db, other, actor="tests")

    assert 409 == (await publish(client, address, revision="1", newest="2")).status_code
    assert 409 == (await publish(client, address)).status_code
    page = (await client.get(f"{address}/publish")).text
    assert "Version 2 publicerades efter" in page
    assert "<del>Någon annans</del>" in page
    assert 303 == (await publish(client, address, newest="2")).status_code


async def test_what_is_there_already_is_not_published_again(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)

    assert 422 == (await publish(client, address, revision="1")).status_code


async def test_a_draft_is_looked_through_while_somebody_writes(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    fields = {"language": "sv", "text.question.municipality.text": "Var bor och var är du?"}
    answer = await post(client, f"{address}/check", seen_at=address, revision="1", **fields)
    strange = await post(client, f"{address}/check", seen_at=address, revision="7", language="sv")
    heard = msgspec.json.decode(answer.content)

    assert "question.municipality.text" in {each["field"] for each in heard["notes"]}
    assert "råd" in heard["summary"]
    assert 1 == (await now(database)).revision
    assert 404 == strange.status_code


async def test_a_translation_is_written_beside_its_text(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    page = (await client.get(address, params={"language": "en"})).text
    status, _ = await save(
        client, address, language="en", with_review="1", text__title="What you think"
    )

    assert '<p class="source" lang="sv">Vad vill du ändra på?</p>' in page
    assert 303 == status
    assert "What you think" == await said(database, "title", "en")
    assert "Dina tankar" == await said(database, "title")
    assert not (await now(database)).document.translations[0].reviewed
    assert 404 == (await save(client, address, 2, language="xx", text__title="x"))[0]


@pytest.mark.parametrize("municipality", ["gnesta", "trosa"])
async def test_whoever_works_for_one_municipality_reads_and_changes_nothing(
    client: Client, database: Database, municipality: str
) -> None:
    await ready(database)
    account = StoredAccount(
        account_id=uuid4(),
        email="egen@exempel.se",
        role="leader",
        municipalities=(municipality,),
        password_hash=CHEAP.hash(PASSWORD),
    )
    draft = uuid4()
    async with database.transaction("owner") as db:
        await accounts.add(db, account, actor="tests")
        edition = await instruments.latest(db, "youth")
        await drafts.copy(db, edition, draft, actor="tests")
    await sign_in(client, account.email)
    address = f"/desk/drafts/{draft}"
    read = [await client.get(each) for each in ("/desk/surveys", SURVEY, f"{SURVEY}/page")]

    assert [200, 200, 200] == [each.status_code for each in read]
    assert not any(str(draft) in each.text or "/copy" in each.text for each in read)
    for way in ("", "/look", "/page", "/publish"):
        assert 404 == (await client.get(address + way)).status_code
    for way in ("", "/check", "/undo", "/remove", "/publish", "/trial", "/trial/close"):
        answer = await post(client, address + way, seen_at="/desk/surveys", revision="1")
        assert 404 == answer.status_code, way
    copied = await post(client, f"{SURVEY}/copy", seen_at="/desk/surveys", draft=str(uuid4()))
    assert 404 == copied.status_code


async def test_a_draft_is_removed_with_its_saves(
    desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("leader")
    address = await begun(client, database)
    done = await post(client, f"{address}/remove", seen_at=address)

    assert "/desk/surveys?done=removed" == done.headers["location"]
    assert 404 == (await client.get(address)).status_code
    assert 404 == (await save_blind(client, address))


async def save_blind(client: Client, address: str) -> int:
    answer = await post(client, address, seen_at="/desk/surveys", revision="1", language="sv")
    return answer.status_code
