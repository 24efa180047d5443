"""Hiding more of a statement at the desk: what the page offers, refuses and never tells."""

import io
import re
import zipfile
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from lyhord import quoting, reviewing
from lyhord.reviewing import codebooks
from lyhord.reviewing.verbs import Edit
from lyhord.storage import audit, journey_cases, replies, statements
from lyhord.storage.accounts import Role
from lyhord.storage.database import Database
from lyhord.web.desk.theme_page import key_of
from tests.web.desk.analysed import Shown, shown
from tests.web.desk.visiting import Client, DeskClient, post, token_in


async def opened(client: Client, closed: Shown) -> tuple[str, dict[str, str]]:
    """The first statement's page of hiding, and the fields that its form carries."""
    page = (await client.get(f"{closed.themes}?theme=berattaigen")).text
    href = unescape(re.findall(r'href="([^"]+/hide\?[^"]+)"', page)[0])
    fields = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    return href, fields


async def texts_of(database: Database, closed: Shown) -> list[str]:
    async with database.transaction("desk") as db:
        return [each.text for each in await statements.of_round(db, closed.round_id)]


@pytest.mark.parametrize("role", ["analyst", "leader", "admin"])
async def test_typed_and_ticked_words_are_hidden(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    closed = await shown(database)
    client = await desk_client(role)
    href, fields = await opened(client, closed)
    form = (await client.get(href)).text
    answer = await post(
        client,
        f"{closed.address}/hide",
        seen_at=href,
        **fields,
        words="berätta samma",
        word="igen",
        kind="detail",
    )
    page = (await client.get(answer.headers["location"])).text

    assert '<input type="checkbox" name="word" value="samma">' in form
    assert "[telefon]</mark>" in form
    assert answer.status_code == 303
    assert "[dolt] sak [dolt]" in re.sub(r"</?mark>", "", page)
    assert [text for text in await texts_of(database, closed) if "[dolt]" in text]


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        ("finns inte där", "name", "Orden finns inte i utsagan"),
        ("", "name", "Skriv eller kryssa för"),
        ("samma", "", "Välj vad orden är"),
        ("samma", "<b>", "Välj vad orden är"),
        ("telefon", "phone", "Orden finns inte i utsagan"),
        ('"><script>', "name", "Orden finns inte i utsagan"),
    ],
)
async def test_a_mistake_changes_nothing_and_keeps_what_was_typed(
    desk_client: DeskClient, database: Database, words: str, kind: str, said: str
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    before = await texts_of(database, closed)
    href, fields = await opened(client, closed)
    address = f"{closed.address}/hide"
    answer = await post(client, address, seen_at=href, **fields, words=words, kind=kind)

    assert answer.status_code == 422
    assert said in answer.text
    assert "<script>" not in answer.text
    assert f'value="{words}"' in answer.text or '"' in words
    assert before == await texts_of(database, closed)


async def test_only_what_the_guard_shows_there_can_be_hidden(
    desk_client: DeskClient, database: Database
) -> None:
    closed, other = await shown(database), await shown(database)
    client = await desk_client("analyst")
    href, fields = await opened(client, closed)
    unseen = next(t for t in await texts_of(database, closed) if t.startswith("Vi"))
    wrong = [
        (closed, fields | {"entry": key_of(unseen)}),
        (closed, fields | {"entry": key_of("en text som ingen skrev")}),
        (closed, fields | {"entry": ""}),
        (closed, fields | {"page": "2"}),
        (closed, fields | {"theme": "vantan"}),
        (closed, fields | {"theme": "finns-inte"}),
        (closed, fields | {"run": str(other.run_id)}),
        (closed, fields | {"run": str(uuid4())}),
        (other, fields),
        (Shown(round_id=uuid4(), run_id=uuid4()), fields),
    ]
    before = await texts_of(database, closed), await texts_of(database, other)
    for place, each in wrong:
        address = f"{place.address}/hide"
        answer = await post(client, address, seen_at=href, **each, words="Vi", kind="name")
        looked = await client.get(address, params=each)

        assert (404, 404) == (answer.status_code, looked.status_code), each
        assert unseen not in answer.text + looked.text
    assert before == (await texts_of(database, closed), await texts_of(database, other))


@pytest.mark.parametrize("role", ["safeguarding", "facilitator", "viewer"])
async def test_other_roles_are_refused(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    closed = await shown(database)
    client = await desk_client(role)
    fields = {"run": str(closed.run_id), "theme": "berattaigen", "entry": "x", "kind": "name"}

    assert (await client.get(f"{closed.address}/hide", params=fields)).status_code == 403
    for way in ("hide", "miss"):
        answer = await post(client, f"{closed.address}/{way}", seen_at="/desk/account", **fields)
        assert answer.status_code == 403


async def test_a_form_of_another_page_is_refused(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    before = await texts_of(database, closed)
    href, fields = await opened(client, closed)
    token = token_in((await client.get(href)).text)
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    data = fields | {"words": "samma", "kind": "name"}
    for sent in (data, data | {"_csrf_token": forged}):
        answer = await client.post(f"{closed.address}/hide", data=sent, follow_redirects=False)
        assert answer.status_code == 403

    assert before == await texts_of(database, closed)


async def test_a_miss_is_reported_and_hides_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    client = await desk_client("analyst")
    before = await texts_of(database, closed)
    href, fields = await opened(client, closed)
    address = f"{closed.address}/miss"
    answer = await post(client, address, seen_at=href, **fields, words="samma", kind="school")
    refused = await post(client, address, seen_at=href, **fields, kind="allt")
    async with database.transaction("desk") as db:
        entries = await audit.page(db, audit.Wanted(action="miss_reported"), most=5)

    assert (answer.status_code, refused.status_code) == (303, 422)
    assert before == await texts_of(database, closed)
    assert [each.details for each in entries] == [{"kind": "school"}]


async def test_files_hold_the_hidden_form(desk_client: DeskClient, database: Database) -> None:
    closed = await shown(database)
    async with database.transaction("desk") as db:
        await quoting.approve_first(db, closed.round_id, closed.run_id, most=5, actor="tests")
    client = await desk_client("analyst")
    href, fields = await opened(client, closed)
    shown_text = re.sub(r"<[^>]+>", "", (await client.get(href)).text)
    number = re.findall(r"nummer (\w+ \d+)", shown_text)[0]
    whole = re.compile(rf"nummer {number}(?!\d)")
    file = f"{closed.address}/export?format=xlsx&run={closed.run_id}"
    before = _inside((await client.get(file)).content)
    address = f"{closed.address}/hide"
    await post(client, address, seen_at=href, **fields, words=number, kind="detail")
    after = _inside((await client.get(file)).content)

    assert whole.search(before)
    assert not whole.search(after)
    assert "nummer [dolt]" in after


def _inside(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


async def written_by_staff(database: Database, closed: Shown, word: str) -> None:
    """What staff wrote with a word in it, wherever they can; in the words for children without."""
    async with database.transaction("desk") as db:
        await codebooks.open_codebook(
            db,
            closed.round_id,
            closed.run_id,
            themes=("berattaigen",),
            audiences=("youth",),
            actor="a",
        )
        named = Edit(theme="berattaigen", fields={"need": f"Slippa {word.title()} sak"})
        await codebooks.change(db, closed.round_id, named, seen=0, actor="a")
        await codebooks.put_to_use(db, closed.round_id, actor="a")
        await journey_cases.put(
            db, closed.round_id, "youth", text=f"Kim och {word}s kompis", seen=0, actor="a"
        )
        said: dict[str, object] = {
            "themes": {"berattaigen": {"deeds": [{"what": f"en\n{word}\nkontakt"}]}}
        }
        parts: dict[str, dict[str, object]] = {
            "sv": said,
            "sv.child": {"introduction": f"Tack{word}"},
        }
        for part, document in parts.items():
            await replies.put_part(
                db, closed.round_id, part, revision=0, document=document, actor="a"
            )
        for standing in (word, f"{word} igen"):
            await replies.publish(
                db,
                closed.round_id,
                digest="x",
                document={"voices": {"sv": {"introduction": standing}}},
                quotes=(),
                actor="a",
            )


async def hidden(client: Client, closed: Shown, **words: str) -> httpx.Response:
    href, fields = await opened(client, closed)
    return await post(client, f"{closed.address}/hide", seen_at=href, **fields, **words)


async def test_where_the_words_still_stand_in_what_staff_wrote_is_said_with_the_way_there(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    await written_by_staff(database, closed, "samma")
    leader = await hidden(await desk_client("leader"), closed, word="samma", kind="detail")
    links = re.findall(r'<li><a href="([^"]+)">', leader.text)

    assert leader.status_code == 200
    assert links == [
        f"{closed.address}/reply",
        f"{closed.address}/themes/work",
        f"{closed.address}/reply/words?voice=sv",
        f"{closed.address}/compare/case?audience=youth",
        f"{closed.address}/themes/work?theme=berattaigen",
    ]
    assert "Det fiktiva fallet: Ungdomar" in leader.text
    assert [text for text in await texts_of(database, closed) if "[dolt]" in text]


async def test_who_may_not_mend_it_is_told_all_the_same(
    desk_client: DeskClient, database: Database
) -> None:
    closed = await shown(database)
    await written_by_staff(database, closed, "samma")
    told = await hidden(await desk_client("analyst"), closed, word="samma", kind="detail")

    assert "Utkastet till svar: Svenska" in told.text
    assert "/reply" not in told.text


async def test_a_part_of_a_name_is_looked_for_and_what_only_begins_like_it_is_not(
    database: Database,
) -> None:
    closed = await shown(database)
    await written_by_staff(database, closed, "anna")
    async with database.transaction("desk") as db:
        found = [
            [each.place for each in await reviewing.left_standing(db, closed.round_id, w, kind=k)]
            for w, k in ((["Anna Ek"], "name"), (["Anna Ek"], "detail"), (["An"], "name"))
        ]

    assert found == [["in_use", "published", "reply", "story", "theme"], [], []]
