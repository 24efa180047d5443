"""A draft as those who answer would meet it: shown to its authors, and tried out through a link.

What is sent to try a draft out is checked as every answer is, counted, and then forgotten.
"""

from uuid import UUID, uuid4

from litestar import MediaType, get, post
from litestar.params import FromPath
from msgspec import Struct

from lyhord.errors import NotFoundError
from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import Answers, parse_form
from lyhord.instruments.definition import Instrument, LongText, Notes, Publication, ShortText
from lyhord.instruments.places import Place
from lyhord.instruments.wording import in_language
from lyhord.intake.doors import LONGEST_SLUG, Door
from lyhord.storage import trials
from lyhord.storage.database import Database
from lyhord.web import entering, posted
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.rendering import Frame
from lyhord.web.respondent.answering import Post, html_response
from lyhord.web.respondent.dependencies import OpenDatabase, Pages
from lyhord.web.respondent.pages import SurveyPages, tail
from lyhord.web.respondent.views import Tongue, frame, tongue_of

NOBODY = UUID(int=0)


class TriedPage(Struct, frozen=True, kw_only=True):
    """The answer to what was sent to try a draft out."""

    title: str
    frame: Frame
    ending: tuple[str, ...]
    tongue: Tongue


def door_of(publication: Publication, place: Place, *, slug: str = "") -> Door:
    """A door that belongs to no round, for what nobody has published."""
    return Door(
        slug=slug,
        round_id=NOBODY,
        collector_id=NOBODY,
        audience=publication.instrument.audience,
        mode="open",
        presets={},
        instrument_id=publication.instrument.id,
        version=0,
        publication=publication,
        place=place,
        public_key=b"",
        results_by=None,
        is_open=True,
        accepts_posts=True,
        is_trial=True,
    )


@get("/try/{slug:str}", media_type=MediaType.HTML, include_in_schema=False)
async def show_trial(
    slug: FromPath[str], request: AnyRequest, database: OpenDatabase, pages: Pages
) -> AnyResponse:
    """Give a draft as those who answer would meet it."""
    door = await _door(database, pages, slug)
    language = entering.language(request, door, request.query_params.get("lang"))
    html = pages.anew(door, language)
    return html_response(html + tail(uuid4()), pages.policy(door, html))


@post("/try/{slug:str}", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def try_out(
    slug: FromPath[str], request: AnyRequest, database: OpenDatabase, pages: Pages
) -> AnyResponse:
    """Check answers as those of a round are checked, count them, and forget them."""
    fields = await posted.form(request)
    door = await _door(database, pages, slug)
    language = entering.language(request, door, posted.first(fields, "language"))
    instrument = in_language(door.publication, language)
    answers = parse_form(instrument, fields, presets=door.presets)
    if isinstance(answers, Mistakes):
        one = Post(
            request=request,
            door=door,
            instrument=instrument,
            submission=posted.submission(fields),
            fields=fields,
            pages=pages,
        )
        return one.mistaken(answers)
    async with database.transaction("door") as db:
        if not await trials.count(db, slug, texts=_texts(instrument, answers)):
            raise NotFoundError("trial", slug)
    return _thanked(pages, door, instrument)


async def _door(database: Database, pages: SurveyPages, slug: str) -> Door:
    place = pages.renderer.place
    if place is None or not (slug.isascii() and slug.isalnum() and len(slug) <= LONGEST_SLUG):
        raise NotFoundError("trial", slug)
    async with database.transaction("door") as db:
        return door_of(await trials.document(db, slug), place, slug=slug)


def _texts(instrument: Instrument, answers: Answers) -> int:
    """How many texts somebody wrote; each of a list is one."""
    written = {q.id for q in instrument.questions if isinstance(q, ShortText | LongText | Notes)}
    said = (answers[name] for name in written if name in answers)
    return sum(len(each) if isinstance(each, list) else 1 for each in said)


def _thanked(pages: SurveyPages, door: Door, instrument: Instrument) -> AnyResponse:
    words = pages.renderer.catalogues.of(instrument.language)
    page = TriedPage(
        title=words("Your trial answer has been counted"),
        frame=frame(door, instrument),
        ending=instrument.ending,
        tongue=tongue_of(door, instrument),
    )
    html = pages.renderer.render("respondent/tried.html", language=instrument.language, page=page)
    return html_response(html, pages.policy(door, html))
