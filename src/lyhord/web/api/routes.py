"""The public JSON routes: an instrument to read, an answer to give, an answer to take back."""

from uuid import uuid4

from litestar import Response, Router, delete, get, post
from litestar.di import NamedDependency, Provide
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, FromQuery, SkipValidation
from msgspec import Struct

from lyhord.errors import CodeRefusedError, RoundClosedError
from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.parsing import parse_json
from lyhord.instruments.wording import in_language, languages
from lyhord.web import entering, problems
from lyhord.web.api import bodies
from lyhord.web.api.bodies import Submission, Withdrawal, WrongPart
from lyhord.web.api.describing import BASE, refusals, taking
from lyhord.web.api.documents import InstrumentDocument, document
from lyhord.web.catalogue import Catalogue
from lyhord.web.entering import OpenDoors, TheIntake
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.rendering import Renderer
from lyhord.web.sentences import sentence


class ReceiptDocument(Struct, frozen=True, kw_only=True):
    """The way back to an answer, for whoever gave it."""

    receipt: str


TheRenderer = NamedDependency[SkipValidation[Renderer]]


@get("/collectors/{slug:str}/instrument", responses=refusals(404, 410))
async def show_instrument(
    slug: FromPath[str],
    request: AnyRequest,
    doors: OpenDoors,
    lang: FromQuery[str | None] = None,
) -> Response[InstrumentDocument]:
    """Give the published instrument behind a collector, as far as it is asked there."""
    door = await doors.find(slug)
    if not door.is_open:
        raise RoundClosedError
    language = entering.language(request, door, lang)
    shown = document(in_language(door.publication, language), door)
    return Response(shown, headers={"Cache-Control": "no-cache", "Vary": "Accept-Language"})


@post(
    "/collectors/{slug:str}/responses",
    status_code=201,
    operation_class=taking(Submission),
    responses={
        200: ResponseSpec(
            ReceiptDocument, description="it was here already", generate_examples=False
        ),
        **refusals(400, 403, 404, 409, 410, 413, 415, 422),
    },
)
async def add_response(
    slug: FromPath[str], request: AnyRequest, renderer: TheRenderer
) -> AnyResponse:
    """Take one response: 201 with its receipt, 200 with the same one when it comes again."""
    posted = await bodies.read(request, Submission)
    doors = entering.doors_of(request)
    door = await doors.find(slug)
    if not door.accepts_posts:
        raise RoundClosedError
    words = renderer.catalogues.of("en")
    if isinstance(posted, WrongPart):
        return _refuse_part(request, posted, words)
    answered = await entering.at_version(doors, door, posted.version)
    if answered is None:
        return _refuse_part(request, WrongPart("/version", "There is no such version."), words)
    door = answered
    offered = languages(door.publication)
    language = posted.language or offered[0]
    if language not in offered:
        wrong = WrongPart("/language", f"There is {', '.join(offered)}.")
        return _refuse_part(request, wrong, words)
    instrument = in_language(door.publication, language)
    answers = parse_json(instrument, posted.answers, presets=door.presets)
    if isinstance(answers, Mistakes):
        return _refuse_answers(request, answers, words)
    try:
        accepted = await entering.intake_of(request).submit(
            door,
            instrument=instrument,
            version=door.version,
            language=language,
            answers=answers,
            submission=posted.submission or uuid4(),
            code=posted.code or "",
            wave_code=posted.wave_code or "",
        )
    except CodeRefusedError as error:
        return _refuse_code(request, error, words)
    return _receipt(accepted.receipt, is_new=accepted.is_new)


@post(
    "/withdraw",
    status_code=200,
    operation_class=taking(Withdrawal),
    responses={
        204: ResponseSpec(None, description="whether or not it existed"),
        **refusals(400, 413, 415, 422),
    },
)
async def withdraw(request: AnyRequest, intake: TheIntake, renderer: TheRenderer) -> AnyResponse:
    """Take an answer back; the same whether or not it existed."""
    posted = await bodies.read(request, Withdrawal)
    if isinstance(posted, WrongPart):
        return _refuse_part(request, posted, renderer.catalogues.of("en"))
    await intake.withdraw(posted.receipt)
    return Response(None, status_code=204)


@delete("/responses/{receipt:str}", status_code=204, responses=refusals())
async def remove_response(receipt: FromPath[str], intake: TheIntake) -> None:
    """Take an answer back by its receipt; the same whether or not it existed."""
    await intake.withdraw(receipt)


def _receipt(receipt: str, *, is_new: bool) -> Response[ReceiptDocument]:
    headers = {"Cache-Control": "no-store"}
    return Response(
        ReceiptDocument(receipt=receipt), status_code=201 if is_new else 200, headers=headers
    )


def _refuse_part(request: AnyRequest, wrong: WrongPart, words: Catalogue) -> AnyResponse:
    error = {"pointer": wrong.pointer, "code": "wrong_part", "detail": wrong.detail}
    return problems.problem(request, 422, words=words, errors=[error])


def _refuse_code(request: AnyRequest, refused: CodeRefusedError, words: Catalogue) -> AnyResponse:
    detail = sentence(Mistake("code", refused.code), words)
    error = {"pointer": "/code", "code": refused.code, "detail": detail}
    return problems.problem(request, 403, words=words, errors=[error])


def _refuse_answers(request: AnyRequest, mistakes: Mistakes, words: Catalogue) -> AnyResponse:
    errors = [
        {"pointer": _pointer(each), "code": each.code, "detail": sentence(each, words)}
        for each in mistakes.mistakes
    ]
    return problems.problem(request, 422, words=words, errors=errors)


def _pointer(mistake: Mistake) -> str:
    """Point into the posted JSON (RFC 6901), where a name may be empty too."""
    if not mistake.key and mistake.code != "unknown_question":
        return "/answers"
    return f"/answers/{mistake.key.replace('~', '~0').replace('/', '~1')}"


def api_router(renderer: Renderer) -> Router:
    """The public JSON routes; needs `doors` and `intake` from the app."""
    return Router(
        path=BASE,
        tags=["answering"],
        route_handlers=[show_instrument, add_response, withdraw, remove_response],
        dependencies={"renderer": Provide(lambda: renderer, sync_to_thread=False)},
    )
