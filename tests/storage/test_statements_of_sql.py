"""Every statement is understood by the migrated schema, and its rows fit what they become."""

from pathlib import Path

import aiosql
import pytest
from msgspec import Struct

import lyhord.storage
from lyhord.storage import (
    accounts,
    answers,
    audit,
    blind,
    boards,
    book,
    cases,
    codebooks,
    collectors,
    decisions,
    diagnosis,
    drafts,
    events,
    figures,
    findings,
    guards,
    health,
    instruments,
    invitations,
    jobs,
    journey_cases,
    keys,
    later,
    loading,
    made_files,
    redactions,
    replies,
    retention,
    rounds,
    runs,
    sessions,
    statements,
    sums,
    taken_back,
    tokens,
    trials,
    uncounted,
    waves,
    written,
)
from lyhord.storage.database import Connection

FOLDER = Path(lyhord.storage.__file__).parent
ROWS: dict[str, type[Struct]] = {
    "accounts.find": accounts.StoredAccount,
    "accounts.get": accounts.Account,
    "accounts.every": accounts.ListedAccount,
    "instruments.small": instruments.SmallSurvey,
    "answers.asked": answers.AskedCount,
    "answers.choices": answers.ChoiceCount,
    "answers.choices_apart": answers.PartCount,
    "answers.index": answers.IndexCount,
    "answers.newest": answers.PublishedAnswers,
    "answers.pairs": answers.PairCount,
    "audit.head": audit.Head,
    "audit.names": audit.Names,
    "audit.page": audit.Entry,
    "audit.verify": audit.Chain,
    "cases.decided": cases.Decided,
    "cases.get": cases.Case,
    "cases.original": cases.Sealed,
    "cases.queue": cases.Case,
    "cases.take": cases.Ended,
    "cases.unescalated": cases.Untold,
    "cases.untold": cases.Untold,
    "codebooks.counts": book.Listed,
    "codebooks.earlier": book.Earlier,
    "codebooks.event": book.Event,
    "codebooks.get": book.Codebook,
    "codebooks.heads": book.Head,
    "blind.next_text": blind.BlindText,
    "blind.pairs": blind.Pair,
    "blind.samples": blind.Sample,
    "codebooks.next_redo": book.Head,
    "codebooks.next_undo": book.Head,
    "codebooks.places_in": codebooks.Standing,
    "codebooks.places_of": codebooks.Standing,
    "codebooks.since": book.Event,
    "codebooks.text": book.BookText,
    "codebooks.texts": book.NamedText,
    "codebooks.themes": book.BookTheme,
    "codebooks.writers": codebooks.Writer,
    "collectors.door": collectors.DoorRow,
    "collectors.of_round": collectors.Collector,
    "decisions.get": decisions.Decision,
    "decisions.ticks": decisions.Tick,
    "events.of_round": events.Event,
    "events.settled": events.SettledEvent,
    "events.counts": events.EventCount,
    "events.published": events.PublishedEvents,
    "events.comments": events.Comment,
    "drafts.at_revision": drafts.Save,
    "drafts.every": drafts.DraftLine,
    "drafts.get": drafts.Draft,
    "figures.answered": figures.AnsweredCount,
    "figures.languages": findings.LanguageCount,
    "figures.at": figures.Version,
    "figures.every_run": figures.RunVersion,
    "figures.shared": figures.SharedCount,
    "figures.unions": figures.UnionCount,
    "figures.latest": figures.Version,
    "figures.newest_run": figures.RunVersion,
    "figures.of_run": figures.RunVersion,
    "figures.people": figures.PersonCount,
    "figures.standing": figures.Standing,
    "figures.themes": figures.ThemeCount,
    "findings.samples": findings.Sample,
    "findings.further": findings.QuoteText,
    "findings.quotes": findings.QuoteText,
    "findings.texts_of": findings.StatementText,
    "findings.texts": findings.ThemeText,
    "findings.themes": runs.FoundTheme,
    "guards.get": guards.Guard,
    "instruments.add": instruments.Edition,
    "instruments.at_version": instruments.Edition,
    "instruments.by_digest": instruments.Edition,
    "boards.room": boards.RoomNote,
    "boards.notes": boards.BoardNote,
    "instruments.every": instruments.EditionLine,
    "instruments.latest": instruments.Edition,
    "invitations.of_round": invitations.Mailing,
    "invitations.wanting": invitations.Named,
    "jobs.claim": jobs.Job,
    "jobs.get": jobs.Job,
    "jobs.give_up": jobs.Job,
    "jobs.newest": jobs.Job,
    "jobs.of_run": jobs.Job,
    "journey_cases.get": journey_cases.JourneyCase,
    "keys.copies_of": keys.KeyCopy,
    "keys.holders": keys.KeyCopy,
    "keys.latest_of": keys.StoredKey,
    "redactions.of_round": redactions.Redaction,
    "made_files.content": made_files.Made,
    "made_files.get": made_files.Asked,
    "made_files.lock": made_files.Asked,
    "later.add_later": later.LaterStatement,
    "later.coming": later.Coming,
    "later.company": later.Company,
    "later.examples": later.Example,
    "later.merges": book.Event,
    "replies.acts": replies.Act,
    "replies.edition": replies.Edition,
    "replies.editions": replies.Edition,
    "diagnosis.server": diagnosis.Server,
    "health.ended": health.Ended,
    "health.waiting": health.Waiting,
    "loading.ledger": loading.Applied,
    "replies.loop": replies.Loop,
    "replies.parts": replies.Part,
    "replies.public": replies.PublicReply,
    "replies.public_promise": replies.PublicPromise,
    "replies.public_quotes": replies.PublicQuote,
    "replies.quotes": replies.PublicQuote,
    "retention.due": retention.Retention,
    "retention.get": retention.Retention,
    "retention.protocols": retention.Protocol,
    "rounds.all": rounds.Round,
    "rounds.get": rounds.Round,
    "rounds.lapsed": rounds.Lapsed,
    "rounds.public": rounds.PublicRound,
    "runs.active": runs.Run,
    "runs.current": runs.Run,
    "runs.get": runs.Run,
    "findings.languages": findings.LanguageCount,
    "runs.latest": runs.Run,
    "runs.newest": runs.Run,
    "searching.among": book.BookText,
    "sessions.of_account": sessions.Session,
    "statements.of_round": statements.Statement,
    "sums.of_tables": sums.TableSum,
    "taken_back.purged": taken_back.Purged,
    "taken_back.withdrawn": taken_back.Withdrawn,
    "written.texts": written.Written,
    "waves.changes": waves.PlacesCount,
    "waves.coded": waves.CodedCount,
    "waves.of_round": waves.Place,
    "waves.of_series": waves.Wave,
    "uncounted.of_round": uncounted.Uncounted,
    "tokens.every": tokens.Token,
    "tokens.find": tokens.Token,
    "trials.of_draft": trials.Trial,
}


def _statements() -> dict[str, str]:
    found: dict[str, str] = {}
    for file in sorted(FOLDER.glob("*.sql")):
        queries = aiosql.from_path(file, "asyncpg")
        names = [name for name in queries.available_queries if not name.endswith("_cursor")]
        found |= {f"{file.stem}.{name}": getattr(queries, name).sql for name in names}
    return found


STATEMENTS = _statements()


async def _columns(db: Connection, name: str) -> set[str]:
    prepared = await db.prepare(STATEMENTS[name])
    return {column.name for column in prepared.get_attributes()}


@pytest.mark.parametrize("name", [name for name in STATEMENTS if name not in ROWS])
async def test_a_statement_without_a_struct_gives_one_value_or_none(
    db: Connection, name: str
) -> None:
    # a batch gives the place of each response beside what became of it
    most = 2 if name.startswith("responses.submit") else 1
    # cells that are copied out by the column, and become no rows
    most = 4 if name.startswith("copied.") else most

    assert len(await _columns(db, name)) <= most


@pytest.mark.parametrize("name", ROWS)
async def test_the_columns_of_a_statement_are_the_fields_of_its_struct(
    db: Connection, name: str
) -> None:
    assert await _columns(db, name) == set(ROWS[name].__struct_fields__)
