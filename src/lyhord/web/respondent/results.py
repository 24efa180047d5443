"""The public page where a round's results come: when, and who answers for them."""

from collections.abc import Sequence
from uuid import UUID

from litestar import MediaType, Response, get
from litestar.params import FromPath
from msgspec import Struct

from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.wording import in_language, languages
from lyhord.storage import rounds
from lyhord.storage.rounds import PublicRound
from lyhord.web import entering, negotiation
from lyhord.web.catalogue import COMPLETE_LANGUAGES, Catalogue, day
from lyhord.web.exchange import AnyRequest
from lyhord.web.framing import LanguageLink, helpful_frame, language_links
from lyhord.web.headers import survey_policy
from lyhord.web.parts import in_parts
from lyhord.web.rendering import Frame
from lyhord.web.respondent.dependencies import OpenDatabase, Pages


class AskedSurvey(Struct, frozen=True):
    """One survey of a round by its title, and the language that the title is in."""

    title: str
    language: str


class ResultsPage(Struct, frozen=True, kw_only=True):
    """What is known before anything is published."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    surveys: tuple[AskedSurvey, ...]
    owner: str
    results_by: str
    is_late: bool


@get("/results/{round_id:uuid}", media_type=MediaType.HTML, include_in_schema=False)
async def show_results(
    round_id: FromPath[UUID], request: AnyRequest, pages: Pages, database: OpenDatabase
) -> Response[str]:
    """Say when the results come and who answers for them; no figure of any round is here yet."""
    async with database.transaction("door") as db:
        found = await rounds.public(db, round_id)
    audience = entering.audience(request)
    wanted, accepts = request.query_params.get("lang"), request.headers.get("accept-language", "")
    language = negotiation.language(wanted, accepts, _spoken(found.publications))
    page = results_page(found, pages.renderer.catalogues.of(language), audience=audience)
    html = pages.renderer.render("respondent/results.html", language=language, page=page)
    return Response(
        html,
        media_type=MediaType.HTML,
        headers={
            "Cache-Control": "no-cache",
            "Content-Security-Policy": survey_policy(pages.renderer.assets, html),
            "Vary": "Accept-Language",
        },
    )


def results_page(found: PublicRound, words: Catalogue, *, audience: Audience | None) -> ResultsPage:
    """Put the page together, with the help of the audience that its address names."""
    return ResultsPage(
        title=words("Results"),
        frame=helpful_frame(found.place, audience, words.language),
        languages=language_links(
            _spoken(found.publications),
            words.language,
            asked={"audience": audience} if audience else None,
        ),
        surveys=tuple(_asked(each, words.language) for each in found.publications),
        owner=found.owner or found.place.name,
        results_by=day(found.results_by, words.language),
        is_late=bool(found.is_late),
    )


def _asked(publication: Publication, language: str) -> AskedSurvey:
    spoken = in_language(publication, language)
    return AskedSurvey(in_parts(spoken.title, spoken.language), spoken.language)


def _spoken(publications: Sequence[Publication]) -> tuple[str, ...]:
    """List the languages that any survey of the round has; a round without one speaks our own."""
    spoken = dict.fromkeys(each for one in publications for each in languages(one))
    return tuple(spoken) or COMPLETE_LANGUAGES
