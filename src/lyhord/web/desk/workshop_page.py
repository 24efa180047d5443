"""What the desk's pages of workshops say: a round's boards, and one as its facilitator sees it."""

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

from msgspec import Struct

from lyhord.exports.boards import PrintedBoard, PrintedColumn, PrintedGroup
from lyhord.instruments.definition import Instrument, Publication
from lyhord.instruments.wording import in_language, languages
from lyhord.privacy import rooms
from lyhord.storage.boards import BoardNote
from lyhord.storage.collectors import Collector
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark
from lyhord.web.desk.choices import Choice, choices
from lyhord.web.desk.links_page import STATES, board_address
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.security import secret_of

PROBLEMS = {
    "none_chosen": mark("Choose at least one note first."),
    "long_name": mark("A name has at most 80 letters, on one line."),
}


class BoardLine(Struct, frozen=True, kw_only=True):
    """A board in the list of a round's boards."""

    name: str
    href: str
    state: str
    state_name: str
    code: str


class BoardsPage(Struct, frozen=True, kw_only=True):
    """The boards of a round, and the form for another."""

    frame: Frame
    name: str
    address: str
    problem: str
    is_published: bool
    is_open: bool
    boards: tuple[BoardLine, ...]
    municipalities: tuple[Choice, ...]
    typed: str


class NoteShown(Struct, frozen=True, kw_only=True):
    """A note that can be chosen."""

    note_id: UUID
    text: str


class GroupShown(Struct, frozen=True, kw_only=True):
    """Notes under one name, and how the forms call it; without a name they are in no group."""

    name: str
    value: str
    notes: tuple[NoteShown, ...]


class ColumnShown(Struct, frozen=True, kw_only=True):
    """A column of the board, and what of it the room does not see."""

    column_id: str
    name: str
    groups: tuple[GroupShown, ...]
    hidden: tuple[NoteShown, ...]
    count: str


class BoardPage(Struct, frozen=True, kw_only=True):
    """A board as its facilitator sees it."""

    frame: Frame
    name: str
    title: str
    address: str
    problem: str
    is_open: bool
    is_round_open: bool
    state_name: str
    code: str
    wall: str
    phone: str
    print: str
    can_undo: bool
    columns: tuple[ColumnShown, ...]


class Known(Struct, frozen=True, kw_only=True):
    """What was read of a board."""

    round: Round
    board: Collector
    publication: Publication
    notes: tuple[BoardNote, ...]
    can_undo: bool


def boards_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    round_: Round,
    boards: Sequence[Collector],
    municipalities: Sequence[tuple[str, str]],
    *,
    name: str,
    problem: str,
    is_published: bool,
) -> BoardsPage:
    """List the boards, with the form for another."""
    say = visit.wording.say
    anywhere = (("", say("Not said")),) if visit.sees_all else ()
    return BoardsPage(
        frame=visit.frame("workshop", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/workshop",
        problem=say(PROBLEMS[problem]) if problem else "",
        is_published=is_published,
        is_open=round_.state == "open",
        boards=tuple(
            BoardLine(
                name=board.name or say("Workshop"),
                href=f"{address_of(round_.round_id)}/workshop/{board.slug}",
                state=board.state,
                state_name=say(STATES[board.state]),
                code=_code(visit, board),
            )
            for board in boards
        ),
        municipalities=choices([*anywhere, *municipalities], ""),
        typed=name,
    )


def board_page(visit: Visit, known: Known, *, problem: str = "") -> BoardPage:
    """Lay a board out, with what can be done about it."""
    say, board = visit.wording.say, known.board
    here = f"{address_of(board.round_id)}/workshop/{board.slug}"
    room = board_address(visit, board)
    return BoardPage(
        frame=visit.frame("workshop", known.round),
        name=known.round.name,
        title=board.name or say("Workshop"),
        address=here,
        problem=say(PROBLEMS[problem]) if problem else "",
        is_open=board.state == "open",
        is_round_open=known.round.state == "open",
        state_name=say(STATES[board.state]),
        code=_code(visit, board),
        wall=f"{visit.base_url}{room}/wall?lang={visit.language}",
        phone=f"{visit.base_url}{room}",
        print=f"{here}/board.pdf",
        can_undo=known.can_undo,
        columns=_columns(visit, known),
    )


def printed(visit: Visit, known: Known) -> PrintedBoard:
    """The board as it is printed: what the room sees."""
    say, instrument = visit.wording.say, _spoken(visit, known)
    shown = _columns(visit, known)
    return PrintedBoard(
        language=visit.language,
        slug=known.board.slug,
        title=instrument.title,
        beside=" · ".join(filter(None, (known.board.name, known.round.name))),
        empty=say("No notes here yet."),
        instead=say("[sign]"),
        page=say("Page {n} of {total}"),
        columns=tuple(
            PrintedColumn(
                name=column.name,
                groups=tuple(
                    PrintedGroup(name=group.name, notes=tuple(note.text for note in group.notes))
                    for group in column.groups
                ),
            )
            for column in shown
        ),
    )


def _columns(visit: Visit, known: Known) -> tuple[ColumnShown, ...]:
    instrument = _spoken(visit, known)
    names = {question.id: page.title for page in instrument.pages for question in page.questions}
    return tuple(
        _column(visit, column_id, name, [n for n in known.notes if n.column_id == column_id])
        for column_id, name in names.items()
    )


def _column(visit: Visit, column_id: str, name: str, notes: Sequence[BoardNote]) -> ColumnShown:
    shown = [note for note in notes if not note.is_hidden]
    ordered = sorted(shown, key=_group_order)
    return ColumnShown(
        column_id=column_id,
        name=name,
        groups=tuple(
            GroupShown(
                name=group, value=f"{column_id}:{group}", notes=tuple(_note(n) for n in several)
            )
            for group, several in groupby(ordered, key=lambda note: note.group_name)
        ),
        hidden=tuple(_note(note) for note in notes if note.is_hidden),
        count=visit.wording.say.plural("%(n)s note", "%(n)s notes", len(shown)),
    )


def _group_order(note: BoardNote) -> tuple[bool, str, str]:
    return not note.group_name, note.group_name.casefold(), note.group_name


def _note(note: BoardNote) -> NoteShown:
    return NoteShown(note_id=note.note_id, text=note.text)


def _spoken(visit: Visit, known: Known) -> Instrument:
    spoken = languages(known.publication)
    return in_language(known.publication, visit.language if visit.language in spoken else spoken[0])


def _code(visit: Visit, board: Collector) -> str:
    return rooms.code(secret_of(visit.settings).encode(), board.slug, board.collector_id)
