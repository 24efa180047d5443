"""The mapping of ways of working at the desk: what makes each model work beside what is hard."""

from collections.abc import Iterable
from uuid import UUID

from litestar import Response, get
from litestar.params import FromPath
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import Journey, JourneyTheme, MappedModel, themes_of, under_model
from lyhord.disclosing.models import CHALLENGES, SUCCESS, TAKES
from lyhord.storage import retention, rounds, runs
from lyhord.storage.database import Connection
from lyhord.web.catalogue import mark
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.desk.wording import FIGURES, PURGED
from lyhord.web.security import START

OPEN = mark("What was answered is shown when the round is closed and no answer can come any more.")
UNASKED = mark(
    "Nobody has answered the mapping in this round, or so few that nothing can be told of them."
)


class ThemeLine(Struct, frozen=True, kw_only=True):
    """A theme in a cell: its name, and at least how many wrote of it there."""

    name: str
    people: str
    href: str


class ModelCard(Struct, frozen=True, kw_only=True):
    """A way of working: who answered, whether it can be carried over, and two columns of themes."""

    name: str
    people: str
    carried: str
    is_few: bool
    success: tuple[ThemeLine, ...]
    challenges: tuple[ThemeLine, ...]
    takes: tuple[ThemeLine, ...]


class MappingPage(Struct, frozen=True, kw_only=True):
    """All that the mapping shows; `why_not` says why there is nothing."""

    frame: Frame
    name: str
    why_not: str
    has_run: bool
    models: tuple[ModelCard, ...]
    k: str


@get(START + "/{round_id:uuid}/mapping")
async def show_mapping(visit: VisitDependency, round_id: FromPath[UUID]) -> Response[str]:
    """Show the models of a round, each with its success factors and challenges."""
    async with visit.database.transaction("desk") as db:
        round_ = await rounds.get(db, round_id)
        answers = await disclosing.closed_answers(db, round_id, language=visit.language)
        journey = await _journey(db, round_id)
        is_purged = await retention.answers_gone_on(db, round_id) is not None
    why_not = ""
    if is_purged:
        why_not = PURGED
    elif not answers.models:
        why_not = OPEN if answers.is_open else UNASKED
    frame = visit.frame("mapping", round_)
    address = frame.round.address if frame.round else ""
    page = MappingPage(
        frame=frame,
        name=round_.name,
        why_not=visit.wording.say(why_not) if why_not else "",
        has_run=journey is not None,
        models=tuple(_card(visit, each, journey, address) for each in answers.models),
        k=visit.wording.number(answers.k),
    )
    return visit.page("mapping.html", page)


async def _journey(db: Connection, round_id: UUID) -> Journey | None:
    run = await runs.current(db, round_id)
    if run is None:
        return None
    return await disclosing.journey(db, await disclosing.run_report(db, round_id, run.run_id))


def _card(visit: Visit, model: MappedModel, journey: Journey | None, address: str) -> ModelCard:
    found = themes_of(journey, model.model) if journey else None
    return ModelCard(
        name=model.name,
        people=visit.wording.figure(model.people),
        carried=_carried(visit, model),
        is_few=found is None or found.is_empty,
        success=_lines(visit, found.success if found else (), SUCCESS, model, address),
        challenges=_lines(visit, found.challenges if found else (), CHALLENGES, model, address),
        takes=_lines(visit, found.takes if found else (), TAKES, model, address),
    )


def _carried(visit: Visit, model: MappedModel) -> str:
    if model.carried.form == "hidden":
        return visit.wording.say(FIGURES["hidden"])
    of = visit.wording.say(
        "%(n)s of %(of)s",
        n=visit.wording.figure(model.carried),
        of=visit.wording.figure(model.people),
    )
    return of if model.share is None else f"{of} ({visit.wording.share(model.share)})"


def _lines(
    visit: Visit,
    themes: Iterable[JourneyTheme],
    question: str,
    model: MappedModel,
    address: str,
) -> tuple[ThemeLine, ...]:
    return tuple(
        ThemeLine(
            name=each.theme.name,
            people=visit.wording.figure(under_model(each, question, model.model)),
            href=f"{address}/themes?theme={each.theme.theme_id}",
        )
        for each in themes
    )
