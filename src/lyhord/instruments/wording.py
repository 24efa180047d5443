"""The texts of an instrument by key, and the same instrument in another language.

Keys: `title`, `introduction.1`, `ending.1`, `page.<id>.title`, `question.<id>.text`,
`question.<id>.hint`, `question.<id>.option.<option>`, `question.<id>.statement.<statement>`, and
`on_paper.<key>` for what is printed in place of the text with that key.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from msgspec.structs import replace

from lyhord.instruments.definition import (
    AnyQuestion,
    Faces,
    Information,
    Instrument,
    Line,
    LongText,
    Matrix,
    Multiple,
    Notes,
    Number,
    Option,
    Page,
    Publication,
    ShortText,
    Single,
)
from lyhord.instruments.remembering import remembered

Texts: TypeAlias = Mapping[str, str]


def languages(publication: Publication) -> tuple[str, ...]:
    """List the languages of a publication: its own, variants of that, English, then by tag."""
    own = publication.instrument.language
    others = (translation.language for translation in publication.translations)
    return (own, *sorted(others, key=lambda tag: (tag.partition("-")[0] != own, tag != "en", tag)))


@remembered
def in_language(publication: Publication, language: str) -> Instrument:
    """Give the instrument in a language; a text that is not translated stays as it was written."""
    for translation in publication.translations:
        if translation.language == language:
            spoken = replace(publication.instrument, language=language)
            return with_texts(spoken, translation.texts)
    return publication.instrument


def as_printed(instrument: Instrument) -> Instrument:
    """Give the instrument with the texts that paper has in place of those of a screen."""
    return with_texts(instrument, instrument.on_paper)


def untranslated(publication: Publication, language: str) -> frozenset[str]:
    """List the keys of the texts that stay as they were written in this language."""
    for translation in publication.translations:
        if translation.language == language:
            return frozenset(texts(publication.instrument).keys() - translation.texts.keys())
    return frozenset()


def is_reviewed(publication: Publication, language: str) -> bool:
    """Say whether a speaker has reviewed the texts; those it was written in need no review."""
    return all(
        translation.reviewed
        for translation in publication.translations
        if translation.language == language
    )


def texts(instrument: Instrument) -> dict[str, str]:
    """List every text of an instrument by its key, in reading order."""
    return dict(_texts(instrument))


def with_texts(instrument: Instrument, new: Texts) -> Instrument:
    """Put texts in by key; the others stay."""
    return replace(
        instrument,
        title=new.get("title", instrument.title),
        introduction=_paragraphs("introduction", instrument.introduction, new),
        ending=_paragraphs("ending", instrument.ending, new),
        pages=tuple(_page(page, new) for page in instrument.pages),
        on_paper={
            key: new.get(f"on_paper.{key}", text) for key, text in instrument.on_paper.items()
        },
    )


def _texts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    yield "title", instrument.title
    yield from _numbered("introduction", instrument.introduction)
    for page in instrument.pages:
        yield f"page.{page.id}.title", page.title
        for question in page.questions:
            yield from _question_texts(question)
    yield from _numbered("ending", instrument.ending)
    for key, text in instrument.on_paper.items():
        yield f"on_paper.{key}", text


def _numbered(name: str, paragraphs: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for number, paragraph in enumerate(paragraphs, start=1):
        yield f"{name}.{number}", paragraph


def _question_texts(question: AnyQuestion) -> Iterator[tuple[str, str]]:
    key = f"question.{question.id}"
    yield f"{key}.text", question.text
    if question.hint is not None:
        yield f"{key}.hint", question.hint
    for line in question.statements if isinstance(question, Matrix) else ():
        yield f"{key}.statement.{line.id}", line.text
    for option in options_of(question):
        yield f"{key}.option.{option.id}", option.text


def options_of(question: AnyQuestion) -> tuple[Option, ...]:
    """List the options of a question; one that is answered in words has none."""
    match question:
        case Single() | Multiple() | Faces() | Matrix():
            return question.options
        case ShortText() | LongText() | Number() | Notes() | Information():
            return ()
        case _:
            assert_never(question)


def _paragraphs(name: str, paragraphs: tuple[str, ...], new: Texts) -> tuple[str, ...]:
    return tuple(new.get(key, text) for key, text in _numbered(name, paragraphs))


def _page(page: Page, new: Texts) -> Page:
    title = new.get(f"page.{page.id}.title", page.title)
    return replace(page, title=title, questions=tuple(_question(q, new) for q in page.questions))


def _question(question: AnyQuestion, new: Texts) -> AnyQuestion:
    key = f"question.{question.id}"
    hint = question.hint and new.get(f"{key}.hint", question.hint)
    worded = replace(question, text=new.get(f"{key}.text", question.text), hint=hint)
    match worded:
        case Single() | Multiple() | Faces():
            return replace(worded, options=_options(key, worded.options, new))
        case Matrix():
            lines = _lines(key, worded.statements, new)
            return replace(worded, statements=lines, options=_options(key, worded.options, new))
        case ShortText() | LongText() | Number() | Notes() | Information():
            return worded
        case _:
            assert_never(worded)


def _options(key: str, options: tuple[Option, ...], new: Texts) -> tuple[Option, ...]:
    return tuple(
        replace(option, text=new.get(f"{key}.option.{option.id}", option.text))
        for option in options
    )


def _lines(key: str, lines: tuple[Line, ...], new: Texts) -> tuple[Line, ...]:
    return tuple(
        replace(line, text=new.get(f"{key}.statement.{line.id}", line.text)) for line in lines
    )
