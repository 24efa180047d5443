"""Drafts of surveys: begun as a copy, saved by several people, undone, published and tried out."""

from collections.abc import Mapping
from typing import Literal, TypeAlias
from uuid import UUID

from msgspec import Struct

from lyhord.authoring import changes, checking, forms, wordings
from lyhord.authoring.building import Limits, Refusal
from lyhord.authoring.forms import Fields, Form
from lyhord.authoring.wordings import Fault
from lyhord.errors import NotFoundError
from lyhord.instruments.definition import Publication
from lyhord.instruments.wording import languages
from lyhord.rounds import TRIAL_SLUG_LENGTH, new_slug
from lyhord.storage import drafts, instruments, trials
from lyhord.storage.database import Connection
from lyhord.storage.drafts import Draft
from lyhord.storage.instruments import Edition

Hindrance = Literal["changed", "blocked", "same", "earlier", "core"]


class Clash(Struct, frozen=True, kw_only=True):
    """Somebody saved meanwhile: the draft as it is now, what was typed, and what both changed."""

    draft: Draft
    mine: Mapping[str, str]
    theirs: Mapping[str, str]
    limits: Mapping[str, Limits]
    acted: bool


class Refused(Struct, frozen=True, kw_only=True):
    """What keeps a form from being saved."""

    draft: Draft
    faults: tuple[Fault, ...] = ()
    refusal: Refusal | None = None


Outcome: TypeAlias = Draft | Clash | Refused


async def copy(
    db: Connection, instrument_id: str, version: int, draft_id: UUID, *, actor: str
) -> None:
    """Begin a draft with a published version; the same id again is the same draft."""
    edition = await instruments.at_version(db, instrument_id, version)
    await drafts.copy(db, edition, draft_id, actor=actor)


async def save(
    db: Connection, draft_id: UUID, fields: Fields, *, revision: int, language: str, actor: str
) -> Outcome:
    """Save what a form says, unless something is wrong with it or somebody saved meanwhile."""
    draft = await drafts.get(db, draft_id)
    base = await drafts.at_revision(db, draft_id, revision)
    form = await read(db, draft, base.document, fields, language=language)
    if form.faults:
        return Refused(draft=draft, faults=form.faults)
    if revision != draft.revision:
        return _clash(draft, base.document, form)
    made = forms.applied(form, draft.document)
    if isinstance(made, Refusal):
        return Refused(draft=draft, refusal=made)
    if made == draft.document:
        return draft
    if not await drafts.save(db, draft, made, leads_to=draft.revision, actor=actor):
        return _clash(await drafts.get(db, draft_id), base.document, form)
    return await drafts.get(db, draft_id)


async def read(
    db: Connection, draft: Draft, base: Publication, fields: Fields, *, language: str
) -> Form:
    """Read a form; a new question gets an id that the newest version has not used either."""
    _known(base, language)
    newest = await instruments.latest(db, draft.instrument_id)
    taken = [each.id for each in newest.document.instrument.questions]
    return forms.read(fields, base, language=language, taken=taken)


async def undo(db: Connection, draft_id: UUID, *, revision: int, actor: str) -> bool:
    """Bring back what was saved before; says no where nothing was, or somebody saved meanwhile."""
    draft = await drafts.get(db, draft_id)
    if draft.leads_to is None or draft.revision != revision:
        return False
    back = await drafts.at_revision(db, draft_id, draft.leads_to)
    return await drafts.save(db, draft, back.document, leads_to=back.leads_to, actor=actor)


async def publish(
    db: Connection,
    draft_id: UUID,
    *,
    revision: int,
    newest: int,
    understood: bool,
    actor: str,
) -> Edition | Hindrance:
    """Publish what somebody looked through as the next version, and end the draft.

    They looked at a save of the draft beside the version that was newest then.
    """
    draft = await drafts.locked(db, draft_id)
    latest = await instruments.latest(db, draft.instrument_id)
    if draft.revision != revision or latest.version != newest:
        return "changed"
    hindrance = await hindered(db, draft, latest)
    if hindrance:
        return hindrance
    weight = changes.heaviest(changes.changes(latest.document, draft.document))
    if weight != "light" and not understood:
        return "core"
    edition = await instruments.publish(db, draft.document, actor=actor)
    await drafts.remove(db, draft_id, actor=actor)
    return edition


async def hindered(db: Connection, draft: Draft, latest: Edition) -> Hindrance | None:
    """What keeps a draft from being published, whoever has looked it through."""
    if checking.blocking(draft.document):
        return "blocked"
    same = await instruments.with_content(db, draft.document)
    if same is None:
        return None
    return "same" if same.version == latest.version else "earlier"


async def open_trial(
    db: Connection, draft_id: UUID, *, revision: int, actor: str
) -> Literal["saved", "blocked"] | None:
    """Make a link by which a save is tried out, or say why it is none that can be."""
    draft = await drafts.get(db, draft_id)
    if draft.revision != revision:
        return "saved"
    if checking.blocking(draft.document):
        return "blocked"
    await trials.add(db, draft, new_slug(TRIAL_SLUG_LENGTH), actor=actor)
    return None


def _clash(draft: Draft, base: Publication, form: Form) -> Outcome:
    """Lay what was typed over what somebody saved meanwhile; nothing where both say the same."""
    now = wordings.written(draft.document, form.language)
    was = wordings.written(base, form.language)
    mine = {
        key: text
        for key, text in form.texts.items()
        if key not in now or wordings.plainly(now[key]) != text
    }
    theirs = {key: now[key] for key in mine if key in now and now[key] != was[key]}
    acted = bool(form.act or form.limits or form.is_reviewed is not None)
    if not mine and not acted:
        return draft
    return Clash(draft=draft, mine=mine, theirs=theirs, limits=form.limits, acted=acted)


def _known(publication: Publication, language: str) -> None:
    if language not in languages(publication):
        raise NotFoundError("language", language)
