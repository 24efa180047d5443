"""Things with good defaults, for tests that care about one part of them."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec

from lyhord import rounds
from lyhord.instruments.definition import Audience, Instrument, Publication
from lyhord.instruments.places import Place
from lyhord.privacy import sealing
from lyhord.privacy.sealing import Cost
from lyhord.settings import Settings
from lyhord.storage import keys, runs, statements
from lyhord.storage.collectors import Collector, Mode
from lyhord.storage.database import Connection
from lyhord.storage.responses import NewResponse, NewStatement

PASSPHRASE = "a passphrase for tests"
SECRET = "a secret for tests, long enough to be one"
CHEAP = Cost(operations=1, memory=8_192)


def today() -> date:
    """The day where the service is."""
    return datetime.now(ZoneInfo(Settings().timezone)).date()


# when the tests began, which may be yesterday by now; what must not be over lasts until tomorrow
TODAY = today()
TOMORROW = TODAY + timedelta(days=1)


def an_instrument(audience: Audience = "youth", **changes: object) -> Instrument:
    """One question of a closed and one of an open kind, and a municipality."""
    made = {
        "id": audience,
        "audience": audience,
        "language": "sv",
        "title": "Dina tankar",
        "minutes": 5,
        "introduction": ["Hej!"],
        "ending": ["Tack!"],
        "pages": [
            {
                "id": "all",
                "title": "Allt",
                "questions": [
                    {
                        "kind": "single",
                        "id": "municipality",
                        "text": "Var bor du?",
                        "options": [
                            {"id": "gnesta", "text": "Gnesta"},
                            {"id": "trosa", "text": "Trosa"},
                        ],
                    },
                    {"kind": "long_text", "id": "wish", "text": "Vad vill du ändra på?"},
                    {"kind": "notes", "id": "ideas", "text": "Dina idéer"},
                ],
            }
        ],
    }
    return msgspec.convert(made | changes, Instrument)


def a_publication(audience: Audience = "youth", **changes: object) -> Publication:
    """A published instrument in Swedish alone."""
    return Publication(instrument=an_instrument(audience, **changes))


def closed_questions() -> list[dict[str, object]]:
    """A page of what the comparison counts: whom people met, and how support hung together."""
    scale = ("helt", "ganska_bra", "ganska_daligt", "inte_alls", "vet_inte")
    core = ("retell", "responsible", "in_time", "where", "cooperate")
    several = [("bup", "BUP"), ("kurator", "Skolkurator"), ("soc", "Socialtjänsten")]
    one = [("1", "En"), ("2-3", "Två eller tre"), ("4-6", "Fyra till sex")]
    questions: list[dict[str, object]] = [
        {
            "kind": kind,
            "id": name,
            "text": f"Frågan {name}",
            "options": [{"id": each, "text": text} for each, text in options],
        }
        for kind, name, options in (
            ("multiple", "actor", several),
            ("single", "n_contacts", one),
        )
    ]
    matrix = {
        "kind": "matrix",
        "id": "core",
        "text": "Hur stämmer det?",
        "statements": [{"id": each, "text": each} for each in core],
        "options": [{"id": each, "text": each} for each in scale],
    }
    wish = {"kind": "long_text", "id": "wish", "text": "Vad vill du ändra på?"}
    return [{"id": "closed", "title": "Frågor", "questions": [*questions, matrix, wish]}]


def a_place() -> Place:
    """A place with two municipalities and one help line."""
    return msgspec.convert(
        {
            "id": "sormland",
            "name": "Sörmland",
            "municipalities": [
                {"id": "gnesta", "text": "Gnesta"},
                {"id": "trosa", "text": "Trosa"},
            ],
            "actors": [{"id": "kurator", "text": "Skolkurator"}],
            "help_lines": [
                {
                    "id": "bris",
                    "who": "Bris",
                    "contact": "116 111",
                    "href": "tel:116111",
                    "audiences": ["child", "youth"],
                    "verified_at": "2026-11-01",
                    "source": "bris.se",
                }
            ],
        },
        Place,
    )


def a_plan(**changes: object) -> rounds.Plan:
    """A round that is sound and runs around today."""
    plan = rounds.Plan(
        name="Hösten",
        opens=TODAY - timedelta(days=20),
        closes=TODAY + timedelta(days=20),
        officer="officer@example.org",
        deputy="deputy@example.org",
        retention_days=90,
        place_id="sormland",
    )
    return msgspec.structs.replace(plan, **changes)


async def a_key(db: Connection) -> keys.KeyCopy:
    """A key of the officers, wrapped cheaply."""
    made = sealing.new_key(PASSPHRASE, cost=CHEAP)
    key = keys.made_today(made, today=TODAY)
    await keys.add(db, key, actor="tests")
    return key


async def a_round(
    db: Connection, *publications: Publication, is_open: bool = True, **changes: object
) -> UUID:
    """A round with its key, place and instruments published."""
    await a_key(db)
    await rounds.publish(db, publications or (a_publication(),), a_place(), actor="tests")
    round_id = await rounds.create(db, a_plan(**changes), actor="tests")
    if is_open:
        await rounds.open_round(db, round_id, actor="tests")
    return round_id


async def settle(db: Connection, round_id: UUID) -> None:
    """Close a round so long ago that it takes no answer any more."""
    await rounds.close_round(db, round_id, actor="tests", at=datetime.now(UTC) - timedelta(hours=3))


async def a_collector(
    db: Connection, round_id: UUID, audience: Audience = "youth", mode: Mode = "open"
) -> Collector:
    """An open door into a round."""
    return await rounds.add_collector(db, round_id, audience=audience, mode=mode, actor="tests")


async def some_codes(db: Connection, collector: Collector, count: int = 1) -> tuple[str, ...]:
    """Codes of a door for codes, as they are handed out."""
    return await rounds.invite(db, collector, count=count, secret=SECRET, actor="tests")


def a_response(collector: Collector, *texts: str, **changes: object) -> NewResponse:
    """A response with one statement a text."""
    new = NewResponse(
        round_id=collector.round_id,
        collector_id=collector.collector_id,
        response_id=uuid4(),
        receipt_hash=uuid4().bytes,
        content_hash=b"content",
        version=collector.version,
        language="sv",
        week="2026-W40",
        answers={"municipality": "gnesta"},
        statements=tuple(
            NewStatement(statement_id=uuid4(), question_id="wish", position=0, text=text)
            for text in texts
        ),
        box=b"sealed",
    )
    return msgspec.structs.replace(new, **changes)


def by_first_word(text: str) -> str:
    """The theme that a made-up text names at its beginning."""
    return text.split(maxsplit=1)[0]


async def a_run(
    db: Connection,
    round_id: UUID,
    theme_of: Callable[[str], str] = by_first_word,
    *,
    themes: Sequence[str] = (),
    quote_rank: int | None = None,
) -> UUID:
    """A finished run that placed each statement by its text; these themes, or those it met."""
    run_id = uuid4()
    placed = [
        runs.Placed(
            statement_id=each.statement_id,
            theme_id=theme_of(each.text),
            strength=0.5,
            second=None,
            third=None,
            quote_rank=quote_rank,
        )
        for each in await statements.of_round(db, round_id)
    ]
    named = themes or sorted({each.theme_id for each in placed})
    found = [_a_theme(name, place) for place, name in enumerate(named)]
    outcome = runs.Outcome(
        method="m", corpus_digest="", coverage=1, summary={}, themes=found, placed=placed
    )
    await runs.add(db, round_id, run_id, seed=0, actor="tests")
    await runs.finish(db, round_id, run_id, outcome=outcome, actor="tests")
    return run_id


def _a_theme(name: str, position: int) -> runs.FoundTheme:
    return runs.FoundTheme(
        theme_id=name,
        position=position,
        name=name,
        definition="",
        source="codebook",
        stability=None,
        terms=(),
    )
