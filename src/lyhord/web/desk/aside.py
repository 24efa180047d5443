"""What was set aside at the doors, and test answers: read text by text, kept or left out."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from lyhord import disclosing
from lyhord.errors import BadInputError
from lyhord.storage import rounds, uncounted
from lyhord.web.desk.aside_page import ALL, SET_ASIDE, VERDICTS, aside_page
from lyhord.web.desk.visit import VisitDependency, address_of
from lyhord.web.security import START


@get(START + "/{round_id:uuid}/aside")
async def show_aside(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show what does not count, as far as it may be read."""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        piles = await disclosing.piles(db, round_id)
    return visit.page("aside.html", aside_page(visit, round_, piles))


@post(START + "/{round_id:uuid}/aside")
async def weigh(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Keep what was set aside, or leave it out: one text wherever it stands, or a whole pile."""
    form = await visit.request.form()
    said = {name: str(form.get(name, "")) for name in ("door", "standing", "text", "verdict")}
    standing, verdict = SET_ASIDE.get(said["standing"]), VERDICTS.get(said["verdict"])
    if standing is None or verdict is None or not said["text"]:
        raise BadInputError("a pile is kept or left out, whole or by a text")
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        await uncounted.weigh(
            db,
            round_id,
            door=said["door"],
            standing=standing,
            text_key=None if said["text"] == ALL else said["text"],
            verdict=verdict,
            actor=visit.account.email,
        )
    return Redirect(f"{address_of(round_id)}/aside", status_code=303)
