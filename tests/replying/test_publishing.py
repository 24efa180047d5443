"""Publishing what was looked through, once; and what disappears from every edition."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from lyhord import reviewing, rounds
from lyhord.errors import NotFoundError, StorageUnavailableError
from lyhord.replying import drafting, promising, publishing
from lyhord.replying.pages import FIRST, FOR_CHILDREN, ChosenTheme, Plan
from lyhord.replying.promising import Promise
from lyhord.replying.publishing import Composed, page_of
from lyhord.reviewing import Hiding, codebooks
from lyhord.reviewing.verbs import Edit
from lyhord.storage import audit, collectors, replies
from lyhord.storage.database import EVERYTHING, Connection, Database
from lyhord.triage import handing
from tests.builders import TODAY, a_collector, a_place, a_publication, a_round, settle
from tests.replying.replies import DAY, LEADER, digest_of, drafted, some_quotes, words, written
from tests.web.desk.analysed import a_round_with_answers, analysed

OWNER = "Socialnämnden i Gnesta"


async def a_draft(db: Connection, *, with_quotes: bool = True) -> UUID:
    """A settled round whose first theme is answered, with its quotes."""
    round_id = await a_round_with_answers(db)
    await analysed(db, round_id)
    quotes = await some_quotes(db, round_id, "vantan") if with_quotes else ()
    await drafted(db, round_id, "vantan", quotes=quotes[:3])
    return round_id


async def published(db: Connection, round_id: UUID) -> int:
    done = await publishing.publish(
        db, round_id, digest=await digest_of(db, round_id), actor=LEADER
    )
    assert isinstance(done, int), done
    return done


async def test_what_is_published_is_what_was_disclosed_and_written(db: Connection) -> None:
    round_id = await a_draft(db)
    version = await published(db, round_id)
    stands = await replies.public(db, round_id)
    report = await drafting.found(db, round_id)

    assert stands is not None
    assert report is not None
    page = page_of(stands.document)
    theme = drafting.answerable(report)["vantan"]
    assert (version, stands.version) == (1, 1)
    assert [each.respondents for each in page.items] == [theme.respondents]
    assert page.voices["sv"].of("vantan").deeds[0].by == DAY
    shown = {quote.text for quote in theme.quotes}
    quotes = await replies.public_quotes(db, round_id)
    assert len(quotes) == 3
    assert {each.text for each in quotes} <= shown


async def test_a_quote_that_is_taken_back_disappears_from_every_edition(db: Connection) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)
    await written(db, round_id, FIRST, words("vantan", introduction="Nytt"), revision=1)
    await published(db, round_id)
    gone = (await drafting.read(db, round_id)).plan.themes[0].quotes[0]
    await db.execute(
        "delete from lyhord.response where response_id ="
        " (select response_id from lyhord.statement where statement_id = $1)",
        gone,
    )

    assert [len(await replies.quotes(db, round_id, version)) for version in (1, 2)] == [2, 2]
    assert len(await replies.public_quotes(db, round_id)) == 2


@pytest.mark.parametrize(
    "what",
    [
        "update lyhord.response set standing = 'aside'",
        """
        insert into sealed.triage_case (round_id, case_id, response_id, level, rules, due_at)
        select round_id, gen_random_uuid(), response_id, 'acute', '[]', now() + interval '1 day'
        from lyhord.response
        """,
    ],
)
async def test_what_is_set_aside_or_waits_for_the_officers_is_not_quoted(
    db: Connection, what: str
) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)

    await db.execute(what)

    assert await replies.public_quotes(db, round_id) == ()


async def test_a_text_that_a_reader_handed_over_as_acute_is_quoted_no_more(db: Connection) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)
    first, *others = [each.text for each in await replies.public_quotes(db, round_id)]
    due = datetime.now(UTC) + timedelta(hours=2)
    await db.execute("select set_config('lyhord.sees', $1, true)", EVERYTHING)

    assert await handing.hand_over(db, round_id, first, level="acute", due=due, actor=LEADER)
    assert [each.text for each in await replies.public_quotes(db, round_id)] == others


async def test_what_is_hidden_in_a_text_is_hidden_in_its_quotes(db: Connection) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)
    text = (await replies.public_quotes(db, round_id))[0].text
    hiding = reviewing.hiding(text, ("länge",), kind="detail", was_missed=False)
    assert isinstance(hiding, Hiding)

    await reviewing.hide(db, round_id, hiding, actor=LEADER)

    assert "[dolt]" in (await replies.public_quotes(db, round_id))[0].text


async def test_a_text_that_is_not_shown_as_a_quote_cannot_be_one(db: Connection) -> None:
    round_id = await a_draft(db, with_quotes=False)
    report = await drafting.found(db, round_id)
    assert report is not None
    hidden = await db.fetchrow(
        "select s.statement_id, s.text from lyhord.statement as s"
        " join lyhord.assignment as a using (round_id, statement_id)"
        " where a.theme_id = 'vantan' and a.quote_rank is null limit 1"
    )
    assert hidden is not None

    picked = await drafting.quoted(db, report, "vantan", [hidden["text"]])
    forced = Plan(themes=(ChosenTheme(theme_id="vantan", quotes=(hidden["statement_id"],)),))
    await drafting.save_plan(db, round_id, forced, revision=1, actor=LEADER)
    made = await publishing.compose(db, round_id)

    assert picked == ()
    assert isinstance(made, Composed)
    assert (made.quotes, made.lost) == ((), 1)


async def test_pressed_twice_it_is_published_once(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        digest = await digest_of(db, round_id)

    versions = await asyncio.gather(*(_pressed(database, round_id, digest) for _ in range(4)))
    async with database.transaction("desk") as db:
        acts = await replies.acts(db, round_id)

    assert versions == [1, 1, 1, 1]
    assert len(acts) == 1


async def test_a_quote_that_is_taken_back_while_it_is_published_stops_it(
    database: Database,
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        digest = await digest_of(db, round_id)
    async with database.transaction("owner") as taking_back:
        await taking_back.execute("delete from lyhord.response where round_id = $1", round_id)
        pressed = asyncio.create_task(_pressed(database, round_id, digest))
        # other tests wait for locks on the same server
        waits = """select exists (select from pg_locks join pg_stat_activity using (pid)
            where not granted and datname = current_database())"""
        while not await taking_back.fetchval(waits):  # noqa: ASYNC110 - another session's lock
            await asyncio.sleep(0.01)
    with pytest.raises(StorageUnavailableError):
        await pressed
    async with database.transaction("door") as db:
        assert await replies.public(db, round_id) is None


async def _pressed(database: Database, round_id: UUID, digest: str) -> object:
    async with database.transaction("desk") as db:
        return await publishing.publish(db, round_id, digest=digest, actor=LEADER)


async def test_what_changed_since_it_was_looked_through_is_not_published(db: Connection) -> None:
    round_id = await a_draft(db)
    digest = await digest_of(db, round_id)
    await written(db, round_id, FIRST, words("vantan", introduction="Ändrat"), revision=1)

    assert await publishing.publish(db, round_id, digest=digest, actor=LEADER) == "changed"
    assert await replies.public(db, round_id) is None


async def test_nothing_is_published_of_a_round_that_takes_answers(db: Connection) -> None:
    round_id = await a_round_with_answers(db, is_open=True)
    without_run = await publishing.compose(db, round_id)
    await analysed(db, round_id)
    await drafted(db, round_id, "vantan")

    assert without_run == "analysis"
    assert await publishing.compose(db, round_id) == "open"
    assert await publishing.publish(db, round_id, digest="", actor=LEADER) == "open"


async def test_children_who_were_asked_get_an_answer_of_their_own(db: Connection) -> None:
    round_id = await a_draft(db)
    await rounds.publish(db, (a_publication("child"),), a_place(), actor="tests")
    await a_collector(db, round_id, audience="child")
    before = await publishing.compose(db, round_id)
    await written(db, round_id, FOR_CHILDREN, words("vantan"))
    after = await publishing.compose(db, round_id)

    assert isinstance(before, Composed)
    assert before.hindrance == "children"
    assert isinstance(after, Composed)
    assert after.hindrance is None


async def test_a_voice_that_is_not_whole_is_left_out_and_one_that_lags_is_told(
    db: Connection,
) -> None:
    round_id = await a_draft(db)
    await written(db, round_id, FOR_CHILDREN, words("vantan", introduction=""))
    unfinished = await publishing.compose(db, round_id)
    await written(db, round_id, FOR_CHILDREN, replace(words("vantan"), follows=0), revision=1)
    lagging = await publishing.compose(db, round_id)

    assert isinstance(unfinished, Composed)
    assert set(unfinished.page.voices) == {"sv"}
    assert set(unfinished.lacking) == {"sv.child"}
    assert isinstance(lagging, Composed)
    assert set(lagging.page.voices) == {"sv", "sv.child"}
    assert lagging.lagging == ("sv.child",)


async def test_a_theme_that_is_gone_is_left_out_and_told(db: Connection) -> None:
    round_id = await a_draft(db)
    themes = (
        ChosenTheme(theme_id="borta"),
        ChosenTheme(theme_id="vantan"),
        ChosenTheme(theme_id="unclear"),
    )
    await drafting.save_plan(db, round_id, Plan(themes=themes), revision=1, actor=LEADER)
    made = await publishing.compose(db, round_id)

    assert isinstance(made, Composed)
    assert made.gone == ("borta", "unclear")
    assert [each.theme_id for each in made.page.items] == ["vantan"]


async def test_two_people_lose_nothing_of_each_others_words(db: Connection) -> None:
    round_id = await a_draft(db)

    mine = await written(db, round_id, FIRST, words("vantan", introduction="Mitt"), revision=1)
    theirs = await written(db, round_id, FIRST, words("vantan", introduction="Ditt"), revision=1)
    begun = await written(db, round_id, FIRST, words(introduction="Nytt"), revision=0)

    assert (mine, theirs, begun) == (True, False, False)
    assert (await drafting.read(db, round_id)).first.introduction == "Mitt"


async def test_an_earlier_edition_stands_again_and_all_is_noted(db: Connection) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)
    await written(db, round_id, FIRST, words("vantan", introduction="Två"), revision=1)
    await published(db, round_id)

    await publishing.publish_again(db, round_id, 1, actor=LEADER)
    await publishing.publish_again(db, round_id, 1, actor=LEADER)
    again = await replies.public(db, round_id)
    await publishing.take_down(db, round_id, reason="Fel siffra.", actor=LEADER)
    await publishing.take_down(db, round_id, reason="Igen.", actor=LEADER)
    down = await replies.public(db, round_id)

    assert again is not None
    assert again.version == 1
    assert down is not None
    assert (down.version, down.reason, down.document) == (None, "Fel siffra.", None)
    assert await replies.public_quotes(db, round_id) == ()
    assert [each.version for each in await replies.acts(db, round_id)] == [None, 1, 2, 1]
    actions = [each.action for each in await audit.newest(db, most=6)]
    assert actions[:3] == ["reply_taken_down", "reply_published", "reply_published"]
    with pytest.raises(NotFoundError):
        await publishing.publish_again(db, round_id, 9, actor=LEADER)


async def test_the_door_reads_what_stands_and_nothing_else(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        await published(db, round_id)
    async with database.transaction("door") as db:
        stands = await replies.public(db, round_id)
        quotes = await replies.public_quotes(db, round_id)
        may = await db.fetch(
            "select c.oid::regclass::text as name from pg_class as c"
            " where c.relname like 'reply%' and c.relkind = 'r'"
            " and has_table_privilege(c.oid, 'select, insert, update, delete')"
        )
        asks = await db.fetchval(
            "select has_function_privilege('lyhord.reply_quotes(uuid, integer)', 'execute')"
        )

    assert stands is not None
    assert len(quotes) == 3
    assert may == []
    assert asks is False


async def test_a_municipality_sees_no_draft_of_another(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_draft(db)
        doors = await collectors.of_round(db, round_id)
        for door in doors:
            await db.execute(
                "update lyhord.collector set presets = $1 where collector_id = $2",
                {"municipality": "trosa"},
                door.collector_id,
            )
        await published(db, round_id)

    async def seen(*places: str) -> tuple[int, int, int]:
        async with database.seeing(places).transaction("desk") as db:
            parts = await replies.parts(db, round_id)
            quotes = await replies.quotes(db, round_id, 1)
            return len(parts), len(await replies.editions(db, round_id)), len(quotes)

    assert await seen("gnesta") == (0, 0, 0)
    assert await seen("trosa") == (2, 1, 0)  # who wrote the quotes lives in Gnesta
    assert await seen() == (2, 1, 3)


@pytest.mark.parametrize(
    ("due_in", "owner", "mistake"),
    [
        (60, OWNER, None),
        (30, OWNER, None),
        (29, OWNER, "earlier"),
        (-30, OWNER, "day"),
        (90_000, OWNER, "day"),
        (60, "", "owner"),
        (60, "Karin Lind", "name"),
        (60, "x" * 121, "long"),
    ],
)
async def test_a_promise_names_a_body_and_is_never_moved_forward(
    db: Connection, due_in: int, owner: str, mistake: str | None
) -> None:
    round_id = await a_round(db, results_by=TODAY + timedelta(days=30))
    wanted = Promise(due_on=TODAY + timedelta(days=due_in), owner=owner)

    assert await promising.promise(db, round_id, wanted, actor=LEADER) == mistake


async def test_a_promise_that_is_moved_tells_which_day_was_first(db: Connection) -> None:
    first = TODAY + timedelta(days=30)
    round_id = await a_round(db, results_by=first)
    for days in (40, 50, 50):
        wanted = Promise(due_on=TODAY + timedelta(days=days), owner=OWNER)
        await promising.promise(db, round_id, wanted, actor=LEADER)
    told = await replies.public_promise(db, round_id)
    entries = [each for each in await audit.newest(db) if each.action == "results_promised"]

    assert told is not None
    assert (told.owner, told.first_due_on) == (OWNER, first)
    assert told.due_on == TODAY + timedelta(days=50)
    assert len(entries) == 2


@pytest.mark.parametrize(
    ("days", "state"), [(None, "none"), (15, "later"), (14, "near"), (0, "near"), (-1, "missed")]
)
async def test_a_promise_nears_and_is_missed_until_something_stands(
    db: Connection, days: int | None, state: str
) -> None:
    round_id = await a_draft(db)
    due_on = None if days is None else TODAY + timedelta(days=days)
    loop = replace(await replies.loop(db, round_id), due_on=due_on)
    await published(db, round_id)
    kept = replace(await replies.loop(db, round_id), due_on=due_on)

    assert promising.state(loop, today=TODAY) == state
    assert promising.state(kept, today=TODAY) == "kept"


async def test_themes_are_those_of_the_reviewed_codebook(db: Connection) -> None:
    round_id = await a_round_with_answers(db)
    run_id = await analysed(db, round_id)
    await codebooks.open_codebook(
        db, round_id, run_id, themes=("vantan",), audiences=("youth",), actor=LEADER
    )
    fields = {"name": "Hjälp i tid", "need": "Som ung behöver jag hjälp i tid"}
    await codebooks.change(db, round_id, Edit(theme="vantan", fields=fields), seen=0, actor=LEADER)
    assert await codebooks.put_to_use(db, round_id, actor=LEADER)
    report = await drafting.found(db, round_id)
    assert report is not None
    theme = drafting.answerable(report)["vantan"]
    quotes = await some_quotes(db, round_id, "vantan")
    await drafted(db, round_id, "vantan", quotes=quotes[:2])
    await published(db, round_id)

    assert (theme.name, theme.notes.need) == ("Hjälp i tid", fields["need"])
    assert len(await replies.public_quotes(db, round_id)) == 2


async def test_rows_can_be_mixed_and_purged_beside_quotes(db: Connection) -> None:
    round_id = await a_draft(db)
    await published(db, round_id)
    await settle(db, round_id)

    await db.execute("select lyhord.mix_rows()")
    mixed = len(await replies.public_quotes(db, round_id))
    await db.execute("delete from lyhord.response where round_id = $1", round_id)

    assert mixed == 3
    assert await replies.public_quotes(db, round_id) == ()
    assert (await replies.public(db, round_id)) is not None
