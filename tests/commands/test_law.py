"""Decisions, checklist, retention and the audit chain from the command line."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.commands.owning import as_owner
from lyhord.settings import Settings
from lyhord.storage import responses
from lyhord.storage.database import Connection
from tests.builders import a_collector, a_response, a_round, settle
from tests.commands.test_collecting import NOBODY, ROUND
from tests.test_retention import DECISION, an_ended_round

Run = Callable[..., Result]


@pytest.fixture
def lyhord(settings: Settings, tmp_path: Path) -> Run:
    """Runs the command on the test's own database."""

    def run(*arguments: str) -> Result:
        environment = {
            "LYHORD_DATABASE_URL": settings.database_url,
            "LYHORD_SECRET": "s" * 32,
            "LYHORD_ARCHIVE_DIR": str(tmp_path / "archive"),
        }
        return CliRunner(env=environment).invoke(main, list(arguments))

    return run


def _json(result: Result) -> Any:  # noqa: ANN401 - whatever a command says
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def _as_owner(settings: Settings, work: Callable[[Connection], Awaitable[object]]) -> str:
    return str(asyncio.run(as_owner(settings, work)))


def _execute(settings: Settings, statement: str) -> None:
    _as_owner(settings, lambda db: db.execute(statement))


@pytest.fixture
def round_id(settings: Settings) -> str:
    """A round that is not open."""
    return _as_owner(settings, lambda db: a_round(db, is_open=False))


@pytest.fixture
def due(settings: Settings) -> str:
    """A round of which everything is due and decided."""
    return _as_owner(settings, lambda db: an_ended_round(db, days=400))


def test_a_round_of_the_contracts_flags_alone_opens_with_a_warning(lyhord: Run) -> None:
    lyhord("publish")
    round_id = str(_json(lyhord("round", "create", *ROUND, "--json"))["round"])
    opened = lyhord("round", "open", "--round", round_id, "--json")

    assert opened.exit_code == 0
    assert len(json.loads(opened.stdout)["unticked"]) == 9
    assert "nobody has ticked: transparent, voluntary" in opened.stderr


def test_a_whole_checklist_opens_without_a_word_of_it(lyhord: Run, round_id: str) -> None:
    _json(lyhord("round", "checklist", "--round", round_id, "--tick", "all", "--json"))
    opened = lyhord("round", "open", "--round", round_id, "--json")

    assert json.loads(opened.stdout)["unticked"] == []
    assert "ticked" not in opened.stderr


def test_a_tick_is_taken_back(lyhord: Run, round_id: str) -> None:
    lyhord("round", "checklist", "--round", round_id, "--tick", "all")
    shown = lyhord("round", "checklist", "--round", round_id, "--untick", "safe").stdout

    assert "[ ] safe" in shown
    assert shown.count("[x]") == 8


def test_everything_is_kept_as_long_as_the_round_says(lyhord: Run, round_id: str) -> None:
    told = _json(lyhord("round", "decide", "--round", round_id, "--json"))

    assert [told[f"{part}_days"] for part in ("originals", "statements", "registrations")] == [
        90
    ] * 3
    assert told["reference"] == ""


def test_a_shorter_time_for_answers_shortens_that_of_their_originals(
    lyhord: Run, round_id: str
) -> None:
    told = _json(
        lyhord("round", "decide", "--round", round_id, "--statements-days", "30", "--json")
    )

    assert (told["originals_days"], told["statements_days"]) == (30, 30)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("round", "decide", "--round", NOBODY), "there is no round"),
        (("round", "checklist", "--round", NOBODY, "--tick", "all"), "there is no round"),
        (("retention", "protocol", "--round", NOBODY, "--out", "x.pdf"), "nothing of it"),
        (("round", "create", *ROUND, "--originals-days", "91"), "not kept longer"),
    ],
)
def test_what_cannot_be_is_one_line(lyhord: Run, arguments: tuple[str, ...], said: str) -> None:
    refused = lyhord(*arguments)

    assert refused.exit_code == 1
    assert said in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_decision_that_destroys_at_once_is_asked_about(lyhord: Run, settings: Settings) -> None:
    kept = msgspec.structs.replace(
        DECISION, originals_days=900, statements_days=900, registrations_days=900
    )
    round_id = _as_owner(settings, lambda db: an_ended_round(db, days=400, decision=kept))
    shorter = ("round", "decide", "--round", round_id, "--statements-days", "60", "--json")
    unanswered = lyhord(*shorter)
    harmless = _json(lyhord("round", "decide", "--round", round_id, "--approval", "2026", "--json"))
    meant = _json(lyhord(*shorter, "--yes"))

    assert unanswered.exit_code == 1
    assert "originals: 2, responses: 2, statements: 3" in unanswered.stderr
    assert "--yes" in unanswered.stderr
    assert harmless["statements_days"] == 900
    assert (meant["statements_days"], meant["approval"]) == (60, "2026")


def test_research_needs_its_approval(lyhord: Run, settings: Settings) -> None:
    round_id = _as_owner(settings, lambda db: a_round(db, is_open=False, mode="research"))
    refused = lyhord("round", "open", "--round", round_id)
    lyhord("round", "decide", "--round", round_id, "--approval", "2026-01234-01")

    assert (refused.exit_code, "ethical approval" in refused.stderr) == (1, True)
    assert lyhord("round", "open", "--round", round_id).exit_code == 0


@pytest.mark.usefixtures("due")
def test_a_dry_run_counts_and_destroys_nothing(lyhord: Run) -> None:
    dry = [_json(lyhord("retention", "run", "--dry-run", "--json")) for _ in range(2)]

    assert dry[0] == dry[1]
    assert dry[0]["due"][0]["counts"]["statements"] == 3
    assert dry[0]["purged"] == []


def test_a_run_destroys_and_gives_a_protocol(lyhord: Run, due: str, tmp_path: Path) -> None:
    done = _json(lyhord("retention", "run", "--json"))
    again = _json(lyhord("retention", "run", "--json"))
    out = tmp_path / "protokoll.pdf"
    written = lyhord("retention", "protocol", "--round", due, "--out", str(out))

    assert done["purged"][0]["counts"]["responses"] == 2
    assert done["purged"][0]["reference"] == DECISION.reference
    assert again["purged"] == []
    assert written.exit_code == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert len(list((tmp_path / "archive").iterdir())) == 1


@pytest.mark.usefixtures("due")
def test_a_folder_that_cannot_be_written_is_a_failure(lyhord: Run, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("no folder")
    failed = lyhord("retention", "run")
    dry = _json(lyhord("retention", "run", "--dry-run", "--json"))

    assert failed.exit_code == 1
    assert "nothing was destroyed" in failed.stderr
    assert dry["due"][0]["counts"]["responses"] == 2


def test_a_round_that_nobody_has_decided_on_waits(
    lyhord: Run, due: str, settings: Settings
) -> None:
    _execute(settings, "update lyhord.round_decision set reference = ''")
    done = lyhord("retention", "run", "--json")

    assert json.loads(done.stdout)["waiting"][0]["waits_for"] == "decision"
    assert f"lyhord round decide --round {due} --decision" in done.stderr


def test_a_chain_that_holds_is_told_with_its_end(lyhord: Run, round_id: str) -> None:
    told = _json(lyhord("audit", "verify", "--json"))
    known = f"{told['entries']}:{told['head']}"
    lyhord("round", "open", "--round", round_id)

    assert told["is_whole"] is True
    assert lyhord("audit", "verify", "--known", known).exit_code == 0
    assert lyhord("audit", "verify", "--known", f"1:{'0' * 64}").exit_code == 1
    assert lyhord("audit", "verify", "--known", "x").exit_code == 2


@pytest.mark.usefixtures("round_id")
def test_a_chain_that_breaks_says_where(lyhord: Run, settings: Settings) -> None:
    _execute(settings, "update staff.audit set actor = 'nobody' where place = 2")
    by_people, by_programs = lyhord("audit", "verify"), lyhord("audit", "verify", "--json")

    assert by_people.exit_code == by_programs.exit_code == 1
    assert "breaks at 2: the entry at this place was changed" in by_people.stderr
    assert json.loads(by_programs.stdout)["broken_at"] == 2


def test_the_papers_of_a_round_are_written_into_a_folder(
    lyhord: Run, round_id: str, tmp_path: Path
) -> None:
    out = tmp_path / "new" / "papers"
    told = _json(lyhord("papers", "--round", round_id, "--out", str(out), "--json"))

    assert sorted(told["files"]) == sorted(str(path) for path in out.iterdir())
    assert {path.suffix for path in out.iterdir()} == {".docx"}


def test_a_copy_is_made_of_a_round_that_has_ended(
    lyhord: Run, due: str, round_id: str, tmp_path: Path
) -> None:
    out = str(tmp_path / "copy.docx")
    arguments = ("--reference", "KS 2026/9", "--out", out, "--json")
    told = _json(lyhord("disclose", "--round", due, *arguments))
    early = lyhord("disclose", "--round", round_id, *arguments)
    nameless = lyhord("disclose", "--round", due, "--reference", " ", "--out", out)

    assert (told["texts"], told["withheld"], told["unseen"]) == (3, {"undecided": 3}, 0)
    assert (early.exit_code, nameless.exit_code) == (1, 1)
    assert "when the round has ended" in early.stderr
    assert "reference number" in nameless.stderr


def test_a_copy_of_what_nobody_has_looked_at_has_to_be_meant(
    lyhord: Run, settings: Settings, tmp_path: Path
) -> None:
    async def enough(db: Connection) -> str:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, f"Mer tid {number}") for number in range(6)])
        await settle(db, round_id)
        return str(round_id)

    round_id = _as_owner(settings, enough)
    out = tmp_path / "copy.docx"
    arguments = ("disclose", "--round", round_id, "--reference", "KS 9", "--out", str(out))
    refused = lyhord(*arguments)
    was_written = out.exists()
    told = _json(lyhord(*arguments, "--unseen", "--json"))

    assert (refused.exit_code, was_written, told["unseen"]) == (1, False, 6)
    assert "nobody has looked at 6 of the texts" in refused.stderr
