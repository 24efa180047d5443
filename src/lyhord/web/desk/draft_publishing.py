"""Looking through what a draft changes, and publishing it as the next version."""

from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.authoring import changes as differing
from lyhord.authoring import checking
from lyhord.authoring import drafts as verbs
from lyhord.authoring.changes import Change, Weight
from lyhord.storage import drafts, instruments
from lyhord.storage.database import Connection
from lyhord.storage.drafts import Draft
from lyhord.storage.instruments import Edition
from lyhord.web import posted
from lyhord.web.catalogue import Catalogue, mark, own_name
from lyhord.web.desk import survey_words
from lyhord.web.desk.drafts_page import Note, notes_of
from lyhord.web.desk.looking import DRAFT
from lyhord.web.desk.surveys_page import DRAFTS, SURVEYS
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyResponse

_DIGITS = 9
MEANING: dict[Weight, str] = {
    "core": mark(
        "The common statements about support are changed. Every audience, round and municipality "
        "is compared by them. Answers to the new version cannot be put beside earlier ones."
    ),
    "closed": mark(
        "Questions with choices are changed. Their numbers cannot simply be put beside those of "
        "earlier rounds: a new wording or a new choice changes what people answer."
    ),
    "light": mark("Nothing that is counted is changed. Numbers can be put beside earlier ones."),
}


class ChangeLine(Struct, frozen=True, kw_only=True):
    """One difference in words."""

    what: str
    of: str
    before: str
    after: str
    weight: Weight


class SpokenLine(Struct, frozen=True, kw_only=True):
    """How many texts of a translation differ."""

    language: str
    name: str
    told: str


class PublishPage(Struct, frozen=True, kw_only=True):
    """Everything that somebody looks through before publishing."""

    frame: Frame
    title: str
    address: str
    revision: int
    newest: int
    begun_from: int
    meaning: str
    weight: Weight
    must_tick: bool
    changes: tuple[ChangeLine, ...]
    spoken: tuple[SpokenLine, ...]
    blocking: tuple[Note, ...]
    advice: tuple[Note, ...]
    hindrance: str
    problem: str


@get(DRAFT + "/publish")
async def show_changes(visit: VisitDependency, draft_id: FromPath[UUID]) -> Response[str]:
    """Show what a draft changes against the newest version."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        return visit.page("draft_publish.html", await _page(db, visit, draft_id))


@post(DRAFT + "/publish")
async def publish_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> AnyResponse:
    """Publish what was looked through as the next version."""
    visit.require_all()
    fields = await posted.form(visit.request)
    async with visit.database.transaction("desk") as db:
        done = await verbs.publish(
            db,
            draft_id,
            revision=_number(fields, "revision"),
            newest=_number(fields, "newest"),
            understood=posted.first(fields, "understood") == "yes",
            actor=visit.account.email,
        )
        if isinstance(done, str):
            page = await _page(db, visit, draft_id, problem=done)
            status = 409 if done == "changed" else 422
            return visit.page("draft_publish.html", page, status=status)
    return Redirect(f"{SURVEYS}/{done.instrument_id}/{done.version}", status_code=303)


async def _page(db: Connection, visit: Visit, draft_id: UUID, *, problem: str = "") -> PublishPage:
    draft = await drafts.get(db, draft_id)
    latest = await instruments.latest(db, draft.instrument_id)
    hindrance = await verbs.hindered(db, draft, latest)
    return _laid_out(visit, draft, latest, hindrance=hindrance or "", problem=problem)


def _laid_out(
    visit: Visit, draft: Draft, latest: Edition, *, hindrance: str, problem: str
) -> PublishPage:
    say, instrument = visit.wording.say, draft.document.instrument
    found = differing.changes(latest.document, draft.document)
    weight = differing.heaviest(found)
    findings = checking.findings(draft.document, before=latest.document)
    notes = notes_of(visit, draft, findings, instrument.language)
    return PublishPage(
        frame=visit.frame("surveys"),
        title=instrument.title,
        address=f"{DRAFTS}/{draft.draft_id}",
        revision=draft.revision,
        newest=latest.version,
        begun_from=draft.begun_from,
        meaning=say(MEANING[weight]),
        weight=weight,
        must_tick=weight != "light",
        changes=tuple(_line(say, draft, latest, each) for each in found),
        spoken=tuple(
            SpokenLine(
                language=each.language,
                name=own_name(each.language),
                told=say.plural("%(n)s text changed", "%(n)s texts changed", each.changed),
            )
            for each in differing.spoken(latest.document, draft.document)
        ),
        blocking=tuple(each for each in notes if each.blocks),
        advice=tuple(each for each in notes if not each.blocks),
        hindrance=say(survey_words.HINDRANCES[hindrance]) if hindrance else "",
        problem=say(survey_words.HINDRANCES[problem]) if problem else "",
    )


def _line(say: Catalogue, draft: Draft, latest: Edition, one: Change) -> ChangeLine:
    is_gone = one.what in ("removed", "option_removed")
    where = latest.document.instrument if is_gone else draft.document.instrument
    of = survey_words.place_of(say, where, one.key)
    return ChangeLine(
        what=survey_words.change(say, one),
        of="" if of in (one.before, one.after) and one.what == "text" else of,
        before=one.before,
        after=one.after if one.what in ("text", "option_added") else "",
        weight=one.weight,
    )


def _number(fields: dict[str, list[str]], name: str) -> int:
    return posted.whole_number(posted.first(fields, name), digits=_DIGITS) or 0
