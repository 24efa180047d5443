"""Every route × every role × a municipality: nobody does what their row refuses, or sees beyond."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.storage import accounts, responses, tokens
from lyhord.storage.accounts import ROLES, Role, StoredAccount
from lyhord.storage.database import Connection, Database
from lyhord.web import policy
from tests.builders import TODAY, a_collector, a_response, a_round, settle
from tests.web.desk.analysed import analysed
from tests.web.desk.visiting import CHEAP, PASSWORD, sign_in, token_in

Client = AsyncTestClient[Litestar]
OURS, THEIRS = "gnesta", "trosa"
EACH = 20
# forms and addresses that end what the walk needs come last
LAST = ("POST /desk/sign-out",)
ACTIONS = sorted(
    (action for action, rule in policy.POLICY.items() if rule.way != "open"),
    key=lambda action: (action in LAST, action),
)


def text_from(place: str, n: int) -> str:
    return f"{'Vi' if n % 2 else 'Jag'} väntade i {place.upper()}, nummer {n}"


async def _filled(db: Connection, round_id: UUID, *places: str) -> None:
    door = await a_collector(db, round_id)
    for place in places:
        new = [
            replace(a_response(door, text_from(place, n)), answers={"municipality": place})
            for n in range(EACH)
        ]
        aside = replace(a_response(door, f"{place.upper()} aside"), answers={"municipality": place})
        await responses.submit(db, [*new, aside])
        for table in ("response", "statement"):
            await db.execute(
                f"update lyhord.{table} set standing = 'aside' where response_id = $1",
                aside.response_id,
            )
    if places == (THEIRS,):
        await db.execute(
            "update lyhord.collector set presets = $1 where collector_id = $2",
            {"municipality": THEIRS},
            door.collector_id,
        )
    await settle(db, round_id)
    await analysed(db, round_id)


@pytest.fixture
async def shared(database: Database) -> UUID:
    """A round with answers from both municipalities."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        await _filled(db, round_id, OURS, THEIRS)
    return round_id


@pytest.fixture
async def foreign(database: Database) -> UUID:
    """A round of the other municipality alone."""
    async with database.transaction("owner") as db:
        round_id = await a_round(db, name="Trosas egen")
        await _filled(db, round_id, THEIRS)
    return round_id


async def _account(database: Database, role: Role, *municipalities: str) -> str:
    account = StoredAccount(
        account_id=uuid4(),
        email=f"{role}.{'.'.join(municipalities)}@exempel.se",
        role=role,
        municipalities=municipalities,
        password_hash=CHEAP.hash(PASSWORD),
    )
    async with database.transaction("owner") as db:
        await accounts.add(db, account, actor="tests")
        _, text = await tokens.create(
            db,
            name="",
            role=role,
            municipalities=municipalities,
            expires_on=TODAY + timedelta(days=1),
            actor="tests",
        )
    return f"{account.email} {text}"


Walk = Callable[[str, UUID], Awaitable[httpx.Response]]


async def _walker(client: Client, who: str) -> Walk:
    """Do an action about a round as somebody, with a form of their own session."""
    email, token = who.split()
    client.cookies.clear()
    await sign_in(client, email)
    form = token_in((await client.get("/desk/account")).text)

    async def walk(action: str, round_id: UUID) -> httpx.Response:
        method, _, path = action.partition(" ")
        path = path.replace("{round_id}", str(round_id)).replace("{version}", "1")
        path = re.sub(r"\{\w+\}", str(uuid4()), path)
        headers = {"Authorization": f"Bearer {token}"} if path.startswith("/api/") else {}
        data = {"_csrf_token": form} if method == "POST" else None
        query = {"audience": "youth", "format": "csv"}
        return await client.request(
            method, path, params=query, data=data, headers=headers, follow_redirects=False
        )

    return walk


OTHER_HOSTS = re.compile(
    r"<(?:script|link|img|iframe|form)[^>]+(?:src|href|action)=.(?:https?:)?//"
)


def _unguarded(action: str, answer: httpx.Response) -> list[str]:
    """What an answer lacks that every answer has, or asks of another host."""
    allowed = answer.headers.get("content-security-policy", "")
    is_strict = "default-src 'none'" in allowed and "unsafe" not in allowed
    is_our_own = not OTHER_HOSTS.search(answer.text) and "style=" not in answer.text
    is_sniffed = answer.headers.get("x-content-type-options") != "nosniff"
    is_kept = "no-store" not in answer.headers.get("cache-control", "")
    faults = (not is_strict, not is_our_own, is_sniffed, is_kept)
    return [f"{action}: {faults} {answer.status_code}"] if any(faults) else []


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_of_a_municipality_does_and_sees_what_is_its_own(
    app_client: Client, database: Database, shared: UUID, foreign: UUID, role: Role
) -> None:
    walk = await _walker(app_client, await _account(database, role, OURS))
    leaks: list[str] = []
    for action in ACTIONS:
        is_allowed = policy.POLICY[action].lets(role)
        for round_id in (foreign, shared) if "{round_id}" in action else (shared,):
            answer = await walk(action, round_id)
            if (answer.status_code == 403) == is_allowed:
                leaks.append(f"{action}: {answer.status_code}")
            if is_allowed and round_id == foreign:
                # a form that cannot be read is refused before the round is looked for
                is_refused = answer.status_code in {400, 404}
                leaks += [] if is_refused else [f"{action} of a foreign round"]
            leaks += _unguarded(action, answer)
            seen = answer.content.decode("utf-8", "replace")
            if THEIRS.upper() in seen or "Trosas egen" in seen or answer.status_code >= 500:
                leaks.append(f"{action} shows what is not its own")

    assert leaks == []


async def test_the_walk_would_see_what_leaks(
    app_client: Client, database: Database, shared: UUID, foreign: UUID
) -> None:
    everywhere = await _walker(app_client, await _account(database, "analyst"))
    both = (await everywhere("GET /desk/rounds/{round_id}/themes", shared)).text
    alone = (await everywhere("GET /desk/rounds/{round_id}/themes", foreign)).status_code
    ours = await _walker(app_client, await _account(database, "analyst", OURS))
    own = (await ours("GET /desk/rounds/{round_id}/themes", shared)).text

    assert (OURS.upper() in both, THEIRS.upper() in both, alone) == (True, True, 200)
    assert (OURS.upper() in own, THEIRS.upper() in own) == (True, False)


async def test_nobody_does_anything_without_signing_in(app_client: Client, shared: UUID) -> None:
    for action in ACTIONS:
        method, _, path = action.partition(" ")
        path = re.sub(r"\{\w+\}", str(shared), path.replace("{version}", "1"))
        answer = await app_client.request(method, path, follow_redirects=False)
        expected = 401 if path.startswith("/api/") else 403 if method == "POST" else 303
        assert answer.status_code == expected, action
