"""What columns probably mean, by their headers; a proposal, for somebody to look through. Pure.

Known are the ids and words of this survey, and the ways in which other tools write them.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Pairs
from difflib import get_close_matches
from itertools import islice

from msgspec import Struct

from lyhord.importing.mapping import Column, Mapping, alike, names_of
from lyhord.instruments.definition import (
    AnyQuestion,
    Information,
    Matrix,
    Multiple,
    Publication,
)
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import in_language, languages, options_of
from lyhord.tables.reading import Table

CLOSE = 0.85
SHORTEST = 12  # words as short as "id" are close to many
LANGUAGE = frozenset({"startlanguage", "start language", "startspråk", "language", "språk"})
SEPARATORS = (";", ",")
LOOKED_AT = 500

Meaning = tuple[str, str]  # an answer key, and the option that a tick means


class Proposal(Struct, frozen=True, kw_only=True):
    """A mapping to look through; `guessed` are the columns whose header is only nearly known."""

    mapping: Mapping
    guessed: frozenset[str]


def propose(table: Table, publication: Publication, *, language: str) -> Proposal:
    """Propose a mapping: columns that no question is known for are left out.

    Those are also where other tools write who answered, when and from where.
    """
    known = _headers(publication)
    asked = {
        key: question
        for question in publication.instrument.questions
        for key in answer_keys(question)
    }
    columns: dict[str, Column] = {}
    guessed: set[str] = set()
    for place, name in enumerate(names_of(table.columns)):
        header = alike(table.columns[place])
        meaning = known.get(header) or _nearly(header, known)
        if header in LANGUAGE:
            columns[name] = Column(role="language")
        elif meaning is None:
            columns[name] = Column(role="left_out")
        else:
            cells = (row[place] for row in table.rows)
            columns[name] = column_for(meaning, asked[meaning[0]], cells)
            guessed |= set() if header in known else {name}
    audience = publication.instrument.audience
    mapping = Mapping(audience=audience, language=language, columns=columns)
    return Proposal(mapping=mapping, guessed=frozenset(guessed))


def column_for(meaning: Meaning, question: AnyQuestion, cells: Iterable[str]) -> Column:
    """A column that means this; what parts several answers in a cell is seen from its cells."""
    key, option = meaning
    cells = tuple(islice(cells, LOOKED_AT))
    if not isinstance(question, Multiple) or option:
        return Column(answers=key, option=option)
    used = (each for each in SEPARATORS if any(each in cell for cell in cells))
    return Column(answers=key, separator=next(used, ""))


def _nearly(header: str, known: Pairs[str, Meaning]) -> Meaning | None:
    if len(header) < SHORTEST:
        return None
    close = get_close_matches(header, known, n=1, cutoff=CLOSE)
    return known[close[0]] if close else None


def _headers(publication: Publication) -> dict[str, Meaning]:
    """Every way in which a header may name what it holds; the survey's own language wins."""
    found: dict[str, Meaning] = {}
    for language in reversed(languages(publication)):
        for question in in_language(publication, language).questions:
            if not isinstance(question, Information):
                found |= {alike(header): meaning for header, meaning in _ways(question)}
    return found


def _ways(question: AnyQuestion) -> Iterator[tuple[str, Meaning]]:
    names = (question.id, question.text)
    if isinstance(question, Matrix):
        for line in question.statements:
            key = f"{question.id}.{line.id}"
            yield from ((way, (key, "")) for way in (key, line.text))
            yield from _parts(names, (line.id, line.text), (key, ""))
        return
    yield from ((name, (question.id, "")) for name in names)
    if isinstance(question, Multiple):
        for option in options_of(question):
            yield from _parts(names, (option.id, option.text), (question.id, option.id))


def _parts(
    names: tuple[str, str], parts: tuple[str, str], meaning: Meaning
) -> Iterator[tuple[str, Meaning]]:
    """A part of a question as LimeSurvey and Google write it: in brackets; or after a sign."""
    for name, part in zip(names, parts, strict=True):
        yield f"{name} [{part}]", meaning
        yield f"{name}[{part}]", meaning
    yield f"{names[0]}_{parts[0]}", meaning
    yield f"{names[1]}.{parts[1]}", meaning
