"""The page of the theme workspace: the codebook, a theme's statements, what it rests on."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import Crossing, RunReport
from lyhord.instruments.places import Place
from lyhord.storage.book import BookText, BookTheme, Codebook, Head, Listed, NamedText
from lyhord.web.desk.evidence import Evidence, evidence
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.visit import Frame, Visit
from lyhord.web.desk.wording import SPEAKERS
from lyhord.web.desk.work_evidence import Beyond, beyond
from lyhord.web.desk.work_forms import Asked, Typed
from lyhord.web.desk.work_names import WORK
from lyhord.web.desk.work_narrowing import Narrowing, is_found, narrowing
from lyhord.web.desk.work_words import FIELDS, KINDS, SHOWN, question_against
from lyhord.web.desk.work_writing import Form, form_of

PAGE = 20


class BookLink(Struct, frozen=True, kw_only=True):
    """A theme of the codebook."""

    theme_id: str
    name: str
    count: str
    href: str
    source: str
    is_current: bool
    is_reviewed: bool
    is_found: bool


class Row(Struct, frozen=True, kw_only=True):
    """A statement that can be marked."""

    statement: str
    pieces: tuple[Piece, ...]
    language: str
    marks: tuple[str, ...]
    place: str
    theme: BookLink | None
    is_marked: bool


class Shown(Struct, frozen=True, kw_only=True):
    """A way of looking at the statements of a theme."""

    text: str
    href: str
    is_current: bool


class WorkPage(Struct, frozen=True, kw_only=True):
    """All that the page shows."""

    frame: Frame
    name: str
    round: str
    address: str
    history: str
    split: str
    version: int
    state: str
    may_use: bool
    has_later: bool
    themes: tuple[BookLink, ...]
    narrowing: Narrowing
    carried: tuple[tuple[str, str], ...]
    theme: BookLink | None
    summary: str
    source: str
    notes: tuple[tuple[str, str], ...]
    form: Form | None
    rows: tuple[Row, ...]
    words: str
    number: int
    shown: tuple[Shown, ...]
    earlier: str
    later: str
    evidence: Evidence | None
    evidence_note: str
    beyond: Beyond
    undo: str
    redo: str
    problem: str
    new_name: str


class Work(Struct, frozen=True, kw_only=True):
    """All that was read for the page."""

    visit: Visit
    name: str
    round: str
    address: str
    frame: Frame
    book: Codebook
    place: Place
    themes: Sequence[BookTheme]
    counts: Mapping[str, Listed]
    chosen: BookTheme | None
    texts: Sequence[BookText]
    names: Mapping[str, str]
    asked: Asked
    report: RunReport | None
    crossings: Sequence[Crossing]
    has_names: bool
    has_later: bool
    undo: Head | None
    redo: Head | None
    typed: Typed = Typed()


def work_page(work: Work) -> WorkPage:
    """Put the page together."""
    say, asked = work.visit.wording.say, work.asked
    links = {each.theme_id: _link(work, each) for each in work.themes}
    chosen = links.get(work.chosen.theme_id) if work.chosen else None
    more = len(work.texts) > PAGE
    return WorkPage(
        frame=work.frame,
        name=work.name,
        round=work.round,
        address=work.address,
        history=f"{work.address}/history",
        split=f"{work.address}/split" if work.chosen and work.texts else "",
        version=work.book.version,
        state=_state(work),
        has_later=work.has_later,
        may_use=work.book.in_use != work.book.version,
        themes=tuple(links.values()),
        narrowing=narrowing(work.visit.wording, work.place, asked, has_names=work.has_names),
        carried=tuple(asked.carried().items()),
        theme=chosen,
        summary=_summary(work),
        source=work.chosen.source if work.chosen else "",
        notes=_notes(work) if work.chosen else (),
        form=form_of(work.visit.wording, work.place, _as_told(work, work.chosen), work.typed.fields)
        if work.chosen
        else None,
        rows=tuple(_row(work, each, links) for each in work.texts[:PAGE]),
        words=asked.words,
        number=asked.page,
        shown=_shown(work) if work.chosen and not asked.words else (),
        earlier=_href(work, page=asked.page - 1) if asked.page > 1 else "",
        later=_href(work, page=asked.page + 1) if more else "",
        evidence=_evidence(work),
        evidence_note=_evidence_note(work),
        beyond=beyond(work.visit.wording, work.place, work.report, work.chosen, work.crossings),
        undo=say(KINDS[work.undo.kind]) if work.undo else "",
        redo=say(KINDS[work.redo.kind]) if work.redo else "",
        problem=work.typed.problem,
        new_name=work.typed.new_name,
    )


def _as_told(work: Work, theme: BookTheme) -> BookTheme:
    """A theme as the form begins with it: of a proposal neither name nor definition unguarded."""
    if theme.source != "new":
        return theme
    return replace(theme, name=work.names[theme.theme_id])


def _link(work: Work, theme: BookTheme) -> BookLink:
    listed = work.counts.get(theme.theme_id)
    return BookLink(
        theme_id=theme.theme_id,
        name=work.names[theme.theme_id],
        count=work.visit.wording.number(listed.listed) if listed else "–",
        href=f"{work.address}?{urlencode(_among(work, theme.theme_id))}",
        source=theme.source,
        is_current=work.chosen is not None and theme.theme_id == work.chosen.theme_id,
        is_reviewed=theme.notes.status == "reviewed",
        is_found=is_found(theme, work.names[theme.theme_id], work.asked),
    )


def _among(work: Work, theme: str) -> Mapping[str, str]:
    """The address of a theme, by the same choice among themes."""
    said = {"theme": theme, "find": work.asked.find, "tag": work.asked.tag}
    return {name: value for name, value in said.items() if value}


def _href(work: Work, *, page: int = 1, show: str | None = None) -> str:
    asked = replace(work.asked, page=page, show=show or work.asked.show)
    return f"{work.address}?{urlencode(asked.carried())}"


def _state(work: Work) -> str:
    say, book = work.visit.wording.say, work.book
    if book.in_use is None:
        return say("Nobody else sees this yet: pages and files show what the machine found.")
    if book.in_use == book.version:
        return say("This is what pages and files show.")
    n = book.version - book.in_use
    return say.plural(
        "Pages and files show the codebook as it was %(n)s change ago.",
        "Pages and files show the codebook as it was %(n)s changes ago.",
        n,
    )


def _summary(work: Work) -> str:
    if work.chosen is None:
        return ""
    say, listed = work.visit.wording.say, work.counts.get(work.chosen.theme_id)
    count, by_hand = (listed.listed, listed.by_hand) if listed else (0, 0)
    parts = [say.plural("%(n)s statement to sort", "%(n)s statements to sort", count)]
    if by_hand:
        parts.append(say.plural("%(n)s placed by hand", "%(n)s placed by hand", by_hand))
    if work.chosen.stability is not None:
        parts.append(
            say("comes back %(n)s times of 100 when redrawn", n=round(100 * work.chosen.stability))
        )
    return " · ".join(parts)


def _notes(work: Work) -> tuple[tuple[str, str], ...]:
    """What people wrote of the theme, as far as they did."""
    theme, say = work.chosen, work.visit.wording.say
    if theme is None:
        return ()
    written = ("need", "insight", "opportunity")
    told = {name: str(getattr(theme.notes, name)) for name in written}
    return tuple((say(FIELDS[name]), text) for name, text in told.items() if text)


def _row(work: Work, text: BookText, links: Mapping[str, BookLink]) -> Row:
    say = work.visit.wording.say
    audience = text.audience if isinstance(text, NamedText) else None
    marks = {
        say(SPEAKERS[audience]) if audience else "": bool(audience),
        say("Quote"): text.is_quote,
        say("Stands in another theme too"): text.is_copy,
        say("Placed by hand"): text.by_hand and not text.is_copy,
    }
    return Row(
        statement=str(text.statement_id),
        pieces=tuple(pieces(text.text)),
        language=text.language,
        place=urlencode(
            {
                "run": WORK,
                "theme": text.theme_id,
                "page": work.asked.page,
                "entry": str(text.statement_id),
            }
        ),
        marks=tuple(name for name, holds in marks.items() if holds),
        theme=links.get(text.theme_id) if work.asked.words else None,
        is_marked=str(text.statement_id) in work.typed.statements,
    )


def _shown(work: Work) -> tuple[Shown, ...]:
    ways = [each for each in SHOWN if each != "against" or question_against(work.chosen)]
    return tuple(
        Shown(
            text=work.visit.wording.say(SHOWN[each]),
            href=_href(work, show=each),
            is_current=each == work.asked.show,
        )
        for each in ways
    )


def _evidence(work: Work) -> Evidence | None:
    report, theme = work.report, work.chosen
    if report is None or theme is None:
        return None
    known = (each for each in report.themes if each.theme_id == theme.theme_id)
    found = next(known, None)
    return evidence(work.visit.wording, report, found) if found else None


def _evidence_note(work: Work) -> str:
    say = work.visit.wording.say
    if work.chosen is None:
        return ""
    if _evidence(work) is None:
        return say("Who says it is worked out when the codebook is put to use.")
    if work.book.in_use == work.book.version:
        return ""
    return say(
        "These figures are those of the themes as pages and files show them. They are worked out "
        "anew when the codebook is put to use; a theme in which few changed keeps its figures."
    )
