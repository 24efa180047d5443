"""The safeguarding pages, against everybody who should not be there and everything odd."""

import html
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from lyhord.privacy.warning_rules import Level
from lyhord.storage import responses
from lyhord.storage.accounts import ROLES, Role
from lyhord.storage.database import Database
from lyhord.storage.responses import Extra, NewCase
from tests.builders import PASSPHRASE, TODAY, a_collector, a_response
from tests.triage.cases import TEXT, a_case, a_round_of, rows
from tests.web.desk.visiting import Client, DeskClient, post, token_in

ME = "safeguarding@exempel.se"
QUEUE = "/desk/triage"
RECEIPT = re.compile(r"([0-9A-Z]{4}-){4}[0-9A-Z]|([0-9A-Z] ){4}, [0-9A-Z ,]+")
OTHERS = [role for role in ROLES if role != "safeguarding"]


async def mine(database: Database, **changes: object) -> UUID:
    """A case in a round of the officer who signs in."""
    round_id = await a_round_of(database, officer=ME)
    return await a_case(database, round_id=round_id, **changes)  # pyright: ignore[reportArgumentType]


async def _open(client: Client, case_id: UUID, **fields: str) -> str:
    here = f"{QUEUE}/{case_id}"
    answer = await post(
        client,
        f"{here}/open",
        seen_at=here,
        **({"reason": "akut", "passphrase": PASSPHRASE} | fields),
    )
    return f"{answer.status_code} {answer.text}"


def _as_written(page: str) -> str:
    """What stands in the page without its marks and their numbers."""
    return html.unescape(re.sub(r"<sup.*?</sup>|</?mark[^>]*>", "", page))


@pytest.mark.parametrize("role", OTHERS)
async def test_no_other_role_gets_in_or_sees_that_there_is_something(
    desk_client: DeskClient, database: Database, role: Role
) -> None:
    case_id = await mine(database)
    client = await desk_client(role)
    start = (await client.get("/desk/rounds")).text
    token = token_in(start)
    answers = [await client.get(path) for path in (QUEUE, f"{QUEUE}/{case_id}", f"{QUEUE}/keys")]
    answers += [
        await client.post(path, data={"_csrf_token": token, "reason": "x", "passphrase": "x"})
        for path in (f"{QUEUE}/{case_id}/open", f"{QUEUE}/{case_id}/decide", f"{QUEUE}/keys")
    ]

    assert {403} == {answer.status_code for answer in answers}
    assert 1 == len({re.sub(r"[0-9a-f]{16,}", "", answer.text) for answer in answers})
    assert "Trygghet" not in start
    assert QUEUE not in start


async def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    answer = await client.get(QUEUE, follow_redirects=False)

    assert 303 == answer.status_code
    assert answer.headers["location"].startswith("/desk/sign-in")


async def test_the_queue_has_the_most_acute_first_and_no_word_of_any(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_round_of(database, officer=ME)
    levels = ("historic", "concern", "acute")
    for n, level in enumerate(levels):
        await a_case(database, level=level, round_id=round_id, receipt=bytes([n]))
    client = await desk_client("safeguarding")
    page = (await client.get(QUEUE)).text

    assert ["Akut: våld", "Oro: våld", "Tidigare: våld"] == re.findall(
        r'<h2><a href="[^"]+">([^<]+)</a>', page
    )
    assert "Ellinor" not in page
    assert "slår" not in page
    assert "Trygghet</a>" in page
    assert "Besluta senast" in page


async def test_another_rounds_case_looks_like_none_at_all(
    desk_client: DeskClient, database: Database
) -> None:
    theirs = await a_case(database)
    await a_round_of(database, officer=ME)
    client = await desk_client("safeguarding")
    queue = await client.get(QUEUE)
    token = token_in(queue.text)
    pages: list[str] = []
    for case_id in (theirs, uuid4()):
        seen = await client.get(f"{QUEUE}/{case_id}")
        opened = await client.post(
            f"{QUEUE}/{case_id}/open",
            data={"_csrf_token": token, "reason": "akut", "passphrase": PASSPHRASE},
        )
        assert (404, 404) == (seen.status_code, opened.status_code)
        pages += [seen.text, opened.text]

    assert "Inget väntar på dig nu" in queue.text
    assert 1 == len(set(pages))
    assert TEXT not in pages[0]


async def test_an_original_is_shown_once_and_kept_nowhere(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    here = f"{QUEUE}/{case_id}"
    answer = await post(
        client, f"{here}/open", seen_at=here, reason="akut i kön", passphrase=PASSPHRASE
    )
    again = (await client.get(here)).text

    assert 200 == answer.status_code
    assert TEXT in _as_written(answer.text)
    assert "Kommun: Gnesta" in answer.text
    assert "no-store" in answer.headers["cache-control"]
    assert PASSPHRASE not in answer.text
    assert TEXT not in again
    assert f"Öppnat av {ME}" in again


async def test_an_opened_original_marks_the_words_and_says_what_the_rules_mean(
    desk_client: DeskClient, database: Database
) -> None:
    text = "<b>pappa slår mig</b> & jag heter <script>x</script>"
    case_id = await mine(database, text=text)
    client = await desk_client("safeguarding")
    closed = (await client.get(f"{QUEUE}/{case_id}")).text
    opened = await _open(client, case_id)

    meaning = "Blir slagen av en vuxen, partner eller ett syskon, eller ser det"
    assert meaning in closed
    assert "slår mig" not in closed
    assert "<mark>pappa slår mig</mark><sup" in opened
    assert re.search(meaning + r": <q [^>]*>pappa slår mig</q>", opened)
    assert text in _as_written(opened)
    assert "<script>x" not in opened


async def test_a_rule_that_is_gone_and_an_answer_sent_by_hand_are_said_in_words(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database, text="mer tid med kuratorn")
    async with database.transaction("owner") as db:
        await db.execute("""update sealed.triage_case set rules = '["reader", "old.rule"]'""")
    opened = await _open(await desk_client("safeguarding"), case_id)

    assert "<mark" not in opened
    assert "Någon som läste svaret vid skrivbordet skickade det hit" in opened
    assert "En regel som inte längre finns i filerna" in opened


@pytest.mark.usefixtures("long_waits")
async def test_a_wrong_passphrase_is_refused_and_then_has_to_wait(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    answers = [await _open(client, case_id, passphrase="gissning") for _ in range(6)]

    assert ["422"] * 4 == [answer[:3] for answer in answers[:4]]
    assert "Lösenfrasen öppnar inte det här" in answers[0]
    assert "429" == answers[-1][:3]
    assert "Vänta" in answers[-1]
    assert not any("Ellinor" in answer or "gissning" in answer for answer in answers)


async def test_without_a_reason_it_stays_closed(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    answer = await _open(await desk_client("safeguarding"), case_id, reason=" ")

    assert "422" == answer[:3]
    assert "Skriv varför du öppnar det." in answer
    assert "Ellinor" not in answer


async def test_a_form_without_its_token_opens_and_decides_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    for step in ("open", "decide"):
        answer = await client.post(
            f"{QUEUE}/{case_id}/{step}",
            data={"reason": "akut", "passphrase": PASSPHRASE, "outcome": "no_concern"},
        )
        assert 403 == answer.status_code

    assert 1 == len(await rows(database, "select * from sealed.triage_case"))


async def test_a_decision_is_made_once_and_the_second_one_is_told_so(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    await _open(client, case_id)
    token = token_in((await client.get(QUEUE)).text)
    fields = {
        "_csrf_token": token,
        "outcome": "reported",
        "reported_on": str(TODAY),
        "reported_by": "head",
    }
    address = f"{QUEUE}/{case_id}/decide"
    first = await client.post(address, data=fields, follow_redirects=False)
    second = await client.post(address, data=fields, follow_redirects=False)
    queue = (await client.get(first.headers["location"])).text

    assert (303, 404) == (first.status_code, second.status_code)
    assert "avgjort, återtaget eller någon annans" in second.text
    assert "Beslutet är sparat" in queue
    assert "en orosanmälan är gjord" in queue
    assert 1 == len(await rows(database, "select * from sealed.triage_decision"))


async def test_a_decision_that_is_not_whole_says_what_is_missing(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    here = f"{QUEUE}/{case_id}"
    unread = await post(client, f"{here}/decide", seen_at=here, outcome="no_concern")
    await _open(client, case_id)
    empty = await post(client, f"{here}/decide", seen_at=here)

    assert (422, 422) == (unread.status_code, empty.status_code)
    assert "Öppna originalet innan du beslutar." in unread.text
    assert "Välj vad du beslutar." in empty.text


async def test_overdue_is_said_and_who_has_it(desk_client: DeskClient, database: Database) -> None:
    await mine(database, due=timedelta(minutes=-1))
    async with database.transaction("owner") as db:
        await db.execute("update sealed.triage_case set is_escalated = true")
    page = (await (await desk_client("safeguarding")).get(QUEUE)).text

    assert "Tiden har gått ut" in page
    assert "Det har gått över även till ersättaren" in page


async def test_a_key_is_handed_on_with_a_passphrase_shown_once(
    desk_client: DeskClient, database: Database
) -> None:
    case_id = await mine(database)
    client = await desk_client("safeguarding")
    here = f"{QUEUE}/keys"
    made = await post(client, here, seen_at=here, to=ME, passphrase=PASSPHRASE)
    found = re.search(r"<code>([a-z-]+)</code>", made.text)
    assert found
    stranger = await post(client, here, seen_at=here, to="x@example.org", passphrase=PASSPHRASE)
    wrong = await post(client, here, seen_at=here, to=ME, passphrase="gissning")
    opened = await _open(client, case_id, passphrase=found[1])

    assert (404, 422) == (stranger.status_code, wrong.status_code)
    assert found[1] not in (await client.get(here)).text
    assert TEXT in _as_written(opened)


async def test_the_respondent_sees_the_same_page_whatever_was_found(
    client: Client, database: Database
) -> None:
    round_id = await a_round_of(database, officer=ME)
    async with database.transaction("owner") as db:
        door = await a_collector(db, round_id)
    pages: list[str] = []
    for wish in ("jag vill inte leva längre", "jag vill ha mer lektioner"):
        sent = {"submission": str(uuid4()), "wish": wish}
        answer = await client.post(f"/s/{door.slug}", data=sent)
        assert 200 == answer.status_code
        page = RECEIPT.sub("", answer.text)
        pages.append(page)
        api = await client.post(
            f"/api/v1/collectors/{door.slug}/responses",
            json={"submission": str(uuid4()), "language": "sv", "answers": {"wish": wish}},
        )
        assert {"receipt"} == set(api.json())

    assert pages[0] == pages[1]
    assert "Bris" in pages[0]
    assert 2 == len(await rows(database, "select * from sealed.triage_case"))


async def test_a_long_queue_comes_in_pages_and_each_case_once(
    desk_client: DeskClient, database: Database
) -> None:
    round_id = await a_round_of(database, officer=ME)
    due = datetime.now(UTC) + timedelta(hours=4)
    async with database.transaction("owner") as db:
        door = await a_collector(db, round_id)
        historic: Level = "historic"
        levels: list[Level] = ["concern", "acute", *(historic for _ in range(49))]
        cases = [NewCase(level=level, rules=("violence.hit",), due=due) for level in levels]
        new = [a_response(door, TEXT, extra=Extra(case=case)) for case in cases]
        await responses.submit(db, new)
    client = await desk_client("safeguarding")
    first, second, beyond = [
        (await client.get(f"{QUEUE}?page={page}")).text for page in ("1", "2", "3")
    ]
    found = [re.findall(rf'href="{QUEUE}/([0-9a-f-]{{36}})"', page) for page in (first, second)]

    assert [len(each) for each in found] == [50, 1]
    assert len({*found[0], *found[1]}) == 51
    assert "Akut: våld" in first
    assert (f"{QUEUE}?page=2" in first, f"{QUEUE}?page=2" in second) == (True, False)
    assert "Inget väntar" not in beyond
