"""Answers from paper: printing the questions, and typing an answer in by its numbers."""

import asyncio
from datetime import UTC, date, datetime
from typing import get_args
from uuid import UUID

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from lyhord import rounds as round_verbs
from lyhord.errors import BadInputError, NotFoundError
from lyhord.exports import paper
from lyhord.instruments.definition import Audience
from lyhord.intake.doors import door_at
from lyhord.intake.receiving import Intake
from lyhord.storage import collectors, rounds, tallies
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.tallies import Typed
from lyhord.web.desk.paper_page import letters_page, no_door_page, typing_page
from lyhord.web.desk.paper_typing import Opened, fresh, language_of, store, typed_in
from lyhord.web.desk.visit import Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

PaperIntake = NamedDependency[SkipValidation[Intake]]


@get(START + "/{round_id:uuid}/paper.pdf")
async def print_questions(visit: VisitDependency, round_id: FromPath[UUID]) -> AnyResponse:
    """Give the questions of an audience as a PDF; no connection waits while it is set."""
    query = visit.request.query_params
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        papers = await paper.papers_of(db, round_id)
    try:
        file = await asyncio.to_thread(
            paper.one_paper, papers, query.get("audience", ""), query.get("language")
        )
    except BadInputError:
        return visit.page("paper_letters.html", letters_page(visit, round_), status=422)
    return Response(
        file.content,
        media_type=file.media_type,
        headers={"Content-Disposition": f'inline; filename="{file.name}"'},
    )


@get(START + "/{round_id:uuid}/paper")
async def show_paper(
    visit: VisitDependency, round_id: FromPath[UUID], paper_intake: PaperIntake
) -> Response[str]:
    """Show an empty form, with a note when an answer has just been stored."""
    audience = _audience(visit)
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        opened = await _opened(db, visit, round_id, audience, today=paper_intake.today)
    if opened is None:
        return visit.page("paper_none.html", no_door_page(visit, round_, audience))
    query = visit.request.query_params
    empty = fresh(
        language=query.get("language", ""), is_stored="stored" in query, is_twice="twice" in query
    )
    return visit.page("paper.html", typing_page(visit, round_, opened, empty))


@post(START + "/{round_id:uuid}/paper/door")
async def open_paper_door(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Make the round take paper answers from an audience, of the municipalities one works for."""
    audience = _audience(visit)
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        if not await _paper_doors(db, round_id, audience):
            for place in visit.account.municipalities or (None,):
                await round_verbs.add_collector(
                    db,
                    round_id,
                    audience=audience,
                    mode="paper",
                    municipality=place,
                    actor=visit.account.email,
                )
    return Redirect(f"{address_of(round_id)}/paper?audience={audience}", status_code=303)


@post(START + "/{round_id:uuid}/paper")
async def type_in(
    visit: VisitDependency, round_id: FromPath[UUID], paper_intake: PaperIntake
) -> AnyResponse:
    """Store one paper and show an empty form, or give it back with what is wrong."""
    audience = _audience(visit)
    typing = typed_in(await visit.request.form())
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        opened = await _opened(db, visit, round_id, audience, today=paper_intake.today)
    if opened is None:
        raise NotFoundException
    back = await store(typing, opened.door, paper_intake, typist=visit.account.email)
    if back is not None:
        page = typing_page(visit, round_, opened, back)
        return visit.page("paper.html", page, status=back.status)
    here = f"{address_of(round_id)}/paper?audience={audience}&door={opened.door.slug}"
    language = language_of(typing, opened.door)
    twice = "&twice=1" if typing.twice.is_wanted else ""
    return Redirect(f"{here}&language={language}&stored=1{twice}", status_code=303)


def _audience(visit: Visit) -> Audience:
    wanted = visit.request.query_params.get("audience", "")
    for audience in get_args(Audience):
        if audience == wanted:
            return audience
    raise NotFoundException


async def _opened(
    db: Connection, visit: Visit, round_id: UUID, audience: Audience, *, today: date
) -> Opened | None:
    """The paper door that is named, else the first of the audience; none where there is none."""
    doors = await _paper_doors(db, round_id, audience)
    wanted = visit.request.query_params.get("door")
    chosen = [each for each in doors if wanted in {None, each.slug}]
    if not doors:
        return None
    if not chosen:
        raise NotFoundError("collector", wanted or "")
    door = door_at(await collectors.door(db, chosen[0].slug), datetime.now(UTC))
    mine = Typed(round_id=round_id, collector_id=door.collector_id, typist=visit.account.email)
    typed_today = await tallies.of_day(db, mine, day=today)
    return Opened(door=door, doors=doors, typed_today=typed_today)


async def _paper_doors(db: Connection, round_id: UUID, audience: Audience) -> tuple[Collector, ...]:
    return tuple(
        each
        for each in await collectors.of_round(db, round_id)
        if each.mode == "paper" and each.audience == audience
    )
