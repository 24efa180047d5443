"""The demo's two rounds: a closed one that holds the demo answers, and an open one for new ones."""

import asyncio
import uuid
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, get_args

import msgspec
from msgspec import Meta, Struct

from lyhord import rounds
from lyhord.commands.owning import as_owner
from lyhord.errors import BadInputError, SettingsError
from lyhord.forms.parsing import Mistakes, parse_json
from lyhord.instruments.definition import Audience
from lyhord.intake.composing import iso_week
from lyhord.intake.doors import Door, Doors
from lyhord.intake.receiving import Intake
from lyhord.intake.watching import Watch
from lyhord.settings import Settings
from lyhord.storage import collectors, decisions
from lyhord.storage import rounds as stored
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.decisions import Decision
from lyhord.web.app import clock_in

ACTOR = "demo"
CLOSED = "Demo: hösten 2026"
OPEN = "Demo: öppen omgång"
NAMESPACE = uuid.UUID("3f0c6c1e-6f5c-4f0e-9d0e-2a0a6b1d7c55")
WEEKS = 6
DECISION = Decision(
    reference="DEMO 2026/1", originals_days=60, statements_days=180, registrations_days=180
)
CHUNK = 100
SETTLED_AFTER = timedelta(hours=3)  # a round takes answers that were begun for two


class DemoAnswer(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One written demo answer, and in which week of the round it came."""

    language: str
    week_offset: Annotated[int, Meta(ge=0, lt=WEEKS)]
    answers: dict[str, str | int | list[str]]


class DemoRound(Struct, frozen=True, kw_only=True):
    """A round of the demo and its doors by audience."""

    round_id: uuid.UUID
    collectors: dict[Audience, Collector]


def demo_answers(folder: Path, audience: Audience, *, kind: str = "") -> tuple[DemoAnswer, ...]:
    """The demo answers of an audience; raises `BadInputError` naming a line that cannot be used."""
    file = folder / "demo" / kind / f"{audience}.jsonl"
    if kind and not file.exists():
        return ()
    found: list[DemoAnswer] = []
    for number, line in enumerate(file.read_bytes().splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=DemoAnswer))
        except msgspec.MsgspecError as error:
            raise BadInputError(f"{file.name}:{number}: {error}") from error
    return tuple(found)


async def ensure_round(
    settings: Settings, *, name: str, opens: date, closes: date, purpose: str
) -> DemoRound:
    """The round of this name with a door for each audience; created and opened where missing."""

    async def work(db: Connection) -> DemoRound:
        known = {round_.name: round_.round_id for round_ in await stored.all_rounds(db)}
        if name in known:
            return await _with_doors(db, known[name])
        plan = rounds.Plan(
            name=name,
            purpose=purpose,
            owner="Demonämnden",
            opens=opens,
            closes=closes,
            results_by=closes + timedelta(days=30),
            officer="safeguarding@example.org",
            deputy="ersattare@example.org",
            retention_days=180,
            place_id=settings.place,
        )
        round_id = await rounds.create(db, plan, actor=ACTOR, decision=DECISION)
        await decisions.set_ticks(db, round_id, decisions.REQUIREMENTS, actor=ACTOR)
        for audience in get_args(Audience):
            await rounds.add_collector(
                db, round_id, audience=audience, mode="open", name="Demo", actor=ACTOR
            )
        await rounds.open_round(db, round_id, actor=ACTOR)
        return await _with_doors(db, round_id)

    return await as_owner(settings, work)


async def _with_doors(db: Connection, round_id: uuid.UUID) -> DemoRound:
    found = await collectors.of_round(db, round_id)
    doors: dict[Audience, Collector] = {
        door.audience: door for door in found if door.mode == "open"
    }
    return DemoRound(round_id=round_id, collectors=doors)


async def fill(settings: Settings, demo: DemoRound, *, first: date, folder: Path) -> int:
    """Send every demo answer through its door, and close the round as of a few hours ago.

    Twice is as once.
    """
    clock = clock_in(settings.timezone)
    if settings.secret is None:
        raise SettingsError("set LYHORD_SECRET: at least 32 random characters")
    async with Database.open(settings, roles=["door"]) as database:
        doors = Doors(database, clock=clock)
        # made up and read by us: no officer has to look at the answers of the closed round
        intake = Intake(
            database, secret=settings.secret, clock=clock, limit=settings.queue_limit, watch=None
        )
        sent = 0
        for audience, collector in demo.collectors.items():
            door = await doors.find(collector.slug)
            answers = demo_answers(folder, audience)
            for start in range(0, len(answers), CHUNK):
                chunk = answers[start : start + CHUNK]
                await asyncio.gather(
                    *(
                        _send(intake, door, answer, place=f"{audience}/{start + n}", first=first)
                        for n, answer in enumerate(chunk)
                    )
                )
            sent += len(answers)
    settled = clock() - SETTLED_AFTER
    await as_owner(
        settings, lambda db: rounds.close_round(db, demo.round_id, actor=ACTOR, at=settled)
    )
    return sent


async def fill_open(settings: Settings, demo: DemoRound, *, folder: Path) -> None:
    """Send a few answers into the open round, some of which an officer has to look at; once."""
    clock = clock_in(settings.timezone)
    async with Database.open(settings, roles=["door"]) as database:
        doors = Doors(database, clock=clock)
        intake = Intake(
            database,
            secret=settings.secret or "",
            clock=clock,
            limit=settings.queue_limit,
            watch=Watch.of(settings),
        )
        for audience, collector in demo.collectors.items():
            door = await doors.find(collector.slug)
            for n, answer in enumerate(demo_answers(folder, audience, kind="open")):
                first = clock().date()
                await _send(intake, door, answer, place=f"open/{audience}/{n}", first=first)


async def _send(intake: Intake, door: Door, answer: DemoAnswer, *, place: str, first: date) -> None:
    instrument = door.publication.instrument
    asked = {question.id for question in instrument.questions}
    # what the form does not ask, such as a child's municipality, a link would have preset
    presets = {key: value for key, value in answer.answers.items() if key == "municipality"}
    presets = {} if "municipality" in asked else presets
    door = msgspec.structs.replace(door, presets=presets)
    answers = {key: value for key, value in answer.answers.items() if key not in presets}
    parsed = parse_json(instrument, answers, presets=presets)
    if isinstance(parsed, Mistakes):
        raise BadInputError(f"demo answer {place} does not fit its instrument: {parsed}")
    day = first + timedelta(weeks=answer.week_offset)
    await intake.submit(
        door,
        instrument=instrument,
        version=door.version,
        language=answer.language,
        answers=parsed,
        submission=uuid.uuid5(NAMESPACE, f"{door.collector_id}/{place}"),
        week=iso_week(datetime.combine(day, datetime.min.time())),
    )
