"""What the page of an import says: columns and their meaning, words in doubt, rows as answers."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from lyhord.importing.mapping import Column, Mapping, names_of
from lyhord.importing.placing import Doubt, Placed, Reading, told_beside
from lyhord.importing.proposing import Proposal
from lyhord.instruments.definition import Instrument, Multiple, Publication
from lyhord.instruments.flow import answer_keys
from lyhord.instruments.wording import options_of, texts
from lyhord.privacy.pseudonyms import pseudonymise
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import Catalogue, mark
from lyhord.web.desk.choices import Choice, choices, named_audiences, named_languages
from lyhord.web.desk.importing_form import OUT, Brought, value_of
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.sentences import sentence

SHOWN_ROWS = 3
SHOWN_CELLS = 3
LONGEST = 80
PROBLEMS = {
    "no_file": mark("Choose a file."),
    "too_many_rows": mark(
        "The file is too large for this page: at most 5,000 rows and 1,000 columns."
        " lyhord import takes more rows."
    ),
    "stale": mark("The file is no longer at hand. Choose it again."),
    "no_place": mark("Choose a municipality that you work for."),
    "no_answers": mark("No row holds an answer. Say what the columns mean."),
    "unreadable": mark(
        "The file cannot be read. Give CSV, XLSX or JSONL: a header, and rows below."
    ),
    "not_open": mark("The round takes no answers now. Open it, and import then."),
}


class Word(Struct, frozen=True, kw_only=True):
    """Words of a cell and what they may mean."""

    text: str
    rows: str
    choices: tuple[Choice, ...]


class ColumnShown(Struct, frozen=True, kw_only=True):
    """A column: its header, some of its cells, what it means, and words that are in doubt."""

    place: int
    name: str
    cells: tuple[str, ...]
    means: str
    is_guess: bool
    words: tuple[Word, ...]
    mistakes: tuple[str, ...]


class RowShown(Struct, frozen=True, kw_only=True):
    """A row as it would be stored."""

    number: int
    answers: tuple[tuple[str, str], ...]


class Meaning(Struct, frozen=True, kw_only=True):
    """What a column may mean: a question, and within it single options."""

    value: str
    name: str


class ImportPage(Struct, frozen=True, kw_only=True):
    """The whole page of an import, at whichever step."""

    frame: Frame
    name: str
    address: str
    audiences: tuple[Choice, ...]
    municipalities: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    problem: str = ""
    detail: str = ""
    done: str = ""
    file: str = ""
    remarks: tuple[str, ...] = ()
    columns: tuple[ColumnShown, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    rows: tuple[RowShown, ...] = ()
    counts: tuple[str, ...] = ()
    is_ready: bool = False
    store: str = ""


class Choices(Struct, frozen=True, kw_only=True):
    """What may be chosen before a file is read."""

    audiences: Sequence[str]
    municipalities: Sequence[tuple[str, str]]
    languages: Sequence[str]


class Looked(Struct, frozen=True, kw_only=True):
    """A file that was read, what its columns mean, and how its rows read so."""

    brought: Brought
    file: str
    proposal: Proposal
    publication: Publication
    reading: Reading


def import_page(
    visit: Visit,
    round_: Round,
    offered: Choices,
    *,
    problem: str = "",
    done: str = "",
    looked: Looked | None = None,
) -> ImportPage:
    """Put the page together."""
    say = visit.wording.say
    page = ImportPage(
        frame=visit.frame("import", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/import",
        audiences=choices(named_audiences(visit, offered.audiences), None),
        municipalities=choices(offered.municipalities, None),
        languages=choices(named_languages(offered.languages), "sv"),
        problem=say(PROBLEMS.get(problem, PROBLEMS["unreadable"])) if problem else "",
        detail="" if problem in PROBLEMS else problem,
        done=done,
    )
    return _with(page, say, looked) if looked else page


def _with(page: ImportPage, say: Catalogue, looked: Looked) -> ImportPage:
    reading, instrument = looked.reading, looked.publication.instrument
    is_ready = bool(reading.placed) and not reading.doubts
    n = len(reading.placed)
    return replace(
        page,
        file=looked.file,
        remarks=looked.brought.table.remarks,
        columns=tuple(_columns(say, looked)),
        meanings=tuple(_meanings(instrument)),
        rows=tuple(_row(instrument, each) for each in reading.placed[:SHOWN_ROWS]),
        counts=tuple(_counts(say, instrument, reading)),
        is_ready=is_ready,
        store=say.plural("Store %(n)s answer", "Store %(n)s answers", n) if is_ready else "",
    )


def _columns(say: Catalogue, looked: Looked) -> Iterator[ColumnShown]:
    mapping = looked.proposal.mapping
    for place, name in enumerate(names_of(looked.brought.table.columns)):
        column = mapping.columns.get(name, Column(role="left_out"))
        doubts = [each for each in looked.reading.doubts if each.column == name]
        yield ColumnShown(
            place=place,
            name=name,
            cells=_cells(looked.brought, place),
            means=value_of(column),
            is_guess=name in looked.proposal.guessed,
            words=tuple(_words(say, column, doubts, looked.publication.instrument)),
            mistakes=tuple(
                f"{_rows(say, each)}: {sentence(each.mistake, say)}"
                for each in doubts
                if each.mistake
            ),
        )


def _cells(brought: Brought, place: int) -> tuple[str, ...]:
    """Some cells that differ, as they would be stored."""
    found = dict.fromkeys(row[place].strip() for row in brought.table.rows[:200])
    some = [each for each in found if each][:SHOWN_CELLS]
    return tuple(_short(pseudonymise(each).text) for each in some)


def _words(
    say: Catalogue, column: Column, doubts: Sequence[Doubt], instrument: Instrument
) -> Iterator[Word]:
    asked = {key: question for question in instrument.questions for key in answer_keys(question)}
    question = asked.get(column.answers)
    named = [(option.id, option.text) for option in options_of(question)] if question else []
    meant = [("", say("Choose…")), *named, (OUT, say("Leave out"))]
    for words, option in column.options.items():
        yield Word(text=words, rows="", choices=choices(meant, option or OUT))
    for each in doubts:
        if each.mistake is None and each.words not in column.options:
            yield Word(text=each.words, rows=_rows(say, each), choices=choices(meant, ""))


def _rows(say: Catalogue, doubt: Doubt) -> str:
    listed = ", ".join(map(str, doubt.rows))
    more = doubt.n - len(doubt.rows)
    if more:
        return say("Rows %(rows)s and %(n)s more", rows=listed, n=more)
    return say.plural("Row %(rows)s", "Rows %(rows)s", doubt.n, rows=listed)


def _meanings(instrument: Instrument) -> Iterator[Meaning]:
    named = texts(instrument)
    for question in instrument.questions:
        for key in answer_keys(question):
            line = key.partition(".")[2]
            own = named.get(f"question.{question.id}.statement.{line}", "")
            yield Meaning(value=key, name=own or question.text)
        if isinstance(question, Multiple):
            for option in question.options:
                yield Meaning(
                    value=f"{question.id}={option.id}",
                    name=f"{_short(question.text, 40)} › {option.text}",
                )


def _row(instrument: Instrument, placed: Placed) -> RowShown:
    return RowShown(
        number=placed.row,
        answers=tuple(
            (question.text, _said(question_options, placed.answers[key]))
            for question in instrument.questions
            for question_options in [{each.id: each.text for each in options_of(question)}]
            for key in answer_keys(question)
            if key in placed.answers
        ),
    )


def _said(options: dict[str, str], answer: str | int | list[str]) -> str:
    several = answer if isinstance(answer, list) else [str(answer)]
    if options:
        return ", ".join(options.get(each, each) for each in several)
    return " · ".join(_short(pseudonymise(each).text, 300) for each in several)


def _counts(say: Catalogue, instrument: Instrument, reading: Reading) -> Iterator[str]:
    if reading.n_empty:
        yield say.plural(
            "%(n)s row holds no answer.", "%(n)s rows hold no answer.", reading.n_empty
        )
    asked = {
        key: question.text for question in instrument.questions for key in answer_keys(question)
    }
    for key, n in told_beside(reading).items():
        yield say.plural(
            "%(n)s answer to “%(question)s” is left out: it is not asked, by those before it.",
            "%(n)s answers to “%(question)s” are left out: it is not asked, by those before it.",
            n,
            question=asked[key],
        )


def _short(text: str, most: int = LONGEST) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def proposal_of(mapping: Mapping) -> Proposal:
    """What somebody chose is no guess."""
    return Proposal(mapping=mapping, guessed=frozenset())
