"""The doors that staff bring answers through: one for each audience, municipality and setting."""

from datetime import datetime
from uuid import UUID

from lyhord import rounds
from lyhord.instruments.definition import Audience
from lyhord.intake.doors import Door, door_at
from lyhord.storage import collectors
from lyhord.storage.collectors import Mode
from lyhord.storage.database import Connection


async def door_for(  # noqa: PLR0913 - the parts of a door
    db: Connection,
    round_id: UUID,
    audience: Audience,
    *,
    mode: Mode = "import",
    municipality: str | None,
    setting: str = "",
    now: datetime,
    actor: str,
) -> Door:
    """The round's door for imports or interviews, made if it is not there yet.

    The same one each time: the same file through two doors would be stored twice.
    """
    wanted = (audience, mode, municipality, setting)
    for each in await collectors.of_round(db, round_id):
        if (each.audience, each.mode, _preset(each.presets), each.setting) == wanted:
            return door_at(await collectors.door(db, each.slug), now)
    made = await rounds.add_collector(
        db,
        round_id,
        audience=audience,
        mode=mode,
        municipality=municipality,
        setting=setting,
        actor=actor,
    )
    return door_at(await collectors.door(db, made.slug), now)


def _preset(presets: collectors.Presets) -> str | None:
    value = presets.get("municipality")
    return value[0] if isinstance(value, list) else value
