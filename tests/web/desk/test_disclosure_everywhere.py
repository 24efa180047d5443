"""A small group is planted and looked for wherever the service answers: it is nowhere.

The group is small because the round's rule is strict, so that its size is a number that stands
nowhere else. Every route of the table of rules is visited or declared, and every format made.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from uuid import UUID, uuid4

import polars as pl
import pytest
from pypdf import PdfReader

from lyhord import exports, quoting
from lyhord.storage import guards, responses, runs, statements, tokens
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.guards import Guard
from lyhord.storage.responses import NewResponse
from lyhord.storage.runs import Outcome, Placed, Term
from lyhord.web.policy import POLICY
from tests.builders import (
    TOMORROW,
    a_collector,
    a_publication,
    a_response,
    a_round,
    closed_questions,
    settle,
)
from tests.disclosing.answered import BAD, GOOD
from tests.exports.rows import opened_sav
from tests.web.desk.analysed import Shown, a_theme
from tests.web.desk.visiting import DeskClient, post

RULE = Guard(k=150, k_children=200)
FEW, REST = 137, 263
WORD = "zebrafink"
TELLING = re.compile(rf"(?<![\w.,-])(?:{FEW}|{REST})(?![\w-])|{WORD}", re.IGNORECASE)
SHARE = re.compile(r"(?<!\d)(?:34|66)(?:\s|&nbsp;|\xa0|\u202f)?%")

# what changes something and answers with no figure of a round, or is looked through elsewhere
ACTS = {
    "POST /s/{slug}",
    "POST /s/{slug}/leave",
    "POST /try/{slug}",  # is not kept: tests of trying out
    "POST /withdraw",
    "POST /invitations/stop/{token}",
    "POST /board",
    "POST /board/{key}",  # a note, shown to the room that it was written for: tests of boards
    "POST /api/v1/collectors/{slug}/responses",
    "POST /api/v1/withdraw",
    "DELETE /api/v1/responses/{receipt}",
    "POST /desk/sign-in",
    "POST /desk/sign-in/code",
    "POST /desk/sign-out",
    "POST /desk/account/password",
    "POST /desk/account/sessions",
    "POST /desk/account/second-factor",
    "POST /desk/account/second-factor/remove",
    "POST /desk/triage/keys",
    "POST /desk/triage/{case_id}/open",  # one text, to an officer who says why: tests of triage
    "POST /desk/triage/{case_id}/decide",
    "POST /desk/surveys/{name}/{version}/copy",  # surveys ask, and hold no answer
    "POST /desk/drafts/{draft_id}",
    "POST /desk/drafts/{draft_id}/check",
    "POST /desk/drafts/{draft_id}/undo",
    "POST /desk/drafts/{draft_id}/remove",
    "POST /desk/drafts/{draft_id}/publish",
    "POST /desk/drafts/{draft_id}/trial",
    "POST /desk/drafts/{draft_id}/trial/close",
    "POST /desk/rounds/new",
    "POST /desk/rounds/{round_id}/plan",
    "POST /desk/rounds/{round_id}/plan/take-back",
    "POST /desk/rounds/{round_id}/plan/close",
    "POST /desk/rounds/{round_id}/plan/remove",
    "POST /desk/rounds/{round_id}/waves/next",
    "POST /desk/rounds/{round_id}/waves/end",
    "POST /desk/rounds/{round_id}/links",
    "POST /desk/rounds/{round_id}/links/undo",
    "POST /desk/rounds/{round_id}/links/{slug}",
    "POST /desk/rounds/{round_id}/links/{slug}/cards",
    "POST /desk/rounds/{round_id}/events",
    "POST /desk/rounds/{round_id}/events/{slug}",
    "POST /desk/rounds/{round_id}/invitations",
    "POST /desk/rounds/{round_id}/invitations/bounced",
    "POST /desk/rounds/{round_id}/invitations/{mailing_id}",
    "POST /desk/rounds/{round_id}/import",
    "POST /desk/rounds/{round_id}/interview",
    "POST /desk/rounds/{round_id}/workshop",
    "POST /desk/rounds/{round_id}/workshop/{slug}",
    "POST /desk/rounds/{round_id}/import/file",
    "POST /desk/rounds/{round_id}/analyse",
    "POST /desk/rounds/{round_id}/analyse/stop",
    "POST /desk/rounds/{round_id}/rows",  # below
    "POST /desk/rounds/{round_id}/files",  # the same files: tests of files
    "POST /desk/rounds/{round_id}/aside",
    "POST /desk/rounds/{round_id}/themes/work/sample",
    "POST /desk/rounds/{round_id}/themes/work",  # looked through by the tests of the workspace
    "POST /desk/rounds/{round_id}/themes/quotes",  # leads back to its GET
    "POST /desk/rounds/{round_id}/compare/case",  # the same page as its GET
    "POST /desk/rounds/{round_id}/hide",
    "POST /desk/rounds/{round_id}/miss",
    "POST /desk/rounds/{round_id}/hand-over",
    "POST /desk/rounds/{round_id}/officers",
    "POST /desk/rounds/{round_id}/law/decision",
    "POST /desk/rounds/{round_id}/law/checklist",
    "POST /desk/rounds/{round_id}/law/open",
    "POST /desk/rounds/{round_id}/law/purge",
    "POST /desk/rounds/{round_id}/law/copy",
    "POST /desk/rounds/{round_id}/law/copy/file",
    "POST /desk/rounds/{round_id}/reply/promise",
    "POST /desk/rounds/{round_id}/reply/plan",
    "POST /desk/rounds/{round_id}/reply/words",
    "POST /desk/rounds/{round_id}/reply/publish",
    "POST /desk/rounds/{round_id}/reply/again",
    "POST /desk/rounds/{round_id}/reply/down",
    "POST /desk/rounds/{round_id}/paper",
    "POST /desk/rounds/{round_id}/paper/door",
}
# every text, read by whoever answers a request for official records: guarded by decisions on each
COPY = "/law/copy"
FORMATS = {
    "csv",
    "csv-sv",
    "qdc",
    "xlsx",
    "docx",
    "pptx",
    "pdf",
    "brief",
    "newsletter",
    "cards",
    "notes",
}
ROW_FORMATS = {"statements-csv", "statements-csv-sv", "statements-xlsx"}
ROW_FORMATS |= {"sav", "parquet", "json", "qdpx"}
NO_TEXTS = {"assignments-json"}
ANSWER_FORMATS = {f"responses-{each}" for each in ("csv", "csv-sv", "sav", "parquet", "json")}


async def planted(db: Connection) -> Shown:
    """Few of Trosa, by a door and in a week of their own, who alone wrote of a theme."""
    round_id = await a_round(db, a_publication(pages=closed_questions()))
    await guards.put(db, round_id, RULE, actor="tests")
    doors = [await a_collector(db, round_id) for _ in range(2)]
    few = [_few(doors[0]) for _ in range(FEW)]
    answers = {"municipality": "gnesta", "actor": ["soc"], "n_contacts": "1"} | BAD
    rest = [a_response(doors[1], "Vi fick berätta igen", answers=answers) for _ in range(200)]
    silent = [a_response(doors[1], answers=answers) for _ in range(REST - 200)]
    await responses.submit(db, [*few, *rest, *silent])
    await settle(db, round_id)
    run_id = await _run(db, round_id)
    await quoting.approve_first(db, round_id, run_id, most=5, actor="tests")
    return Shown(round_id=round_id, run_id=run_id)


def _few(door: Collector) -> NewResponse:
    answers = {"municipality": "trosa", "actor": ["bup"], "n_contacts": "4-6"}
    return a_response(door, f"Om {WORD}", answers=answers | GOOD, week="2026-W41")


async def _run(db: Connection, round_id: UUID) -> UUID:
    run_id = uuid4()
    found = await statements.of_round(db, round_id)
    name = Term(term=WORD, weight=1.0, respondents={"youth": FEW})
    new = a_theme("new-1", WORD.title(), position=0, source="new")
    placed = tuple(
        Placed(
            statement_id=each.statement_id,
            theme_id="new-1" if WORD in each.text else "berattaigen",
            strength=0.5,
            second=None,
            third=None,
            quote_rank=rank,
        )
        for rank, each in enumerate(found)
    )
    outcome = Outcome(
        method="m",
        corpus_digest="d",
        coverage=1,
        summary={},
        themes=(_with(new, name), a_theme("berattaigen", "Berätta igen", position=1)),
        placed=placed,
    )
    await runs.add(db, round_id, run_id, seed=0, actor="tests")
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="tests")
    return run_id


def _with(theme: runs.FoundTheme, term: Term) -> runs.FoundTheme:
    return runs.FoundTheme(
        theme_id=theme.theme_id,
        position=theme.position,
        name=theme.name,
        definition="",
        source=theme.source,
        stability=None,
        terms=(term,),
    )


@pytest.fixture
async def small(database: Database) -> Shown:
    async with database.transaction("owner") as db:
        return await planted(db)


def texts(content: bytes) -> Iterator[str]:
    """What a file says: each part of an Office file and of those in it, cells, pages, its text."""
    if content.startswith(b"PAR1"):
        yield pl.read_parquet(content).write_json()
        return
    if content.startswith(b"$FL2"):
        rows, about = opened_sav(content)
        yield rows.write_json() + repr(vars(about))
        return
    if content.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return
    if not content.startswith(b"PK"):
        yield content.decode("utf-8-sig", errors="replace")
        return
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            part = parts.read(name)
            yield from texts(part) if part.startswith(b"PK") else [part.decode(errors="replace")]


def assert_tells_nothing(content: bytes, where: str) -> None:
    for text in texts(content):
        for telling in (TELLING, SHARE):
            found = telling.search(text)
            assert found is None, (where, text[max(0, found.start() - 80) : found.end() + 40])


def addresses(small: Shown) -> Iterator[str]:
    """Every address that can be read, with what stands for the parts of its template."""
    parts = {
        "round_id": str(small.round_id),
        "slug": "abcdefg",
        "key": "kasop" + "a" * 16,
        "file_path": "desk.css",
        "case_id": str(uuid4()),
        "file_id": str(uuid4()),
        "name": "statements",
        "version": "1",
        "draft_id": str(uuid4()),
        "token": "x" * 20,
    }
    for action in POLICY:
        way, _, path = action.partition(" ")
        if way == "GET":
            yield path.format(**parts)


async def test_every_page_is_looked_through(
    small: Shown, desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("admin")
    async with database.transaction("owner") as db:
        _, token = await tokens.create(
            db, name="", role="analyst", municipalities=(), expires_on=TOMORROW, actor="tests"
        )

    for address in addresses(small):
        headers = {"Authorization": f"Bearer {token}"} if address.startswith("/api/") else {}
        answer = await client.get(address, headers=headers)
        assert answer.status_code < 500, address
        if not any(part in address for part in ("static", ".pdf", COPY)):
            assert_tells_nothing(answer.content, address)


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_every_theme_and_filter_is_looked_through(
    small: Shown, desk_client: DeskClient, language: str
) -> None:
    client = await desk_client("analyst")
    groups = [
        "",
        "audience:youth",
        "municipality:gnesta",
        "municipality:trosa",
        "age:",
        "audience:youth+municipality:trosa",
        "week:2026-W41",
        "collector:x",
    ]
    found: set[int] = set()
    for theme in ("new-1", "berattaigen"):
        for group in groups:
            query = {"theme": theme, "group": group, "lang": language}
            answer = await client.get(small.themes, params=query)
            found.add(answer.status_code)
            assert_tells_nothing(answer.content, str(query))

    assert found == {200, 404}


@pytest.mark.parametrize("language", ["sv", "en"])
async def test_every_report_file_is_looked_through(
    small: Shown, desk_client: DeskClient, language: str
) -> None:
    client = await desk_client("analyst")
    assert set(exports.FORMATS) == FORMATS

    for format_ in exports.FORMATS:
        query = {"format": format_, "language": language}
        answer = await client.get(f"{small.address}/export", params=query)
        assert answer.status_code == 200
        assert_tells_nothing(answer.content, format_)


async def test_no_row_says_that_somebody_was_of_the_small_group(
    small: Shown, desk_client: DeskClient, database: Database
) -> None:
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await guards.grant_rows(
            db, small.round_id, holder="analyst@exempel.se", until=TOMORROW, actor="tests"
        )
        await db.execute("update lyhord.round set mode = 'research'")
    assert set(exports.ROW_FORMATS) == ROW_FORMATS | NO_TEXTS | ANSWER_FORMATS

    address = f"{small.address}/rows"
    for format_ in exports.ROW_FORMATS:
        fields = {"format": format_, "purpose": "att räkna ord"}
        answer = await post(client, address, seen_at=address, **fields)
        assert answer.headers["content-disposition"].startswith("attachment")
        # a browser reads no more than is said here
        assert answer.headers["content-length"] == str(len(answer.content)), format_
        is_statements = format_ in ROW_FORMATS
        assert any(WORD in text for text in texts(answer.content)) == is_statements, format_
        assert not any("trosa" in text for text in texts(answer.content)), format_


def test_everything_else_is_declared() -> None:
    changing = {action for action in POLICY if not action.startswith(("GET ", "HEAD "))}

    assert changing == ACTS
