"""An analysis under way: starting one, and watching it."""

from collections.abc import Mapping
from uuid import UUID

from litestar import Response, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord import analysing
from lyhord.analysing import Status
from lyhord.storage import rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Frame, Visit, VisitDependency, address_of
from lyhord.web.exchange import AnyResponse
from lyhord.web.security import START

# the same answers give the same themes, whoever asks and however often
SEED = 0
SAID: Mapping[str, tuple[str, str]] = {
    "queued": (
        mark("Waiting for its turn"),
        mark(
            "The analysis starts when the worker is free, mostly at once. If nothing happens for "
            "some minutes, tell whoever runs the service that the worker may stand still."
        ),
    ),
    "running": (
        mark("The analysis is under way"),
        mark("It reads every statement. You can leave this page; the analysis goes on."),
    ),
    "failed": (
        mark("The analysis failed"),
        mark("Nothing was lost: the answers and earlier themes are as they were."),
    ),
    "finished": (mark("The analysis is finished"), mark("The themes are ready.")),
}
STOPPED = mark("The analysis was stopped")
STAGES: Mapping[str, str] = {
    "reading": mark("Reading the statements"),
    "finding": mark("Looking for themes"),
    "storing": mark("Keeping what was found"),
}
FAILURES: Mapping[str, str] = {
    "no_texts": mark("Nobody has written anything in this round yet, so there is nothing to read."),
    "codebook": mark("The codebook cannot be read. Tell whoever runs the service."),
    "worker_lost": mark("The worker was interrupted several times. Try again in a while."),
    "stopped": mark("Somebody stopped it before it was finished."),
    "unexpected": mark(
        "Something went wrong with us. Try again; if it fails again, tell whoever runs the service."
    ),
}


class RunPart(Struct, frozen=True, kw_only=True):
    """How far a job has come, in words; `label` says it of the bar to those who hear it."""

    label: str
    heading: str
    text: str
    reason: str
    stage: str
    percent: int
    seen: str
    is_waiting: bool


class RunPage(Struct, frozen=True, kw_only=True):
    """A run that has no themes: not yet, or because it failed."""

    frame: Frame
    name: str
    round: str
    address: str
    part: RunPart


@post(START + "/{round_id:uuid}/analyse")
async def analyse(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """Start an analysis and show how it goes."""
    async with visit.database.transaction("desk") as db:
        run_id = await analysing.start(db, round_id, actor=visit.account.email, seed=SEED)
    return Redirect(f"{address_of(round_id)}/themes?run={run_id}", status_code=303)


@post(START + "/{round_id:uuid}/analyse/stop")
async def stop_analysis(visit: VisitDependency, round_id: FromPath[UUID]) -> Redirect:
    """End the analysis that is under way, and show what became of it."""
    async with visit.database.transaction("desk") as db:
        await rounds.get(db, round_id)
        await analysing.stop(db, round_id, actor=visit.account.email)
        run = await runs.newest(db, round_id)
    shown = f"?run={run.run_id}" if run else ""
    return Redirect(f"{address_of(round_id)}/themes{shown}", status_code=303)


def show_run(visit: Visit, round_: Round, status: Status) -> AnyResponse:
    """Show a run that has no themes; to the page's own script only what has changed."""
    part = _part(visit, status)
    address = address_of(round_.round_id)
    page = RunPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        round=address,
        address=f"{address}/themes?run={status.run_id}",
        part=part,
    )
    return show_part(visit, "run.html", page, part)


def show_part(visit: Visit, template: str, page: object, part: RunPart) -> AnyResponse:
    """Show a page whose `part` changes; to the page's own script only what has changed."""
    if not visit.is_by_script:
        return visit.page(template, page)
    if not part.is_waiting:
        return reload_page()
    if visit.request.query_params.get("seen") == part.seen:
        return Response(None, status_code=204)
    return visit.page("run_part.html", page)


def reload_page() -> Response[None]:
    """Tell the page's script that the whole page has changed."""
    return Response(None, status_code=204, headers={"HX-Refresh": "true"})


async def status_of(db: Connection, run: Run) -> Status:
    """How a run goes; of one that is not the newest only what became of it is known."""
    newest = await analysing.status(db, run.round_id)
    if newest is not None and newest.run_id == run.run_id:
        return newest
    return Status(run_id=run.run_id, state=run.state, progress=0.0, stage="", failure="")


def _said(status: Status) -> tuple[str, str]:
    """The heading and the text of a state; what somebody stopped has not failed."""
    heading, text = SAID[status.state]
    return (STOPPED if status.failure == "stopped" else heading), text


def _part(visit: Visit, status: Status) -> RunPart:
    say = visit.wording.say
    heading, text = (say(message) for message in _said(status))
    return RunPart(
        label=say(mark("How far the analysis has come")),
        heading=heading,
        text=text,
        reason=say(FAILURES[status.failure]) if status.failure else "",
        stage=say(STAGES[status.stage]) if status.stage in STAGES else "",
        percent=round(100 * min(max(status.progress, 0.0), 1.0)),
        seen=f"{status.state}-{status.stage}-{status.progress:.2f}",
        is_waiting=status.state in {"queued", "running"},
    )
