"""What stands on a paper, question by question, ready to be set; nothing here draws."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from lyhord.exports.paper.branching import Branching
from lyhord.exports.paper.saying import Worded, Wording
from lyhord.exports.paper.words import Words
from lyhord.forms.drawings import drawing
from lyhord.forms.numbering import Numbered, letter, numbered
from lyhord.instruments import places
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Publication,
    ShortText,
)
from lyhord.instruments.places import Place
from lyhord.instruments.wording import is_reviewed, options_of

LINES = {"short": 1, "long": 6, "child": 4}
# Which of the five drawn faces stand for the options of a scale, best first.
FACES = {3: (2, 3, 4), 5: (1, 2, 3, 4, 5)}

Kind = Literal["options", "matrix", "lines", "box", "information"]


class PaperOption(Struct, frozen=True, kw_only=True):
    """A numbered answer, the way on after it, and what is drawn beside it."""

    number: int
    text: Worded
    go_on: str
    face: int
    drawing: str


class PaperQuestion(Struct, frozen=True, kw_only=True):
    """A numbered question and the room for its answer."""

    number: int | None
    text: Worded
    hints: tuple[Worded, ...]
    before: str
    after: str
    kind: Kind
    is_single: bool
    options: tuple[PaperOption, ...]
    rows: tuple[tuple[str, Worded], ...]
    lines: int


class PaperPage(Struct, frozen=True, kw_only=True):
    """The questions under one heading."""

    title: Worded
    questions: tuple[PaperQuestion, ...]


class PaperHelp(Struct, frozen=True, kw_only=True):
    """Somewhere to turn."""

    who: Worded
    contact: Worded


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole paper in one language, and the language of its fixed words where that is another."""

    language: str
    audience: str
    version: int
    title: Worded
    introduction: tuple[Worded, ...]
    ending: tuple[Worded, ...]
    pages: tuple[PaperPage, ...]
    help: tuple[PaperHelp, ...]
    is_unreviewed: bool
    words: Words
    words_language: str


def sheet(publication: Publication, place: Place, *, version: int, language: str) -> Sheet:
    """Lay out a published instrument in one of its languages."""
    wording = Wording.of(publication, place, language)
    instrument = wording.instrument
    return Sheet(
        language=language,
        audience=instrument.audience,
        version=version,
        title=wording.said("title", instrument.title),
        introduction=wording.paragraphs("introduction", instrument.introduction),
        ending=wording.paragraphs("ending", instrument.ending),
        pages=tuple(_pages(wording)),
        help=tuple(_help(place, wording)),
        is_unreviewed=not is_reviewed(publication, language),
        words=wording.words,
        words_language=wording.words_language,
    )


def _help(place: Place, wording: Wording) -> Iterator[PaperHelp]:
    spoken = wording.instrument
    for line in places.help_lines(place, audience=spoken.audience, language=spoken.language):
        key = f"help_lines.{line.id}"
        yield PaperHelp(
            who=wording.of_place(f"{key}.who", line.who),
            contact=wording.of_place(f"{key}.contact", line.contact),
        )


def _pages(wording: Wording) -> Iterator[PaperPage]:
    branching = Branching.of(wording.instrument, wording.words)
    every = {one.question.id: one for one in numbered(wording.instrument)}
    for page in wording.instrument.pages:
        questions = tuple(
            _question(every[question.id], branching, wording) for question in page.questions
        )
        yield PaperPage(
            title=wording.said(f"page.{page.id}.title", page.title), questions=questions
        )


def _question(one: Numbered, branching: Branching, wording: Wording) -> PaperQuestion:
    question = one.question
    return PaperQuestion(
        number=one.number,
        text=wording.said(f"question.{question.id}.text", question.text),
        hints=tuple(_hints(question, wording)),
        before=branching.before(question),
        after=branching.after(question),
        kind=_kind(question),
        is_single=not isinstance(question, Multiple),
        options=tuple(_options(question, branching, wording)),
        rows=_rows(question, wording),
        lines=_lines(question, is_child=wording.instrument.audience == "child"),
    )


def _options(
    question: AnyQuestion, branching: Branching, wording: Wording
) -> Iterator[PaperOption]:
    is_drawn = wording.instrument.audience == "child"
    for number, option in enumerate(options_of(question), start=1):
        yield PaperOption(
            number=number,
            text=wording.said(f"question.{question.id}.option.{option.id}", option.text),
            go_on=branching.beside(question, option.id),
            face=_face(question, number),
            drawing=drawing(option.id, wording.instrument.language) if is_drawn else "",
        )


def _hints(question: AnyQuestion, wording: Wording) -> Iterator[Worded]:
    if question.hint is not None:
        yield wording.said(f"question.{question.id}.hint", question.hint)
    words = wording.words
    match question:
        case Multiple(hint=None, max=None):
            yield wording.fixed(words.several)
        case Multiple(hint=None, max=most):
            yield wording.fixed(words.most.format(n=most))
        case Notes():
            yield wording.fixed(words.notes)
        case Number(minimum=least, maximum=most):
            yield wording.fixed(words.number_between.format(minimum=least, maximum=most))
        case _:
            return


def _kind(question: AnyQuestion) -> Kind:
    match question:
        case Matrix():
            return "matrix"
        case ShortText() | LongText() | Notes():
            return "lines"
        case Number():
            return "box"
        case _:
            return "options" if options_of(question) else "information"


def _face(question: AnyQuestion, number: int) -> int:
    if not isinstance(question, Faces):
        return 0
    faces = FACES[question.faces]
    return faces[number - 1] if number <= len(faces) else 0


def _rows(question: AnyQuestion, wording: Wording) -> tuple[tuple[str, Worded], ...]:
    if not isinstance(question, Matrix):
        return ()
    key = f"question.{question.id}.statement"
    return tuple(
        (letter(place), wording.said(f"{key}.{line.id}", line.text))
        for place, line in enumerate(question.statements)
    )


def _lines(question: AnyQuestion, *, is_child: bool) -> int:
    match question:
        case ShortText():
            return LINES["short"]
        case LongText():
            return LINES["child" if is_child else "long"]
        case Notes(max=most):
            return most
        case _:
            return 0
