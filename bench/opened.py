"""An open round with doors, for benchmarks that need something to answer."""

from collections.abc import Iterable
from datetime import date, timedelta

from lyhord import rounds
from lyhord.instruments.definition import Audience
from lyhord.instruments.reading import Library
from lyhord.privacy import sealing
from lyhord.storage import keys
from lyhord.storage.database import Connection

SECRET = "a secret for a benchmark, 32 characters"


async def doors(
    db: Connection, library: Library, audiences: Iterable[Audience]
) -> dict[Audience, str]:
    """Open a round with a door for each audience; their slugs."""
    await rounds.publish(db, tuple(library.publications.values()), library.place, actor="bench")
    today = date.today()  # noqa: DTZ011 - a benchmark's round
    await keys.add(db, keys.made_today(sealing.new_key("a passphrase"), today=today), actor="bench")
    plan = rounds.Plan(
        name="bench",
        opens=today - timedelta(days=1),
        closes=today + timedelta(days=1),
        officer="officer@example.org",
        deputy="deputy@example.org",
        retention_days=1,
        place_id=library.place.id,
    )
    round_id = await rounds.create(db, plan, actor="bench")
    await rounds.open_round(db, round_id, actor="bench")
    return {
        audience: (
            await rounds.add_collector(db, round_id, audience=audience, mode="open", actor="bench")
        ).slug
        for audience in audiences
    }
