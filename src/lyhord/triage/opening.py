"""Breaking the glass: one original for one officer, with a reason, a passphrase and an entry.

The private half of the key lives in memory while a box is opened, and nowhere else.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.instruments.definition import Instrument
from lyhord.instruments.wording import in_language
from lyhord.privacy import sealing
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage import cases, instruments, keys
from lyhord.storage.cases import Case, Sealed
from lyhord.storage.database import Connection, Database
from lyhord.storage.keys import KeyCopy
from lyhord.triage import guessing
from lyhord.triage.guessing import Refused

LONGEST_REASON = 200

Texts = dict[str, list[str]]
Answers = dict[str, str | int | list[str]]


class Written(Struct, frozen=True, kw_only=True):
    """A question and what was written to it."""

    question: str
    texts: tuple[str, ...]


class Opened(Struct, frozen=True, kw_only=True):
    """A case with its original; never stored, never logged."""

    case: Case
    language: str
    municipalities: tuple[str, ...]
    written: tuple[Written, ...]


class Guess(Struct, frozen=True, kw_only=True):
    """What an officer typed to open a case."""

    officer: str
    reason: str
    passphrase: str


async def open_original(
    database: Database, case_id: UUID, guess: Guess, *, language: str
) -> Opened | Refused:
    """Open what a case is about and note it, or say why not; `NotFoundError` where it is gone."""
    reason = said(guess.reason)
    async with database.transaction("officer") as db:
        case = await cases.get(db, case_id, guess.officer)
        sealed = await cases.original(db, case_id)
        copies = fitting(await keys.copies_of(db, guess.officer), sealed)
    if not reason:
        return Refused(why="no_reason")
    if copies:
        outcome = await _tried(database, copies, sealed, guess)
    else:
        outcome = Refused(why="no_copy")
    if isinstance(outcome, Refused):
        async with database.transaction("officer") as db:
            await cases.refuse_opening(db, case, actor=guess.officer, reason=reason)
        return outcome
    async with database.transaction("officer") as db:
        await cases.set_opened(db, case, actor=guess.officer, reason=reason)
        instrument = await _instrument(db, sealed, language)
    return Opened(
        case=case,
        language=sealed.language,
        municipalities=_municipalities(sealed.answers),
        written=_in_order(instrument, outcome),
    )


def said(reason: str) -> str:
    """A reason as the log keeps it: one line, without who somebody is."""
    line = " ".join("".join(c if c.isprintable() else " " for c in reason).split())
    line = line[:LONGEST_REASON]
    return pseudonymise(line).text


def fitting(copies: Sequence[KeyCopy], sealed: Sealed) -> tuple[KeyCopy, ...]:
    """The copies of the key that a box was closed with."""
    mark = sealing.mark_on(sealed.box)
    return tuple(
        copy
        for copy in copies
        if (
            copy.key_id == sealed.key_id
            if mark is None
            else mark == sealing.mark_of(copy.public_key)
        )
    )


async def _tried(
    database: Database, copies: Sequence[KeyCopy], sealed: Sealed, guess: Guess
) -> Texts | Refused:
    """Try the passphrase, unless too many wrong ones came before it."""
    refused = await guessing.begin(database, guess.officer)
    if refused is not None:
        return refused
    texts = await asyncio.to_thread(_unsealed, copies, guess.passphrase, sealed.box)
    if texts is None:
        return Refused(why="passphrase")
    await guessing.succeed(database, guess.officer)
    return texts


def _unsealed(copies: Sequence[KeyCopy], passphrase: str, box: bytes) -> Texts | None:
    for copy in copies:
        try:
            return msgspec.json.decode(
                sealing.open_box(copy.wrapped_key, passphrase, box), type=Texts
            )
        except BadInputError:
            continue
    return None


async def _instrument(db: Connection, sealed: Sealed, language: str) -> Instrument:
    edition = await instruments.at_version(db, sealed.instrument_id, sealed.version)
    return in_language(edition.document, language)


def _municipalities(answers: Answers) -> tuple[str, ...]:
    """Where it was written about, for whoever has to know to whom a report goes."""
    said = answers.get("municipality", ())
    return tuple(said) if isinstance(said, list | tuple) else (str(said),)


def _in_order(instrument: Instrument, texts: Texts) -> tuple[Written, ...]:
    """What was written, in the order of the survey; what it does not know comes last."""
    asked = {question.id: question.text for question in instrument.questions}
    order = [name for name in asked if name in texts] + [
        name for name in texts if name not in asked
    ]
    return tuple(
        Written(question=asked.get(name, name), texts=tuple(texts[name])) for name in order
    )
