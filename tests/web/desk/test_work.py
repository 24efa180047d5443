"""The theme workspace at the desk: what its buttons do, refuse and never lose."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import msgspec
import pytest

from lyhord import rounds as lifecycle
from lyhord.disclosing.freezing import FrozenRun
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.codebooks import Done
from lyhord.reviewing.verbs import Edit, Move, Start
from lyhord.storage import accounts, blind, codebooks, collectors, figures, responses, runs
from lyhord.storage.accounts import Role
from lyhord.storage.book import Asked, BookTheme
from lyhord.storage.database import Database
from tests.builders import a_response, settle
from tests.web.desk.analysed import HOSTILE, Shown, analysed, shown
from tests.web.desk.visiting import Client, DeskClient, post, token_in

OTHER = "annan@exempel.se"


async def begun(client: Client, here: Shown) -> str:
    """The address of a workspace that was opened."""
    address = f"{here.themes}/work"
    answer = await post(client, address, seen_at=address, verb="open")
    assert answer.status_code == 303, answer.text
    return address


async def themes_of(database: Database, round_id: UUID) -> dict[str, BookTheme]:
    async with database.transaction("desk") as db:
        return {each.theme_id: each for each in await reviewed.themes(db, round_id)}


async def statements_in(database: Database, round_id: UUID, theme: str) -> list[str]:
    async with database.transaction("desk") as db:
        book = await reviewed.get(db, round_id)
        asked = Asked(theme_id=theme, most=100)
        found = await codebooks.texts(db, round_id, book.run_id, asked)
    return [str(each.statement_id) for each in found]


def hidden(page: str) -> dict[str, str]:
    """What the form of statements carries unseen."""
    form = page.partition('id="sorting"')[2].partition("<ul")[0]
    found = re.findall(r'type="hidden" name="([a-z]+)" value="([^"]*)"', form)
    return {name: unescape(value) for name, value in found if name != "_csrf_token"}


async def test_a_theme_is_named_written_about_and_put_to_use(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    themes = (await client.get(here.themes)).text
    beginning = (await client.get(f"{here.themes}/work")).text
    address = await begun(client, here)
    page = (await client.get(address, params={"theme": "vantan"})).text
    fields = hidden(page) | {
        "verb": "edit",
        "name": "Att få vänta",
        "need": "Som ungdom behöver jag veta …",
        "insight": "Väntan är värst.",
        "valence": "missing",
        "tagged": "actors",
        "actors": "kurator",
    }
    answer = await post(client, address, seen_at=address, **fields)
    after = (await client.get(answer.headers["location"])).text
    before_use = (await client.get(here.themes)).text
    used = await post(client, address, seen_at=address, verb="use", theme="vantan")
    in_use = (await client.get(here.themes, params={"theme": "vantan"})).text
    told = (await client.get(address, params={"theme": "vantan"})).text
    history = (await client.get(f"{address}/history")).text

    assert "Väntan är värst.</p>" in after
    assert used.headers["location"].endswith("/work?theme=vantan")
    assert "Skolkurator" in history
    assert f'href="{here.themes}/work"' in themes
    assert "Arbeta med temana" in beginning
    assert answer.status_code == 303
    assert "Som ungdom behöver jag veta …" in after
    assert "De som säger emot" in after
    assert "Att få vänta" not in before_use
    assert used.status_code == 303
    assert "Att få vänta" in in_use
    assert "Det är det här som sidor och filer visar." in told
    assert "Ungdomar" in told  # who says it
    vantan = (await themes_of(database, here.round_id))["vantan"]
    assert (vantan.notes.valence, vantan.notes.actors) == ("missing", ("kurator",))


async def test_enter_in_the_name_of_a_new_theme_begins_it(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("leader")
    page = (await client.get(await begun(client, here), params={"theme": "vantan"})).text

    sorting = page[page.index('id="sorting"') :]

    # a browser presses the first button of a form when somebody presses Enter in a field
    assert sorting.index('name="new_name"') < sorting.index("<button")
    assert re.findall(r'<button[^>]* value="(\w+)"', sorting)[0] == "start"


async def test_statements_are_moved_copied_begun_with_and_quoted(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("leader")
    address = await begun(client, here)
    one, two, three, *_ = await statements_in(database, here.round_id, "vantan")

    async def do(**fields: str) -> str:
        seen_at = f"{address}?theme=vantan"
        carried = hidden((await client.get(seen_at)).text)
        answer = await post(client, address, seen_at=seen_at, **(carried | fields))
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    await do(verb="move", statement=one, to="berattaigen")
    await do(verb="copy", statement=two, to="berattaigen")
    new = await do(verb="start", statement=three, new_name="Kön")
    await do(verb="pick", statement=two)
    merged = await do(verb="merge", into="berattaigen")
    await do(verb="undo")

    assert "theme=own-" in new
    assert "theme=berattaigen" in merged
    assert one in await statements_in(database, here.round_id, "berattaigen")
    assert two in await statements_in(database, here.round_id, "berattaigen")
    assert (await statements_in(database, here.round_id, "vantan"))[0] == two
    history = (await client.get(f"{address}/history")).text
    assert "ångrade nr 5" in re.sub(r"\s+", " ", history)
    assert "slog ihop" in history
    assert await statements_in(database, here.round_id, new.partition("=")[2]) == [three]


async def test_an_event_of_long_ago_is_undone_from_the_history(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("admin")
    address = await begun(client, here)
    for number, name in enumerate(("Ett", "Två")):
        theme = ("vantan", "berattaigen")[number]
        fields = {"verb": "edit", "theme": theme, "name": name, "seen": str(number)}
        await post(client, address, seen_at=address, **fields)
    history = f"{address}/history"
    page = (await client.get(history)).text
    answer = await post(client, address, seen_at=history, verb="undo", number="1")

    assert page.count('name="number"') == 2
    assert answer.status_code == 303
    names = {key: each.name for key, each in (await themes_of(database, here.round_id)).items()}
    assert (names["vantan"], names["berattaigen"]) == ("Väntan", "Två")
    assert (await client.get(history)).text.count('name="number"') == 1


async def test_who_was_slower_is_told_what_changed_and_keeps_what_was_typed(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(address, params={"theme": "vantan"})).text
    async with database.transaction("desk") as db:
        theirs = Edit(theme="vantan", fields={"need": "deras behov", "insight": "deras"})
        await reviewed.change(db, here.round_id, theirs, seen=0, actor=OTHER)
    typed = hidden(page) | {"verb": "edit", "need": "mitt behov", "insight": "", "name": "Väntan"}
    clash = await post(client, address, seen_at=address, **typed)
    kept = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', clash.text))
    nothing_yet = (await themes_of(database, here.round_id))["vantan"].notes.need
    anyway = await client.post(address, data=kept, follow_redirects=False)

    assert clash.status_code == 409
    for text in (OTHER, "deras behov", "mitt behov", "Någon annan hann före"):
        assert text in clash.text
    assert nothing_yet == "deras behov"
    assert anyway.status_code == 303
    notes = (await themes_of(database, here.round_id))["vantan"].notes
    # what was left as it was is no decision: theirs stays
    assert (notes.need, notes.insight) == ("mitt behov", "deras")


async def test_who_was_slower_to_sort_is_told_what_pressing_again_does(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    one, two, *_ = map(UUID, await statements_in(database, here.round_id, "vantan"))
    page = (await client.get(address, params={"theme": "vantan"})).text
    async with database.transaction("desk") as db:
        theirs = Start(statements=(one, two), theme="vantan", new="own-ko", name="Kön")
        await reviewed.change(db, here.round_id, theirs, seen=0, actor=OTHER)
    wanted = {"verb": "move", "to": "berattaigen", "statement": str(one)}
    clash = await post(client, address, seen_at=address, **(hidden(page) | wanted))
    begin = {"verb": "start", "new_name": "<b>Egen", "statement": str(one)}
    other = await post(client, address, seen_at=address, **(hidden(page) | begin))

    assert (clash.status_code, other.status_code) == (409, 409)
    assert re.search(r"Det du ville göra</h2>\s*<p[^>]*>Flytta: [^<]+ · 1 utsaga</p>", clash.text)
    assert "Nytt tema: &lt;b&gt;Egen · 1 utsaga" in other.text


async def test_undoing_a_theme_that_was_filled_says_what_filled_it_and_does_both(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    one, two, *_ = map(UUID, await statements_in(database, here.round_id, "vantan"))
    page = (await client.get(address, params={"theme": "vantan"})).text
    fields = hidden(page) | {"verb": "start", "new_name": "Kön", "statement": str(one)}
    own = (await post(client, address, seen_at=address, **fields)).headers["location"]
    async with database.transaction("desk") as db:
        theirs = Move(statements=(two,), theme="vantan", to=own.partition("theme=")[2])
        await reviewed.change(db, here.round_id, theirs, seen=1, actor=OTHER)
    asked = await post(client, address, seen_at=address, verb="undo")
    kept = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', asked.text))
    before = await statements_in(database, here.round_id, "vantan")
    done = await client.post(address, data=kept, follow_redirects=False)

    assert asked.status_code == 409
    assert "Där står mer nu" in asked.text
    assert OTHER in asked.text
    assert not {str(one), str(two)} & {*before}
    assert done.status_code == 303
    assert {str(one), str(two)} <= {*await statements_in(database, here.round_id, "vantan")}


async def test_what_others_did_meanwhile_is_told_to_a_page_that_asks(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database, hostile=True)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(address)).text
    asked = unescape(re.findall(r'data-href="([^"]+)"', page)[0])
    nothing = await client.get(asked)
    me = {"verb": "edit", "theme": "vantan", "seen": "0", "need": "mitt"}
    await post(client, address, seen_at=address, **me)
    own = await client.get(asked)
    async with database.transaction("desk") as db:
        for seen, name in enumerate(("Deras", "<script>alert(1)</script>"), start=1):
            theirs = Edit(theme="vantan", fields={"name": name})
            await reviewed.change(db, here.round_id, theirs, seen=seen, actor=OTHER)
    told = await client.get(asked)

    assert (nothing.status_code, own.status_code, told.status_code) == (204, 204, 200)
    assert OTHER in told.text
    assert "och 1 till" in told.text
    assert "<script>alert" not in told.text
    assert "&lt;script&gt;alert(1)" in told.text
    for odd in ("", "?seen=9" + "9" * 400, "?seen=' or 1=1", "?seen=-1"):
        answer = await client.get(asked.partition("?")[0] + odd)
        assert answer.status_code in {200, 204}


async def test_changes_to_other_parts_go_through(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(address, params={"theme": "vantan"})).text
    async with database.transaction("desk") as db:
        theirs = Edit(theme="berattaigen", fields={"name": "Samma sak"})
        assert isinstance(
            await reviewed.change(db, here.round_id, theirs, seen=0, actor=OTHER), Done
        )
    typed = hidden(page) | {"verb": "edit", "name": "Köer"}

    assert (await post(client, address, seen_at=address, **typed)).status_code == 303


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"verb": "edit", "name": "\u202e \x00"}, "Ge temat ett namn"),
    ({"verb": "edit", "name": "x" * 100_000}, "för långt"),
    ({"verb": "edit", "valence": "<b>"}, "går inte att välja"),
    ({"verb": "merge", "into": ""}, "fortfarande finns"),
    ({"verb": "merge", "into": "vantan"}, "annat tema"),
    ({"verb": "reject", "theme": "../../etc"}, "fortfarande finns"),
    ({"verb": "reject", "theme": "x\x00"}, "fortfarande finns"),
    ({"verb": "merge", "theme": "\x00", "into": "vantan"}, "fortfarande finns"),
    ({"verb": "move", "to": "unclear"}, "Markera utsagorna"),
    ({"verb": "move", "to": "unclear", "statement": "' or 1=1"}, "Markera utsagorna"),
    ({"verb": "move", "to": "unclear", "statement": str(UUID(int=7))}, "Markera utsagorna"),
    ({"verb": "start", "new_name": "", "statement": str(UUID(int=7))}, "Ge temat ett namn"),
    ({"verb": "", "seen": "9" * 400}, "fortfarande finns"),
    ({"verb": "move", "theme": "x\x00", "to": "\x00"}, "fortfarande finns"),
]


async def test_what_cannot_be_done_changes_nothing_and_says_why(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    for fields, said in REFUSED:
        given = {"theme": "vantan", "seen": "0"} | fields
        answer = await post(client, address, seen_at=address, **given)
        assert answer.status_code == 422, fields
        assert said in answer.text, fields
        assert "Ingenting ändrades" in answer.text

    async with database.transaction("desk") as db:
        assert (await reviewed.get(db, here.round_id)).version == 0


async def test_one_is_led_back_by_a_short_address_whatever_the_form_carries(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    fields = {"verb": "edit", "theme": "vantan", "q": "x" * 100_000, "show": "y" * 100_000}
    answer = await post(client, address, seen_at=address, seen="0", **fields)

    assert answer.headers["location"] == f"{address}?theme=vantan"


async def test_hostile_words_are_shown_and_searched_for_as_words(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database, hostile=True)
    client = await desk_client("analyst")
    address = await begun(client, here)
    name = '=cmd|"/c" {{7*7}} <script>alert(1)</script>'
    fields = {"verb": "edit", "theme": "vantan", "seen": "0", "name": name, "need": HOSTILE}
    await post(client, address, seen_at=address, **fields)
    pages = [
        await client.get(address, params=params)
        for params in (
            {},
            {"theme": "vantan"},
            {"theme": "<script>"},
            {"q": "<script>alert(1)"},
            {"q": "%_\x00'"},
            {"find": name, "page": "99999999", "show": "<b>"},
        )
    ]
    history = await client.get(f"{address}/history")

    for page in (*pages, history):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "49" not in re.sub(r'"[^"]*"|[0-9a-f-]{36}', "", page.text.partition("<h1>")[2])
    assert name in unescape(pages[1].text)
    need = (await themes_of(database, here.round_id))["vantan"].notes.need
    assert need == HOSTILE.replace("\u202e", "")
    assert 'name="statement"' in pages[3].text
    assert 'name="statement"' not in pages[4].text


async def test_another_rounds_statements_and_codebook_stay_out_of_reach(
    desk_client: DeskClient, database: Database
) -> None:
    here, other = await shown(database), await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    await begun(client, other)
    theirs = await statements_in(database, other.round_id, "vantan")
    fields = {"verb": "move", "theme": "", "to": "unclear", "seen": "0", "statement": theirs[0]}

    assert (await post(client, address, seen_at=address, **fields)).status_code == 422
    assert theirs == await statements_in(database, other.round_id, "vantan")
    nowhere = f"/desk/rounds/{uuid4()}/themes/work"
    assert (await client.get(nowhere)).status_code == 404
    assert (await client.get(f"{nowhere}/history")).status_code == 404


async def test_nothing_begins_while_answers_come(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database, is_open=True)
    client = await desk_client("analyst")
    address = f"{here.themes}/work"
    page = await client.get(address)
    answer = await client.post(
        address, data={"_csrf_token": token_in(page.text), "verb": "open"}, follow_redirects=False
    )

    assert 'value="open"' not in page.text
    assert answer.status_code == 200
    async with database.transaction("desk") as db:
        assert await codebooks.get(db, here.round_id) is None


@pytest.mark.parametrize("role", ["viewer", "facilitator", "safeguarding"])
async def test_others_do_not_come_in(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    here = await shown(database)
    client = await desk_client(role)
    work = f"{here.themes}/work"

    assert (await client.get(work)).status_code == 403
    assert (await client.get(f"{work}/history")).status_code == 403


async def test_who_works_for_some_municipalities_reads_the_themes_and_sorts_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    token = token_in((await client.get(address)).text)
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{gnesta}'")
        assert await accounts.every(db)

    assert f"{here.themes}/work" not in (await client.get(here.themes)).text
    assert (await client.get(address)).status_code == 404
    posted = {"_csrf_token": token, "verb": "use"}
    assert (await client.post(address, data=posted)).status_code == 404
    async with database.transaction("desk") as db:
        current = await runs.current(db, here.round_id)
        assert current is not None
        assert current.run_id == here.run_id


async def test_statements_are_narrowed_by_words_question_and_audience(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)

    async def found(**asked: str) -> tuple[int, str]:
        page = (await client.get(address, params={"theme": "vantan", **asked})).text
        return page.count('name="statement"'), page

    words, page = await found(within="youth 1")
    carried = hidden(page)
    answer = await post(client, address, seen_at=address, **carried, verb="redo")
    none, _ = await found(question="worked")
    odd, _ = await found(question="' or 1=1", audience="<b>", tag="x" * 9_000, within="\x00")

    assert words == 5  # the even ones from 10 to 18
    assert carried["within"] == "youth 1"
    assert "within=youth+1" in answer.headers["location"]
    assert none == 0
    assert odd == 20


async def test_an_audience_is_told_only_where_enough_of_each_wrote(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    some = (await client.get(address, params={"theme": "vantan"})).text
    forced = (await client.get(address, params={"theme": "vantan", "audience": "youth"})).text
    # ten of the young and of the guardians each wrote of it, but six of the professionals: whoever
    # is not named would be one of the six
    async with database.transaction("owner") as db:
        known = await figures.of_run(db, here.round_id, here.run_id)
        assert known is not None
        document = msgspec.convert(known.document, FrozenRun)
        run = msgspec.structs.replace(
            document,
            themes=tuple(
                msgspec.structs.replace(each, speakers=("youth", "guardian", "professional"))
                for each in document.themes
            ),
        )
        await db.execute(
            "update lyhord.published_run set document = $2 where run_id = $1",
            here.run_id,
            msgspec.to_builtins(run),
        )
    every = (await client.get(address, params={"theme": "vantan"})).text
    young = (await client.get(address, params={"theme": "vantan", "audience": "youth"})).text

    assert 'name="audience"' not in some
    assert forced.count('name="statement"') == 20
    assert "Ungdom</span>" not in forced
    assert 'id="audience"' in every
    assert young.count('name="statement"') == young.count("Ungdom</span>") == 15


async def test_themes_are_narrowed_by_where_people_placed_them(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    placed = {
        "verb": "edit",
        "theme": "vantan",
        "seen": "0",
        "tagged": "stages",
        "stages": "vantan",
    }
    await post(client, address, seen_at=address, **placed, valence="missing")

    for tag, named in (("vantan", True), ("missing", True), ("works", False), ("bup", False)):
        page = (await client.get(address, params={"theme": "berattaigen", "tag": tag})).text
        listed = page.partition("<ol>")[2].partition("</ol>")[0]
        assert ("Väntan" in listed) is named, tag
        # a statement can be moved to any theme, whichever are listed
        assert '<option value="vantan">' in page


async def test_counts_are_of_texts_that_are_listed(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(address, params={"theme": "vantan"})).text

    assert "31 utsagor att sortera" in page
    assert page.count('name="statement"') == 20
    assert (await client.get(address, params={"theme": "vantan", "page": "2"})).text.count(
        'name="statement"'
    ) == 11


async def test_what_came_later_is_placed_when_it_is_enough_to_hide_among(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    said: list[tuple[int, str]] = []
    for n in (1, 9):
        async with database.transaction("owner") as db:
            door = next(iter(await collectors.of_round(db, here.round_id)))
            await lifecycle.open_round(db, here.round_id, actor="tests")
            new = [a_response(door, f"Vi väntar än {n} {each}") for each in range(n)]
            await responses.submit(db, new)
            await settle(db, here.round_id)
            await analysed(db, here.round_id)
        offered = (await client.get(address)).text
        answer = await post(client, address, seen_at=address, verb="place")
        said.append((answer.status_code, answer.text))
        assert 'value="place"' in offered

    assert [status for status, _ in said] == [422, 303]
    assert "Så få svar har kommit" in said[0][1]
    page = (await client.get(address, params={"theme": "vantan"})).text
    assert "41 utsagor att sortera" in page
    assert 'value="place"' not in page


async def test_a_second_person_codes_blind_and_agreement_is_told(
    desk_client: DeskClient, database: Database
) -> None:
    here = await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    place = f"{address}/sample"
    drawn = await post(client, place, seen_at=place, verb="draw", size="10")
    coding = drawn.headers["location"]
    sample = coding.partition("code=")[2]
    wrong = await post(client, place, seen_at=place, sample=sample, place="1", to="nowhere")
    for n in range(10):
        page = (await client.get(coding)).text
        article = page.partition("<blockquote")[2].partition("</blockquote>")[0]
        theme = "vantan" if "Vi väntade" in article else "berattaigen"
        assert 'value="1"' in page or n
        fields = {"verb": "code", "sample": sample, "place": str(n + 1), "to": theme}
        await post(client, place, seen_at=coding, **fields)
    told = (await client.get(place)).text
    # a code that was given stays, and nobody codes another one's sample
    await post(client, place, seen_at=place, sample=sample, place="1", to="unclear")
    async with database.transaction("desk") as db:
        assert await blind.next_text(db, here.round_id, UUID(sample), coder=OTHER) is None
        pairs = await blind.pairs(db, here.round_id, UUID(sample))

    assert wrong.status_code == 422
    assert "10 av 10" in told
    assert "100" in told
    assert all(each.first == each.second for each in pairs)
    for size in ("9", "301", "x"):
        refused = await post(client, place, seen_at=place, verb="draw", size=size)
        assert refused.status_code == 400
    assert (await client.get(f"{place}?code=x' or 1=1")).status_code == 200


async def test_more_is_hidden_in_a_statement_that_is_sorted(
    desk_client: DeskClient, database: Database
) -> None:
    here, other = await shown(database), await shown(database)
    client = await desk_client("analyst")
    address = await begun(client, here)
    page = (await client.get(address, params={"theme": "vantan"})).text
    href = unescape(re.findall(r'href="([^"]+/hide[?][^"]+)"', page)[0])
    query = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
    hidden_now = await post(
        client, href.partition("?")[0], seen_at=href, **query, words="väntade", kind="detail"
    )
    after = (await client.get(hidden_now.headers["location"])).text
    foreign = href.replace(str(here.round_id), str(other.round_id))
    nowhere = href.replace(query["entry"], "x' or 1=1")

    assert hidden_now.status_code == 303
    assert hidden_now.headers["location"].startswith(address)
    assert "Vi <mark>[dolt]</mark> länge" in after
    assert (await client.get(foreign)).status_code == 404
    assert (await client.get(nowhere)).status_code == 404
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{gnesta}'")
    assert (await client.get(href)).status_code == 404
