"""Who answers for a round's warning signs: named, changed, and missed when they are gone."""

from uuid import UUID

from lyhord.errors import BadInputError
from lyhord.storage import accounts, cases, keys
from lyhord.storage import rounds as stored
from lyhord.storage.accounts import known_as
from lyhord.storage.database import Connection, Database
from lyhord.storage.rounds import Round


async def change(
    db: Connection, round_id: UUID, *, officer: str | None, deputy: str | None, actor: str
) -> Round:
    """Name another officer or deputy, who then see the round's cases."""
    before, after = await _renamed(db, round_id, officer=officer, deputy=deputy, actor=actor)
    await _tell_again(db, before, after)
    return after


async def change_at_desk(
    database: Database, round_id: UUID, *, officer: str, deputy: str, actor: str
) -> Round:
    """The same in the roles that the desk has: one names them, the other has them told."""
    async with database.transaction("desk") as db:
        before, after = await _renamed(db, round_id, officer=officer, deputy=deputy, actor=actor)
    async with database.transaction("officer") as db:
        await _tell_again(db, before, after)
    return after


async def _renamed(
    db: Connection, round_id: UUID, *, officer: str | None, deputy: str | None, actor: str
) -> tuple[Round, Round]:
    """The round before and after others were named."""
    before = await stored.get(db, round_id)
    new_officer, new_deputy = known_as(officer or before.officer), known_as(deputy or before.deputy)
    refuse_unsound(new_officer, new_deputy)
    await stored.set_officers(db, round_id, officer=new_officer, deputy=new_deputy, actor=actor)
    return before, await stored.get(db, round_id)


async def _tell_again(db: Connection, before: Round, after: Round) -> None:
    await cases.tell_again(
        db,
        after.round_id,
        officer=after.officer != known_as(before.officer),
        deputy=after.deputy != known_as(before.deputy),
    )


def refuse_unsound(officer: str, deputy: str) -> None:
    """Raise `BadInputError` unless two people are named by e-mail addresses."""
    for role, person in (("officer", officer), ("deputy", deputy)):
        if "@" not in person:
            raise BadInputError(f"the safeguarding {role} is named by an e-mail address")
    if known_as(officer) == known_as(deputy):
        raise BadInputError("the safeguarding officer and the deputy are two people")


async def without_account(db: Connection, round_: Round) -> tuple[str, ...]:
    """Those of a round's two who have no account with the role, and so see no case."""
    people = [(each, await accounts.find(db, each)) for each in (round_.officer, round_.deputy)]
    return tuple(each for each, known in people if known is None or known.role != "safeguarding")


async def cannot_open(db: Connection, round_: Round) -> tuple[str, ...]:
    """Those of a round's two who hold no copy of its key; as owner."""
    people = (round_.officer, round_.deputy)
    return tuple([each for each in people if await keys.latest_of(db, (each,)) is None])


async def refuse_lapsed(db: Connection, round_id: UUID) -> None:
    """Raise `BadInputError` where an officer or deputy who was known has no account any more."""
    await stored.note_known_officers(db)
    for lapsed in await stored.lapsed(db, round_id):
        if lapsed.round_id == round_id and lapsed.why != "dates":
            raise BadInputError(
                f"the round's {lapsed.why} has no account with the role safeguarding any more: "
                f"name another one with `lyhord round officers --round {round_id}`"
            )


async def close_lapsed(db: Connection, *, actor: str) -> tuple[UUID, ...]:
    """Close the open rounds whose officer, deputy or dates are gone, and say which."""
    await stored.note_known_officers(db)
    closed: list[UUID] = []
    for lapsed in await stored.lapsed(db):
        if lapsed.state == "open":
            await stored.close_lapsed(db, lapsed, actor=actor)
            closed.append(lapsed.round_id)
    return tuple(closed)
