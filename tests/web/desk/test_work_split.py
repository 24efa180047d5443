"""The machine proposes at the desk how a theme may be split; nothing is stored until accepted."""

import re
from html import unescape
from uuid import uuid4

from lyhord.disclosing import sorting
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.verbs import Move
from lyhord.storage import accounts, codebooks, responses
from lyhord.storage.book import Asked
from lyhord.storage.database import Database
from tests.builders import a_collector, a_response, settle
from tests.web.desk.analysed import HOSTILE, Shown, a_round_with_answers, analysed
from tests.web.desk.test_work import OTHER, begun, statements_in, themes_of
from tests.web.desk.visiting import Client, DeskClient, post, token_in

QUEUES = "Vi väntade på BUP i kön", "Vi fick ingen remiss, kön till BUP tog tid"
BREAKS = "Vi är ensamma på rasten", "Vi sitter ensamma när det är rast, ingen leker"
ALONE = "zebrafink"  # a word that one person alone wrote, many times


async def a_theme_of_two_things(database: Database, *, hostile: bool = False) -> Shown:
    async with database.transaction("owner") as db:
        round_id = await a_round_with_answers(db, is_open=True)
        door = await a_collector(db, round_id, audience="youth")
        said = [text for _ in range(9) for text in (*QUEUES, *BREAKS)]
        new = [
            a_response(door, f"{text} {'!' * (n % 7)}{HOSTILE if hostile else ''}")
            for n, text in enumerate(said)
        ]
        own = a_response(door, *(f"Vi ser en {ALONE} på rasten {'.' * n}" for n in range(9)))
        await responses.submit(db, [*new, own])
        await settle(db, round_id)
        run_id = await analysed(db, round_id)
    return Shown(round_id=round_id, run_id=run_id)


def parts_in(page: str) -> dict[str, list[str]]:
    """What the form of a proposal carries."""
    form = page.partition('name="seen"')[2]
    return {
        name: [
            unescape(value) for value in re.findall(rf'name="{name}"[^>]* value="([^"]*)"', form)
        ]
        for name in ("part", "part_name")
    }


async def press(client: Client, address: str, fields: dict[str, str | list[str]]) -> int:
    token = token_in((await client.get(address)).text)
    data = {"_csrf_token": token, "verb": "split", "theme": "vantan", "seen": "0"} | fields
    return (await client.post(address, data=data, follow_redirects=False)).status_code


async def test_a_proposal_is_read_named_accepted_and_undone_at_once(
    desk_client: DeskClient, database: Database
) -> None:
    here = await a_theme_of_two_things(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    before = await statements_in(database, here.round_id, "vantan")
    work = (await client.get(address, params={"theme": "vantan"})).text
    page = (await client.get(f"{address}/split", params={"theme": "vantan"})).text
    again = (await client.get(f"{address}/split", params={"theme": "vantan"})).text
    async with database.transaction("desk") as db:
        assert (await reviewed.get(db, here.round_id)).version == 0
    found = parts_in(page)
    groups = [each.split() for each in found["part"]]
    names = ["Rasten", "", *("Annat" for _ in groups[2:])]
    answer = await press(client, address, {"part": found["part"], "part_name": names})

    assert "Föreslå en delning" in work
    assert parts_in(again) == found
    assert 2 <= len(groups) <= 4
    assert {each for group in groups for each in group} == {*before}
    assert all(found["part_name"])
    assert "<blockquote" in page
    assert answer == 303
    themes = await themes_of(database, here.round_id)
    new = next(each for each in themes.values() if each.name == "Rasten")
    assert {*await statements_in(database, here.round_id, new.theme_id)} == {*groups[0]}
    # a group whose name was emptied stays
    assert {*groups[1]} <= {*await statements_in(database, here.round_id, "vantan")}
    history = (await client.get(f"{address}/history")).text
    assert "delade" in history
    await post(client, address, seen_at=address, verb="undo")
    assert await statements_in(database, here.round_id, "vantan") == before
    assert (await themes_of(database, here.round_id))[new.theme_id].is_gone


async def test_words_that_few_wrote_are_not_told_nor_made_a_name(
    desk_client: DeskClient, database: Database
) -> None:
    here = await a_theme_of_two_things(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(f"{address}/split", params={"theme": "vantan"})).text
    async with database.transaction("desk") as db:
        draft = (await reviewed.get(db, here.round_id)).run_id
        asked = Asked(theme_id="vantan", most=200)
        texts = await codebooks.texts(db, here.round_id, draft, asked)
        words = {
            word: [each.statement_id for each in texts if word in each.text]
            for word in ("rasten", ALONE)
        }
        told = await sorting.words_told(db, here.round_id, draft, words | {"ingen": [uuid4()]})

    assert len(words[ALONE]) == 9
    assert told == ("rasten",)
    outside = re.sub(r"<blockquote.*?</blockquote>", "", page, flags=re.DOTALL)
    assert ALONE not in outside.casefold()
    assert "rast" in outside.casefold()


async def test_who_was_slower_is_told_and_moves_nothing_back(
    desk_client: DeskClient, database: Database
) -> None:
    here = await a_theme_of_two_things(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(f"{address}/split", params={"theme": "vantan"})).text
    found = parts_in(page)
    moved, *rest = found["part"][0].split()
    async with database.transaction("desk") as db:
        texts = await sorting.text_of(db, here.round_id, moved)
        theirs = Move(statements=(texts.statement_id,), theme="vantan", to="berattaigen")
        await reviewed.change(db, here.round_id, theirs, seen=0, actor=OTHER)
    token = token_in((await client.get(address)).text)
    fields = {"_csrf_token": token, "verb": "split", "theme": "vantan", "seen": "0", **found}
    clash = await client.post(address, data=fields, follow_redirects=False)
    nothing_yet = await themes_of(database, here.round_id)
    kept: dict[str, list[str]] = {}
    for name, value in re.findall(r'type="hidden" name="([a-z_]+)" value="([^"]*)"', clash.text):
        kept.setdefault(name, []).append(unescape(value))
    anyway = await client.post(address, data=kept, follow_redirects=False)

    assert clash.status_code == 409
    assert OTHER in clash.text
    assert not [each for each in nothing_yet if each.startswith("own-")]
    assert anyway.status_code == 303
    assert moved in await statements_in(database, here.round_id, "berattaigen")
    new = [each for each in await themes_of(database, here.round_id) if each.startswith("own-")]
    first = await statements_in(database, here.round_id, new[0])
    assert {*first} in ({*rest}, *({*each.split()} for each in found["part"][1:]))


async def test_hostile_forms_and_addresses_split_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    here = await a_theme_of_two_things(database, hostile=True)
    other = await a_theme_of_two_things(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    await begun(client, other)
    page = (await client.get(f"{address}/split", params={"theme": "vantan"})).text
    own = parts_in(page)["part"][0]
    theirs = " ".join(await statements_in(database, other.round_id, "vantan"))
    refused: list[dict[str, str | list[str]]] = [
        {},
        {"part": own},
        {"part": own, "part_name": " \u202e\x00"},
        {"part": own, "part_name": "x" * 100_000},
        {"part": own, "part_name": "Namn", "theme": "nowhere"},
        {"part": own, "part_name": "Namn", "theme": "berattaigen"},
        {"part": [own, own], "part_name": ["Ett", "Två"]},
        {"part": "' or 1=1 \x00", "part_name": "Namn"},
        {"part": theirs, "part_name": "Namn"},
    ]
    for fields in refused:
        assert await press(client, address, fields) == 422, fields
    for wanted in ("", "nowhere", "<script>", "x\x00"):
        gone = await client.get(f"{address}/split", params={"theme": wanted})
        assert gone.status_code == 404, wanted
    nowhere = f"/desk/rounds/{uuid4()}/themes/work/split"
    few = (await client.get(f"{address}/split", params={"theme": "unclear"})).text

    assert (await client.get(nowhere, params={"theme": "vantan"})).status_code == 404
    assert "<script>alert" not in page
    assert "49" not in re.sub(r'"[^"]*"|[0-9a-f-]{36}', "", page.partition("<h1>")[2])
    assert "Det finns inget förslag" in few
    assert 'name="part"' not in few
    async with database.transaction("desk") as db:
        assert (await reviewed.get(db, here.round_id)).version == 0
        assert (await reviewed.get(db, other.round_id)).version == 0
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{gnesta}'")
        assert await accounts.every(db)
    assert (await client.get(f"{address}/split?theme=vantan")).status_code == 404
