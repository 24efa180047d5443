"""Invitations at the desk: nothing is kept until it was looked through; counts, never addresses."""

import re

import httpx

from lyhord.storage import instruments
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from tests.builders import SECRET, a_collector, a_publication, a_round
from tests.web.desk.visiting import Client, DeskClient, post, token_in

SEEN = r'name="seen" value="([0-9a-f]{64})"'
LIST = "E-post;Namn\nanna@example.org;Anna\nbo@example.org;Bo\nanna@example.org;Anna igen"


async def a_door(database: Database, *, is_open: bool = True) -> Collector:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, is_open=is_open)
        await instruments.publish(db, a_publication("guardian"), actor="tests")
        await a_collector(db, round_id)
        return await a_collector(db, round_id, "guardian", "codes")


def page_of(door: Collector) -> str:
    return f"/desk/rounds/{door.round_id}/invitations"


async def listed(
    client: Client,
    door: Collector,
    step: str,
    text: str = LIST,
    slug: str | None = None,
    seen_text: str = "",
) -> httpx.Response:
    fields = {"door": slug or door.slug, "language": "sv", "list": text, "step": step}
    if step == "send":
        seen = re.search(SEEN, (await listed(client, door, "look", seen_text or text, slug)).text)
        fields["seen"] = seen[1] if seen else ""
    token = token_in((await client.get(page_of(door))).text)
    files = {"file": ("", b"", "application/octet-stream")}
    return await client.post(
        page_of(door),
        data={"_csrf_token": token, **fields},
        files=files,
        follow_redirects=False,
    )


async def kept(database: Database) -> list[str]:
    async with database.transaction("mailer") as db:
        rows = await db.fetch("select address from invitation_mail.address order by address")
    return [row["address"] for row in rows]


async def test_a_list_is_looked_through_and_sent_without_being_shown_again(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    looked = await listed(client, door, "look")
    before = await kept(database)
    sent = await listed(client, door, "send")
    after = (await client.get(sent.headers["location"])).text

    assert (200, []) == (looked.status_code, before)
    assert "2 adresser får ett brev var" in looked.text
    assert "stod två gånger" in looked.text
    assert "Inbjudan: Dina tankar" in looked.text
    assert "xxxxx-xxxxx" in looked.text
    assert 303 == sent.status_code
    assert ["anna@example.org", "bo@example.org"] == await kept(database)
    assert "2 kvar att skicka" in after
    assert "anna@example.org" not in after


async def test_a_list_with_a_mistake_keeps_nothing_and_says_where(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    answer = await listed(client, door, "send", "anna@example.org\n<script>@\n")

    assert 422 == answer.status_code
    assert "Rad 2" in answer.text
    assert "<script>@" not in answer.text
    assert [] == await kept(database)


async def test_what_is_sent_was_looked_at(desk_client: DeskClient, database: Database) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    answer = await listed(client, door, "send", f"{LIST}\ncarl@example.org", seen_text=LIST)

    assert 200 == answer.status_code
    assert "3 adresser får ett brev var" in answer.text
    assert [] == await kept(database)


async def test_children_and_young_people_are_never_written_to(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    async with database.transaction("owner") as db:
        youth = await a_collector(db, door.round_id, "youth", "codes")
    client = await desk_client("admin")
    offered = (await client.get(page_of(door))).text
    answer = await listed(client, door, "send", slug=youth.slug)

    assert youth.slug not in offered
    assert 422 == answer.status_code
    assert [] == await kept(database)


async def test_nobody_is_invited_to_a_draft(desk_client: DeskClient, database: Database) -> None:
    door = await a_door(database, is_open=False)
    answer = await listed(await desk_client("leader"), door, "send")

    assert (422, []) == (answer.status_code, await kept(database))
    assert "tar inte emot svar" in answer.text


async def test_a_mailing_is_paused_gone_on_with_and_cancelled(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    await listed(client, door, "send")
    async with database.transaction("desk") as db:
        mailing = await db.fetchval("select mailing_id from invitation_mail.mailing")
    states: list[str] = []
    for act in ("pause", "go_on", "cancel", "remind"):
        address = f"{page_of(door)}/{mailing}"
        answer = await post(client, address, seen_at=page_of(door), act=act)
        async with database.transaction("desk") as db:
            state = await db.fetchval("select state from invitation_mail.mailing")
        states.append(f"{answer.status_code} {state}")

    assert ["303 paused", "303 sending", "303 cancelled", "422 cancelled"] == states


async def test_letters_that_came_back_are_counted(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    await listed(client, door, "send")
    answer = await post(
        client,
        f"{page_of(door)}/bounced",
        seen_at=page_of(door),
        bounced="Undelivered: <ANNA@example.org>\nnobody@example.org",
    )
    page = (await client.get(answer.headers["location"])).text

    assert "1 adress i omgången togs bort" in page
    assert "1 kom tillbaka" in page


async def test_another_rounds_mailing_cannot_be_changed_from_here(
    desk_client: DeskClient, database: Database
) -> None:
    door = await a_door(database)
    client = await desk_client("leader")
    await listed(client, door, "send")
    other = await a_door(database)
    async with database.transaction("desk") as db:
        mailing = await db.fetchval("select mailing_id from invitation_mail.mailing")
    answer = await post(client, f"{page_of(other)}/{mailing}", seen_at=page_of(other), act="cancel")

    assert 404 == answer.status_code


async def test_the_link_of_a_letter_stops_letters_and_only_a_press_does(
    app_client: Client, database: Database
) -> None:
    from lyhord.privacy import invitations as known_by  # noqa: PLC0415

    token = known_by.token_of(SECRET.encode(), "anna@example.org")
    asked = await app_client.get(f"/invitations/stop/{token}", headers={"Accept-Language": "sv"})
    async with database.transaction("owner") as db:
        before = await db.fetchval("select count(*) from invitation_mail.opt_out")
    wrong = await app_client.post(f"/invitations/stop/{token[:-1]}0")
    # as mail programs post by themselves
    pressed = await app_client.post(
        f"/invitations/stop/{token}", files={"List-Unsubscribe": (None, "One-Click")}
    )
    async with database.transaction("owner") as db:
        stopped = [row[0] for row in await db.fetch("select * from invitation_mail.opt_out")]

    assert (200, 0, 404, 200) == (
        asked.status_code,
        before,
        wrong.status_code,
        pressed.status_code,
    )
    assert "Stoppa breven" in asked.text
    assert [known_by.hash_of(SECRET.encode(), "anna@example.org")] == stopped
