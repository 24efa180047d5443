"""Every refusal in one place: its status, its page for people, its JSON for programs.

An unexpected error says nothing about itself to the outside.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from litestar import Response
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, InternalServerException
from litestar.plugins.problem_details import ProblemDetailsException
from msgspec import Struct

from lyhord.errors import (
    BadInputError,
    CodeRefusedError,
    LyhordError,
    NotFoundError,
    RoundClosedError,
    StorageUnavailableError,
    SubmissionConflictError,
    WithheldError,
)
from lyhord.web import negotiation, observability
from lyhord.web.catalogue import COMPLETE_LANGUAGES, Catalogue, mark
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.framing import LanguageLink, general_frame
from lyhord.web.headers import survey_policy
from lyhord.web.rendering import Frame, Renderer

Handler: TypeAlias = Callable[[AnyRequest, Exception], AnyResponse]

RETRY_SECONDS = "5"
_STAFF = "/desk"
_DISCONNECTED = "client disconnected prematurely"

_STATUSES: tuple[tuple[type[LyhordError], int], ...] = (
    (NotFoundError, 404),
    (RoundClosedError, 410),
    (SubmissionConflictError, 409),
    (CodeRefusedError, 403),
    (WithheldError, 403),
    (BadInputError, 400),
    (StorageUnavailableError, 503),
)

# What each status says to people: what it is, and what one can do.
_SAID: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: (mark("We could not read that"), mark("Go back, reload the page and try again.")),
        401: (mark("You need to sign in"), mark("Sign in and try again.")),
        403: (
            mark("You may not do that"),
            mark("Ask the person who invited you if this is wrong."),
        ),
        404: (
            mark("There is nothing here"),
            mark("Check that the address is right. Ask the person who gave it to you."),
        ),
        405: (mark("That is not possible here"), mark("Go back and try again.")),
        409: (
            mark("You have already sent answers"),
            mark(
                "Your first answers are kept. To change them, take them back with your code, "
                "open the survey again and answer anew."
            ),
        ),
        410: (
            mark("The survey is closed"),
            mark("Thank you for wanting to answer. No more answers are taken here."),
        ),
        413: (mark("That is too much at once"), mark("Write less and try again.")),
        415: (mark("We could not read that"), mark("Go back, reload the page and try again.")),
        422: (mark("Something needs to be changed"), mark("Go back, mend it and try again.")),
        429: (mark("That was many times in a row"), mark("Wait a minute and try again.")),
        500: (
            mark("Something went wrong with us"),
            mark("It is not your fault. Try again in a while."),
        ),
        503: (
            mark("We cannot take answers right now"),
            mark("Nothing was saved. Wait a moment and try again."),
        ),
    }
)


class KnownDoor(Struct, frozen=True, kw_only=True):
    """What a refusal at a known collector has: its language, its help, and what comes next."""

    language: str
    frame: Frame
    languages: tuple[LanguageLink, ...] = ()
    results_by: str = ""
    results_address: str = ""
    withdraw_address: str = ""


class ProblemPage(Struct, frozen=True, kw_only=True):
    """What the page of a refusal shows."""

    title: str
    frame: Frame
    heading: str
    advice: str
    request_id: str
    languages: tuple[LanguageLink, ...]
    results_by: str
    results_address: str
    withdraw_address: str
    kept: tuple[tuple[str, str], ...] = ()


def handlers(renderer: Renderer) -> dict[type[Exception] | int, Handler]:
    """Give the app its one way of refusing; put it into `exception_handlers`."""

    def handle(request: AnyRequest, error: Exception) -> AnyResponse:
        return refuse(request, error, renderer)

    return {HTTPException: handle, LyhordError: handle, Exception: handle, 500: handle}


def refuse(request: AnyRequest, error: Exception, renderer: Renderer) -> AnyResponse:
    """Answer an error as a page or as problem+json, whichever was asked for."""
    status = status_of(error)
    if status >= 500 and not isinstance(error, LyhordError):  # noqa: PLR2004 - the range's name
        observability.failed(error, request_id=request_id(request))
    headers = {"Retry-After": RETRY_SECONDS} if status == 503 else {}  # noqa: PLR2004
    if isinstance(error, HTTPException):
        headers |= dict(error.headers or {})
    if wants_json(request):
        words = renderer.catalogues.of("en")
        return problem(request, status, words=words, headers=headers)
    return page(request, status, renderer=renderer, headers=headers)


def status_of(error: Exception) -> int:
    """Look an error up in the table; what is not in it is our own fault."""
    if _hung_up(error):
        return 400
    if isinstance(error, HTTPException):
        return error.status_code
    for kind, status in _STATUSES:
        if isinstance(error, kind):
            return status
    return 500


def _hung_up(error: Exception) -> bool:
    """Say whether the other side went away midway; the framework tells that by its words alone."""
    return isinstance(error, InternalServerException) and error.detail == _DISCONNECTED


def said(status: int) -> tuple[str, str]:
    """Give the heading and the advice of a status; unusual ones speak as their class."""
    return _SAID.get(status) or _SAID[500 if status >= 500 else 400]  # noqa: PLR2004


def wants_json(request: AnyRequest) -> bool:
    """Say whether a program asks: by the address, or by what it accepts."""
    if request.scope["path"].startswith("/api/"):
        return True
    kinds = [MediaType.HTML, "application/problem+json", MediaType.JSON]
    return request.accept.best_match(kinds, default=MediaType.HTML) != MediaType.HTML


def request_id(request: AnyRequest) -> str:
    """Give the id under which the log knows this request."""
    return request.scope["state"].get(observability.REQUEST_ID, "")


def page_language(request: AnyRequest, renderer: Renderer) -> str:
    """Choose the language of a page that belongs to no survey; staff pages are in two."""
    return chosen_language(request, () if _is_for_staff(request) else other_languages(renderer))


def other_languages(renderer: Renderer) -> tuple[str, ...]:
    """List the languages that say what respondents meet, and not all that staff do."""
    return tuple(sorted(renderer.catalogues.by_language.keys() - set(COMPLETE_LANGUAGES)))


def _is_for_staff(request: AnyRequest) -> bool:
    return request.scope["path"].startswith(_STAFF)


def chosen_language(request: AnyRequest, others: Sequence[str] = ()) -> str:
    """Choose among the languages that say everything and others."""
    wanted = request.query_params.get("lang")
    accepts = request.headers.get("accept-language", "")
    return negotiation.language(wanted, accepts, (*COMPLETE_LANGUAGES, *others))


def page(  # noqa: PLR0913 - each is one thing that some refusal has and others have not
    request: AnyRequest,
    status: int,
    *,
    renderer: Renderer,
    headers: Mapping[str, str] | None = None,
    kept: tuple[tuple[str, str], ...] = (),
    said_as: tuple[str, str] | None = None,
    door: KnownDoor | None = None,
) -> AnyResponse:
    """Show a refusal to a person, with what they wrote where it would else be lost."""
    door = door or _no_door(request, renderer)
    words = renderer.catalogues.of(door.language)
    heading, advice = said_as or said(status)
    shown = ProblemPage(
        title=words(heading),
        frame=door.frame,
        heading=words.marked(heading),
        advice=words.marked(advice),
        request_id=request_id(request) if status >= 500 else "",  # noqa: PLR2004
        # another language would lose what was written
        languages=() if kept else door.languages,
        results_by=door.results_by,
        results_address=door.results_address,
        withdraw_address=door.withdraw_address,
        kept=kept,
    )
    html = renderer.render("shared/problem.html", language=door.language, page=shown)
    return Response(
        html,
        status_code=status,
        media_type=MediaType.HTML,
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": survey_policy(renderer.assets, html),
            "Vary": "Accept, Accept-Language",
            **(headers or {}),
        },
    )


def _no_door(request: AnyRequest, renderer: Renderer) -> KnownDoor:
    """Frame a refusal that belongs to no collector; staff pages have no help for respondents."""
    language = page_language(request, renderer)
    frame = Frame() if _is_for_staff(request) else general_frame(renderer, language)
    return KnownDoor(language=language, frame=frame)


def problem(
    request: AnyRequest,
    status: int,
    *,
    words: Catalogue,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[Mapping[str, str]] = (),
) -> AnyResponse:
    """Tell a program what was refused, with a pointer for each mistake."""
    title, advice = (words(message) for message in said(status))
    extra: dict[str, object] = {"errors": errors} if errors else {}
    if status >= 500:  # noqa: PLR2004
        extra["request_id"] = request_id(request)
    return ProblemDetailsException(
        status_code=status,
        title=title,
        detail=advice,
        type_="about:blank",
        headers={"Cache-Control": "no-store", **(headers or {})},
        extra=extra,
    ).to_response(request)
