"""What stands on a paper, question by question, ready to be set; nothing here draws."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from lyhord.exports.paper.branching import Branching
from lyhord.exports.paper.words import Words, words_in
from lyhord.forms.numbering import Numbered, letter, numbered
from lyhord.instruments import places
from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Instrument,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Publication,
    ShortText,
)
from lyhord.instruments.places import Place
from lyhord.instruments.wording import in_language, options_of

LINES = {"short": 1, "long": 6, "child": 4}
# Which of the five drawn faces stand for the options of a scale, best first.
FACES = {3: (2, 3, 4), 5: (1, 2, 3, 4, 5)}

Kind = Literal["options", "matrix", "lines", "box", "information"]


class PaperOption(Struct, frozen=True, kw_only=True):
    """A numbered answer, the way on after it, and the face beside it (0 for none)."""

    number: int
    text: str
    go_on: str
    face: int


class PaperQuestion(Struct, frozen=True, kw_only=True):
    """A numbered question and the room for its answer."""

    number: int | None
    text: str
    hints: tuple[str, ...]
    before: str
    after: str
    kind: Kind
    is_single: bool
    options: tuple[PaperOption, ...]
    rows: tuple[tuple[str, str], ...]
    lines: int


class PaperPage(Struct, frozen=True, kw_only=True):
    """The questions under one heading."""

    title: str
    questions: tuple[PaperQuestion, ...]


class PaperHelp(Struct, frozen=True, kw_only=True):
    """Somewhere to turn."""

    who: str
    contact: str


class Sheet(Struct, frozen=True, kw_only=True):
    """A whole paper in one language."""

    language: str
    audience: str
    version: int
    title: str
    introduction: tuple[str, ...]
    ending: tuple[str, ...]
    pages: tuple[PaperPage, ...]
    help: tuple[PaperHelp, ...]
    is_unreviewed: bool
    words: Words


def sheet(publication: Publication, place: Place, *, version: int, language: str) -> Sheet:
    """Lay out a published instrument in one of its languages."""
    instrument = in_language(publication, language)
    words = words_in(language)
    lines = places.help_lines(place, audience=instrument.audience, language=language)
    return Sheet(
        language=language,
        audience=instrument.audience,
        version=version,
        title=instrument.title,
        introduction=instrument.introduction,
        ending=instrument.ending,
        pages=tuple(_pages(instrument, words)),
        help=tuple(PaperHelp(who=line.who, contact=line.contact) for line in lines),
        is_unreviewed=any(
            one.language == language and not one.reviewed for one in publication.translations
        ),
        words=words,
    )


def _pages(instrument: Instrument, words: Words) -> Iterator[PaperPage]:
    branching = Branching.of(instrument, words)
    every = {one.question.id: one for one in numbered(instrument)}
    for page in instrument.pages:
        questions = tuple(
            _question(every[question.id], instrument, branching, words)
            for question in page.questions
        )
        yield PaperPage(title=page.title, questions=questions)


def _question(
    one: Numbered, instrument: Instrument, branching: Branching, words: Words
) -> PaperQuestion:
    question = one.question
    return PaperQuestion(
        number=one.number,
        text=question.text,
        hints=tuple(_hints(question, words)),
        before=branching.before(question),
        after=branching.after(question),
        kind=_kind(question),
        is_single=not isinstance(question, Multiple),
        options=tuple(
            PaperOption(
                number=number,
                text=option.text,
                go_on=branching.beside(question, option.id),
                face=_face(question, number),
            )
            for number, option in enumerate(options_of(question), start=1)
        ),
        rows=_rows(question),
        lines=_lines(question, is_child=instrument.audience == "child"),
    )


def _hints(question: AnyQuestion, words: Words) -> Iterator[str]:
    if question.hint is not None:
        yield question.hint
    match question:
        case Multiple(hint=None, max=None):
            yield words.several
        case Multiple(hint=None, max=most):
            yield words.most.format(n=most)
        case Notes():
            yield words.notes
        case Number(minimum=least, maximum=most):
            yield words.number_between.format(minimum=least, maximum=most)
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


def _rows(question: AnyQuestion) -> tuple[tuple[str, str], ...]:
    if not isinstance(question, Matrix):
        return ()
    return tuple((letter(place), line.text) for place, line in enumerate(question.statements))


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
