"""The dashboard: what needs attention, told to whom it concerns, and how people answered."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lyhord import rounds
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage import accounts, decisions, replies, responses
from lyhord.storage.accounts import Role, StoredAccount
from lyhord.storage.collectors import Mode
from lyhord.storage.database import Connection, Database
from lyhord.triage import staffing
from lyhord.web.desk.collected import together
from tests.builders import TODAY, a_collector, a_publication, a_response, a_round, settle
from tests.web.desk.analysed import HOSTILE
from tests.web.desk.visiting import CHEAP, DeskClient

LATE = "har väntat för länge"
LAPSED = "Den stängde sig själv: ersättaren hade inte längre något konto med rollen."
BROKEN = "Löftet är brutet."
NO_ACCOUNT = "Saknar konto som trygghetsansvarig"


async def an_officer(db: Connection, name: str) -> None:
    account = StoredAccount(
        account_id=uuid4(), email=name, role="safeguarding", password_hash=CHEAP.hash("x")
    )
    await accounts.add(db, account, actor="tests")


async def a_late_case(db: Connection, round_id: UUID, *, minutes: int) -> None:
    door = await a_collector(db, round_id)
    new = a_response(door, "hej")
    await responses.submit(db, [new])
    await db.execute(
        "insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)"
        " values ($1, $2, $3, 'concern', '[]', now() - make_interval(mins => $4))",
        round_id,
        uuid4(),
        new.response_id,
        minutes,
    )


async def card(desk_client: DeskClient, role: Role, round_id: UUID) -> str:
    """What needs attention in a round, as somebody is told."""
    page = (await (await desk_client(role)).get(f"/desk/rounds/{round_id}")).text
    return page.partition('id="attention"')[2].partition("</section>")[0]


async def test_a_leader_is_told_of_all_that_waits(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, results_by=TODAY - timedelta(days=1))
        await a_late_case(db, round_id, minutes=1)
        await an_officer(db, "officer@example.org")
    told = await card(desk_client, "leader", round_id)
    client = await desk_client("admin")
    listed = (await client.get("/desk/rounds")).text

    assert told.count('class="urgent"') == 3
    assert LATE in told
    assert BROKEN in told
    assert f"{NO_ACCOUNT} och ser därför inga ärenden: deputy@example.org." in told
    assert "9 rader i checklistan" in told
    assert "Inget gallringsbeslut är angivet" in told
    assert "/desk/triage" not in told  # who may not open a case is not sent there
    assert BROKEN in listed
    assert LATE in listed


async def test_a_viewer_knows_of_the_promise_and_of_no_case(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, results_by=TODAY - timedelta(days=1))
        await a_late_case(db, round_id, minutes=1)
    told = await card(desk_client, "viewer", round_id)

    assert BROKEN in told
    assert LATE not in told
    assert "ärenden" not in told
    assert "href" not in told


async def test_a_round_that_lost_its_deputy_says_why_it_closed_and_where_to_mend_it(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        for name in ("officer@example.org", "deputy@example.org"):
            await an_officer(db, name)
        await staffing.close_lapsed(db, actor="worker")
        await db.execute("delete from staff.account where email = 'deputy@example.org'")
        assert await staffing.close_lapsed(db, actor="worker") == (round_id,)
    client = await desk_client("leader")
    page = (await client.get(f"/desk/rounds/{round_id}")).text
    listed = (await client.get("/desk/rounds")).text
    async with database.transaction("owner") as db:
        await an_officer(db, "deputy@example.org")
        await rounds.open_round(db, round_id, actor="tests")
    again = (await client.get(f"/desk/rounds/{round_id}")).text

    assert page.count(LAPSED) == 2
    assert f"/desk/rounds/{round_id}/officers" in page
    assert LAPSED in listed
    assert LAPSED not in again


async def test_a_round_whose_last_day_passed_says_so_and_wants_nothing(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await db.execute(
            "update lyhord.round set opens = $1, closes = $1", TODAY - timedelta(days=2)
        )
        await staffing.close_lapsed(db, actor="worker")
    page = (await (await desk_client("viewer")).get(f"/desk/rounds/{round_id}")).text

    assert page.count("Den stängde sig själv när sista dagen hade passerat.") == 1


async def test_a_case_within_its_time_is_told_to_nobody(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await a_late_case(db, round_id, minutes=-60)

    assert LATE not in await card(desk_client, "leader", round_id)


async def test_what_is_seen_to_is_not_asked_for(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db, results_by=TODAY + timedelta(days=60))
        for name in ("officer@example.org", "deputy@example.org"):
            await an_officer(db, name)
        await decisions.set_ticks(db, round_id, decisions.REQUIREMENTS, actor="tests")
        decision = decisions.Decision(
            reference="KS 1", originals_days=1, statements_days=1, registrations_days=1
        )
        await rounds.decide(db, round_id, decision, actor="tests")

    assert await card(desk_client, "leader", round_id) == ""


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ((exact(7), exact(0)), exact(7)),
        ((exact(7), Figure(form="at_least", n=10)), Figure(form="at_least", n=15)),
        ((exact(7), Figure(form="under", n=5)), Figure(form="at_least", n=5)),
        ((exact(7), HIDDEN), Figure(form="at_least", n=5)),
        ((Figure(form="under", n=5), Figure(form="under", n=5)), HIDDEN),
        ((HIDDEN, HIDDEN), HIDDEN),
        ((Figure(form="under", n=10),), Figure(form="under", n=10)),
    ],
)
def test_a_sum_tells_no_more_than_its_parts(figures: tuple[Figure, ...], expected: Figure) -> None:
    assert together(figures) == expected


async def test_channels_completion_and_languages_are_told_when_figures_are_settled(
    desk_client: DeskClient, database: Database
) -> None:
    modes: tuple[Mode, ...] = ("open", "kiosk")
    async with database.transaction("owner") as db:
        round_id = await a_round(db, a_publication(), name=HOSTILE, purpose=HOSTILE, owner=HOSTILE)
        for n, mode in enumerate(modes, 2):
            door = await a_collector(db, round_id, mode=mode)
            await responses.submit(db, [a_response(door, f"Text {i}") for i in range(10 * n)])
        await replies.promise(db, round_id, due_on=TODAY, owner=HOSTILE, actor="tests")
    client = await desk_client("viewer")
    address = f"/desk/rounds/{round_id}"
    before = (await client.get(address)).text
    async with database.transaction("owner") as db:
        await settle(db, round_id)
    after = (await client.get(address)).text

    assert "Hur mycket som besvarades" not in before
    assert "hälften besvarade minst 2 av 3 frågor" in after
    assert '<span lang="sv">Svenska</span>' in after
    for name, count in (("Öppen länk", "20"), ("Delad skärm", "30")):
        row = after.partition(f'<th scope="row">{name}</th>')[2].partition("</tr>")[0]
        assert f'<td class="n">{count}</td>' in row
    for page in (before, after, (await client.get("/desk/rounds")).text):
        assert "<script>alert" not in page
