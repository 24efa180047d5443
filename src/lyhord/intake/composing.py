"""From valid answers to what is stored of them: their receipt, statements and sealed original.

Pure but for random ids; asks no database and decides nothing about whether an answer is welcome.
"""

from datetime import date
from uuid import UUID, uuid4

import msgspec
from msgspec import Struct

from lyhord.instruments.definition import Instrument
from lyhord.instruments.flow import Answers, way
from lyhord.intake.doors import Door
from lyhord.privacy import receipts, sealing
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage.responses import Extra, NewResponse, NewStatement


class Submission(Struct, frozen=True, kw_only=True):
    """Valid answers on their way in, what they answer, and the week that they are counted in."""

    instrument: Instrument
    version: int
    language: str
    answers: Answers
    submission: UUID
    week: str


class Composed(Struct, frozen=True, kw_only=True):
    """What is stored, and the receipt that the respondent gets."""

    receipt: str
    new: NewResponse


def composed(
    secret: bytes, door: Door, given: Submission, texts: dict[str, list[str]], extra: Extra | None
) -> Composed:
    """Make what is stored of a submission; `texts` are its `free_texts`."""
    receipt = receipts.receipt(secret, door.collector_id, given.submission)
    content = msgspec.json.encode(given.answers, order="deterministic")
    new = NewResponse(
        round_id=door.round_id,
        collector_id=door.collector_id,
        response_id=uuid4(),
        receipt_hash=receipts.receipt_hash(secret, receipt),
        content_hash=receipts.content_hash(secret, receipt, content),
        version=given.version,
        language=given.language,
        week=given.week,
        answers=dict(door.presets)
        | {key: value for key, value in given.answers.items() if key not in texts},
        statements=tuple(_statements(texts)),
        box=sealing.seal(door.public_key, msgspec.json.encode(texts)) if texts else None,
        extra=extra,
    )
    return Composed(receipt=receipt, new=new)


def free_texts(instrument: Instrument, answers: Answers) -> dict[str, list[str]]:
    """The answers in people's own words: those that become statements and are sealed."""
    texts: dict[str, list[str]] = {}
    for key in way(instrument).texts:
        if key in answers:
            value = answers[key]
            texts[key] = value if isinstance(value, list) else [str(value)]
    return texts


def iso_week(moment: date) -> str:
    """The ISO week of a moment, the finest time that is kept of an answer."""
    year, week, _ = moment.isocalendar()
    return f"{year}-W{week:02d}"


def _statements(texts: dict[str, list[str]]) -> list[NewStatement]:
    return [
        NewStatement(
            statement_id=uuid4(),
            question_id=question_id,
            position=position,
            text=pseudonymise(text).text,
        )
        for question_id, written in texts.items()
        for position, text in enumerate(written)
    ]
