"""A reply with good defaults, for tests that care about one part of it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from lyhord.replying import drafting, publishing
from lyhord.replying.pages import FIRST, ChosenTheme, Deed, Plan, ThemeWords, Voice, Words
from lyhord.replying.publishing import Composed
from lyhord.storage.database import Connection
from tests.builders import TODAY

LEADER = "leader@example.org"
DAY = TODAY + timedelta(days=40)


def said_of(heading: str = "Slippa berätta igen", **changes: Any) -> ThemeWords:  # noqa: ANN401 - any field
    """All that is said of a theme, with one decision."""
    words = ThemeWords(
        heading=heading,
        said="Ni fick berätta igen.",
        answer="Ni får en kontakt.",
        deeds=(Deed(what="En fast kontakt", who="Socialnämnden", by=DAY),),
    )
    return replace(words, **changes)


def words(*theme_ids: str, introduction: str = "Tack för era svar.") -> Words:
    """What a voice says of these themes."""
    return Words(introduction=introduction, themes={each: said_of() for each in theme_ids})


async def drafted(
    db: Connection, round_id: UUID, *theme_ids: str, quotes: tuple[UUID, ...] = ()
) -> None:
    """A draft whose Swedish is whole; the quotes are of the first theme."""
    themes = tuple(
        ChosenTheme(theme_id=each, quotes=quotes if n == 0 else ())
        for n, each in enumerate(theme_ids)
    )
    await drafting.save_plan(db, round_id, Plan(themes=themes), revision=0, actor=LEADER)
    await written(db, round_id, FIRST, words(*theme_ids))


async def written(
    db: Connection, round_id: UUID, voice: Voice, said: Words, *, revision: int = 0
) -> bool:
    """Save a voice's words."""
    return await drafting.save_words(db, round_id, voice, said, revision=revision, actor=LEADER)


async def digest_of(db: Connection, round_id: UUID) -> str:
    """What somebody who looks it through now would publish."""
    made = await publishing.compose(db, round_id)
    assert isinstance(made, Composed)
    return made.digest


async def some_quotes(db: Connection, round_id: UUID, theme_id: str) -> tuple[UUID, ...]:
    """The statements behind the quotes that may be shown of a theme."""
    report = await drafting.found(db, round_id)
    assert report is not None
    texts = [quote.text for quote in drafting.answerable(report)[theme_id].quotes]
    return await drafting.quoted(db, report, theme_id, texts)
