"""The public page of a round's results: when they come and who answers for them, or what stands."""

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from litestar import MediaType, Response, get
from litestar.params import FromPath
from msgspec import Struct

from lyhord.instruments.definition import Audience
from lyhord.replying.publishing import page_of
from lyhord.storage import replies, rounds
from lyhord.storage.replies import PublicPromise, PublicQuote, PublicReply
from lyhord.storage.rounds import PublicRound
from lyhord.web import entering, negotiation, replied
from lyhord.web.catalogue import Catalogue, day
from lyhord.web.exchange import AnyRequest
from lyhord.web.framing import LanguageLink, helpful_frame, language_links
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Frame, Renderer
from lyhord.web.replied import AskedSurvey, Told
from lyhord.web.respondent.dependencies import OpenDatabase, Pages


class ResultsPage(Struct, frozen=True, kw_only=True):
    """What is known before anything is published, or after it was taken down."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    surveys: tuple[AskedSurvey, ...]
    owner: str
    results_by: str
    is_late: bool
    first_promised: str
    promised_by: str
    taken_down: str
    reason: str


class Standing(Struct, frozen=True, kw_only=True):
    """A round as anybody may know it, with what was published and promised of it."""

    round: PublicRound
    reply: PublicReply | None
    quotes: tuple[PublicQuote, ...]
    days: tuple[date, ...]
    promise: PublicPromise | None


class Reader(Struct, frozen=True, kw_only=True):
    """Who reads: in which language, and from which survey."""

    words: Catalogue
    audience: Audience | None
    version: str

    def asked(self, **more: str) -> dict[str, str]:
        """What else than the language stands in an address for the same reader."""
        known = {"audience": self.audience or "", "version": self.version}
        return {name: value for name, value in (known | more).items() if value}


@get("/results/{round_id:uuid}", media_type=MediaType.HTML, include_in_schema=False)
async def show_results(
    round_id: FromPath[UUID], request: AnyRequest, pages: Pages, database: OpenDatabase
) -> Response[str]:
    """Show what stands of a round; before that, when the results come and who answers for them."""
    async with database.transaction("door") as db:
        known = Standing(
            round=await rounds.public(db, round_id),
            reply=await replies.public(db, round_id),
            quotes=await replies.public_quotes(db, round_id),
            days=await replies.public_days(db, round_id),
            promise=await replies.public_promise(db, round_id),
        )
    reader = _reader(request, known, pages.renderer)
    answer = _page(known, reader, pages.renderer)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _reader(request: AnyRequest, known: Standing, renderer: Renderer) -> Reader:
    wanted, accepts = request.query_params.get("lang"), request.headers.get("accept-language", "")
    spoken = replied.spoken_in(known.round.publications)
    version = request.query_params.get("version", "")
    return Reader(
        words=renderer.catalogues.of(negotiation.language(wanted, accepts, spoken)),
        audience=entering.audience(request),
        version=version if version in {replied.SIMPLE, replied.WHOLE} else "",
    )


def _page(known: Standing, reader: Reader, renderer: Renderer) -> Response[str]:
    language = reader.words.language
    frame = helpful_frame(known.round.place, reader.audience, language)
    spoken = replied.spoken_in(known.round.publications)
    links = language_links(spoken, language, asked=reader.asked())
    if known.reply is not None and known.reply.document is not None:
        told = _told(known, reader, known.reply)
        page = replied.replied_page(told, reader.words, frame=frame, links=links)
        return replied.response(renderer, page, language)
    page = waiting_page(known, reader.words, frame=frame, links=links)
    html = renderer.render("respondent/results.html", language=language, page=page)
    policy = survey_policy(renderer.assets, html)
    return Response(
        html,
        media_type=MediaType.HTML,
        headers={"Content-Security-Policy": policy, "Vary": "Accept-Language"},
    )


def _told(known: Standing, reader: Reader, reply: PublicReply) -> Told:
    is_simple = replied.wants_simple(reader.audience, reader.version)
    other = replied.WHOLE if is_simple else replied.SIMPLE
    turn = urlencode({"lang": reader.words.language} | reader.asked(version=other))
    return Told(
        page=page_of(reply.document),
        quotes=known.quotes,
        days=(reply.done_on, *(each for each in known.days if each < reply.done_on)),
        publications=known.round.publications,
        owner=known.round.owner or known.round.place.name,
        is_for_children=is_simple,
        turn=f"?{turn}",
    )


def waiting_page(
    known: Standing, words: Catalogue, *, frame: Frame, links: tuple[LanguageLink, ...]
) -> ResultsPage:
    """What is known before anything is published."""
    round_, promise, reply = known.round, known.promise, known.reply
    is_moved = promise is not None and promise.first_due_on < promise.due_on
    return ResultsPage(
        title=words("Results"),
        frame=frame,
        languages=links,
        surveys=replied.asked_surveys(round_.publications, words.language),
        owner=round_.owner or round_.place.name,
        results_by=day(round_.results_by, words.language),
        is_late=bool(round_.is_late),
        first_promised=day(promise.first_due_on, words.language) if promise and is_moved else "",
        promised_by=promise.owner if promise else "",
        taken_down=day(reply.done_on, words.language) if reply else "",
        reason=reply.reason if reply else "",
    )
