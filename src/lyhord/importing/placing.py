"""From rows of a table to answers, or to everything that is wrong with them; pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Pairs

from msgspec import Struct

from lyhord.forms.mistakes import Mistake, Mistakes
from lyhord.forms.parsing import Presets, parse_form
from lyhord.importing.mapping import Column, Mapping, alike, names_of, said
from lyhord.instruments.definition import AnyQuestion, Instrument, LongText, Publication, ShortText
from lyhord.instruments.flow import Answers, answer_keys
from lyhord.instruments.wording import in_language, languages, options_of
from lyhord.tables.reading import Table

MOST_TOLD = 100
MOST_SHOWN = 200
TICKED = frozenset({"y", "yes", "ja", "x", "1", "true", "sant", "selected", "vald", "checked"})
NOT_TICKED = frozenset({"", "n", "no", "nej", "0", "false", "falskt", "not selected", "inte vald"})
NOTHING = frozenset({"", "n/a", "-oth-"})


class Doubt(Struct, frozen=True, kw_only=True):
    """Why a cell is no answer: the words that mean nothing yet, or the mistake that they are.

    `rows` are the first of the rows that it is so in, counted from 1 below the header.
    """

    column: str
    words: str
    mistake: Mistake | None
    rows: tuple[int, ...]
    n: int


class Placed(Struct, frozen=True, kw_only=True):
    """A row as answers; `beside` are the keys of what it answers without being asked."""

    row: int
    language: str
    answers: Answers
    beside: tuple[str, ...]


class Reading(Struct, frozen=True, kw_only=True):
    """All rows of a table: those that are answers, how many say nothing, and what is wrong."""

    placed: tuple[Placed, ...]
    n_empty: int
    doubts: tuple[Doubt, ...]


class Meanings(Struct, frozen=True):
    """What words mean as an option of each question, in any language of the survey."""

    of: Pairs[str, Pairs[str, str]]

    @classmethod
    def in_every_language(cls, publication: Publication) -> "Meanings":
        """Read the options' ids and texts."""
        found: dict[str, dict[str, str]] = {}
        for language in reversed(languages(publication)):
            for question in in_language(publication, language).questions:
                words = {alike(option.text): option.id for option in options_of(question)}
                words |= {option.id: option.id for option in options_of(question)}
                for key in answer_keys(question):
                    found[key] = found.get(key, {}) | words
        return cls(found)


def place(table: Table, mapping: Mapping, publication: Publication, *, presets: Presets) -> Reading:
    """Read every row of a table; nothing of it is stored, and nothing is left out in silence."""
    reader = _Reader(mapping, publication, presets, names_of(table.columns))
    placed = [reader.placed(number, row) for number, row in enumerate(table.rows, start=1)]
    whole = tuple(each for each in placed if each is not None)
    return Reading(placed=whole, n_empty=reader.n_empty, doubts=tuple(reader.doubts())[:MOST_TOLD])


class _Known(Struct, frozen=True):
    """A column that is read: where it stands, and what its words mean, its own ones first."""

    place: int
    name: str
    column: Column
    words: Pairs[str, str]
    most_pieces: int

    @classmethod
    def of(cls, place: int, name: str, column: Column, meanings: Meanings) -> "_Known":
        own = {alike(words): option for words, option in column.options.items()}
        words = {**meanings.of.get(column.answers, {}), **own}
        parts = [each.count(column.separator) for each in words] if column.separator else []
        return cls(place, name, column, words, 1 + max(parts, default=0))

    def meaning(self, words: str) -> str | None:
        """The option that words mean, empty where they are left out; long ones as they are told."""
        option = self.words.get(alike(words))
        return self.words.get(alike(words[:MOST_SHOWN])) if option is None else option


class _Reader:
    def __init__(
        self, mapping: Mapping, publication: Publication, presets: Presets, names: Sequence[str]
    ) -> None:
        self._language = mapping.language
        self._instrument: Instrument = publication.instrument
        self._presets = presets
        meanings = Meanings.in_every_language(publication)
        self._columns = tuple(
            _Known.of(place, name, mapping.columns[name], meanings)
            for place, name in enumerate(names)
            if name in mapping.columns and mapping.columns[name].role != "left_out"
        )
        self._spoken = {alike(each): each for each in languages(publication)}
        self._asked: dict[str, AnyQuestion] = {
            key: question
            for question in self._instrument.questions
            for key in answer_keys(question)
        }
        self._doubted: dict[tuple[str, str, str], tuple[Mistake | None, list[int]]] = {}
        self._is_doubted = False
        self.n_empty = 0

    def placed(self, number: int, row: Sequence[str]) -> Placed | None:
        """The answers of a row, or None where it has none or something is wrong with it."""
        self._is_doubted = False
        fields, language = self._fields(number, row)
        if self._is_doubted:
            return None
        if not fields:
            self.n_empty += 1
            return None
        answers = parse_form(self._instrument, fields, presets=self._presets)
        if isinstance(answers, Mistakes):
            for mistake in answers.mistakes:
                self._doubt(number, self._column_of(mistake.key), "", mistake)
            return None
        beside = tuple(key for key in fields if key not in answers)
        return Placed(row=number, language=language, answers=answers, beside=beside)

    def doubts(self) -> Iterator[Doubt]:
        """What is wrong, that of most rows first."""
        by_size = sorted(self._doubted.items(), key=lambda each: -len(each[1][1]))
        for (column, words, _), (mistake, rows) in by_size:
            yield Doubt(
                column=column, words=words, mistake=mistake, rows=tuple(rows[:5]), n=len(rows)
            )

    def _fields(self, number: int, row: Sequence[str]) -> tuple[dict[str, list[str]], str]:
        fields: dict[str, list[str]] = {}
        language = self._language
        for known in self._columns:
            cell = row[known.place]
            if known.column.role == "language":
                language = self._spoken.get(alike(cell), language)
            elif known.column.answers not in self._presets:
                for answer in self._answers(number, known, cell):
                    fields.setdefault(known.column.answers, []).append(answer)
        return {key: self._joined(key, texts) for key, texts in fields.items()}, language

    def _joined(self, key: str, texts: list[str]) -> list[str]:
        """Several columns for one open question are one answer, a paragraph each."""
        is_open = isinstance(self._asked[key], LongText | ShortText)
        return ["\n\n".join(texts)] if is_open else list(dict.fromkeys(texts))

    def _answers(self, number: int, known: _Known, cell: str) -> Iterator[str]:
        if not options_of(self._asked[known.column.answers]):
            if alike(cell) not in NOTHING:
                yield cell
        elif known.column.option:
            yield from self._ticked(number, known, cell)
        else:
            yield from self._chosen(number, known, cell)

    def _chosen(self, number: int, known: _Known, cell: str) -> Iterator[str]:
        for words in _parts(cell, known):
            option = known.meaning(words)
            if option is None:
                self._doubt(number, known.name, words, None)
            elif option:
                yield option

    def _ticked(self, number: int, known: _Known, cell: str) -> Iterator[str]:
        words, wanted, meant = alike(cell), known.column.option, known.meaning(said(cell))
        if words in TICKED or meant == wanted:
            yield wanted
        elif words not in NOT_TICKED and meant != "":
            self._doubt(number, known.name, said(cell), None)

    def _column_of(self, key: str) -> str:
        names = (each.name for each in self._columns if each.column.answers == key)
        return next(names, "")

    def _doubt(self, number: int, column: str, words: str, mistake: Mistake | None) -> None:
        self._is_doubted = True
        code = mistake.code if mistake else ""
        _, rows = self._doubted.setdefault((column, words[:MOST_SHOWN], code), (mistake, []))
        if not rows or rows[-1] != number:
            rows.append(number)


def _parts(cell: str, known: _Known) -> Iterator[str]:
    if alike(cell) in NOTHING:
        return
    if not known.column.separator or alike(cell) in known.words:
        yield said(cell)
        return
    yield from _parted(cell.split(known.column.separator), known)


def _parted(pieces: Sequence[str], known: _Known) -> Iterator[str]:
    """Part several answers; an option whose own words hold the separator stays whole."""
    start = 0
    while start < len(pieces):
        words, start = _longest(pieces, start, known)
        if words:
            yield words


def _longest(pieces: Sequence[str], start: int, known: _Known) -> tuple[str, int]:
    """The longest words from a piece on that mean something, else the piece; and what is next."""
    for end in range(min(len(pieces), start + known.most_pieces), start + 1, -1):
        words = said(known.column.separator.join(pieces[start:end]))
        if alike(words) in known.words:
            return words, end
    return said(pieces[start]), start + 1


def told_beside(reading: Reading) -> Counter[str]:
    """How many answers to each key are left out because nothing asks for them."""
    return Counter(key for each in reading.placed for key in each.beside)
