"""Rows for somebody's own analysis, a class of its own beside reports: who may have them, and when.

It takes a right of its own and a stated purpose, is noted, and is refused while a round takes
answers or differs a little from what was published. What stands in rows is `rows_written`'s and
`rows_answered`'s; the format of the file is `exports`'.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import publishing
from lyhord.disclosing.asked import asked_in
from lyhord.disclosing.columns import Column, Texts
from lyhord.disclosing.reports import run_report
from lyhord.disclosing.rows_answered import answered
from lyhord.disclosing.rows_written import written
from lyhord.errors import WithheldError
from lyhord.storage import audit, figures, findings, guards, places, rounds, runs
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.storage.runs import Run, ThemeNotes

Mark: TypeAlias = tuple[int, int]
SHORTEST_PURPOSE, LONGEST_PURPOSE = 10, 500


class Request(Struct, frozen=True, kw_only=True):
    """Who wants the rows, in which format and for what.

    `holder` is who must have been granted the right: an account's address or the name of a token;
    None for whoever runs the service.
    """

    actor: str
    format: str
    purpose: str
    holder: str | None = None


class NamedTheme(Struct, frozen=True, kw_only=True):
    """A theme that rows speak of, as far as its name may be shown, and what people wrote of it."""

    theme_id: str
    name: str
    definition: str
    notes: ThemeNotes = ThemeNotes()


class Drawn(Struct, frozen=True, kw_only=True):
    """That rows were drawn of a round, how many, and what tells whether it is still as it was."""

    round_id: UUID
    rows: int
    mark: Mark
    has_texts: bool


class Microdata(Struct, frozen=True, kw_only=True):
    """Rows in an order drawn anew, and what a reader must know of them.

    `questions` and `places` are what those are called by id. `texts` are those of the rows, where
    they are statements, and `themes` what was found in them. `mark` tells whether the round is
    still as it was.
    """

    round_id: UUID
    round_name: str
    purpose: str
    is_research: bool
    k: int
    columns: Sequence[Column]
    questions: Mapping[str, str]
    places: Mapping[str, str] = {}
    texts: Texts | None = None
    themes: tuple[NamedTheme, ...] = ()
    method: str = ""
    analysed_on: date | None = None
    mark: Mark

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.columns[0].places)

    @property
    def drawn(self) -> Drawn:
        """What is remembered of these rows until their file is given out."""
        return Drawn(
            round_id=self.round_id,
            rows=len(self),
            mark=self.mark,
            has_texts=self.texts is not None,
        )

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)


async def statements_as_rows(db: Connection, round_id: UUID, request: Request) -> Microdata:
    """Give a round's statements as rows, or raise `WithheldError`; `hand_out` comes after."""
    round_ = await require_allowed(db, round_id, request)
    rule, mark = await guards.get(db, round_id), await _mark(db, round_id, of_texts=True)
    run = await runs.current(db, round_id)
    is_research = round_.mode == "research"
    columns, texts = await written(
        db, round_id, run.run_id if run else None, k=rule.k_children, is_research=is_research
    )
    return Microdata(
        round_id=round_id,
        round_name=round_.name,
        purpose=_said(request),
        is_research=is_research,
        k=rule.k_children,
        columns=columns,
        questions=await _questions(db, round_id),
        places=await _places(db, round_),
        texts=texts,
        themes=await _themes(db, run) if run else (),
        method=run.method if run else "",
        analysed_on=run.finished_at.date() if run and run.finished_at else None,
        mark=mark,
    )


async def answers_as_rows(db: Connection, round_id: UUID, request: Request) -> Microdata:
    """Give what each person chose as a row, in research alone, or raise `WithheldError`."""
    round_ = await require_allowed(db, round_id, request)
    if round_.mode != "research":
        raise WithheldError("joined")
    rule, mark = await guards.get(db, round_id), await _mark(db, round_id, of_texts=False)
    return Microdata(
        round_id=round_id,
        round_name=round_.name,
        purpose=_said(request),
        is_research=True,
        k=rule.k_children,
        columns=await answered(db, round_id, k=rule.k_children),
        questions=await _questions(db, round_id),
        places=await _places(db, round_),
        mark=mark,
    )


async def hand_out(db: Connection, data: Microdata, request: Request) -> None:
    """Note that a finished file is given out, or raise `WithheldError` if the round has changed.

    What was withdrawn or hidden while the file was written is in no file that is given out.
    """
    await require_unchanged(db, data.drawn)
    await _note(db, data.drawn, request)


async def hand_out_drawn(db: Connection, drawn: Drawn, request: Request) -> None:
    """The same for a file that was kept since: whoever asked must still have the right to it."""
    await require_allowed(db, drawn.round_id, request)
    await require_unchanged(db, drawn)
    await _note(db, drawn, request)


async def require_unchanged(db: Connection, drawn: Drawn) -> None:
    """Raise `WithheldError` if the round has changed since rows of it were drawn.

    Whoever publishes new figures waits until this transaction ends.
    """
    await figures.lock(db, drawn.round_id)
    if drawn.mark != await _mark(db, drawn.round_id, of_texts=drawn.has_texts):
        raise WithheldError("changed")


async def _note(db: Connection, drawn: Drawn, request: Request) -> None:
    details: audit.Details = {
        "format": request.format,
        "purpose": _said(request),
        "rows": drawn.rows,
    }
    await audit.add(
        db,
        actor=request.actor,
        action="microdata_exported",
        object_=str(drawn.round_id),
        details=details,
    )


async def require_allowed(db: Connection, round_id: UUID, request: Request) -> Round:
    """The round, if these rows of it may be given out now; else raises `WithheldError`."""
    round_ = await rounds.get(db, round_id)
    if request.holder and not await guards.may_take_rows(db, round_id, holder=request.holder):
        raise WithheldError("right")
    if not SHORTEST_PURPOSE <= len(_said(request)) <= LONGEST_PURPOSE:
        raise WithheldError("purpose")
    if not round_.is_settled:
        raise WithheldError("open")
    if not await publishing.is_current(db, round_):
        raise WithheldError("changed")
    return round_


async def _mark(db: Connection, round_id: UUID, *, of_texts: bool) -> Mark:
    """Another when somebody's answers came or went, or a text was changed where rows have texts."""
    texts = await findings.mark(db, round_id) if of_texts else 0
    return (await figures.standing(db, round_id)).digest, texts


def _said(request: Request) -> str:
    return " ".join(request.purpose.split())


async def _questions(db: Connection, round_id: UUID) -> Mapping[str, str]:
    return {question.id: question.text for question in await asked_in(db, round_id)}


async def _places(db: Connection, round_: Round) -> Mapping[str, str]:
    place = await places.get(db, round_.place_id)
    return {each.id: each.text for each in place.municipalities}


async def _themes(db: Connection, run: Run) -> tuple[NamedTheme, ...]:
    report = await run_report(db, run.round_id, run.run_id)
    return tuple(
        NamedTheme(
            theme_id=each.theme_id, name=each.name, definition=each.definition, notes=each.notes
        )
        for each in report.themes
        if each.source != "remainder"
    )
