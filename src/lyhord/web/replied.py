"""The page of what was said and what is done: what stands of a round, in a voice that is heard.

Anybody meets it under /results, and staff as a preview before they publish.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from babel.numbers import format_percent
from litestar import MediaType, Response
from markupsafe import Markup
from msgspec import Struct

from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.wording import in_language, languages, untranslated
from lyhord.privacy.cells import Figure
from lyhord.replying.pages import Item, Page, ThemeWords, Voice, heard
from lyhord.storage.replies import PublicQuote
from lyhord.web.catalogue import (
    COMPLETE_LANGUAGES,
    FALLBACK_LANGUAGE,
    Catalogue,
    day,
    direction,
    locale_of,
    mark,
)
from lyhord.web.framing import LanguageLink
from lyhord.web.headers import survey_policy
from lyhord.web.parts import in_parts
from lyhord.web.rendering import Frame, Renderer

SPEAKERS: Mapping[str, str] = {
    "child": mark("Child"),
    "youth": mark("Young person"),
    "guardian": mark("Guardian"),
    "professional": mark("Professional"),
}
SIMPLE, WHOLE = "simple", "whole"


class AskedSurvey(Struct, frozen=True):
    """One survey of a round by its title, and the language that the title is in."""

    title: str
    language: str


class ShownDeed(Struct, frozen=True, kw_only=True):
    """A decision, who sees to it, and by when."""

    what: str
    who: str
    by: str


class ShownQuote(Struct, frozen=True, kw_only=True):
    """What somebody wrote; `speaker` is a message."""

    text: str
    language: str
    speaker: str


class ShownTheme(Struct, frozen=True, kw_only=True):
    """What was said of one thing, and what is answered."""

    heading: str
    said: str
    figure: str
    quotes: tuple[ShownQuote, ...]
    answer: str
    deeds: tuple[ShownDeed, ...]


class Preview(Struct, frozen=True, kw_only=True):
    """What staff see above a page that is not published."""

    text: str
    link: str
    href: str


class RepliedPage(Struct, frozen=True, kw_only=True):
    """All that the page shows; what people wrote for it is `spoken` in one language."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    spoken: str
    direction: str
    tongue: Markup
    is_untranslated: bool
    is_for_children: bool
    introduction: str
    themes: tuple[ShownTheme, ...]
    turn: str
    published_on: str
    earlier: tuple[str, ...]
    surveys: tuple[AskedSurvey, ...]
    owner: str
    preview: Preview | None = None


class Told(Struct, frozen=True, kw_only=True):
    """What stands of a round, or would: the page, its quotes, and since when."""

    page: Page
    quotes: Sequence[PublicQuote]
    days: Sequence[date]
    publications: Sequence[Publication]
    owner: str
    is_for_children: bool
    turn: str
    preview: Preview | None = None


def wants_simple(audience: Audience | None, version: str) -> bool:
    """Whether somebody asked for words for children, or comes from a survey for them."""
    return version == SIMPLE or (audience == "child" and version != WHOLE)


def replied_page(
    told: Told, words: Catalogue, *, frame: Frame, links: tuple[LanguageLink, ...]
) -> RepliedPage:
    """Put the page together in the voice that speaks to whoever reads."""
    voice = heard(told.page.voices, words.language, is_for_children=told.is_for_children)
    said = told.page.voices[voice.key]
    quotes = [each for each in told.quotes if _is_heard(each, voice)]
    other = Voice(voice.language, not voice.is_for_children)
    return RepliedPage(
        title=words("You said – we do"),
        frame=frame,
        languages=links,
        spoken=voice.language,
        direction=direction(voice.language),
        tongue=_tongue(voice.language, words.language),
        is_untranslated=voice.language != words.language,
        is_for_children=voice.is_for_children,
        introduction=said.introduction,
        themes=tuple(
            _theme(item, said.of(item.theme_id), quotes, words) for item in told.page.items
        ),
        turn=told.turn if other.key in told.page.voices else "",
        published_on=day(told.days[0], words.language),
        earlier=tuple(day(each, words.language) for each in told.days[1:]),
        surveys=asked_surveys(told.publications, words.language),
        owner=told.owner,
        preview=told.preview,
    )


def response(renderer: Renderer, page: RepliedPage, language: str) -> Response[str]:
    """Give the page with the policy that its own style and script need."""
    html = renderer.render("respondent/replied.html", language=language, page=page)
    return Response(
        html,
        media_type=MediaType.HTML,
        headers={
            "Content-Security-Policy": survey_policy(
                renderer.assets, html, renderer.assets.replied[page.frame.audience]
            ),
            "Vary": "Accept-Language",
        },
    )


def asked_surveys(publications: Sequence[Publication], language: str) -> tuple[AskedSurvey, ...]:
    """The surveys of a round by their titles."""
    return tuple(_asked(each, language) for each in publications)


def _asked(publication: Publication, language: str) -> AskedSurvey:
    """A title that nobody has translated stays in the language in which it was written."""
    spoken, own = in_language(publication, language), publication.instrument
    if "title" in untranslated(publication, language):
        return AskedSurvey(own.title, own.language)
    return AskedSurvey(in_parts(spoken.title, spoken.language), spoken.language)


def spoken_in(publications: Sequence[Publication]) -> tuple[str, ...]:
    """List the languages that any survey of the round has; a round without one speaks our own."""
    spoken = dict.fromkeys(each for one in publications for each in languages(one))
    return tuple(spoken) or COMPLETE_LANGUAGES


def _is_heard(quote: PublicQuote, voice: Voice) -> bool:
    """Whether a quote stands beside a voice: children are given the words of the young alone."""
    return not voice.is_for_children or quote.audience in {"child", "youth"}


def _tongue(spoken: str, language: str) -> Markup:
    if spoken == language:
        return Markup("")
    return Markup(' lang="{}" dir="{}"').format(spoken, direction(spoken))


def _theme(
    item: Item, said: ThemeWords, quotes: Sequence[PublicQuote], words: Catalogue
) -> ShownTheme:
    return ShownTheme(
        heading=said.heading,
        said=said.said,
        figure=_figure(item, words),
        quotes=tuple(
            ShownQuote(
                text=quote.text,
                language=quote.language,
                speaker=SPEAKERS.get(quote.audience or "", ""),
            )
            for quote in quotes
            if quote.theme_id == item.theme_id
        ),
        answer=said.answer,
        deeds=tuple(
            ShownDeed(what=each.what, who=each.who, by=day(each.by, words.language))
            for each in said.deeds
        ),
    )


def _figure(item: Item, words: Catalogue) -> str:
    """How many wrote of it, in the form in which it was published; nothing where that is hidden."""
    n = _number(item.respondents, words)
    if not n:
        return ""
    if item.share is None:
        return words.marked("How many wrote about this: %(n)s.", n=n)
    percent = _percent(item.share.percent, words.language)
    return words.marked(
        "How many wrote about this: %(n)s (%(percent)s of those who answered).",
        n=n,
        percent=percent,
    )


def _number(figure: Figure, words: Catalogue) -> str:
    if not figure.n or figure.form not in {"exact", "at_least"}:
        return ""
    n = words.number(figure.n)
    return n if figure.form == "exact" else words("at least %(n)s", n=n)


def _percent(percent: int, language: str) -> str:
    return format_percent(percent / 100, locale=locale_of(language) or FALLBACK_LANGUAGE)
