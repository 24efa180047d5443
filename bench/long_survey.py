"""A survey of 250 questions for `bench/soak.py`: what it asks, and posts that answer it."""

import random
import uuid
from collections.abc import Iterator
from urllib.parse import quote_plus, urlencode

from lyhord.instruments.definition import (
    Instrument,
    Line,
    LongText,
    Matrix,
    Multiple,
    Option,
    Page,
    Publication,
    Single,
)
from pseudonymise import written

QUESTIONS = 250
TEXTS = 6
_ON_A_PAGE = 10
_LENGTHS = range(60, 101)
_OPTIONS = tuple(Option(id=f"o{number}", text=f"Svar {number}") for number in range(1, 6))
_LINES = tuple(Line(id=f"r{number}", text=f"Påstående {number}") for number in range(1, 4))


def publication() -> Publication:
    """The survey: in each ten questions eight of one option, one of several, one of three rows."""
    questions = [_question(number) for number in range(QUESTIONS)]
    pages = tuple(
        Page(id=f"p{at}", title=f"Sida {at}", questions=tuple(questions[at : at + _ON_A_PAGE]))
        for at in range(0, QUESTIONS, _ON_A_PAGE)
    )
    return Publication(
        instrument=Instrument(
            id="youth",
            audience="youth",
            language="sv",
            title="En lång enkät",
            minutes=60,
            introduction=("Prov.",),
            ending=("Tack.",),
            pages=pages,
        )
    )


def _question(number: int) -> Single | Multiple | Matrix | LongText:
    key, text = f"q{number}", f"Fråga {number}"
    if number >= QUESTIONS - TEXTS:
        return LongText(id=key, text=text)
    if number % _ON_A_PAGE == 1:
        return Multiple(id=key, text=text, options=_OPTIONS)
    if number % _ON_A_PAGE == 2:
        return Matrix(id=key, text=text, statements=_LINES, options=_OPTIONS)
    return Single(id=key, text=text, options=_OPTIONS)


def bodies(*, seed: int = 1) -> Iterator[bytes]:
    """Posts that answer every question, each with texts of the demo's answers and an id."""
    chance = random.Random(seed)  # noqa: S311 - only has to differ
    said = [quote_plus(text) for text in written() if len(text) in _LENGTHS]
    closed = [_closed(chance) for _ in range(50)]
    keys = [f"q{number}" for number in range(QUESTIONS - TEXTS, QUESTIONS)]
    while True:
        texts = "&".join(f"{key}={chance.choice(said)}" for key in keys)
        yield f"{chance.choice(closed)}&{texts}&submission={uuid.uuid4()}".encode()


def _closed(chance: random.Random) -> str:
    fields: list[tuple[str, str]] = []
    for question in publication().instrument.questions:
        options = [chance.choice(_OPTIONS).id for _ in range(3)]
        match question:
            case Single():
                fields.append((question.id, options[0]))
            case Multiple():
                fields += [(question.id, option) for option in sorted(set(options))]
            case Matrix():
                rows = zip(_LINES, options, strict=True)
                fields += [(f"{question.id}.{line.id}", option) for line, option in rows]
            case _:
                continue
    return urlencode(fields)
