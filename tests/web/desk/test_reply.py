"""From the promise to the public page, as a process leader goes, and what hostile forms lead to."""

from datetime import date, timedelta
from uuid import UUID

import httpx
from msgspec.structs import replace

from lyhord.replying.pages import FOR_CHILDREN, Voice
from lyhord.storage import replies
from lyhord.storage.database import Database
from lyhord.web.catalogue import day
from tests.builders import TODAY
from tests.replying.replies import drafted, some_quotes, words, written
from tests.replying.test_publishing import a_draft, published
from tests.web.desk.analysed import HOSTILE, Shown, shown
from tests.web.desk.visiting import Client, DeskClient, post, token_in

DAY = TODAY + timedelta(days=40)
MARKUP = "<script>alert(1)</script>"
TEXTS = (MARKUP, "{{ 7*7 }}", "\u202eomvänt\x00", "=cmd|'/c'!A1", HOSTILE)


def field(page: str, name: str) -> str:
    """What stands in a hidden field."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


async def send(client: Client, where: Shown, part: str, **fields: str) -> httpx.Response:
    """Send a form of the reply, with the token of its first page."""
    reply = f"{where.address}/reply"
    return await post(client, f"{reply}/{part}", seen_at=reply, **fields)


async def choose(client: Client, where: Shown, **places: str) -> httpx.Response:
    """Choose themes as the page stands now."""
    page = (await client.get(f"{where.address}/reply")).text
    fields = {f"place.{theme}": place for theme, place in places.items()}
    return await send(client, where, "plan", revision=field(page, "revision"), **fields)


async def write(client: Client, where: Shown, voice: str = "sv", **changes: str) -> httpx.Response:
    """Write a voice's words about one theme, as its form stands now."""
    page = (await client.get(f"{where.address}/reply/words", params={"voice": voice})).text
    said = {
        "heading.0": "Kortare väntan",
        "said.0": "Ni väntar länge.",
        "answer.0": "Vi öppnar på torsdagar.",
        "what.0.0": "Öppet på torsdagar",
        "who.0.0": "Ungdomsmottagningen",
        "by.0.0": DAY.isoformat(),
        "introduction": "Tack för svaren.",
        "theme": field(page, "theme"),
        "revision": field(page, "revision"),
        "follows": field(page, "follows"),
    }
    return await send(client, where, "words", voice=voice, **said | changes)


async def publish(client: Client, where: Shown, **changes: str) -> httpx.Response:
    """Publish what the page of publishing shows now."""
    page = (await client.get(f"{where.address}/reply/publish")).text
    fields = {"digest": field(page, "digest"), "read": "yes"} | changes
    return await send(client, where, "publish", **fields)


async def test_a_leader_promises_chooses_writes_looks_through_and_publishes(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    promised = await send(
        client, where, "promise", due_on=DAY.isoformat(), owner="Socialnämnden i Gnesta"
    )
    waiting = (await client.get(f"/results/{where.round_id}?lang=sv")).text
    chosen = await choose(client, where, vantan="1")
    kept = await write(client, where)
    preview = await client.get(f"{where.address}/reply/preview?voice=sv")
    before = (await client.get(f"/results/{where.round_id}?lang=sv")).text
    done = await publish(client, where)
    public = (await client.get(f"/results/{where.round_id}?lang=sv&audience=youth")).text

    assert [each.status_code for each in (promised, chosen, kept, done)] == [303] * 4
    assert f"senast {day(DAY, 'sv')}" in waiting
    assert "Socialnämnden i Gnesta" in waiting
    assert "Det här är en förhandsvisning." in preview.text
    assert preview.headers["cache-control"] == "no-store"
    assert "Kortare väntan" not in before
    for text in ("Kortare väntan", "Vi öppnar på torsdagar.", "Ungdomsmottagningen"):
        assert text in public
        assert text in preview.text
    assert day(DAY, "sv") in public
    assert "förhandsvisning" not in public
    assert 'id="exit"' in public


async def test_who_sees_to_it_is_no_person(desk_client: DeskClient, database: Database) -> None:
    where, client = await shown(database), await desk_client("leader")
    await choose(client, where, vantan="1")
    refused = await write(client, where, **{"who.0.0": "Rektor Karin Lind"})
    promised = await send(client, where, "promise", due_on=DAY.isoformat(), owner="Karin Lind")

    assert refused.status_code == promised.status_code == 422
    for page in (refused.text, promised.text):
        assert "Karin Lind” ser ut som en persons namn" in page
    assert "Vi öppnar på torsdagar." in refused.text  # nothing that was typed is lost


async def test_two_who_write_at_once_are_shown_each_others_words(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    await choose(client, where, vantan="1")
    await write(client, where, **{"answer.0": "Deras svar"})
    late = await write(client, where, revision="0", **{"answer.0": "Mitt svar"})
    saved = await write(client, where, revision=field(late.text, "revision"))

    assert late.status_code == 409
    assert "Mitt svar" in late.text
    assert "Deras svar" in late.text
    assert saved.status_code == 303


async def test_nothing_is_published_unread_or_unfinished(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    empty = await publish(client, where)
    await choose(client, where, vantan="1")
    await write(client, where, **{"answer.0": ""})
    unfinished = await publish(client, where)
    await write(client, where)
    unread = await publish(client, where, read="")
    other = await publish(client, where, digest="0" * 64)
    async with database.transaction("door") as db:
        stands = await replies.public(db, where.round_id)

    assert [each.status_code for each in (empty, unfinished, unread, other)] == [422, 422, 422, 409]
    assert stands is None


async def test_what_is_taken_down_says_why_and_an_earlier_version_can_stand_again(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    await choose(client, where, vantan="1")
    await write(client, where)
    await publish(client, where)
    without = await send(client, where, "down", reason=" ")
    naming = await send(client, where, "down", reason="Karin Lind bad om det")
    down = await send(client, where, "down", reason=f"En siffra var fel {MARKUP}")
    public = (await client.get(f"/results/{where.round_id}?lang=sv")).text
    again = await send(client, where, "again", version="1")
    unknown = await send(client, where, "again", version="7")

    assert [each.status_code for each in (without, naming, down, again, unknown)] == [
        422,
        422,
        303,
        303,
        404,
    ]
    assert "En siffra var fel" in public
    assert MARKUP not in public
    assert "Kortare väntan" not in public
    assert "Kortare väntan" in (await client.get(f"/results/{where.round_id}?lang=sv")).text


async def test_hostile_texts_are_words_on_every_page(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database, hostile=True), await desk_client("leader")
    async with database.transaction("owner") as db:
        quotes = await some_quotes(db, where.round_id, "berattaigen")
        await drafted(db, where.round_id, "berattaigen", quotes=quotes[:1])
    names = ("introduction", "heading.0", "said.0", "answer.0", "what.0.0")
    kept = await write(client, where, **dict(zip(names, TEXTS, strict=True)))
    pages = [
        await client.get(f"{where.address}/reply{part}")
        for part in ("", "/words?voice=sv", "/publish", "/preview?voice=sv")
    ]
    await publish(client, where)
    pages.append(await client.get(f"/results/{where.round_id}?lang=sv"))

    assert kept.status_code == 303
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert ">49<" not in page.text
        assert "\x00" not in page.text
    assert "\u202e" not in pages[-1].text.partition("<figure>")[0]


async def test_too_long_a_text_is_kept_on_the_page_and_not_saved(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    await choose(client, where, vantan="1")
    names = ("introduction", "heading.0", "said.0", "what.0.0", "who.0.0")

    refused = await write(client, where, **dict.fromkeys(names, "å" * 20_000))

    assert refused.status_code == 422
    assert refused.text.count("å" * 20_000) == len(names)
    assert refused.text.count("för lång") == 2 * len(names)
    assert set(await _parts(database, where)) == {"plan"}


async def test_what_is_no_day_is_told(desk_client: DeskClient, database: Database) -> None:
    where, client = await shown(database), await desk_client("leader")
    await choose(client, where, vantan="1")
    promises = [
        await send(client, where, "promise", due_on=text, owner="Nämnden")
        for text in ("31/12", "2026-02-30", "9999999-01-01", "")
    ]
    said = await write(client, where, **{"by.0.0": "i vår"})

    assert {each.status_code for each in (*promises, said)} == {422}


async def test_a_voice_that_nobody_was_asked_in_is_not_there(
    desk_client: DeskClient, database: Database
) -> None:
    where, client = await shown(database), await desk_client("leader")
    pages = [
        await client.get(f"{where.address}/reply/{part}", params={"voice": voice})
        for part in ("words", "preview")
        for voice in ("", "fi", "sv.child.child", "plan", "../sv", "sv\x00")
    ]

    assert {each.status_code for each in pages} == {404}


async def test_strange_choices_choose_nothing(desk_client: DeskClient, database: Database) -> None:
    where, client = await shown(database), await desk_client("leader")
    page = (await client.get(f"{where.address}/reply")).text
    data = {
        "_csrf_token": token_in(page),
        "revision": "0",
        "place.unclear": "1",
        "place.borta": "2",
        "place.vantan": "-1",
        "place.berattaigen": "9" * 40,
        "quote.vantan": "x",
    }
    kept = await client.post(f"{where.address}/reply/plan", data=data, follow_redirects=False)

    assert kept.status_code == 303
    assert await _parts(database, where) == {"plan": {"themes": []}}


async def _parts(database: Database, where: Shown) -> dict[str, object]:
    """The draft as it is kept."""
    async with database.transaction("desk") as db:
        found = await replies.parts(db, where.round_id)
    return {name: part.document for name, part in found.items()}


async def a_public_page(database: Database, *voices: Voice) -> UUID:
    """A published round that speaks in these voices beside the Swedish."""
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        for voice in voices:
            said = words("vantan", introduction=f"Hej {voice.key}")
            await written(db, round_id, voice, replace(said, follows=1))
        await published(db, round_id)
    return round_id


async def test_the_public_page_leads_to_words_for_children_and_back(
    app_client: Client, database: Database
) -> None:
    round_id = await a_public_page(database, FOR_CHILDREN)
    pages = {
        query: (await app_client.get(f"/results/{round_id}?lang=sv&{query}")).text
        for query in (
            "audience=guardian",
            "audience=child",
            "version=simple",
            "audience=child&version=whole",
        )
    }

    assert "Tack för era svar." in pages["audience=guardian"]
    assert 'href="?lang=sv&amp;audience=guardian&amp;version=simple"' in pages["audience=guardian"]
    assert "Hej sv.child" in pages["audience=child"]
    assert "Hej sv.child" in pages["version=simple"]
    assert "Tack för era svar." in pages["audience=child&version=whole"]
    # their words, and those of young people, stand beside words for children; no professional's
    assert "Professionell" not in pages["audience=child"]


async def test_a_day_that_was_moved_is_told_with_the_first_one(
    app_client: Client, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        for due_on in (date(2027, 3, 1), date(2027, 4, 1)):
            await replies.promise(db, round_id, due_on=due_on, owner="Nämnden", actor="tests")
    page = (await app_client.get(f"/results/{round_id}?lang=sv")).text

    assert "1 april 2027" in page
    assert "Först lovade vi 1 mars 2027." in page


async def test_a_withdrawn_quote_is_gone_from_the_public_page_at_once(
    app_client: Client, database: Database
) -> None:
    round_id = await a_public_page(database)
    address = f"/results/{round_id}?lang=sv"
    before = (await app_client.get(address)).text.count("<blockquote")
    async with database.transaction("owner") as db:
        await db.execute(
            "select lyhord.withdraw(k.receipt_hash) from lyhord.receipt as k"
            " join lyhord.statement as s using (round_id, response_id)"
            " join lyhord.reply_quote as q using (round_id, statement_id)"
        )
    after = (await app_client.get(address)).text

    assert before == 3
    assert "<blockquote" not in after
    assert "Tack för era svar." in after
