"""What the page of a theme says: a guarded report in, the words and bars of the page out."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Protocol

from msgspec import Struct

from lyhord.disclosing import Quote, RunReport, Texts, ThemeReport
from lyhord.errors import NotFoundError
from lyhord.privacy.pseudonyms import PLACEHOLDERS
from lyhord.web.catalogue import mark
from lyhord.web.desk.evidence import Evidence, evidence
from lyhord.web.desk.exporting import Download, downloads
from lyhord.web.desk.filtering import GroupChoices, Names, choices
from lyhord.web.desk.visit import Frame
from lyhord.web.desk.wording import SPEAKERS, Wording

PLACEHOLDER = re.compile(f"({'|'.join(map(re.escape, sorted(set(PLACEHOLDERS.values()))))})")
REMAINDER: Mapping[str, str] = {"unclear": mark("Unclear"), "empty": mark("Empty")}
NOTES: Mapping[str, str] = {
    "new": mark(
        "A proposal: these statements resemble each other and fit no theme of the codebook. The "
        "name is the words that mark them. Read them before you believe it."
    ),
    "remainder": mark(
        "Statements that the analysis did not understand well enough to place. They count: read "
        "some of them before you say that the themes cover everything."
    ),
}
WAITING = mark(
    "There is a newer analysis, but it cannot be shown yet: since the one that you see, so few "
    "answers have come or been taken back that the difference would tell what one person wrote. Go "
    "on with this one: texts that were taken back are gone from it already, and analysing again "
    "changes nothing. The newer one is shown when as many answers have come or gone as a figure "
    "needs. When the round is closed, that takes as many withdrawals, so it may never be."
)


class Link(Protocol):
    """The address of a theme, and of a page of its statements."""

    def __call__(self, theme: str, page: int = 1) -> str:
        """Give the address."""
        ...


class ActLink(Protocol):
    """The address where something is done with a statement on a page of a theme."""

    def __call__(self, theme: str, page: int, entry: str) -> str:
        """Give the address."""
        ...


class ThemeLink(Struct, frozen=True, kw_only=True):
    """A theme in the list."""

    name: str
    count: str
    href: str
    source: str
    is_current: bool


class ChosenTheme(Struct, frozen=True, kw_only=True):
    """The theme that the page is about."""

    theme_id: str
    name: str
    definition: str
    summary: str
    note: str


class Piece(Struct, frozen=True):
    """A part of a statement; a placeholder stands for what was taken out."""

    text: str
    is_placeholder: bool


class StatementRow(Struct, frozen=True, kw_only=True):
    """A statement as it is shown."""

    pieces: tuple[Piece, ...]
    language: str
    audience: str
    speaker: str
    hide: str
    hand_over: str


class Pages(Struct, frozen=True, kw_only=True):
    """Where one is among the pages of statements."""

    text: str
    earlier: str
    later: str


class ThemesPage(Struct, frozen=True, kw_only=True):
    """All that the page of a theme shows."""

    frame: Frame
    name: str
    themes: tuple[ThemeLink, ...]
    theme: ChosenTheme
    quotes: tuple[StatementRow, ...]
    statements: tuple[StatementRow, ...]
    statements_note: str
    pages: Pages
    evidence: Evidence
    downloads: tuple[Download, ...]
    run: str
    groups: tuple[GroupChoices, ...]
    group: str
    waiting: str
    work: str


class ThemeView(Struct, frozen=True, kw_only=True):
    """A report with the words to say it in and the addresses of its themes."""

    wording: Wording
    report: RunReport
    link: Link
    hide: ActLink
    hand_over: ActLink
    names: Names
    work: str = ""


def theme_page(view: ThemeView, frame: Frame) -> ThemesPage:
    """Put the page together; the report must hold a page of the chosen theme's texts."""
    texts = view.report.texts
    if texts is None:
        raise NotFoundError("theme", "without texts")
    theme = next(each for each in view.report.themes if each.theme_id == texts.theme_id)
    return ThemesPage(
        frame=frame,
        name=view.report.round_name,
        themes=_links(view, theme),
        theme=_chosen(view, theme),
        quotes=_rows(view, texts, lead_in(theme, texts)),
        statements=_rows(view, texts, listed(theme, texts)),
        statements_note=_statements_note(view.wording, theme, view.report),
        pages=_pages(view, texts),
        evidence=evidence(view.wording, view.report, theme),
        downloads=downloads(view.wording, view.report.round_id, view.report.run_id),
        run=str(view.report.run_id),
        groups=choices(view.names, view.report.choices, view.report.chosen),
        group=view.names.of(view.report.chosen),
        waiting=view.wording.say(WAITING) if view.report.is_earlier else "",
        work=view.work,
    )


def _links(view: ThemeView, chosen: ThemeReport) -> tuple[ThemeLink, ...]:
    return tuple(
        ThemeLink(
            name=_name(view.wording, theme),
            count=view.wording.figure(theme.respondents),
            href=view.link(theme.theme_id),
            source=theme.source,
            is_current=theme is chosen,
        )
        for theme in view.report.themes
    )


def _chosen(view: ThemeView, theme: ThemeReport) -> ChosenTheme:
    wording, say = view.wording, view.wording.say
    return ChosenTheme(
        theme_id=theme.theme_id,
        name=_name(wording, theme),
        definition=theme.definition,
        summary=" · ".join(_summary(wording, theme, is_of_all=not view.report.chosen)),
        note=say(NOTES[theme.source]) if theme.source in NOTES else "",
    )


def _summary(wording: Wording, theme: ThemeReport, *, is_of_all: bool) -> Iterator[str]:
    say, people, texts = wording.say, theme.respondents, theme.statements
    shown = wording.figure(people)
    yield say.plural("%(shown)s person", "%(shown)s people", people.n or 0, shown=shown)
    if theme.share:
        share = wording.percent(theme.share.percent)
        yield (
            say("%(share)s of all who answered", share=share)
            if is_of_all
            else say("%(share)s of the group", share=share)
        )
    if texts.n:
        shown = wording.figure(texts)
        yield say.plural("%(shown)s statement", "%(shown)s statements", texts.n, shown=shown)


def _name(wording: Wording, theme: ThemeReport) -> str:
    own = REMAINDER.get(theme.theme_id)
    return theme.name if own is None else wording.say(own)


def shown_quotes(report: RunReport) -> tuple[Quote, ...]:
    """Every statement that the page of a theme shows; the report must hold a page of its texts."""
    texts = report.texts
    if texts is None:
        return ()
    theme = next(each for each in report.themes if each.theme_id == texts.theme_id)
    return (*lead_in(theme, texts), *listed(theme, texts))


def listed(theme: ThemeReport, texts: Texts) -> tuple[Quote, ...]:
    """The page of all statements, where they may be listed."""
    return texts.texts if theme.shows_texts else ()


def lead_in(theme: ThemeReport, texts: Texts) -> tuple[Quote, ...]:
    """Typical statements lead in; whoever leafs on has seen them."""
    return theme.quotes if texts.page == 1 else ()


def _rows(view: ThemeView, texts: Texts, quotes: tuple[Quote, ...]) -> tuple[StatementRow, ...]:
    return tuple(_statement(view, texts, quote) for quote in quotes)


def _statements_note(wording: Wording, theme: ThemeReport, report: RunReport) -> str:
    say = wording.say
    if report.chosen:
        return say("Statements are listed for everybody alone: who wrote them could show.")
    if theme.shows_texts:
        return say("The most typical first.")
    if not theme.quotes and theme.statements.form != "exact":
        return say("So few wrote of this that nothing they wrote is shown.")
    if report.is_open:
        return say("While the round is open only the most typical statements are shown.")
    if theme.statements.form == "exact":
        return say("There are none.")
    return say("So few wrote of this that only typical statements are shown.")


def _statement(view: ThemeView, texts: Texts, quote: Quote) -> StatementRow:
    where = (texts.theme_id, texts.page, key_of(quote.text))
    return StatementRow(
        pieces=tuple(pieces(quote.text)),
        language=quote.language,
        audience=quote.audience or "",
        speaker=speaker_of(view.names, quote),
        hide="" if view.report.chosen else view.hide(*where),
        hand_over="" if view.report.chosen else view.hand_over(*where),
    )


def key_of(text: str) -> str:
    """What names a text in an address without holding it; equal texts have the same."""
    return sha256(text.encode()).hexdigest()[:32]


def speaker_of(names: Names, quote: Quote) -> str:
    """The one thing that is told of who wrote it."""
    if quote.audience:
        return names.wording.say(SPEAKERS[quote.audience])
    if quote.municipality is not None:
        return names.value("municipality", quote.municipality)
    return "" if quote.age is None else names.value("age", quote.age)


def pieces(text: str) -> Iterator[Piece]:
    """Part a statement at its placeholders."""
    for place, part in enumerate(PLACEHOLDER.split(text)):
        if part:
            yield Piece(part, is_placeholder=place % 2 == 1)


def _pages(view: ThemeView, texts: Texts) -> Pages:
    page, link = texts.page, view.link
    return Pages(
        text=view.wording.say("Page %(page)s of %(pages)s", page=page, pages=texts.pages),
        earlier=link(texts.theme_id, page - 1) if page > 1 else "",
        later=link(texts.theme_id, page + 1) if page < texts.pages else "",
    )
