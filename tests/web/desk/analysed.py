"""A round with answers and a finished run, for the desk's pages to show."""

from uuid import UUID, uuid4

from msgspec import Struct
from msgspec.structs import replace

from lyhord.instruments.definition import Audience
from lyhord.storage import responses, runs, statements
from lyhord.storage.database import Connection, Database
from lyhord.storage.runs import FoundTheme, Outcome, Placed, Term
from tests.builders import a_collector, a_publication, a_response, a_round, settle

ANSWERED: dict[Audience, int] = {"youth": 30, "guardian": 20, "professional": 12}
HOSTILE = '<script>alert(1)</script> {{7*7}} =cmd|"/c" & "citat" \u202eomvänt'
RETOLD = "Jag fick berätta samma sak igen för [telefon], nummer {}"
WAITED = "Vi väntade länge, nummer {}"


class Shown(Struct, frozen=True, kw_only=True):
    """Where the pages of the round are."""

    round_id: UUID
    run_id: UUID

    @property
    def address(self) -> str:
        """The overview."""
        return f"/desk/rounds/{self.round_id}"

    @property
    def themes(self) -> str:
        """The themes."""
        return f"{self.address}/themes"


async def a_round_with_answers(
    db: Connection, *, is_open: bool = False, name: str = "Hösten 2026", hostile: bool = False
) -> UUID:
    """A round in which three audiences wrote of two things."""
    publications = [a_publication(audience) for audience in ANSWERED]
    round_id = await a_round(db, *publications, name=name)
    for audience, count in ANSWERED.items():
        door = await a_collector(db, round_id, audience=audience)
        texts = [
            (HOSTILE if hostile else RETOLD.format(f"{audience} {n}"))
            if n % 2
            else WAITED.format(f"{audience} {n}")
            for n in range(count)
        ]
        await responses.submit(db, [a_response(door, text) for text in texts])
    if not is_open:
        await settle(db, round_id)
    return round_id


async def analysed(
    db: Connection, round_id: UUID, *, hostile: bool = False, found_of: str = ""
) -> UUID:
    """A finished run: what waited is `vantan`, the rest `berattaigen`; none fits no theme.

    With `found_of`, texts that hold this are a theme that the machine proposes, named by it.
    """
    run_id = uuid4()
    await runs.add(db, round_id, run_id, seed=0, actor="test")
    found = await statements.of_round(db, round_id)
    outcome = Outcome(
        method="test",
        corpus_digest="digest",
        coverage=1.0,
        summary={},
        themes=(
            a_theme("vantan", "Väntan", position=0),
            a_theme("berattaigen", HOSTILE if hostile else "Berätta igen", position=1),
            a_theme("unclear", "unclear", position=2, source="remainder"),
            *([a_proposal(found_of)] if found_of else ()),
        ),
        placed=tuple(
            Placed(
                statement_id=each.statement_id,
                theme_id=_theme_of(each.text, found_of),
                strength=0.5,
                second=None,
                third=None,
                quote_rank=n if n < 4 or n > len(found) - 4 else None,
            )
            for n, each in enumerate(found)
        ),
    )
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="test")
    return run_id


def _theme_of(text: str, found_of: str) -> str:
    if found_of and found_of in text:
        return "new-1"
    return "vantan" if text.startswith("Vi") else "berattaigen"


def a_proposal(word: str) -> FoundTheme:
    """A theme that the machine found and named by a word that many wrote, whoever they are."""
    terms = (Term(term=word, weight=1.0, respondents=dict.fromkeys(ANSWERED, 15)),)
    theme = a_theme("new-1", word.title(), position=3, source="new")
    return replace(theme, terms=terms, definition="")


def a_theme(
    theme_id: str, name: str, *, position: int, source: runs.Source = "codebook"
) -> FoundTheme:
    """A theme with a definition and terms."""
    return FoundTheme(
        theme_id=theme_id,
        position=position,
        name=name,
        definition=f"Det som handlar om {name}.",
        source=source,
        stability=0.94,
        terms=(Term(term="länge", weight=1.0, respondents={"youth": 15}),),
    )


async def shown(database: Database, *, is_open: bool = False, hostile: bool = False) -> Shown:
    """A round with answers and themes, committed."""
    name = HOSTILE if hostile else "Hösten 2026"
    async with database.transaction("owner") as db:
        round_id = await a_round_with_answers(db, is_open=is_open, name=name, hostile=hostile)
        run_id = await analysed(db, round_id, hostile=hostile)
    return Shown(round_id=round_id, run_id=run_id)
