"""Rounds and their doors: publish, create, change, open and close; answers are `intake`'s."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid4

import msgspec

from lyhord.errors import BadInputError, NotFoundError
from lyhord.instruments.definition import Audience, Multiple, Publication
from lyhord.instruments.places import Place
from lyhord.instruments.wording import languages
from lyhord.privacy import codes as invitation
from lyhord.privacy import rooms
from lyhord.storage import codes, collectors, decisions, instruments, places, waves
from lyhord.storage import rounds as stored
from lyhord.storage.accounts import known_as
from lyhord.storage.collectors import Collector, Mode, Presets
from lyhord.storage.database import Connection
from lyhord.storage.decisions import Decision
from lyhord.storage.instruments import Edition
from lyhord.storage.rounds import NewRound, Plan, Round
from lyhord.triage import keyring, staffing

SLUG_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
SLUG_LENGTH = 7
TRIAL_SLUG_LENGTH = 9  # the database keeps the two apart by their lengths
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2200, 12, 31)
MOST_RETENTION_DAYS = 36_500
MOST_LETTERS = 100


async def publish(
    db: Connection, publications: tuple[Publication, ...], place: Place, *, actor: str
) -> tuple[Edition, ...]:
    """Publish instruments and the place as configured; what has not changed stays as it is."""
    await places.put(db, place, actor=actor)
    return tuple([await instruments.publish(db, each, actor=actor) for each in publications])


async def create(
    db: Connection,
    plan: Plan,
    *,
    actor: str,
    decision: Decision | None = None,
    round_id: UUID | None = None,
) -> UUID:
    """Create a round that is not yet open; its officer and deputy hold the key it seals to.

    Without a decision of its own everything is kept for as long as the plan says; without an id of
    its own it gets one.
    """
    decision = decision or decided(plan.retention_days)
    _refuse_unsound(plan)
    refuse_unsound_decision(decision)
    await places.get(db, plan.place_id)
    plan = msgspec.structs.replace(
        plan, officer=known_as(plan.officer), deputy=known_as(plan.deputy)
    )
    key = await keyring.key_of(db, plan.officer, plan.deputy)
    new = NewRound(
        **msgspec.structs.asdict(plan),
        round_id=round_id or uuid4(),
        key_id=key.key_id,
        public_key=key.public_key,
    )
    await stored.add(db, new, actor=actor)
    await decisions.add(db, new.round_id, decision, actor=actor)
    return new.round_id


async def follow(db: Connection, round_id: UUID, earlier: UUID, *, actor: str) -> None:
    """Make a round the wave after another one; raises `BadInputError` where it cannot be."""
    await stored.get(db, earlier)
    await waves.follow(db, round_id, earlier, actor=actor)


def decided(days: int) -> Decision:
    """Keep every part of a round for the same number of days."""
    return Decision(originals_days=days, statements_days=days, registrations_days=days)


async def decide(db: Connection, round_id: UUID, decision: Decision, *, actor: str) -> None:
    """Decide anew about a round; raises `BadInputError` where it cannot be kept like that."""
    known = await decisions.get(db, round_id)
    refuse_unsound_decision(decision)
    if known != decision:
        await decisions.change(db, round_id, decision, actor=actor)


def refuse_unsound_decision(decision: Decision) -> None:
    """Raise `BadInputError` where a round cannot be kept like that."""
    days = (decision.originals_days, decision.statements_days, decision.registrations_days)
    if not all(1 <= each <= MOST_RETENTION_DAYS for each in days):
        raise BadInputError(
            f"the retention is counted in whole days, from 1 to {MOST_RETENTION_DAYS}"
        )
    if decision.originals_days > decision.statements_days:
        raise BadInputError("the sealed originals are not kept longer than their answers")
    for text in (decision.reference, decision.approval):
        _refuse_long(text)


async def change(db: Connection, round_id: UUID, plan: Plan, *, actor: str) -> None:
    """Plan a draft anew, but for its officers, who have their own page, and its place.

    Where it is kept for another number of days, that is decided anew for every part.
    """
    before = await stored.get(db, round_id)
    _refuse_unsound(plan)
    if not await stored.change(db, round_id, plan, actor=actor):
        raise BadInputError("a round is changed while it is a draft: take it back first")
    if plan.retention_days != before.retention_days:
        known = await decisions.get(db, round_id)
        anew = msgspec.structs.replace(
            decided(plan.retention_days), reference=known.reference, approval=known.approval
        )
        await decide(db, round_id, anew, actor=actor)


async def take_back(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Make a round a draft again; raises `BadInputError` once somebody has answered."""
    await stored.get(db, round_id)
    if not await stored.set_draft(db, round_id, actor=actor):
        raise BadInputError("somebody has answered: the round can be closed, and not be taken back")


async def discard(db: Connection, round_id: UUID, *, actor: str) -> None:
    """Remove a draft with its doors; raises `BadInputError` where it is none."""
    await stored.get(db, round_id)
    if not await stored.discard(db, round_id, actor=actor):
        raise BadInputError("only a draft that nothing was made of yet can be removed")


async def open_round(db: Connection, round_id: UUID, *, actor: str) -> Round:
    """Open a round for answers; on its first day it begins by itself.

    Raises `BadInputError` where nobody answers for its warning signs, where its days are over, and
    for research without the number of its ethical approval.
    """
    round_ = await stored.get(db, round_id)
    if round_.mode == "research" and not (await decisions.get(db, round_id)).approval:
        raise BadInputError(
            "research opens only with the number of its ethical approval: "
            f"lyhord round decide --round {round_id} --approval NUMBER"
        )
    await staffing.refuse_lapsed(db, round_id)
    await stored.set_open(db, round_id, actor=actor)
    return await stored.get(db, round_id)


async def close_round(
    db: Connection, round_id: UUID, *, actor: str, at: datetime | None = None
) -> Round:
    """Close a round now; answers that are being written are taken for two more hours.

    With `at`, it closed at that moment, which has been.
    """
    await stored.get(db, round_id)
    await stored.set_closed(db, round_id, actor=actor, at=at)
    return await stored.get(db, round_id)


async def lock_round(db: Connection, round_id: UUID, *, actor: str, today: date) -> Round:
    """Let no answer be taken back any more: from the day that respondents were told, at soonest."""
    round_ = await stored.get(db, round_id)
    if not round_.is_settled:
        raise BadInputError("a round is locked when no answer can come any more")
    if round_.results_by is not None and today < round_.results_by:
        raise BadInputError(
            f"answers can be taken back until {round_.results_by}, as respondents were told"
        )
    await stored.set_locked(db, round_id, actor=actor)
    return await stored.get(db, round_id)


async def add_collector(  # noqa: PLR0913 - the parts of a door
    db: Connection,
    round_id: UUID,
    *,
    audience: Audience,
    mode: Mode,
    municipality: str | None = None,
    name: str = "",
    setting: str = "",
    language: str | None = None,
    list_id: UUID | None = None,
    survey: str = "",
    presets: Presets | None = None,
    actor: str,
) -> Collector:
    """Add a door for an audience with the newest version of its instrument.

    Or of another survey that asks the same audience, such as a workshop's. More than the
    municipality can be preset.
    """
    for text in (name, setting):
        _refuse_long(text)
    round_ = await stored.get(db, round_id)
    edition = await survey_for(db, audience, survey)
    place = await places.get(db, round_.place_id)
    spoken = languages(edition.document)
    if language is not None and language not in spoken:
        raise NotFoundError("language", f"{language}; there are {', '.join(spoken)}")
    collector = Collector(
        round_id=round_id,
        collector_id=uuid4(),
        slug=rooms.new_name() if mode == "workshop" else new_slug(),
        trial_slug=new_slug(TRIAL_SLUG_LENGTH),
        name=name,
        audience=audience,
        mode=mode,
        instrument_id=edition.instrument_id,
        version=edition.version,
        presets=(presets or {})
        | (preset_of(edition.document, place, municipality) if municipality else {}),
        setting=setting,
        language=language,
        list_id=list_id,
    )
    await collectors.add(db, collector, actor=actor)
    if edition.document.instrument.joins_waves:
        await waves.begin(db, round_id, actor=actor)
    return collector


async def survey_for(db: Connection, audience: Audience, survey: str = "") -> Edition:
    """The newest version of a survey, else of the audience's own; it has to ask that audience."""
    edition = await instruments.latest(db, survey or audience)
    asked = edition.document.instrument.audience
    if asked != audience:
        raise BadInputError(f"the survey {edition.instrument_id} asks {asked}, not {audience}")
    return edition


async def invite(
    db: Connection, collector: Collector, *, count: int, secret: str, actor: str
) -> tuple[str, ...]:
    """Make codes for a door and return them; only keyed hashes are kept, so never again."""
    made = new_codes(count)
    await keep_codes(db, collector, made, secret=secret, actor=actor)
    return made


def new_codes(count: int) -> tuple[str, ...]:
    """Codes that no door knows yet."""
    return tuple(invitation.new_code() for _ in range(count))


async def keep_codes(
    db: Connection, collector: Collector, made: Sequence[str], *, secret: str, actor: str
) -> None:
    """Let codes admit through a door, as keyed hashes; raises `BadInputError` for other doors."""
    if collector.mode != "codes":
        raise BadInputError("only a door for codes has codes")
    hashes = [invitation.code_hash(secret.encode(), collector.collector_id, code) for code in made]
    await codes.add(db, collector, hashes, actor=actor)


def new_slug(length: int = SLUG_LENGTH) -> str:
    """A short public name for a door: easy to type, no secret, in no order."""
    return "".join(secrets.choice(SLUG_LETTERS) for _ in range(length))


def preset_of(publication: Publication, place: Place, municipality: str) -> Presets:
    """What a link says of the municipality, whether or not the form would ask for it."""
    known = [option.id for option in place.municipalities]
    if municipality not in known:
        raise NotFoundError("municipality", f"{municipality}; there are {', '.join(known)}")
    asked = {question.id: question for question in publication.instrument.questions}
    is_list = isinstance(asked.get("municipality"), Multiple)
    return {"municipality": [municipality] if is_list else municipality}


def _refuse_unsound(plan: Plan) -> None:
    if not plan.name.strip():
        raise BadInputError("a round needs a name")
    _refuse_unsound_days(plan)
    staffing.refuse_unsound(plan.officer, plan.deputy)


def _refuse_long(text: str) -> None:
    if len(text) > MOST_LETTERS or not text.isprintable():
        raise BadInputError(
            f"a name or a reference has at most {MOST_LETTERS} letters, on one line"
        )


def _refuse_unsound_days(plan: Plan) -> None:
    for day in (plan.opens, plan.closes, plan.results_by):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise BadInputError(f"a day of the round, {day}, is not in {FIRST_DAY} to {LAST_DAY}")
    if plan.closes < plan.opens:
        raise BadInputError(f"the round closes ({plan.closes}) before it opens ({plan.opens})")
