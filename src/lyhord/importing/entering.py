"""The door that imported answers come through: one for each audience and municipality."""

from datetime import datetime
from uuid import UUID

from lyhord import rounds
from lyhord.instruments.definition import Audience
from lyhord.intake.doors import Door, door_at
from lyhord.storage import collectors
from lyhord.storage.database import Connection


async def door_for(
    db: Connection,
    round_id: UUID,
    audience: Audience,
    *,
    municipality: str | None,
    now: datetime,
    actor: str,
) -> Door:
    """The round's door for imports, made if it is not there yet.

    The same one each time: the same file through two doors would be stored twice.
    """
    for each in await collectors.of_round(db, round_id):
        if (each.audience, each.mode, _preset(each.presets)) == (audience, "import", municipality):
            return door_at(await collectors.door(db, each.slug), now)
    made = await rounds.add_collector(
        db, round_id, audience=audience, mode="import", municipality=municipality, actor=actor
    )
    return door_at(await collectors.door(db, made.slug), now)


def _preset(presets: collectors.Presets) -> str | None:
    value = presets.get("municipality")
    return value[0] if isinstance(value, list) else value
