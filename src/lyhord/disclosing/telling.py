"""Puts what may be told of a theme into a report: figures, shares, words and quotes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct

from lyhord.disclosing.cuts import (
    AUDIENCES,
    BY_AUDIENCE,
    EVERYBODY,
    Facet,
    Group,
    facets,
    is_for_themes,
    needed,
    of_audience,
)
from lyhord.disclosing.freezing import FrozenRound, FrozenTheme
from lyhord.disclosing.shown import AudienceCount, GroupCell, Quote, ThemeReport
from lyhord.disclosing.tables import Counts, coarse_row, quotable
from lyhord.instruments.definition import Audience
from lyhord.privacy.cells import HIDDEN, Figure, Share, exact, share
from lyhord.storage.findings import QuoteText
from lyhord.storage.guards import Guard
from lyhord.storage.runs import FoundTheme, Term

QUOTES, APPROVED = 5, 8
NAME_WORDS = 3

# which texts stand as quotes: a few of the best, those alone that people approved, or all that
# people are to decide about
Quoting: TypeAlias = Literal["best", "approved", "candidates"]


class Row(Struct, frozen=True, kw_only=True):
    """What may be shown of one theme and group.

    `worded` are the audiences whose words may be told. Quotes are those of the `speakers`, with
    what is said of them; where there are none, bare ones of the audiences `quoted`.
    """

    respondents: Figure
    of: Figure
    statements: Figure
    cells: Mapping[Audience, tuple[Figure, Figure]]
    worded: tuple[Audience, ...]
    quoted: tuple[Audience, ...] = ()
    attribute: Facet | None = None
    speakers: tuple[str, ...] = ()


def open_row(counts: Counts, rule: Guard) -> Row:
    """A theme of a round of which nothing was published: rounded, and no groups."""
    row = coarse_row(counts, rule)
    return Row(
        respondents=row.respondents,
        of=HIDDEN,
        statements=row.statements,
        cells={},
        worded=row.quoted,
        quoted=row.quoted,
    )


def published_row(theme: FrozenTheme, known: FrozenRound, group: Group) -> Row:
    """A theme as it was published, of everybody or of the group that was chosen."""
    attribute, speakers = _speakers(theme, known.guard, group)
    return Row(
        respondents=theme.figures[group],
        of=known.figures[group],
        statements=theme.statements if group == EVERYBODY else HIDDEN,
        cells={
            audience: (theme.figures[cell], known.figures[cell])
            for audience, cell in _cells(known, group)
        },
        worded=theme.quoted,
        quoted=theme.quoted if group == EVERYBODY else (),
        attribute=attribute,
        speakers=speakers,
    )


def is_choice(known: FrozenRound, group: Group, seen: Collection[str] | None) -> bool:
    """Whether the figures of a group may be asked for: its size is shown, to who works for it."""
    places = [value for facet, value in group if facet == "municipality"]
    is_own = seen is None or all(place in seen for place in places)
    return is_own and is_for_themes(group) and known.figures.get(group, HIDDEN).form != "hidden"


def _speakers(
    theme: FrozenTheme, rule: Guard, group: Group
) -> tuple[Facet | None, tuple[str, ...]]:
    """Whose quotes are shown by name; a text never gets a second thing said of who wrote it."""
    name = rule.quotes_name
    if name == "nothing":
        return None, ()
    if group == EVERYBODY:
        return name, theme.speakers
    is_named = facets(group) == (name,) and group[0][1] in theme.speakers
    return name, ((group[0][1],) if is_named else ())


def _cells(known: FrozenRound, group: Group) -> Iterable[tuple[Audience, Group]]:
    """The audiences that a group is told apart by."""
    if facets(group) not in BY_AUDIENCE:
        return
    for audience in AUDIENCES:
        cell = (*of_audience(audience), *group)
        if cell in known.figures:
            yield audience, cell


def theme_report(
    found: FoundTheme,
    row: Row,
    *,
    texts: Iterable[QuoteText],
    rule: Guard,
    quoting: Quoting = "best",
) -> ThemeReport:
    """What may be told of a theme."""
    texts = tuple(each for each in texts if quoting == "candidates" or each.verdict != "refused")
    quotable = _quotes(row, texts)
    terms = shown_terms(found.terms, row.worded, rule)
    return ThemeReport(
        theme_id=found.theme_id,
        name=named(found, terms),
        definition=found.definition,
        source=found.source,
        stability=found.stability,
        terms=terms,
        respondents=row.respondents,
        share=share_of(row.respondents, row.of),
        statements=row.statements,
        groups=tuple(
            GroupCell(audience=audience, respondents=figure, share=share_of(figure, of))
            for audience, (figure, of) in row.cells.items()
        ),
        quotes=_standing(quotable, quoting),
        notes=found.notes,
        voices=_voices(row, texts, quoting),
        speakers=_named_audiences(row),
        unread=min(QUOTES, sum(not each.verdict for each in quotable)),
    )


def shown_terms(terms: Iterable[Term], worded: Sequence[Audience], rule: Guard) -> tuple[str, ...]:
    """The words that enough people of these audiences wrote, each counted by itself."""
    return tuple(
        term.term
        for term in terms
        if quotable({audience: term.respondents.get(audience, 0) for audience in worded}, rule)
    )


def named(found: FoundTheme, terms: tuple[str, ...]) -> str:
    """The theme's name; that of a new theme is made of its terms, so only of those shown.

    A proposal that people named has none where words that it was named by were hidden since.
    """
    if found.source != "new":
        return found.name or found.theme_id
    words = set(found.name.casefold().split(", "))
    if words <= {term.casefold() for term in terms}:
        return found.name
    name = ", ".join(terms[:NAME_WORDS])
    return name[:1].upper() + name[1:] or found.theme_id


def audiences_told(known: FrozenRound, group: Group) -> tuple[AudienceCount, ...]:
    """How many of each audience are in a group; those that are left out are told as few."""
    shown = [
        AudienceCount(audience=audience, responses=known.figures[cell])
        for audience, cell in _cells(known, group)
    ]
    return (*shown, *few(known.left_out if group == EVERYBODY else (), known.guard))


def few(left_out: Iterable[Audience], rule: Guard) -> Iterable[AudienceCount]:
    """Audiences of which only that is told, that they are few."""
    for audience in left_out:
        yield AudienceCount(
            audience=audience, responses=Figure(form="under", n=needed(rule, audience))
        )


def coverage(themes: Iterable[ThemeReport]) -> int | None:
    """The share of texts with a theme, worked out from shown figures alone."""
    shown = [each for each in themes if each.theme_id != "empty" and each.statements.n]
    texts = sum(each.statements.n or 0 for each in shown)
    clear = sum(each.statements.n or 0 for each in shown if each.source != "remainder")
    whole = share(clear, texts)
    return whole.percent if whole else None


def place(theme: ThemeReport) -> tuple[bool, int, str]:
    """Where a theme stands: those that most wrote of first; hidden sums tell no place."""
    return theme.source == "remainder", -(theme.respondents.n or 0), theme.name


def nothing_told(known: FrozenRound) -> FrozenTheme:
    """A theme that nobody wrote of who is counted."""
    cells = ((group, _nobody(group)) for group in known.figures if is_for_themes(group))
    return FrozenTheme(theme_id="", cells=tuple(cells), statements=exact(0), quoted=(), speakers=())


def _nobody(group: Group) -> Figure:
    return exact(0) if facets(group) in {(), ("audience",)} else HIDDEN


def _quotes(row: Row, texts: Iterable[QuoteText]) -> tuple[Quote, ...]:
    """Representative texts: by name where that may be, else bare; the two never stand together.

    A text without a name beside others that have theirs would tell that it comes from a hidden
    cell.
    """
    if row.attribute and row.speakers:
        attribute = row.attribute
        chosen = [each for each in texts if getattr(each, attribute) in row.speakers]
        return tuple(_quote(each, attribute) for each in chosen)
    return tuple(_quote(each) for each in texts if each.audience in row.quoted)


def _standing(quotable: tuple[Quote, ...], quoting: Quoting) -> tuple[Quote, ...]:
    """Of the texts that may be quoted, those that stand as quotes."""
    if quoting == "candidates":
        return quotable
    if quoting == "approved":
        approved = {each.text: each for each in quotable if each.verdict == "approved"}
        return tuple(approved.values())[:APPROVED]
    return quotable[:QUOTES]


def _voices(row: Row, texts: Iterable[QuoteText], quoting: Quoting) -> tuple[Quote, ...]:
    """The most typical text of each audience that may be named: its filter shows it too."""
    speakers = _named_audiences(row)
    first: dict[str, QuoteText] = {}
    for each in texts:
        if each.audience in speakers and (quoting == "best" or each.verdict == "approved"):
            first.setdefault(each.audience, each)
    return tuple(_quote(first[each], "audience") for each in speakers if each in first)


def _named_audiences(row: Row) -> tuple[Audience, ...]:
    """The audiences that a quote may name, in the order in which they always stand."""
    if row.attribute != "audience":
        return ()
    return tuple(each for each in AUDIENCES if each in row.speakers)


def _quote(text: QuoteText, attribute: Facet | None = None) -> Quote:
    return Quote(
        text=text.text,
        language=text.language,
        audience=text.audience if attribute == "audience" else None,
        municipality=text.municipality if attribute == "municipality" else None,
        age=text.age if attribute == "age" else None,
        verdict=text.verdict,
    )


def share_of(figure: Figure, of: Figure) -> Share | None:
    """The share that two shown figures make; None where either is not told as it is."""
    if figure.form != "exact" or of.form != "exact" or figure.n is None or of.n is None:
        return None
    return share(figure.n, of.n)
