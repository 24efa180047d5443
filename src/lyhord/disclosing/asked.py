"""What a round asks by any of its doors, put together; what was answered is not here."""

from uuid import UUID

import msgspec

from lyhord.instruments.definition import AnyQuestion
from lyhord.storage import collectors, instruments
from lyhord.storage.database import Connection

PARTS = ("options", "statements")


async def asked_in(db: Connection, round_id: UUID) -> tuple[AnyQuestion, ...]:
    """Every question in order; where instruments ask the same, all of its options."""
    doors = await collectors.of_round(db, round_id)
    asked: dict[str, AnyQuestion] = {}
    for name, version in sorted({(door.instrument_id, door.version) for door in doors}):
        edition = await instruments.at_version(db, name, version)
        for question in edition.document.instrument.questions:
            known = asked.get(question.id)
            asked[question.id] = question if known is None else both(known, question)
    return tuple(asked.values())


def both(one: AnyQuestion, other: AnyQuestion) -> AnyQuestion:
    """A question with what another of the same id adds to it."""
    parts: dict[str, object] = {"identifying": one.identifying or other.identifying}
    for name in PARTS:
        known = {each.id: each for each in getattr(one, name, ())}
        more = [each for each in getattr(other, name, ()) if each.id not in known]
        if known:
            parts[name] = (*known.values(), *more)
    return msgspec.structs.replace(one, **parts)
