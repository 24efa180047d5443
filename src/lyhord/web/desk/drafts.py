"""Changing a draft at the desk: shown, saved, looked through while somebody types, and undone."""

from uuid import UUID

import msgspec
from litestar import MediaType, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec import Struct

from lyhord.authoring import checking, forms
from lyhord.authoring import drafts as verbs
from lyhord.authoring.building import Refusal
from lyhord.authoring.drafts import Clash, Refused
from lyhord.instruments.definition import Publication
from lyhord.instruments.wording import languages
from lyhord.storage import drafts, instruments, trials
from lyhord.storage.database import Connection
from lyhord.storage.drafts import Draft
from lyhord.web import posted
from lyhord.web.catalogue import mark
from lyhord.web.desk.drafts_fields import Shown
from lyhord.web.desk.drafts_page import Note, draft_page, notes_of, summary
from lyhord.web.desk.looking import DRAFT
from lyhord.web.desk.survey_words import HINDRANCES
from lyhord.web.desk.surveys_page import DRAFTS, SURVEYS
from lyhord.web.desk.visit import Visit, VisitDependency
from lyhord.web.exchange import AnyResponse

_DIGITS = 9
DONE = {
    "saved": mark("Saved."),
    "undone": mark("What was saved last is undone."),
    "trial": mark("The trial link works now."),
    "closed": mark("The trial link is closed."),
}


class Looked(Struct, frozen=True, kw_only=True):
    """What a script hears while somebody types."""

    summary: str
    notes: tuple[Note, ...]


@get(DRAFT)
async def show_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> Response[str]:
    """Show a draft in a language, with what is to be looked at."""
    visit.require_all()
    asked = visit.request.query_params
    async with visit.database.transaction("desk") as db:
        draft = await drafts.get(db, draft_id)
        language = _language(draft, asked.get("language", ""))
        told = DONE.get(asked.get("done", ""))
        done = visit.wording.say(told) if told else ""
        return await shown(db, visit, draft, language=language, done=done, at=asked.get("at", ""))


@post(DRAFT)
async def save_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> AnyResponse:
    """Save what the form says and do what its button asks, or show what stands in the way."""
    visit.require_all()
    fields = await posted.form(visit.request)
    language = posted.first(fields, "language")
    async with visit.database.transaction("desk") as db:
        done = await verbs.save(
            db,
            draft_id,
            fields,
            revision=_revision(fields),
            language=language,
            actor=visit.account.email,
        )
        if isinstance(done, (Clash, Refused)):
            status = 409 if isinstance(done, Clash) else 422
            return await shown(
                db, visit, done.draft, language=language, fields=fields, outcome=done, status=status
            )
    return _back(draft_id, "saved", language=language, at=_acted_on(fields))


@post(DRAFT + "/check", status_code=200)
async def check_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> Response[bytes]:
    """Look through what somebody is writing; nothing is saved."""
    visit.require_all()
    fields = await posted.form(visit.request)
    language = posted.first(fields, "language")
    async with visit.database.transaction("desk") as db:
        draft = await drafts.get(db, draft_id)
        base = await drafts.at_revision(db, draft_id, _revision(fields))
        before = (await instruments.latest(db, draft.instrument_id)).document
    if language not in languages(base.document):
        raise NotFoundException
    form = forms.read(
        {n: v for n, v in fields.items() if n != "act"}, base.document, language=language
    )
    made = base.document if form.faults else forms.applied(form, base.document)
    written = base.document if isinstance(made, Refusal) else made
    told = notes_of(visit, draft, checking.findings(written, before=before), language)
    body = msgspec.json.encode(Looked(summary=summary(visit, told), notes=told))
    return Response(body, media_type=MediaType.JSON)


@post(DRAFT + "/undo")
async def undo_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> AnyResponse:
    """Bring back what was saved before; again, what was before that."""
    visit.require_all()
    fields = await posted.form(visit.request)
    language = posted.first(fields, "language")
    async with visit.database.transaction("desk") as db:
        is_undone = await verbs.undo(
            db, draft_id, revision=_revision(fields), actor=visit.account.email
        )
        if not is_undone:
            return await refused(db, visit, draft_id, "saved", language=language)
    return _back(draft_id, "undone", language=language)


@post(DRAFT + "/remove")
async def remove_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> Redirect:
    """Remove a draft with its trial links; what is published stays."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        await drafts.remove(db, draft_id, actor=visit.account.email)
    return Redirect(f"{SURVEYS}?done=removed", status_code=303)


@post(DRAFT + "/trial")
async def open_trial(visit: VisitDependency, draft_id: FromPath[UUID]) -> AnyResponse:
    """Make a link by which the draft is tried out as it was saved last."""
    visit.require_all()
    fields = await posted.form(visit.request)
    async with visit.database.transaction("desk") as db:
        done = await verbs.open_trial(
            db, draft_id, revision=_revision(fields), actor=visit.account.email
        )
        if done is not None:
            return await refused(db, visit, draft_id, done)
    return _back(draft_id, "trial", at="trial")


@post(DRAFT + "/trial/close")
async def close_trial(visit: VisitDependency, draft_id: FromPath[UUID]) -> AnyResponse:
    """Close the trial links of a draft."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        await trials.close(db, await drafts.get(db, draft_id), actor=visit.account.email)
    return _back(draft_id, "closed", at="trial")


async def shown(  # noqa: PLR0913 - the parts of an answer
    db: Connection,
    visit: Visit,
    draft: Draft,
    *,
    language: str,
    status: int = 200,
    done: str = "",
    at: str = "",
    fields: forms.Fields | None = None,
    outcome: Clash | Refused | None = None,
    problem: str = "",
) -> Response[str]:
    """A draft's page, with everything that was typed."""
    before = (await instruments.latest(db, draft.instrument_id)).document
    given = Shown(
        language=_language(draft, language),
        findings=checking.findings(draft.document, before=before),
        trials=await trials.of_draft(db, draft.draft_id),
        done=done,
        fields={"act": [f"at:{at}"]} if fields is None else fields,
        outcome=outcome,
        problem=problem,
    )
    return visit.page("draft.html", draft_page(visit, draft, given), status=status)


async def refused(
    db: Connection, visit: Visit, draft_id: UUID, why: str, *, language: str = ""
) -> Response[str]:
    """A draft as it is now, with why nothing was done."""
    draft = await drafts.get(db, draft_id)
    problem = visit.wording.say(HINDRANCES[why])
    status = 409 if why == "saved" else 422
    return await shown(db, visit, draft, language=language, problem=problem, status=status)


def _language(draft: Draft, asked: str) -> str:
    document: Publication = draft.document
    return asked if asked in languages(document) else document.instrument.language


def _revision(fields: forms.Fields) -> int:
    return posted.whole_number(next(iter(fields.get("revision", ())), ""), digits=_DIGITS) or 0


def _acted_on(fields: dict[str, list[str]]) -> str:
    return posted.first(fields, "act").partition(":")[2].partition(":")[0]


def _back(draft_id: UUID, done: str, *, language: str = "", at: str = "") -> Redirect:
    query = f"?done={done}" + (f"&language={language}" if language else "")
    place = f"&at={at}#q-{at}" if at else ""
    return Redirect(f"{DRAFTS}/{draft_id}{query}{place}", status_code=303)
