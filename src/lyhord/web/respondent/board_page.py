"""What the pages of a workshop's room say: the way in, a note to write, and the board."""

import io
from collections.abc import Mapping, Sequence
from uuid import UUID

import segno
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.parsing import parse_form
from lyhord.instruments.definition import Instrument, LongText
from lyhord.instruments.flow import Answers
from lyhord.instruments.wording import in_language, languages
from lyhord.intake.doors import Door
from lyhord.intake.rooms import Rooms
from lyhord.storage.boards import RoomNote
from lyhord.web import problems
from lyhord.web.catalogue import COMPLETE_LANGUAGES, Catalogue, mark
from lyhord.web.framing import LanguageLink, general_frame, language_links
from lyhord.web.rendering import Frame, Renderer
from lyhord.web.respondent.views import frame, spelled
from lyhord.web.sentences import sentence

MOST_SHOWN = 100
REFUSALS = {
    "wrong_room": mark(
        "No open room has this code. It is two words of five letters, as they stand on the screen."
    ),
    "too_many": mark(
        "Many wrong codes have been tried here. Use the picture on the screen, or wait a minute."
    ),
}


class JoinPage(Struct, frozen=True, kw_only=True):
    """Where the code of a room is typed."""

    title: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    address: str
    error: str
    typed: str


class Attempt(Struct, frozen=True, kw_only=True):
    """A note as somebody wrote it, and what came of it."""

    submission: UUID
    column: str = ""
    text: str = ""
    problem: str = ""
    receipt: str = ""
    sent: str = ""


class Group(Struct, frozen=True, kw_only=True):
    """Notes that a facilitator put together under a name; those without a name come last."""

    name: str
    notes: tuple[RoomNote, ...]


class Column(Struct, frozen=True, kw_only=True):
    """A column of the board: what is asked there, and what people wrote."""

    column_id: str
    name: str
    question: str
    hint: str
    most: int
    is_chosen: bool
    groups: tuple[Group, ...]


class BoardPage(Struct, frozen=True, kw_only=True):
    """A phone's page: a note to write, what became of the last one, and the board."""

    title: str
    heading: str
    frame: Frame
    languages: tuple[LanguageLink, ...]
    address: str
    news: str
    is_open: bool
    introduction: tuple[str, ...]
    ending: tuple[str, ...]
    attempt: Attempt
    spelled: str
    most: int
    columns: tuple[Column, ...]


class WallPage(Struct, frozen=True, kw_only=True):
    """The page for the wall: the way in, large, and the board."""

    title: str
    heading: str
    frame: Frame
    news: str
    is_open: bool
    picture: Markup
    entrance: str
    code: str
    columns: tuple[Column, ...]


def join_page(
    renderer: Renderer, language: str, words: Catalogue, *, refused: str, typed: str
) -> JoinPage:
    """Ask for the code, or say what is wrong with the one that was typed."""
    title = words("Join a workshop")
    return JoinPage(
        title=words("Error: %(title)s", title=title) if refused else title,
        frame=general_frame(renderer, language),
        languages=language_links(
            (*COMPLETE_LANGUAGES, *problems.other_languages(renderer)), language
        ),
        address=f"/board?lang={language}",
        error=words(REFUSALS[refused]) if refused else "",
        typed=typed[:MOST_SHOWN],
    )


def board_page(
    door: Door,
    language: str,
    words: Catalogue,
    notes: Sequence[RoomNote],
    attempt: Attempt,
    rooms: Rooms,
) -> BoardPage:
    """Lay out a phone's page."""
    instrument = in_language(door.publication, language)
    columns = columns_of(instrument, notes, attempt.column)
    heading = instrument.title
    address = f"{rooms.address(door)}?lang={language}"
    return BoardPage(
        title=words("Error: %(title)s", title=heading) if attempt.problem else heading,
        heading=heading,
        frame=replace(frame(door, instrument), is_room=True),
        languages=language_links(languages(door.publication), language),
        address=address,
        news=_news(door, language, rooms),
        is_open=door.is_open,
        introduction=instrument.introduction,
        ending=instrument.ending,
        attempt=attempt,
        spelled=spelled(attempt.receipt),
        most=max(column.most for column in columns),
        columns=columns,
    )


def wall_page(
    door: Door, language: str, words: Catalogue, notes: Sequence[RoomNote], rooms: Rooms
) -> WallPage:
    """Lay out the page for the wall."""
    instrument = in_language(door.publication, language)
    link = rooms.entrance.removesuffix("/board") + rooms.address(door)
    return WallPage(
        title=words("The board: %(title)s", title=instrument.title),
        heading=instrument.title,
        frame=Frame(name=instrument.title, audience=door.audience),
        news=_news(door, language, rooms),
        is_open=door.is_open,
        picture=_picture(link),
        entrance=rooms.entrance.partition("://")[2],
        code=rooms.code(door),
        columns=columns_of(instrument, notes),
    )


def read_note(instrument: Instrument, attempt: Attempt) -> Answers | Mistakes:
    """Read a note as the answer to the question of its column; one for a wall has to be short."""
    most = {each.id: each.max for each in instrument.questions if isinstance(each, LongText)}
    fields = {attempt.column: [attempt.text]} if attempt.column in most else {}
    answers = parse_form(instrument, fields, presets={})
    if isinstance(answers, Mistakes) or len(str(answers[attempt.column])) <= most[attempt.column]:
        return answers
    long = Mistake(attempt.column, "too_long", {"max": most[attempt.column]})
    return Mistakes(mistakes=(long,), kept={})


def refused_attempt(attempt: Attempt, mistakes: Mistakes, words: Catalogue) -> Attempt:
    """A note that could not be taken, with what to change; all that was written stays."""
    first = mistakes.mistakes[0]
    is_empty = first.code == "nothing_answered"
    said = words("Choose a column, and write a note.") if is_empty else sentence(first, words)
    return replace(attempt, problem=said)


def columns_of(
    instrument: Instrument, notes: Sequence[RoomNote], chosen: str = ""
) -> tuple[Column, ...]:
    """The columns in the order of the survey's pages: what stands in each, group by group."""
    names = {question.id: page.title for page in instrument.pages for question in page.questions}
    asked = [each for each in instrument.questions if isinstance(each, LongText)]
    wanted = chosen if chosen in names else asked[0].id
    return tuple(
        Column(
            column_id=each.id,
            name=names[each.id],
            question=each.text,
            hint=each.hint or "",
            most=each.max,
            is_chosen=each.id == wanted,
            groups=_groups([note for note in notes if note.column_id == each.id]),
        )
        for each in asked
    )


def columns_html(
    door: Door, language: str, renderer: Renderer, notes: Sequence[RoomNote]
) -> Mapping[str, str]:
    """What stands in each column, as the page has it."""
    instrument = in_language(door.publication, language)
    return {
        column.column_id: renderer.render(
            "respondent/board_column.html", language=language, page=column
        )
        for column in columns_of(instrument, notes)
    }


def _groups(notes: Sequence[RoomNote]) -> tuple[Group, ...]:
    names = sorted(
        {note.group_name for note in notes}, key=lambda name: (not name, name.casefold())
    )
    return tuple(
        Group(name=name, notes=tuple(note for note in notes if note.group_name == name))
        for name in names
    )


def _news(door: Door, language: str, rooms: Rooms) -> str:
    return f"{rooms.address(door)}/news?lang={language}"


def _picture(link: str) -> Markup:
    target = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        target, kind="svg", border=2, xmldecl=False, svgns=False, omitsize=True, svgclass="picture"
    )
    return Markup(target.getvalue().decode())  # noqa: S704 - made of our own address
