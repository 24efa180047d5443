"""A round's codebook in the database: its rows are its events, and nothing of anybody is lost."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest
from msgspec import Struct

from lyhord import rounds as rounds_of
from lyhord.errors import BadInputError, NotFoundError, StorageUnavailableError
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing import later, turning
from lyhord.reviewing.codebooks import Clash, Done
from lyhord.reviewing.command import Command
from lyhord.reviewing.events import Book, applied
from lyhord.reviewing.verbs import Copy, Edit, Merge, Move, Pick, Reject, Start
from lyhord.storage import codebooks, collectors, copied, figures, findings, responses, rounds, runs
from lyhord.storage import later as stored_later
from lyhord.storage.book import Asked, Stand
from lyhord.storage.database import Connection, Database
from tests.builders import a_response, settle
from tests.web.desk.analysed import a_round_with_answers, analysed

ANNA, BO = "anna@exempel.se", "bo@exempel.se"
MAY = later.Guarded(themes=("vantan", "berattaigen"), audiences=("youth",))


class Open(Struct, frozen=True, kw_only=True):
    """A round whose codebook was opened."""

    round_id: UUID
    run_id: UUID


async def opened(db: Connection, audiences: tuple[str, ...] = ("youth", "guardian")) -> Open:
    round_id = await a_round_with_answers(db)
    run_id = await analysed(db, round_id)
    await reviewed.open_codebook(
        db,
        round_id,
        run_id,
        themes=("vantan", "berattaigen"),
        audiences=audiences,  # type: ignore[arg-type]
        actor=ANNA,
    )
    return Open(round_id=round_id, run_id=run_id)


async def stored(db: Connection, round_id: UUID) -> Book:
    """The codebook as its rows say it is, without what is gone."""
    book = await reviewed.get(db, round_id)
    themes = {each.theme_id: each for each in await codebooks.themes(db, round_id, book.run_id)}
    places: dict[UUID, Stand] = {}
    for theme in themes:
        places |= await codebooks.places_in(db, round_id, book.run_id, theme)
    return Book(themes=themes, places=places)


async def in_theme(db: Connection, round_id: UUID, theme: str, most: int = 3) -> tuple[UUID, ...]:
    book = await reviewed.get(db, round_id)
    asked = Asked(theme_id=theme, most=most)
    texts = await codebooks.texts(db, round_id, book.run_id, asked)
    return tuple(each.statement_id for each in texts)


async def do(db: Connection, here: Open, command: Command, actor: str = ANNA) -> int:
    """Do something that was decided with the newest version in sight."""
    seen = (await reviewed.get(db, here.round_id)).version
    outcome = await reviewed.change(db, here.round_id, command, seen=seen, actor=actor)
    assert isinstance(outcome, Done), outcome
    return outcome.version


async def test_a_codebook_begins_as_the_machines_run_and_is_opened_once(db: Connection) -> None:
    here = await opened(db)
    again = await reviewed.open_codebook(
        db, here.round_id, here.run_id, themes=(), audiences=(), actor=BO
    )
    book = await stored(db, here.round_id)

    assert again == await reviewed.get(db, here.round_id)
    assert again.version == 0
    assert [each.name for each in book.themes.values()] == ["Väntan", "Berätta igen", "unclear"]
    assert len(book.places) == 62
    current = await runs.current(db, here.round_id)
    assert current is not None
    assert current.run_id == here.run_id


async def test_only_texts_that_the_guard_lists_can_be_sorted(db: Connection) -> None:
    here = await opened(db)
    book = await reviewed.get(db, here.round_id)
    everything = await stored(db, here.round_id)
    listed = {
        each.theme_id: each.listed
        for each in await codebooks.counts(db, here.round_id, book.run_id)
    }
    outcome = await reviewed.change(
        db,
        here.round_id,
        Move(statements=tuple(everything.places), theme="vantan", to="unclear"),
        seen=0,
        actor=ANNA,
    )

    assert listed == {"vantan": 25, "berattaigen": 25}  # no professional's
    assert isinstance(outcome, Done)
    after = await stored(db, here.round_id)
    assert sum(each.theme == "vantan" for each in after.places.values()) == 31 - 25


async def test_undo_and_redo_go_back_and_forth_without_limit(db: Connection) -> None:
    here = await opened(db)
    one, two, three = await in_theme(db, here.round_id, "vantan")
    commands: list[Command] = [
        Edit(theme="vantan", fields={"name": "Köer", "need": "Som ung …"}),
        Start(statements=(one,), theme="vantan", new="own-1", name="Nytt"),
        Copy(statements=(two,), to="berattaigen"),
        Pick(statements=(three,), is_quote=True),
        Merge(theme="vantan", into="berattaigen"),
        Reject(theme="own-1"),
    ]
    states = [await stored(db, here.round_id)]
    for command in commands:
        await do(db, here, command)
        states.append(await stored(db, here.round_id))

    for before in reversed(states[:-1]):
        await turning.undo(db, here.round_id, number=None, anyway=False, actor=ANNA)
        assert _shown(await stored(db, here.round_id)) == _shown(before)
    for after in states[1:]:
        await turning.redo(db, here.round_id, anyway=False, actor=ANNA)
        assert _shown(await stored(db, here.round_id)) == _shown(after)
    version = (await reviewed.get(db, here.round_id)).version
    nothing = await turning.redo(db, here.round_id, anyway=False, actor=ANNA)
    assert nothing == Done(version=version)
    assert version == 3 * len(commands)


def _shown(book: Book) -> object:
    themes = {name: each for name, each in book.themes.items() if not each.is_gone}
    return themes, book.places


async def test_the_rows_are_the_events_applied_to_the_machines_run(db: Connection) -> None:
    here = await opened(db)
    start = await stored(db, here.round_id)
    statements = tuple(start.places)

    for seed in range(1, 9):
        for command in _by_chance(seed, statements):
            seen = (await reviewed.get(db, here.round_id)).version
            await reviewed.change(db, here.round_id, command, seen=seen, actor=ANNA)
            if seed % 3 == 0:
                await turning.undo(db, here.round_id, number=None, anyway=True, actor=ANNA)
    events = await codebooks.since(db, here.round_id, 0)
    book = start
    for event in events:
        book = applied(book, event.document)

    assert len(events) > 8
    assert [each.number for each in events] == [*range(1, len(events) + 1)]
    assert _shown(await stored(db, here.round_id)) == _shown(book)


def _by_chance(seed: int, statements: tuple[UUID, ...]) -> list[Command]:
    some = tuple(statements[(seed + n) % len(statements)] for n in range(3))
    new = f"own-{seed}"
    return [
        Move(statements=some, theme="vantan", to="berattaigen"),
        Copy(statements=some, to="vantan"),
        Start(statements=some, theme="berattaigen", new=new, name=f"Nytt {seed}"),
        Edit(theme=new, fields={"insight": "x" * (seed % 50), "valence": "missing"}),
        Merge(theme=new, into="vantan") if seed % 2 else Reject(theme=new),
    ]


async def test_who_did_not_see_what_others_decided_about_the_same_is_told(db: Connection) -> None:
    here = await opened(db)
    await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}), actor=BO)
    rename = Edit(theme="vantan", fields={"name": "Tid"})
    clash = await reviewed.change(db, here.round_id, rename, seen=0, actor=ANNA)
    merge = Merge(theme="vantan", into="berattaigen")
    merged = await reviewed.change(db, here.round_id, merge, seen=0, actor=ANNA)
    apart = await reviewed.change(
        db, here.round_id, Edit(theme="vantan", fields={"need": "x"}), seen=0, actor=ANNA
    )

    assert isinstance(clash, Clash)
    assert [(each.actor, each.kind) for each in clash.events] == [(BO, "edit")]
    assert isinstance(merged, Clash)
    assert isinstance(apart, Done)
    assert (await stored(db, here.round_id)).theme("vantan").name == "Köer"
    again = await reviewed.change(db, here.round_id, rename, seen=clash.version + 1, actor=ANNA)
    assert isinstance(again, Done)


async def test_a_version_that_never_was_switches_no_check_off(db: Connection) -> None:
    here = await opened(db)
    await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}), actor=BO)
    rename = Edit(theme="vantan", fields={"name": "Vänta"})
    for seen in (2, 10**9):
        with pytest.raises(BadInputError, match="never was"):
            await reviewed.change(db, here.round_id, rename, seen=seen, actor=ANNA)

    assert (await stored(db, here.round_id)).theme("vantan").name == "Köer"


async def test_undo_asks_before_it_takes_back_what_others_built_on(db: Connection) -> None:
    here = await opened(db)
    first = await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}), actor=ANNA)
    await do(db, here, Edit(theme="vantan", fields={"name": "Tid"}), actor=BO)
    await do(db, here, Edit(theme="berattaigen", fields={"name": "Samma"}), actor=BO)
    asked = await turning.undo(db, here.round_id, number=None, anyway=False, actor=ANNA)
    anyway = await turning.undo(db, here.round_id, number=None, anyway=True, actor=ANNA)

    assert isinstance(asked, Clash)
    assert [each.actor for each in asked.events] == [BO]
    assert isinstance(anyway, Done)
    book = await stored(db, here.round_id)
    assert (book.theme("vantan").name, book.theme("berattaigen").name) == ("Väntan", "Samma")
    event = await codebooks.event(db, here.round_id, anyway.version)
    assert event is not None
    assert event.undoes == first
    # Bo's own change still stands to be undone by Bo
    last = await codebooks.next_undo(db, here.round_id, BO)
    assert last is not None


async def test_what_was_undone_does_not_come_back_when_what_came_after_it_is_undone(
    db: Connection,
) -> None:
    here = await opened(db)
    start = await stored(db, here.round_id)
    (one, *_) = await in_theme(db, here.round_id, "vantan")
    steps = (
        (
            Edit(theme="vantan", fields={"name": "Köer"}),
            Edit(theme="vantan", fields={"name": "Tid"}),
        ),
        (
            Move(statements=(one,), theme="vantan", to="berattaigen"),
            Pick(statements=(one,), is_quote=True),
        ),
    )
    for annas, bos in steps:
        first = await do(db, here, annas, actor=ANNA)
        second = await do(db, here, bos, actor=BO)
        for number in (first, second):
            done = await turning.undo(db, here.round_id, number=number, anyway=True, actor=ANNA)
            assert isinstance(done, Done)

        assert _shown(await stored(db, here.round_id)) == _shown(start)


async def test_a_theme_that_others_filled_is_undone_when_they_were_seen(db: Connection) -> None:
    here = await opened(db)
    begun = await stored(db, here.round_id)
    one, two, three = await in_theme(db, here.round_id, "vantan")
    start = Start(statements=(one,), theme="vantan", new="own-1", name="Nytt")
    number = await do(db, here, start, actor=ANNA)
    filled = await do(db, here, Move(statements=(two,), theme="vantan", to="own-1"), actor=BO)
    await do(db, here, Move(statements=(three,), theme="vantan", to="unclear"), actor=BO)

    asked = await turning.undo(db, here.round_id, number=number, anyway=False, actor=ANNA)
    untouched = await stored(db, here.round_id)
    done = await turning.undo(db, here.round_id, number=number, anyway=True, actor=ANNA)
    after = await stored(db, here.round_id)

    # whoever undoes is told what filled it, and then all of it goes back in one event
    assert isinstance(asked, Clash)
    assert asked.is_filled
    assert [each.number for each in asked.events] == [filled]
    assert untouched.has("own-1")
    assert isinstance(done, Done)
    assert not after.has("own-1")
    assert {after.places[each].theme for each in (one, two)} == {"vantan"}
    assert after.places[three].theme == "unclear"
    redone = await turning.redo(db, here.round_id, anyway=True, actor=ANNA)
    assert isinstance(redone, Done)
    assert (await stored(db, here.round_id)).places[one].theme == "own-1"
    for event in (number, filled, filled + 1):
        await turning.undo(db, here.round_id, number=event, anyway=True, actor=BO)
    assert _shown(await stored(db, here.round_id)) == _shown(begun)


async def test_what_would_go_back_to_a_theme_that_is_gone_is_unclear(db: Connection) -> None:
    here = await opened(db)
    (one, *_) = await in_theme(db, here.round_id, "vantan")
    number = await do(db, here, Move(statements=(one,), theme="vantan", to="berattaigen"))
    await do(db, here, Reject(theme="vantan"), actor=BO)

    asked = await turning.undo(db, here.round_id, number=number, anyway=False, actor=ANNA)
    await turning.undo(db, here.round_id, number=number, anyway=True, actor=ANNA)

    assert isinstance(asked, Clash)
    assert [each.kind for each in asked.events] == ["reject"]
    assert (await stored(db, here.round_id)).places[one].theme == "unclear"


async def test_what_is_put_to_use_is_what_everybody_reads_and_never_changes(
    db: Connection,
) -> None:
    here = await opened(db)
    (one, *_) = await in_theme(db, here.round_id, "vantan")
    await do(db, here, Edit(theme="vantan", fields={"name": "Köer", "need": "Behov"}))
    await do(db, here, Copy(statements=(one,), to="berattaigen"))
    used = await reviewed.put_to_use(db, here.round_id, actor=ANNA)
    assert used is not None
    await do(db, here, Merge(theme="vantan", into="berattaigen"))
    current = await runs.current(db, here.round_id)
    found = await findings.themes(db, here.round_id, used)
    counted = await figures.themes(db, here.round_id, used)

    assert current is not None
    assert (current.run_id, current.based_on, current.codebook_version) == (used, here.run_id, 2)
    assert (found[0].name, found[0].notes.need) == ("Köer", "Behov")
    # the copy is counted where it stands too, and is one row of microdata
    assert sum(each.statements for each in counted) == 63
    rows: list[str] = []
    await copied.statements(db, here.round_id, used, lambda columns: rows.extend(columns[3]))
    assert len(rows) == 62
    assert await reviewed.put_to_use(db, here.round_id, actor=ANNA) != used
    assert await reviewed.put_to_use(db, here.round_id, actor=ANNA) is None
    assert [each.theme_id for each in await findings.themes(db, here.round_id, used)] == [
        "vantan",
        "berattaigen",
        "unclear",
    ]


async def test_rounds_without_a_codebook_and_foreign_ones_are_not_found(db: Connection) -> None:
    here = await opened(db)
    other = await a_round_with_answers(db, name="En annan")
    theirs = await in_theme(db, here.round_id, "vantan")

    with pytest.raises(NotFoundError):
        await reviewed.change(
            db, other, Edit(theme="vantan", fields={"name": "x"}), seen=0, actor=ANNA
        )
    with pytest.raises(NotFoundError):
        await reviewed.open_codebook(db, other, here.run_id, themes=(), audiences=(), actor=ANNA)
    run_id = await analysed(db, other)
    await reviewed.open_codebook(
        db, other, run_id, themes=MAY.themes, audiences=("youth",), actor=ANNA
    )
    outcome = await reviewed.change(
        db, other, Move(statements=theirs, theme="vantan", to="unclear"), seen=0, actor=ANNA
    )
    assert outcome == "no_statements"


async def test_two_at_once_are_done_one_after_the_other(database: Database) -> None:
    async with database.transaction("owner") as db:
        here = await opened(db)

    async def merge(theme: str, into: str, actor: str) -> object:
        async with database.transaction("desk") as db:
            return await reviewed.change(
                db, here.round_id, Merge(theme=theme, into=into), seen=0, actor=actor
            )

    outcomes = await asyncio.gather(
        merge("vantan", "berattaigen", ANNA), merge("berattaigen", "vantan", BO)
    )

    assert sorted(type(each).__name__ for each in outcomes) == ["Clash", "Done"]
    async with database.transaction("desk") as db:
        book = await stored(db, here.round_id)
        assert sum(not each.is_gone for each in book.themes.values()) == 2
        assert len(book.places) == 62
        counted = await codebooks.counts(
            db, here.round_id, (await reviewed.get(db, here.round_id)).run_id
        )
        assert [each.listed for each in counted] == [50]


async def test_what_breaks_midway_leaves_nothing_half_done(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.transaction("owner") as db:
        here = await opened(db)
        before = await stored(db, here.round_id)

    async def broken(*_: object, **__: object) -> None:
        raise asyncpg.PostgresConnectionError("the server went away")

    monkeypatch.setattr(codebooks.sql, "append", broken)
    with pytest.raises(StorageUnavailableError):
        await _merge(database, here)

    async with database.transaction("desk") as db:
        assert _shown(await stored(db, here.round_id)) == _shown(before)
        assert (await reviewed.get(db, here.round_id)).version == 0


async def _merge(database: Database, here: Open) -> None:
    async with database.transaction("desk") as db:
        merge = Merge(theme="vantan", into="berattaigen")
        await reviewed.change(db, here.round_id, merge, seen=0, actor=ANNA)


async def test_events_are_never_edited_and_only_who_sees_everything_reads_them(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        here = await opened(db)
        await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}))

    for statement in (
        "update lyhord.codebook_event set actor = ''",
        "delete from lyhord.codebook_event",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.transaction("desk") as db:
                await db.execute(statement)
    async with database.seeing(["gnesta"]).transaction("desk") as db:
        assert await codebooks.get(db, here.round_id) is None
        assert await codebooks.since(db, here.round_id, 0) == ()


async def test_a_withdrawal_takes_the_statement_out_of_the_draft(db: Connection) -> None:
    here = await opened(db)
    (one, *_) = await in_theme(db, here.round_id, "vantan")
    await do(db, here, Move(statements=(one,), theme="vantan", to="berattaigen"))
    await db.execute("delete from lyhord.statement where statement_id = $1", one)
    outcome = await turning.undo(db, here.round_id, number=None, anyway=False, actor=ANNA)

    assert isinstance(outcome, Done)
    assert one not in (await stored(db, here.round_id)).places


async def test_the_purge_takes_the_codebook_with_it(db: Connection) -> None:
    here = await opened(db)
    await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}))
    await db.execute("delete from lyhord.run where round_id = $1", here.round_id)

    assert await codebooks.get(db, here.round_id) is None
    assert await codebooks.since(db, here.round_id, 0) == ()
    assert (await rounds.get(db, here.round_id)).round_id == here.round_id
    with pytest.raises(NotFoundError):
        await runs.get(db, here.round_id, uuid4())


async def test_what_comes_later_is_placed_and_nothing_that_is_there_moves(db: Connection) -> None:
    here = await opened(db)
    (one, *_) = await in_theme(db, here.round_id, "berattaigen")
    await do(db, here, Move(statements=(one,), theme="berattaigen", to="unclear"))
    await do(db, here, Edit(theme="vantan", fields={"name": "Köer"}))
    await do(db, here, Start(statements=(one,), theme="unclear", new="own-1", name="Eget"))
    await do(db, here, Merge(theme="vantan", into="own-1"))
    before = await stored(db, here.round_id)
    door = next(each for each in await collectors.of_round(db, here.round_id))
    await rounds_of.open_round(db, here.round_id, actor=ANNA)
    new = [a_response(door, f"Vi står i kö {n}") for n in range(6)]
    new += [a_response(door, f"Igen och igen {n}") for n in range(6)]
    await responses.submit(db, new)
    await settle(db, here.round_id)
    run_id = await analysed(db, here.round_id)
    book = await reviewed.get(db, here.round_id)
    assert await later.has_later(db, here.round_id, book, run_id)
    kept = await reviewed.get(db, here.round_id)
    assert (kept.compared_with, kept.has_later) == (run_id, True)
    done = await later.place_later(db, here.round_id, run_id, may=MAY, taught={}, actor=BO)
    after = await stored(db, here.round_id)
    came = set(after.places) - set(before.places)
    again = await later.place_later(db, here.round_id, run_id, may=MAY, taught={}, actor=BO)
    await turning.undo(db, here.round_id, number=done.version, anyway=False, actor=BO)
    undone = await stored(db, here.round_id)

    # what waited goes where people merged it to
    assert sorted(after.places[each].theme for each in came) == ["berattaigen"] * 6 + ["own-1"] * 6
    assert {each: after.places[each] for each in before.places} == before.places
    assert again == done
    assert not await later.has_later(db, here.round_id, book, run_id)
    assert {undone.places[each].theme for each in came} == {"unclear"}


async def test_a_run_is_compared_with_the_codebook_once(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await opened(db)
    run_id = await analysed(db, here.round_id)
    book = await reviewed.get(db, here.round_id)
    assert not await later.has_later(db, here.round_id, book, run_id)

    async def never(*_: object) -> None:
        pytest.fail("compared a second time")

    monkeypatch.setattr(stored_later, "compare", never)
    kept = await reviewed.get(db, here.round_id)
    assert not await later.has_later(db, here.round_id, kept, run_id)


async def test_the_count_is_of_the_texts_that_are_listed_whoever_waits(db: Connection) -> None:
    here = await opened(db)
    book = await reviewed.get(db, here.round_id)
    one, two, _ = await in_theme(db, here.round_id, "vantan")
    await do(db, here, Copy(statements=(one,), to="berattaigen"))
    await db.execute(
        "update lyhord.response set standing = 'aside' where response_id ="
        " (select response_id from lyhord.statement where statement_id = $1)",
        one,
    )
    await db.execute("delete from lyhord.statement where statement_id = $1", two)
    counted = await codebooks.counts(db, here.round_id, book.run_id)

    for each in counted:
        asked = Asked(theme_id=each.theme_id, most=100)
        texts = await codebooks.texts(db, here.round_id, book.run_id, asked)
        assert (len(texts), sum(text.by_hand for text in texts)) == (each.listed, each.by_hand)
    assert sum(each.listed for each in counted) == 48


async def test_counting_and_a_page_of_texts_read_no_more_than_they_need(db: Connection) -> None:
    here = await opened(db)
    book = await reviewed.get(db, here.round_id)
    await db.execute("set local enable_seqscan = off")
    counting = await db.fetch(
        "explain select theme_id, count(*) from lyhord.assignment"
        " where round_id = $1 and run_id = $2 and is_listed group by theme_id",
        *(here.round_id, book.run_id),
    )
    paging = await db.fetch(
        f"explain {codebooks.sql.texts.sql}",
        *(["vantan"], book.run_id, here.round_id, book.run_id, "vantan"),
        *("", "", "", False, 21, 0),
    )

    assert "assignment_listed_idx" in "".join(row[0] for row in counting)
    plan = "".join(row[0] for row in paging)
    assert "assignment_theme_idx" in plan or "assignment_listed_idx" in plan
    assert "Seq Scan on assignment" not in plan
