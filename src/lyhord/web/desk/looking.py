"""A survey or a draft as those who answer would meet it: in a phone, or over the whole window.

The page inside the phone is the respondents' own. It asks for no `visit`, as the language of the
survey is not that of the desk.
"""

from typing import Protocol
from uuid import UUID

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, SkipValidation
from msgspec import Struct

from lyhord.instruments.definition import Publication
from lyhord.instruments.places import Place
from lyhord.instruments.wording import languages, untranslated
from lyhord.storage import drafts, instruments, places
from lyhord.storage.database import Connection
from lyhord.web.desk.choices import Choice, choices, named_languages
from lyhord.web.desk.surveys import VERSION
from lyhord.web.desk.surveys_page import DRAFTS
from lyhord.web.desk.visit import Frame, Visit, VisitDependency
from lyhord.web.exchange import AnyRequest
from lyhord.web.headers import framing_policy
from lyhord.web.security import database_of

DRAFT = DRAFTS + "/{draft_id:uuid}"


class Preview(Protocol):
    """Makes the page of respondents, of which nothing can be sent."""

    def __call__(self, publication: Publication, place: Place, language: str) -> Response[str]:
        """Give the page in a language."""
        ...


PreviewDependency = NamedDependency[SkipValidation[Preview]]


class LookPage(Struct, frozen=True, kw_only=True):
    """A phone with the survey in it, and the languages that it can speak."""

    frame: Frame
    title: str
    back: str
    is_draft: bool
    address: str
    language: str
    languages: tuple[Choice, ...]
    missing: int


@get(VERSION + "/look")
async def look_at_version(
    visit: VisitDependency, name: FromPath[str], version: FromPath[int]
) -> Response[str]:
    """Show a version in a phone."""
    async with visit.database.transaction("desk") as db:
        document = (await instruments.at_version(db, name, version)).document
    return _look(visit, document, address=f"/desk/surveys/{name}/{version}", is_draft=False)


@get(DRAFT + "/look")
async def look_at_draft(visit: VisitDependency, draft_id: FromPath[UUID]) -> Response[str]:
    """Show a draft in a phone, as it was saved last."""
    visit.require_all()
    async with visit.database.transaction("desk") as db:
        document = (await drafts.get(db, draft_id)).document
    return _look(visit, document, address=f"{DRAFTS}/{draft_id}", is_draft=True)


@get(VERSION + "/page")
async def page_of_version(
    request: AnyRequest,
    preview: PreviewDependency,
    place_id: NamedDependency[str],
    name: FromPath[str],
    version: FromPath[int],
) -> Response[str]:
    """Give the respondents' page of a version."""
    async with database_of(request.app).transaction("desk") as db:
        edition = await instruments.at_version(db, name, version)
        return await _page(db, request, preview, edition.document, place_id)


@get(DRAFT + "/page")
async def page_of_draft(
    request: AnyRequest,
    preview: PreviewDependency,
    place_id: NamedDependency[str],
    draft_id: FromPath[UUID],
) -> Response[str]:
    """Give the respondents' page of a draft, as it was saved last."""
    if request.user.municipalities:
        raise NotFoundException
    async with database_of(request.app).transaction("desk") as db:
        draft = await drafts.get(db, draft_id)
        return await _page(db, request, preview, draft.document, place_id)


async def _page(
    db: Connection, request: AnyRequest, preview: Preview, document: Publication, place_id: str
) -> Response[str]:
    language = request.query_params.get("in", document.instrument.language)
    if language not in languages(document):
        raise NotFoundException
    return preview(document, await places.get(db, place_id), language)


def _look(visit: Visit, document: Publication, *, address: str, is_draft: bool) -> Response[str]:
    there = languages(document)
    asked = visit.request.query_params.get("in", "")
    language = asked if asked in there else there[0]
    page = LookPage(
        frame=visit.frame("surveys"),
        title=document.instrument.title,
        back=address,
        is_draft=is_draft,
        address=f"{address}/page?in={language}",
        language=language,
        languages=choices(named_languages(there), language),
        missing=len(untranslated(document, language)),
    )
    headers = {"Content-Security-Policy": framing_policy()}
    return visit.page("survey_look.html", page, headers=headers)
