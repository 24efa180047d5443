"""Every storage function that changes something writes an audit entry, or says here why not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import lyhord.storage

FOLDER = Path(lyhord.storage.__file__).parent
CHANGES = re.compile(
    r"\b(insert\s+into|update|delete\s+from|truncate|merge\s+into)\b", re.IGNORECASE
)
# functions of the database that change something
CALLS = re.compile(r"\b(?:lyhord|staff|sealed|invitation_mail)\.(?!door\b)(\w+)\s*\(")
READING = {"retained", "held_responses", "credentials", "mixing_is_due"}
READING |= {"count_asked", "count_choices", "count_index", "count_pairs"}
READING |= {"find_words", "find_strongest", "room_notes"}
READING |= {"count_new", "tally"}
READING |= {"reply_quotes", "public_quotes", "has_overdue_case"}
READING |= {"count_answered", "count_languages", "sealing_key"}
READING |= {"count_people", "count_themes", "count_withdrawn", "sees_everything", "seen"}
READING |= {"sum_tables"}
READING |= {"count_changes", "count_coded"}
READING |= {"settled_events", "count_events", "count_asked_apart", "count_choices_apart"}
READING |= {"count_listed", "count_shared", "count_unions", "sum_people", "count_run_languages"}

# What changes something without an entry, and why that is right.
UNNOTED = {
    "audit.add": "it is the entry",
    "responses.submit": "what respondents do is not noted: the time of an answer is not kept",
    "responses.withdraw": "the same",
    "waves.keep": "the same",
    "responses.submit_paper": "typing in is counted by day, as each answer has no time",
    "responses.submit_import": "the file is noted as a whole; no answer of it has a time",
    "import_mappings.put": "what a source's columns mean; that its file came is noted",
    "boards._put": "a part of an act on a board, which is noted",
    "tallies.add": "it is that count",
    "drafts._keep": "a part of copying and saving, which are noted",
    "trials.count": "how often a draft was tried out is a number alone, without times",
    "sessions.put": "what the machine keeps for itself",
    "sessions.renew": "the same",
    "sessions.delete": "the same",
    "sessions.delete_all": "the same",
    "sessions.end": "who ends their own sessions changes where they are signed in, nothing else",
    "sessions.end_others": "the same",
    "attempts.begin": "tries to sign in are counted, not noted by time",
    "attempts.forget": "the same",
    "accounts.rehash": "the same password at today's costs",
    "accounts.spend_step": "a code is used up by the sign-in that is noted",
    "tokens.used": "the day on which a token was used is kept with the token",
    "health.be_heard": "that a worker lives is the machine's",
    "loading.replace": "what a restore does is noted by the restore",
    "taken_back._purge_again": "a part of taking back again, which is noted",
    "mixing.mix": "the order of rows says nothing, and nothing in them changes",
    "cases.set_told": "the times of notices would tell when answers came",
    "cases.tell_again": "that others were named is noted",
    "rounds.note_known_officers": "what the machine remembers of accounts, whose changes are noted",
    "jobs.enqueue": "what was asked for is noted by what asks; how it goes is the machine's",
    "jobs.claim": "the same",
    "jobs.give_up": "the same",
    "jobs.beat": "the same",
    "jobs.report": "the same",
    "jobs.finish": "the same",
    "jobs.fail": "the same",
    "jobs.stop": "that the run ends with it is noted",
    "jobs.give_back": "the same",
    "invitations.add_codes": "the mailing is noted; a time beside codes would join them to letters",
    "invitations.take": "the same",
    "invitations.settle": "the same",
    "invitations.mix": "the order of rows says nothing, and nothing in them changes",
    "invitations.put_off": "how a mailing goes is the machine's; what was asked for is noted",
    "invitations.get_on": "the same",
    "invitations.stop": "what people do with their letters is not noted",
    "made_files.add": "asking for a file gives nothing: taking it is noted",
    "made_files.keep": "the same",
    "made_files.void": "a file that may not be taken any more is nobody's",
    "made_files.drop_old": "the same",
    "figures.add": "looking publishes, and looking is not noted; each version is kept with its day",
    "figures.add_run": "the same",
    "runs.forget_words": "hiding is noted, and this is how far it reaches",
    "events.publish": "the same",
    "answers.publish": "the same",
    "waves.publish": "the same",
    "answers.publish_journey": "the same",
    "later.compare": "looking compares; what is placed because of it is noted",
    "blind.code": "drawing is noted; a code decides about nothing, and says whose it is",
    "codebooks._move": "a part of an event, which is noted",
    "codebooks.put_themes": "the same",
    "later.add_later": "the same",
    "later.add_proposed": "the same",
    "later.put_strengths": "the same",
    "runs.take_up_words": "a part of a run, whose end is noted",
    "runs.set_running": "the same; its start and its end are noted",
}


def _statements(module: str) -> Iterator[tuple[str, str]]:
    """The name and text of each statement beside a module, without comments."""
    file = FOLDER / f"{module}.sql"
    if file.exists():
        for part in re.split(r"^-- name: ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name = re.match(r"\w+", part)
            assert name
            text = "\n".join(line for line in part.splitlines()[1:] if not line.startswith("--"))
            yield name[0], text


def _is_changing(text: str) -> bool:
    without = re.sub(r"\bfor update\b", "", text)
    called = set(CALLS.findall(without)) - READING
    return bool(CHANGES.search(without) or called)


def _calls(function: ast.AsyncFunctionDef | ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def _functions(module: str) -> dict[str, set[str]]:
    tree = ast.parse((FOLDER / f"{module}.py").read_text("utf-8"))
    kinds = (ast.AsyncFunctionDef, ast.FunctionDef)
    return {node.name: set(_calls(node)) for node in ast.walk(tree) if isinstance(node, kinds)}


def _notes(name: str, functions: dict[str, set[str]]) -> bool:
    """Whether a function writes an entry, by itself or through another of its module."""
    calls = functions[name]
    return "audit.add" in calls or any(
        _notes(call, functions) for call in calls if call in functions and call != name
    )


def _changing() -> dict[str, bool]:
    """Every storage function that changes something, and whether it is noted."""
    found: dict[str, bool] = {}
    for file in sorted(FOLDER.glob("*.sql")):
        module = file.stem
        changing = {f"sql.{name}" for name, text in _statements(module) if _is_changing(text)}
        functions = _functions(module)
        for name, calls in functions.items():
            if calls & changing:
                found[f"{module}.{name}"] = _notes(name, functions)
    return found


FOUND = _changing()


def test_the_walk_sees_what_it_should() -> None:
    assert FOUND["rounds.set_open"]
    assert FOUND["runs.finish"]
    assert FOUND["retention.purge"]
    assert not FOUND["responses.submit"]
    assert len(FOUND) > 25


@pytest.mark.parametrize("name", FOUND)
def test_what_changes_something_is_noted(name: str) -> None:
    assert FOUND[name] or name in UNNOTED, f"{name} writes no audit entry"


def test_no_reason_is_left_over() -> None:
    assert [name for name in UNNOTED if name not in FOUND or FOUND[name]] == []


def test_no_statement_changes_something_outside_of_storage() -> None:
    source = FOLDER.parent
    files = [*source.rglob("*.py"), *source.rglob("*.sql")]
    elsewhere = [
        str(path.relative_to(source))
        for path in files
        if FOLDER not in path.parents
        and re.search(
            r"\b(insert into|delete from|update) (lyhord|staff|sealed)\.", path.read_text()
        )
    ]

    assert elsewhere == []
