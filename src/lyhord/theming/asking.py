"""What `lyhord themes` was asked: its files and columns read, or refused with the reason."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from lyhord.tables.reading import Table, read_table
from lyhord.theming.comparisons import Columns
from lyhord.theming.files import require_apart, require_place, require_writable
from lyhord.theming.finding import AUTO, FIRST, Wish, census_of, language_of, primary
from lyhord.theming.guides import NONE, codebook_of, labelled, words_of
from lyhord.theming.outcome import FILES
from lyhord.theming.results import Source
from lyhord.theming.suggestions import LABELS, SEEDS
from lyhord_themes import Codebook


class Request(Struct, frozen=True, kw_only=True):
    """The options of the command, by their names there; files and columns are not looked at yet."""

    file: Path
    text_column: str | None
    question_column: str | None
    group_column: str | None
    time_column: str | None
    person_column: str | None
    codebook: str | None
    background: str | None
    caution: float
    examples: Path | None
    k: int | None
    language: str | None
    stop_words: Path | None
    seed: int
    fast: bool
    encoder: Path | None
    scheduler: str | None
    save_model: Path | None
    model: Path | None
    refit_from: Path | None
    suggesting: bool
    out: Path
    as_json: bool

    def read_files(self) -> tuple[Path, ...]:
        """Name the files that are read."""
        named = (self.codebook, self.background)
        given = [Path(name) for name in named if name and name != NONE]
        others = (self.examples, self.stop_words, self.model, self.refit_from)
        return (self.file, *given, *(path for path in others if path))

    def written_files(self) -> tuple[Path, ...]:
        """Name the files that are written."""
        names = (*FILES, *((LABELS, SEEDS) if self.suggesting else ()))
        model = (self.save_model,) if self.save_model else ()
        return (*(self.out / name for name in names), *model)


class Task(Struct, frozen=True, kw_only=True):
    """What was read: the texts, what stands beside them, and how they are to be analysed."""

    source: Source
    columns: Columns
    wish: Wish

    @property
    def groups(self) -> list[str | None] | None:
        """The group of each text, None where there is none."""
        return [group.strip() or None for group in self.columns.groups] or None


def read(request: Request) -> Task:
    """Read everything that an analysis needs, or raise `BadInputError`: before it, not after."""
    require_apart(request.read_files(), request.written_files())
    table = read_table(request.file)
    columns = Columns(
        groups=_column(table, request.group_column),
        times=_column(table, request.time_column),
        respondents=_column(table, request.person_column),
    )
    questions = _column(table, request.question_column)
    texts = table.text_column(request.text_column)
    wish, guessed = _wish(request, texts)
    require_writable(request.out, FILES)
    if request.save_model:
        require_place(request.save_model)
    source = Source(
        name=request.file.name,
        texts=texts,
        questions=questions,
        people=len({person.strip() for person in columns.respondents} - {""}),
        remarks=(*table.remarks, *guessed),
    )
    return Task(source=source, columns=columns, wish=wish)


def _wish(request: Request, texts: Sequence[str]) -> tuple[Wish, tuple[str, ...]]:
    """Give how to analyse, and what had to be guessed."""
    told = primary(request.language)
    own = codebook_of(request.codebook, k=request.k, language="") if request.codebook else None
    counted = None if request.model or told not in {None, AUTO} else census_of(texts)
    language = language_of(counted, told, own)
    wish = Wish(
        codebook=own or codebook_of(request.codebook, k=request.k, language=language),
        background=codebook_of(request.background, k=None, language=language),
        caution=request.caution,
        k=request.k,
        language=language,
        census=counted,
        seed=request.seed,
        fast=request.fast,
        examples=labelled(request.examples) if request.examples else None,
        stop_words=tuple(words_of(request.stop_words)) if request.stop_words else (),
        encoder=request.encoder,
        earlier=request.refit_from,
    )
    return wish, () if told else _guessed(language, own)


def _guessed(language: str, own: Codebook | None) -> tuple[str, ...]:
    if language == FIRST or (own and own.language):
        return ()
    taken = f"{language} was taken for the main language, for which no codebook is built in"
    return (f"hardly any text is in {FIRST}: {taken}; see --language",)


def _column(table: Table, name: str | None) -> tuple[str, ...]:
    return table.column(name) if name else ()
