"""What a respondent gets back for one post: thanks, the page again, or what cannot be taken."""

from uuid import UUID

from litestar import MediaType, Response
from msgspec import Struct

from lyhord.errors import CodeRefusedError, RoundClosedError, SubmissionConflictError
from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.instruments.definition import Instrument
from lyhord.instruments.reserved import OF_THE_PAGE
from lyhord.instruments.wording import languages
from lyhord.intake.doors import Door
from lyhord.web import problems
from lyhord.web.catalogue import Catalogue, day, mark
from lyhord.web.exchange import AnyRequest, AnyResponse
from lyhord.web.framing import language_links
from lyhord.web.problems import RETRY_SECONDS
from lyhord.web.rendering import Renderer
from lyhord.web.respondent.pages import SurveyPages
from lyhord.web.respondent.views import (
    Posted,
    frame,
    kept_texts,
    results_address,
    withdraw_address,
)

Fields = dict[str, list[str]]
PAUSED = (
    mark("The survey is paused"),
    mark("No answers are taken here right now. Come back another day."),
)


class Post(Struct, frozen=True, kw_only=True):
    """One post through a door that is known, in the version and language that it answers."""

    request: AnyRequest
    door: Door
    instrument: Instrument
    submission: UUID
    fields: Fields
    pages: SurveyPages

    def thanked(self, receipt: str) -> Response[str]:
        """Say thank you; the receipt is in no address and is never shown again."""
        thanks = self.pages.thanks(self.door, self._language)
        return html_response(thanks.to(receipt), thanks.policy)

    def mistaken(self, mistakes: Mistakes) -> Response[str]:
        """Give the page back with a summary of what to change and everything kept."""
        heading = self._words.marked("Something needs to be changed")
        return self._again(heading, status=422, mistakes=mistakes)

    def outdated(self) -> Response[str]:
        """Give the page back as it is now, to a form that answers a version that is not there."""
        kept = {key: tuple(values) for key, values in self.fields.items()}
        return self.mistaken(Mistakes(mistakes=(Mistake("", "unknown_version"),), kept=kept))

    def without_code(self, refused: CodeRefusedError) -> Response[str]:
        """Give the page back with everything kept, where no code admits the answers."""
        heading = self._words.marked("Your answers have not been sent: the code is not right")
        mistakes = Mistakes(mistakes=(Mistake("code", refused.code),), kept={})
        return self._again(heading, status=403, mistakes=mistakes)

    def not_saved(self) -> Response[str]:
        """Give the page back, to be sent again in a moment, when nothing can be stored.

        A script that sends keeps its page, and comes again by itself: it gets no more than a word,
        since a page costs a busy service more than an answer does.
        """
        if _is_script(self.request):
            return _in_a_moment(self._words)
        heading = self._words.marked(
            "Your answers could not be saved right now. They are still on this page. "
            "Wait a moment and press Send again."
        )
        response = self._again(heading, status=503)
        response.headers["Retry-After"] = RETRY_SECONDS
        return response

    def closed(self) -> AnyResponse:
        """Say that the survey is closed, with what was written for copying."""
        kept = kept_texts(self.instrument, self.fields)
        return closed(self.request, self.door, self.instrument, self.pages.renderer, kept=kept)

    def conflicting(self) -> AnyResponse:
        """Say that other answers came first, with what was written for copying."""
        if problems.wants_json(self.request):
            raise SubmissionConflictError
        return problems.page(
            self.request,
            409,
            renderer=self.pages.renderer,
            kept=kept_texts(self.instrument, self.fields),
            door=_known(self.door, self.instrument),
        )

    @property
    def _language(self) -> str:
        return self.instrument.language

    @property
    def _words(self) -> Catalogue:
        return self.pages.renderer.catalogues.of(self._language)

    def _again(
        self, heading: str, *, status: int, mistakes: Mistakes | None = None
    ) -> Response[str]:
        back = Posted(
            kept=self.fields,
            submission=str(self.submission),
            version=self.door.version,
            errors_heading=heading,
            mistakes=mistakes.mistakes if mistakes else (),
        )
        html = self.pages.again(self.door, self._language, back)
        return html_response(html, self.pages.policy(self.door, html), status=status)


def _is_script(request: AnyRequest) -> bool:
    """Say whether the browser tells that it fetches for a page and shows no other."""
    return request.headers.get("sec-fetch-mode", "navigate") != "navigate"


def _in_a_moment(words: Catalogue) -> Response[str]:
    heading, _ = problems.said(503)
    return Response(
        words(heading),
        status_code=503,
        media_type=MediaType.TEXT,
        headers={"Cache-Control": "no-store", "Retry-After": RETRY_SECONDS},
    )


def closed(
    request: AnyRequest,
    door: Door,
    instrument: Instrument,
    renderer: Renderer,
    *,
    kept: tuple[tuple[str, str], ...] = (),
) -> AnyResponse:
    """Say that a survey is closed, with the same help as when it was open."""
    if problems.wants_json(request):
        raise RoundClosedError
    known = _known(door, instrument)
    said = PAUSED if door.is_paused else None
    return problems.page(request, 410, renderer=renderer, kept=kept, door=known, said_as=said)


def _known(door: Door, instrument: Instrument) -> problems.KnownDoor:
    is_shared = door.mode == "kiosk"
    return problems.KnownDoor(
        language=instrument.language,
        frame=frame(door, instrument),
        languages=language_links(languages(door.publication), instrument.language),
        results_by=day(door.results_by, instrument.language),
        results_address="" if is_shared else results_address(door, instrument),
        withdraw_address="" if is_shared else withdraw_address(door, instrument),
    )


def not_taken(request: AnyRequest, fields: Fields, renderer: Renderer) -> AnyResponse:
    """Refuse a post whose door cannot be looked up now, with the written texts for copying."""
    kept = tuple(
        (name, text)
        for name, texts in fields.items()
        if name not in OF_THE_PAGE
        for text in texts
        if " " in text.strip()
    )
    headers = {"Retry-After": RETRY_SECONDS}
    return problems.page(request, 503, renderer=renderer, headers=headers, kept=kept)


def html_response(html: str, policy: str, *, status: int = 200) -> Response[str]:
    """Answer with a page that belongs to one person and is kept nowhere."""
    return Response(
        html,
        status_code=status,
        media_type=MediaType.HTML,
        headers={
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy,
        },
    )
