"""Requests that nobody would think of, to every route: `python -m tests.web.fuzzing 10000`.

JSON routes by their own OpenAPI description (schemathesis, sound and unsound), forms and addresses
made by hypothesis, signed in with every role. Nothing may answer 5xx or show a traceback.
"""

import asyncio
import random
import re
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from litestar import Litestar
from litestar.testing import TestClient
from msgspec import Struct, field
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from lyhord.settings import Settings
from lyhord.storage import accounts, embedded, tokens
from lyhord.storage.accounts import ROLES, Role, StoredAccount
from lyhord.storage.database import Database
from lyhord.storage.migrating import migrate
from lyhord.web import policy
from lyhord.web.app import create_app
from tests.builders import TODAY, a_collector
from tests.web.desk.analysed import a_round_with_answers, analysed
from tests.web.desk.visiting import CHEAP, PASSWORD, token_in

SECRET = "a secret for fuzzing, long enough to be one"
# ends what the walk needs
SKIPPED = {"POST /desk/sign-out"}
NAMES = (
    *("submission", "version", "municipality", "wish", "ideas", "receipt", "email", "password"),
    *("next", "code", "current", "new", "end", "audience", "door", "language", "_strayed", "run"),
    *("theme", "page", "format", "lang", "reason", "outcome", "passphrase", "text", "decision"),
)
ODD = ("", "\x00", "\ud800", "å" * 300, "-1", "9" * 400, "{{7*7}}", "'--", "../..", "1e309", "=1+1")
# a surrogate cannot be put into an address, so what is posted is made of bytes
TEXTS = st.one_of(st.sampled_from(ODD), st.text(max_size=40))
FIELDS = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), st.text(max_size=12)),
    st.lists(TEXTS, max_size=3),
    max_size=6,
)
KINDS = st.sampled_from(
    [
        *["application/x-www-form-urlencoded"] * 8,
        *("multipart/form-data; boundary=b", "application/json", "text/plain", "x", ""),
    ]
)


class Found(Struct):
    """What came of a walk."""

    statuses: Counter[int] = field(default_factory=Counter[int])
    faults: list[str] = field(default_factory=list[str])

    def note(self, said: str, answer: httpx.Response) -> None:
        """Count an answer; a fault is kept with the request that led to it."""
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500 or "Traceback (most recent call last)" in answer.text:
            self.faults.append(f"{answer.status_code} {said}")

    @property
    def requests(self) -> int:
        """How many there were."""
        return self.statuses.total()


class Known(Struct, frozen=True):
    """What a walk may name that is there."""

    slug: str
    round_id: str
    run_id: str
    bearers: dict[Role, str]


async def fill(database: Database) -> Known:
    """Accounts and tokens of every role, a round with answers and themes, and an open door."""
    async with database.transaction("owner") as db:
        round_id = await a_round_with_answers(db)
        run_id = await analysed(db, round_id)
        opened = await a_round_with_answers(db, is_open=True, name="Öppen")
        door = await a_collector(db, opened)
        bearers: dict[Role, str] = {}
        for role in ROLES:
            account = StoredAccount(
                account_id=uuid.uuid4(),
                email=f"{role}@exempel.se",
                role=role,
                password_hash=CHEAP.hash(PASSWORD),
            )
            await accounts.add(db, account, actor="fuzzing")
            _, bearers[role] = await tokens.create(
                db,
                name="",
                role=role,
                municipalities=(),
                expires_on=TODAY + timedelta(days=1),
                actor="fuzzing",
            )
    return Known(door.slug, str(round_id), str(run_id), bearers)


def walk(client: TestClient[Litestar], known: Known, *, requests: int) -> Found:
    """Send about so many requests: two in five by the description, the rest by the table."""
    found = Found()
    described = _by_description(client, known, found)
    share = max(1, requests * 2 // 5 // len(described))
    for one in described:
        _many(one, share)
    routes = [action for action in policy.POLICY if action not in SKIPPED]
    sessions: dict[Role, tuple[str, str]] = {role: _session(client, role) for role in ROLES}
    share = max(1, (requests - found.requests) // len(routes) + 1)
    for action in routes:
        _many(_by_table(client, known, found, action, sessions), share)
    return found


def _many(one: Callable[..., None], count: int) -> None:
    """Let hypothesis make so many of a kind."""
    quiet = settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    with suppress(Unsatisfiable):  # what cannot be asked unsoundly
        quiet(one)()


def _by_description(
    client: TestClient[Litestar], known: Known, found: Found
) -> list[Callable[..., None]]:
    described = client.get("/api/v1/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described)
    bearer = {"Authorization": f"Bearer {known.bearers['admin']}"}
    made: list[Callable[..., None]] = []
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()
        for mode in GenerationMode:
            strategy = operation.as_strategy(generation_mode=mode)

            @given(case=strategy)
            def send(case: schemathesis.Case) -> None:
                asked = case.as_transport_kwargs(base_url="http://testserver.local")
                asked.pop("cookies", None)
                asked["headers"] = {**dict(asked.get("headers") or {}), **bearer}
                _send(client, found, case.operation.label, **asked)

            made.append(send)
    return made


def _by_table(
    client: TestClient[Litestar],
    known: Known,
    found: Found,
    action: str,
    sessions: dict[Role, tuple[str, str]],
) -> Callable[..., None]:
    method, _, template = action.partition(" ")
    roles: Sequence[Role] = sorted(policy.POLICY[action].roles or ROLES)

    @given(query=FIELDS, fields=FIELDS, kind=KINDS, role=st.sampled_from(roles), raw=st.binary())
    def send(
        query: dict[str, list[str]],
        fields: dict[str, list[str]],
        kind: str,
        role: Role,
        raw: bytes,
    ) -> None:
        session, token = sessions[role]
        body = raw if not fields else _encoded({**fields, "_csrf_token": [token]})
        _send(
            client,
            found,
            action,
            method=method,
            url=f"{_path(template, known)}?{_encoded(query).decode()}",
            headers={
                "Content-Type": kind,
                "Cookie": f"lyhord_desk={session}",
                "Authorization": f"Bearer {known.bearers[role]}",
                "Accept": random.choice(["text/html", "application/json", "*/*"]),  # noqa: S311
            },
            content=body if method == "POST" else b"",
        )

    return send


def _send(client: TestClient[Litestar], found: Found, said: str, **asked: object) -> None:
    data = asked.pop("data", None)
    if data is not None:
        asked["content"] = data if isinstance(data, str | bytes) else str(data)
    asked.pop("files", None)
    try:
        answer = client.request(**asked, follow_redirects=False)  # type: ignore[arg-type]
    except (UnicodeError, httpx.InvalidURL, httpx.LocalProtocolError, TypeError, ValueError):
        return  # what no client can send
    client.cookies.clear()
    found.note(f"{said} {asked.get('url')}"[:300], answer)


def _encoded(fields: dict[str, list[str]]) -> bytes:
    pairs = [(name, value) for name, values in fields.items() for value in values]
    return urlencode(pairs, errors="surrogatepass").encode()


def _path(template: str, known: Known) -> str:
    path = template.replace("{slug}", random.choice([known.slug, "x", "%00", "å"]))  # noqa: S311
    path = path.replace("{round_id}", random.choice([known.round_id] * 4 + ["x"]))  # noqa: S311
    path = path.replace("{run_id}", known.run_id)
    odd = [str(uuid.uuid4()), "x", "%00", "a" * 300]
    return re.sub(r"\{\w+\}", lambda _: random.choice(odd), path)  # noqa: S311


def _session(client: TestClient[Litestar], role: Role) -> tuple[str, str]:
    """Sign in; gives the session and a token for its forms."""
    client.cookies.clear()
    page = client.get("/desk/sign-in")
    data = {
        "_csrf_token": token_in(page.text),
        "email": f"{role}@exempel.se",
        "password": PASSWORD,
    }
    client.post("/desk/sign-in", data=data, follow_redirects=False)
    session = client.cookies["lyhord_desk"]
    token = token_in(client.get("/desk/account").text)
    client.cookies.clear()
    return session, token


@contextmanager
def served(where: Settings) -> Generator[TestClient[Litestar]]:
    """The whole service on a filled database; its errors are answers."""
    with TestClient(create_app(where), raise_server_exceptions=False) as client:
        yield client


async def filled(where: Settings) -> Known:
    """Fill a migrated database."""
    async with Database.open(where, roles=["owner"]) as database:
        return await fill(database)


def main(requests: int) -> int:
    """Walk on an embedded database of its own, and tell what came of it."""
    with (
        tempfile.TemporaryDirectory(prefix="lyhord-") as folder,
        embedded.running(Path(folder)) as url,
    ):
        where = Settings(database_url=url, secret=SECRET, data_dir=Path(folder))
        asyncio.run(migrate(where))
        known = asyncio.run(filled(where))
        with served(where) as client:
            found = walk(client, known, requests=requests)
    told = ", ".join(f"{status}: {n}" for status, n in sorted(found.statuses.items()))
    sys.stdout.write(f"{found.requests} requests ({told}), {len(found.faults)} faults\n")
    sys.stdout.writelines(f"{fault}\n" for fault in found.faults[:50])
    return 1 if found.faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
