"""The accessibility statement as a page, for those who answer and for staff alike."""

from collections.abc import Mapping

from litestar import MediaType, Response, Router, get
from litestar.exceptions import NotFoundException
from msgspec import Struct

from lyhord.instruments.accessibility import (
    Conformance,
    Failure,
    Reason,
    Statement,
    Words,
    read_statement,
)
from lyhord.instruments.shelf import ACCESSIBILITY, surveys_folder
from lyhord.settings import Settings
from lyhord.web import problems
from lyhord.web.catalogue import COMPLETE_LANGUAGES, Catalogue, day, mark
from lyhord.web.framing import LanguageLink, general_frame, language_links
from lyhord.web.headers import survey_policy
from lyhord.web.problems import AnyRequest
from lyhord.web.rendering import Frame, Renderer

CONFORMANCE: Mapping[Conformance, str] = {
    "full": mark("This service complies fully with the law on accessibility."),
    "partial": mark(
        "This service complies partly with the law on accessibility. What falls short is below."
    ),
    "none": mark(
        "This service does not comply with the law on accessibility. What falls short is below."
    ),
}
REASONS: Mapping[Reason, str] = {
    "not_mended": mark("What falls short, and is to be mended"),
    "burden": mark("What would be too much of a burden to mend (12 § of the law)"),
    "not_covered": mark("What the law does not cover (9 § of the law)"),
}


class FailureText(Struct, frozen=True, kw_only=True):
    """One shortcoming in one language."""

    what: str
    why: str
    instead: str
    mended_by: str


class FailureGroup(Struct, frozen=True, kw_only=True):
    """The shortcomings that share a reason."""

    heading: str
    failures: tuple[FailureText, ...]


class AccessibilityPage(Struct, frozen=True, kw_only=True):
    """The whole statement in one language, and in others what to know of it beforehand."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    # empty where the statement is in the page's language
    written_in: str
    summary: str
    is_approved: bool
    actor: str
    service: str
    conformance: str
    method: str
    message: str
    message_name: str
    message_href: str
    assessed_on: str
    updated_on: str
    groups: tuple[FailureGroup, ...]


def accessibility_router(settings: Settings, renderer: Renderer) -> Router:
    """The page at `/accessibility`; a folder of surveys without a statement has none."""
    path = surveys_folder(settings.surveys_dir) / ACCESSIBILITY
    statement = read_statement(path) if path.is_file() else None

    @get("/accessibility", media_type=MediaType.HTML, sync_to_thread=False)
    def show_accessibility(request: AnyRequest) -> Response[str]:
        if statement is None:
            raise NotFoundException
        language = problems.page_language(request, renderer)
        frame = general_frame(renderer, language)
        offered = (*COMPLETE_LANGUAGES, *problems.other_languages(renderer))
        page = accessibility_page(
            statement,
            renderer.catalogues.of(language),
            frame=frame,
            languages=language_links(offered, language),
        )
        html = renderer.render("shared/accessibility.html", language=language, page=page)
        return Response(
            html,
            media_type=MediaType.HTML,
            headers={
                "Cache-Control": "no-cache",
                "Content-Security-Policy": survey_policy(renderer.assets, html),
                "Vary": "Accept-Language",
            },
        )

    return Router(path="/", route_handlers=[show_accessibility], include_in_schema=False)


def accessibility_page(
    statement: Statement,
    page_words: Catalogue,
    *,
    frame: Frame,
    languages: tuple[LanguageLink, ...] = (),
) -> AccessibilityPage:
    """Say the statement in the page's language; one that says not everything gets it in Swedish."""
    words = page_words.for_all(CONFORMANCE.values())
    language = words.language
    is_elsewhere = language != page_words.language
    return AccessibilityPage(
        title=page_words("Accessibility"),
        frame=frame,
        languages=languages,
        written_in=language if is_elsewhere else "",
        summary=statement.message.said_in(page_words.language) or "",
        is_approved=statement.is_approved,
        actor=_in(statement.actor, language),
        service=_in(statement.service, language),
        conformance=words(CONFORMANCE[statement.conformance]),
        method=_in(statement.method, language),
        message=_in(statement.message, language),
        message_name=_in(statement.message_name, language),
        message_href=statement.message_href or "",
        assessed_on=day(statement.assessed_on, language),
        updated_on=day(statement.updated_on, language),
        groups=_groups(statement, words),
    )


def _groups(statement: Statement, words: Catalogue) -> tuple[FailureGroup, ...]:
    found: dict[Reason, tuple[FailureText, ...]] = {
        reason: tuple(
            _failure(failure, words.language)
            for failure in statement.failures
            if failure.reason == reason
        )
        for reason in REASONS
    }
    return tuple(
        FailureGroup(heading=words(REASONS[reason]), failures=failures)
        for reason, failures in found.items()
        if failures
    )


def _failure(failure: Failure, language: str) -> FailureText:
    return FailureText(
        what=_in(failure.what, language),
        why=_in(failure.why, language),
        instead=_in(failure.instead, language),
        mended_by=day(failure.mended_by, language),
    )


def _in(words: Words | None, language: str) -> str:
    if words is None:
        return ""
    return words.sv if language.partition("-")[0] == "sv" else words.en
