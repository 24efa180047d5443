"""Asking for files that the worker makes, and why there are none; their pages are `files`."""

from collections.abc import Mapping
from uuid import UUID

from lyhord.disclosing import Request
from lyhord.exports import ROW_FORMATS, queued
from lyhord.exports.queued import Asker
from lyhord.storage.made_files import Wanted
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Visit, address_of

WITHHELD: Mapping[str, str] = {
    "right": mark(
        "You have not been granted statements as rows of this round. An administrator can do that."
    ),
    "purpose": mark("Say in some words what you need the rows for."),
    "open": mark("The round still takes answers. Rows are given out when it has closed."),
    "changed": mark(
        "A few answers have come or gone since the figures were published, and rows would tell "
        "which. They are given out again when more have."
    ),
    "few": mark("So few wrote anything that rows would point them out."),
    "joined": mark("What one person answered stands together in rounds for research alone."),
}


def asker(visit: Visit) -> Asker:
    """Whoever visits, as somebody for whom a file is made."""
    account = visit.account
    return Asker(email=account.email, municipalities=tuple(account.municipalities))


def file_address(round_id: UUID, file_id: UUID) -> str:
    """Where the page of a file is that somebody asked for."""
    return f"{address_of(round_id)}/files/{file_id}"


async def ask_large(visit: Visit, round_id: UUID, request: Request) -> UUID | None:
    """Let the worker make the rows of a large round; None where they are given at once."""
    if request.format not in ROW_FORMATS:
        return None
    wanted = Wanted(format=request.format, purpose=" ".join(request.purpose.split()))
    async with visit.database.transaction("desk") as db:
        if not await queued.is_large(db, round_id, least=visit.settings.large_round):
            return None
        return await queued.ask(db, round_id, wanted, asker=asker(visit))
