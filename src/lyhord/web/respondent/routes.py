"""The respondent's addresses, and the survey behind them."""

from uuid import uuid4

from litestar import MediaType, Response, Router, get, post
from litestar.params import FromPath

from lyhord.errors import (
    CodeRefusedError,
    RoundClosedError,
    StorageUnavailableError,
    SubmissionConflictError,
)
from lyhord.forms.mistakes import Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.instruments.flow import Answers
from lyhord.instruments.wording import in_language
from lyhord.intake.receiving import Intake
from lyhord.web import entering, negotiation, posted
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.respondent import following
from lyhord.web.respondent.answering import Post, closed, not_taken
from lyhord.web.respondent.board import board_routes
from lyhord.web.respondent.dependencies import pages_of
from lyhord.web.respondent.leaving import leave, show_leaving
from lyhord.web.respondent.pages import tail
from lyhord.web.respondent.results import show_results
from lyhord.web.respondent.stopping import show_stopping, stop_letters
from lyhord.web.respondent.trying import show_trial, try_out
from lyhord.web.respondent.withdrawing import show_withdrawal, withdraw


@get("/s/{slug:str}", media_type=MediaType.HTML, include_in_schema=False)
async def show_survey(slug: FromPath[str], request: AnyRequest) -> AnyResponse:
    """Give the whole survey as one page, compressed long ago, with a submission of its own."""
    door = await entering.doors_of(request).find(slug)
    pages = pages_of(request)
    language = entering.language(request, door, request.query_params.get("lang"))
    if not door.is_open:
        return closed(request, door, in_language(door.publication, language), pages.renderer)
    encoding = negotiation.encoding(request.headers.get("accept-encoding", ""))
    page = await pages.fresh(door, language)
    headers = {
        "Cache-Control": "no-store" if door.mode == "kiosk" else "no-cache",
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Security-Policy": page.policy,
    }
    if encoding != "identity":
        headers["Content-Encoding"] = encoding
    body = page.body(encoding, tail(uuid4()))
    return Response(body, media_type=MediaType.HTML, headers=headers)


@post("/s/{slug:str}", media_type=MediaType.HTML, status_code=200, include_in_schema=False)
async def submit(slug: FromPath[str], request: AnyRequest) -> AnyResponse:
    """Take a whole survey: thank with a receipt, or give it back with what is wrong."""
    fields = await posted.form(request)
    doors, pages = entering.doors_of(request), pages_of(request)
    try:
        now = await doors.find(slug)
        answered = await entering.at_version(doors, now, posted.version(fields))
    except StorageUnavailableError:
        return not_taken(request, fields, pages.renderer)
    door = answered or now
    language = entering.language(request, door, posted.first(fields, "language"))
    one = Post(
        request=request,
        door=door,
        instrument=in_language(door.publication, language),
        submission=posted.submission(fields),
        fields=fields,
        pages=pages,
    )
    if not door.accepts_posts:
        return one.closed()
    return await _taken(one, entering.intake_of(request)) if answered else one.outdated()


async def _taken(one: Post, intake: Intake) -> AnyResponse:
    typed = posted.first(one.fields, following.CODE) if one.door.wave_key else ""
    answers = _answers(one, typed)
    if isinstance(answers, Mistakes):
        return one.mistaken(answers)
    try:
        accepted = await intake.submit(
            one.door,
            instrument=one.instrument,
            version=one.door.version,
            language=one.instrument.language,
            answers=answers,
            submission=one.submission,
            code=posted.first(one.fields, "code"),
            wave_code=typed,
        )
    except CodeRefusedError as refused:
        return one.without_code(refused)
    except RoundClosedError:
        return one.closed()
    except SubmissionConflictError:
        return one.conflicting()
    except StorageUnavailableError:
        return one.not_saved()
    return one.thanked(accepted.receipt)


def _answers(one: Post, wave_code: str) -> Answers | Mistakes:
    answers = parse_form(one.instrument, one.fields, presets=one.door.presets)
    wrong = following.mistakes(wave_code)
    if not wrong:
        return answers
    before = answers.mistakes if isinstance(answers, Mistakes) else ()
    return Mistakes(mistakes=(*before, *wrong), kept={})


def respondent_router() -> Router:
    """Everything a respondent meets; needs `doors`, `intake` and `pages` from the app."""
    handlers = [show_survey, submit, show_leaving, leave, show_withdrawal, withdraw, show_results]
    handlers += [show_stopping, stop_letters, show_trial, try_out]
    return Router(path="/", route_handlers=[*handlers, *board_routes])
