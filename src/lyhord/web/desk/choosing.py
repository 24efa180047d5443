"""Which run an address means."""

from uuid import UUID

from lyhord.errors import NotFoundError
from lyhord.storage import runs
from lyhord.storage.database import Connection
from lyhord.storage.runs import Run


async def named_run(db: Connection, round_id: UUID, name: str) -> Run:
    """The run of an id as it stands in an address; what is no id names nothing."""
    try:
        run_id = UUID(name)
    except ValueError as error:
        raise NotFoundError("run", name) from error
    return await runs.get(db, round_id, run_id)


async def finished_run(db: Connection, round_id: UUID, name: str | None) -> Run:
    """The run that is named, else the newest; raises `NotFoundError` where it has no themes."""
    run = await named_run(db, round_id, name) if name else await runs.current(db, round_id)
    if run is None or run.state != "finished":
        raise NotFoundError("run", name or "that is finished")
    return run


async def run_to_show(db: Connection, round_id: UUID, name: str | None) -> Run | None:
    """The run that is named, else the newest with themes, else one that is under way."""
    if name:
        return await named_run(db, round_id, name)
    return await runs.current(db, round_id) or await runs.newest(db, round_id)
