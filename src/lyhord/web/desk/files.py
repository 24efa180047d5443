"""Files that the worker makes: asking, watching and taking; what they are is `exports`'."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from litestar import get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord import exports
from lyhord.errors import WithheldError
from lyhord.exports import queued
from lyhord.exports.queued import Failure, Status
from lyhord.storage import rounds
from lyhord.storage.made_files import Wanted
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk import rows
from lyhord.web.desk.asked_files import WITHHELD, asker, file_address
from lyhord.web.desk.choosing import finished_run
from lyhord.web.desk.exporting import FORMATS, sent
from lyhord.web.desk.runs import RunPart, show_part
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

NAMES: Mapping[str, str] = {**FORMATS, **rows.FORMATS, **rows.ANSWERS}
SAID: Mapping[str, tuple[str, str]] = {
    "queued": (
        mark("The file waits for its turn"),
        mark(
            "It is made when the worker is free. If nothing happens for some minutes, tell whoever "
            "runs the service that the worker may stand still."
        ),
    ),
    "running": (
        mark("The file is being made"),
        mark("You can leave this page and come back; the work goes on."),
    ),
    "failed": (
        mark("There is no file"),
        mark("Nothing was lost: the answers and themes are as they were."),
    ),
    "finished": (
        mark("The file is ready"),
        mark(
            "Only you can fetch it, within a day. It is thrown away at once if an answer is taken "
            "back, words are hidden or new figures are published."
        ),
    ),
}
STAGES: Mapping[str, str] = {
    "reading": mark("Reading what may be shown"),
    "writing": mark("Writing the file"),
    "checking": mark("Looking whether anything has changed"),
}
FAILURES: Mapping[str, str] = {
    **WITHHELD,
    "changed": mark(
        "Something in the round changed, so the file was thrown away. Ask for it anew."
    ),
    "worker_lost": mark("The worker was interrupted several times. Try again in a while."),
    "unexpected": mark(
        "Something went wrong with us. Try again; if it fails again, tell whoever runs the service."
    ),
}


class FilePage(Struct, frozen=True, kw_only=True):
    """A file that is being made, and the way to take it or to ask anew."""

    frame: Frame
    name: str
    file: str
    round: str
    address: str
    part: RunPart
    is_ready: bool
    again: str


@post(START + "/{round_id:uuid}/files")
async def ask_file(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Let the worker make a report, and show how it goes."""
    form = await posted.form(visit.request)
    format_ = posted.first(form, "format")
    language = exports.LANGUAGES.get(posted.first(form, "language") or "sv")
    if format_ not in FORMATS or language is None:
        raise NotFoundException
    async with visit.database.transaction("desk") as db:
        run = await finished_run(db, round_id, posted.first(form, "run"))
        wanted = Wanted(format=format_, run_id=run.run_id, language=language)
        file_id = await queued.ask(db, round_id, wanted, asker=asker(visit))
    return Redirect(file_address(round_id, file_id), status_code=303)


@get(START + "/{round_id:uuid}/files/{file_id:uuid}")
async def show_file(
    visit: VisitDependency, round_id: FromPath[UUID], file_id: FromPath[UUID]
) -> AnyResponse:
    """Show how far a file has come that the visitor asked for."""
    return await _page(visit, round_id, file_id)


@get(START + "/{round_id:uuid}/files/{file_id:uuid}/take")
async def take_file(
    visit: VisitDependency, round_id: FromPath[UUID], file_id: FromPath[UUID]
) -> AnyResponse:
    """Give the file to whoever asked for it; or its page, which says why there is none any more."""
    try:
        file = await queued.hand_out_made(visit.database, round_id, file_id, asker=asker(visit))
    except WithheldError as error:
        return await _page(visit, round_id, file_id, withheld=error.reason)
    return sent(file)


async def _page(
    visit: Visit, round_id: UUID, file_id: UUID, *, withheld: Failure = ""
) -> AnyResponse:
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        status = await queued.status(db, round_id, file_id, asker=asker(visit))
    part, wanted = _part(visit, status, withheld or status.failure), status.wanted
    page = FilePage(
        frame=visit.frame("overview", round_),
        name=round_.name,
        file=visit.wording.say(NAMES.get(wanted.format, wanted.format)),
        round=address_of(round_id),
        address=file_address(round_id, file_id),
        part=part,
        is_ready=status.state == "finished",
        again=_again(round_id, wanted),
    )
    return show_part(visit, "file.html", page, part)


def _part(visit: Visit, status: Status, failure: Failure) -> RunPart:
    say = visit.wording.say
    heading, text = (say(message) for message in SAID[status.state])
    return RunPart(
        label=say(mark("How far the file has come")),
        heading=heading,
        text=text,
        reason=say(FAILURES[failure]) if failure else "",
        stage=say(STAGES[status.stage]) if status.stage in STAGES else "",
        percent=round(100 * min(max(status.progress, 0.0), 1.0)),
        seen=f"{status.state}-{status.stage}-{status.progress:.2f}",
        is_waiting=status.state in {"queued", "running"},
    )


def _again(round_id: UUID, wanted: Wanted) -> str:
    """Where the same is asked for anew."""
    if wanted.run_id is None:
        return f"{address_of(round_id)}/rows"
    query = {"run": wanted.run_id, "language": wanted.language, "format": wanted.format}
    return f"{address_of(round_id)}/export?{urlencode(query)}"
