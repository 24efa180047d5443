"""Traces: none unless asked for, and then nothing of who answers, what was written or who works."""

import re
import subprocess
import sys
from collections.abc import Iterable
from uuid import uuid4

import pytest
from litestar.testing import AsyncTestClient
from msgspec.structs import replace

from lyhord.errors import SettingsError
from lyhord.jobs.kinds import kinds
from lyhord.jobs.worker import Worker
from lyhord.settings import Settings, from_environment
from lyhord.storage import accounts
from lyhord.storage.accounts import StoredAccount
from lyhord.storage.collectors import Collector as Door
from lyhord.storage.database import Database
from lyhord.web import tracing
from lyhord.web.app import create_app
from lyhord.web.policy import OFFICERS, POLICY
from lyhord.web.spans import Spans, started
from lyhord.web.tracing import is_traced, trail
from tests.builders import SECRET
from tests.jobs.test_worker import a_queued_analysis
from tests.web.collecting import Collector, collector
from tests.web.desk.visiting import CHEAP, PASSWORD, sign_in

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = "00f067aa0ba902b7"
OUTSIDE = {
    "traceparent": f"00-{TRACE}-{PARENT}-01",
    "tracestate": "planted-state=1",
    "baggage": "planted-baggage=1",
    "User-Agent": "planted-agent",
    "X-Forwarded-For": "192.0.2.77",
}
PLANTED = (*("planted-", "192.0.2.77", "testserver", TRACE, PARENT, PASSWORD, "exempel.se"),)
TOLD = {
    *("http.request.method", "http.route", "http.response.status_code"),
    *("lyhord.job.kind", "lyhord.job.state"),
}


async def _desk_traced(settings: Settings, database: Database, door: Door) -> Collector:
    """Walk through a traced desk with words planted in everything, and stop it."""
    account = StoredAccount(
        account_id=uuid4(),
        email="planted-admin@exempel.se",
        role="admin",
        password_hash=CHEAP.hash(PASSWORD),
    )
    async with database.transaction("owner") as db:
        await accounts.add(db, account, actor="test")
    round_ = f"/desk/rounds/{door.round_id}"
    with collector() as taken:
        app = create_app(replace(settings, part="desk", otel_endpoint=taken.endpoint))
        async with AsyncTestClient(app) as client:
            await sign_in(client, account.email)
            for path in ("/desk/rounds", round_, f"{round_}/links", f"{round_}/paper", "/desk/no"):
                await client.get(path, params={"q": "planted-query"}, headers=OUTSIDE)
            await client.post(
                f"{round_}/plan", data={"name": "planted-name"}, headers=OUTSIDE, timeout=60
            )
            await client.get(f"/s/{door.slug}", headers=OUTSIDE)
            await client.get("/healthz", headers=OUTSIDE)
    hidden = (*PLANTED, door.slug, str(door.round_id), str(account.account_id))
    assert [] == [word for word in hidden if taken.holds(word)]
    return taken


async def test_a_trace_of_the_desk_holds_templates_and_nothing_else(
    settings: Settings, database: Database, open_collector: Door
) -> None:
    taken = await _desk_traced(settings, database, open_collector)
    names = {span.name for span in taken.spans}

    assert {"GET /desk/rounds", "GET /desk/rounds/{round_id}"} <= names
    assert "POST /desk/rounds/{round_id}/plan" in names
    assert all(is_traced(name) for name in names)
    _require_bare(taken)


async def test_a_job_that_fails_leaves_its_kind_and_no_word_of_its_error(
    settings: Settings, database: Database
) -> None:
    job = await a_queued_analysis(database, "planted-text som handlar om skolan")

    async def fail(*_: object, **__: object) -> None:
        raise ValueError("planted-error")

    known = kinds(settings)
    broken = {job.kind: replace(known[job.kind], perform=fail)}
    with collector() as taken:
        spans = started(taken.endpoint, "worker")
        await Worker(database, broken, tell=lambda *_, **__: None, measure=spans.job).once()
        spans.close()

    (span,) = taken.spans
    assert (f"job {job.kind}", 2) == (span.name, span.status.code)
    assert "" == span.status.message
    hidden = (*PLANTED, str(job.job_id), str(job.round_id))
    assert [] == [word for word in hidden if taken.holds(word)]
    _require_bare(taken)


def _require_bare(taken: Collector) -> None:
    """Each span is a trace of its own, with the attributes that are told and no more."""
    assert {"service.namespace", "service.name", "service.version"} == {
        each.key for sent in taken.sent for each in sent.resource.attributes
    }
    for span in taken.spans:
        assert {each.key for each in span.attributes} <= TOLD
        assert not any((span.parent_span_id, span.trace_state, span.events, span.links))
    assert len(taken.spans) == len({span.trace_id for span in taken.spans})


def _actions(*parts: str) -> Iterable[str]:
    return (each for each in POLICY if {*parts} & {*re.split(r"[/.]", each)})


def test_nothing_that_a_respondent_or_an_officer_does_leaves_a_span() -> None:
    traced = {action for action in POLICY if is_traced(action)}

    assert not any(POLICY[action].way == "open" for action in traced)
    assert not any(POLICY[action] == OFFICERS for action in traced)
    assert not traced & {*_actions("paper", "interview", "import", "workshop", "board")}
    assert not is_traced("GET unknown")
    assert {"GET /desk/rounds", "POST /desk/rounds/{round_id}/analyse"} <= traced


def test_a_process_that_serves_the_door_traces_nothing() -> None:
    code = (
        "import sys, threading\n"
        "from lyhord.commands import serving, working\n"
        "from lyhord.settings import Settings\n"
        "from lyhord.web.app import create_app\n"
        "for part in ('door', 'all'):\n"
        "    create_app(Settings(part=part, secret='s' * 32, otel_endpoint='http://127.0.0.1:1'))\n"
        "loaded = {'opentelemetry.sdk', 'opentelemetry.exporter', 'lyhord.web.spans'}\n"
        "assert not loaded & {*sys.modules}\n"
        "assert threading.active_count() == 1\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_nothing_is_traced_unless_it_is_asked_for() -> None:
    assert trail(Settings(), "desk", is_beside_door=False) is None


def test_who_asks_for_traces_without_the_packages_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tracing, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"pip install 'lyhord\[otel\]'"):
        trail(Settings(otel_endpoint="http://127.0.0.1:1"), "worker", is_beside_door=False)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="LYHORD_OTEL_ENDPOINT"):
        from_environment({"LYHORD_OTEL_ENDPOINT": "localhost:4317", "LYHORD_SECRET": SECRET})


def test_a_collector_that_is_away_holds_nothing_up() -> None:
    spans = started("http://127.0.0.1:1", "desk")
    spans.request(route="/desk/rounds", method="GET", status=200, seconds=0.1)
    spans.close()

    assert isinstance(spans, Spans)
