"""The next wave of a round, planned like it: the same people in charge, length and doors."""

import re
from datetime import date, timedelta
from uuid import UUID

import msgspec

from lyhord import rounds
from lyhord.errors import BadInputError
from lyhord.storage import collectors, waves
from lyhord.storage import rounds as stored
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Plan, Round

AHEAD = timedelta(days=14)
# answers come by these without anybody but respondents; what staff bring has doors of its own
ASKING = ("open", "codes", "kiosk", "paper")
_NUMBERED = re.compile(r"\s+T\d$")


async def plan_next(db: Connection, round_id: UUID, *, today: date, actor: str) -> UUID:
    """Make a draft that follows the last wave of a round's series up, and return its id.

    Its doors lead to the newest version of the same surveys; doors for codes have none yet. Raises
    `BadInputError` where the series has ended or is full.
    """
    place = await waves.begin(db, round_id, actor=actor)
    series = await waves.of_series(db, place.series_id)
    if place.ended_on is not None:
        raise BadInputError("the series has ended: what could join its waves is gone")
    last = await stored.get(db, series[-1].round_id)
    plan = _plan(last, number=series[-1].number + 1, today=today)
    made = await rounds.create(db, plan, actor=actor)
    await rounds.follow(db, made, last.round_id, actor=actor)
    for door in await collectors.of_round(db, last.round_id):
        if door.mode in ASKING and door.state != "closed":
            await _add_like(db, made, door, actor=actor)
    return made


async def _add_like(db: Connection, round_id: UUID, door: Collector, *, actor: str) -> None:
    preset = door.presets.get("municipality")
    await rounds.add_collector(
        db,
        round_id,
        audience=door.audience,
        mode=door.mode,
        municipality=preset[0] if isinstance(preset, list) else preset,
        name=door.name,
        setting=door.setting,
        language=door.language,
        survey=door.instrument_id,
        actor=actor,
    )


def _plan(last: Round, *, number: int, today: date) -> Plan:
    """As the last wave was planned; two weeks ahead, and after it."""
    opens = max(today, last.closes) + AHEAD
    moved = opens - last.opens
    plan = msgspec.convert(last, Plan, from_attributes=True)
    tail = f" T{number}"
    return msgspec.structs.replace(
        plan,
        name=_NUMBERED.sub("", last.name)[: rounds.MOST_LETTERS - len(tail)] + tail,
        opens=opens,
        closes=last.closes + moved,
        results_by=last.results_by + moved if last.results_by else None,
    )
