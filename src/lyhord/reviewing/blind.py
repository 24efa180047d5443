"""Coding a sample a second time, blind, and how far the two codings agree."""

import asyncio
from random import Random
from uuid import UUID, uuid4

from msgspec import Struct

from lyhord.errors import BadInputError
from lyhord.reviewing.agreement import Agreement, agreement
from lyhord.reviewing.codebooks import get, themes
from lyhord.storage import blind
from lyhord.storage.blind import Sample
from lyhord.storage.database import Connection

FEWEST, MOST = 10, 300


class Compared(Struct, frozen=True, kw_only=True):
    """A sample, and how far the codings agree once all of it is coded."""

    sample: Sample
    agreement: Agreement | None


async def draw(db: Connection, round_id: UUID, *, size: int, coder: str) -> UUID:
    """Draw a sample for somebody; what the statements' themes are is kept and not shown."""
    if not FEWEST <= size <= MOST:
        raise BadInputError(f"a sample has {FEWEST} to {MOST} statements")
    book = await get(db, round_id)
    sample_id = uuid4()
    await blind.draw(db, round_id, sample_id, draft=book.run_id, most=size, coder=coder)
    return sample_id


async def code(
    db: Connection, round_id: UUID, sample_id: UUID, *, place: int, theme_id: str, coder: str
) -> bool:
    """Code a statement of one's own sample; whether the theme is one that is there."""
    known = {each.theme_id for each in await themes(db, round_id) if not each.is_gone}
    if theme_id not in known:
        return False
    await blind.code(db, round_id, sample_id, place=place, theme_id=theme_id, coder=coder)
    return True


async def compared(db: Connection, round_id: UUID) -> tuple[Compared, ...]:
    """Every sample of a round; those that are coded to the end with their agreement."""
    found: list[Compared] = []
    for sample in await blind.samples(db, round_id):
        is_whole = 0 < sample.size == sample.coded
        found.append(
            Compared(
                sample=sample,
                agreement=await _agreement(db, round_id, sample) if is_whole else None,
            )
        )
    return tuple(found)


async def _agreement(db: Connection, round_id: UUID, sample: Sample) -> Agreement:
    """The same sample gives the same interval each time."""
    pairs = [
        (each.first, each.second) for each in await blind.pairs(db, round_id, sample.sample_id)
    ]
    chance = Random(sample.sample_id.int)  # noqa: S311 - a bootstrap, no secret
    return await asyncio.to_thread(agreement, pairs, chance=chance)
