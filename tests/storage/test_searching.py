"""Searching statements: what is found, by whom, and that no more is read than needed."""

from uuid import UUID

import pytest

from lyhord.reviewing import codebooks as reviewed
from lyhord.storage import responses, searching, statements
from lyhord.storage.book import BookText
from lyhord.storage.database import Connection, Database
from tests.builders import a_collector, a_response, a_round, settle
from tests.reviewing.test_codebooks import opened
from tests.web.desk.analysed import analysed

TEXTS = (
    "Åsa på förskolan hörde av sig via e-post",
    "Elevhälsan/BUP svarade på kvällen, kl 09:15",
    "Idén var bra😀men KÖN är för lång!!",
    "I fa\u030ar va\u0308ntade vi",  # written with marks of their own
    "Ring [telefon] <b>snart</b> & vänta",
    "x" * 2_040,
    "y" * 3_000,  # longer than any word that is taken up
)


async def see_everything(db: Connection) -> None:
    await db.execute("select set_config('lyhord.sees', '*', true)")


async def a_sorted_round(db: Connection, *texts: str) -> tuple[UUID, UUID]:
    """A round with these texts whose codebook is open, every text listed: round and draft."""
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, text) for text in texts])
    await settle(db, round_id)
    run_id = await analysed(db, round_id)
    book = await reviewed.open_codebook(
        db,
        round_id,
        run_id,
        themes=("vantan", "berattaigen", "unclear"),
        audiences=("youth",),
        actor="anna@exempel.se",
    )
    return round_id, book.run_id


async def found(db: Connection, here: tuple[UUID, UUID], words: str, most: int = 99) -> list[str]:
    texts = await searching.texts(db, *here, words=words, most=most, skip=0)
    return sorted(each.text for each in texts)


@pytest.mark.parametrize("common", [0, 5_000])
async def test_words_are_found_by_how_they_begin(
    db: Connection, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    monkeypatch.setattr(searching, "COMMON", common)
    await see_everything(db)
    here = await a_sorted_round(db, *TEXTS)
    wanted = {
        "åsa": 0,
        "FÖRSKOL": 0,
        "post hörde": 0,
        "e-post": 0,
        "bup": 1,
        "kväll 09:15": 1,
        "ide bra": 2,
        "kön": 2,
        "får vänt": 3,
        "[telefon] snart": 4,
        "<b>": 4,
        "x" * 70: 5,
    }

    for words, number in wanted.items():
        assert TEXTS[number] in await found(db, here, words), words
    for words in ("skolan", "asa", "ko", "!!", "", "'", "\\", "åsa bup", ":* | qq", "y"):
        assert await found(db, here, words) == [], words


async def test_both_ways_of_searching_find_the_same_in_the_same_order(
    db: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    await see_everything(db)
    here = await opened(db)
    book = await reviewed.get(db, here.round_id)
    where = (here.round_id, book.run_id)
    seen: list[tuple[BookText, ...]] = []
    for common in (0, 5_000):
        monkeypatch.setattr(searching, "COMMON", common)
        seen.append(
            sum(
                [
                    await searching.texts(db, *where, words="vän nummer", most=7, skip=skip)
                    for skip in range(0, 35, 7)
                ],
                (),
            )
        )

    assert len(seen[0]) == 25
    assert seen[0] == seen[1]


async def test_what_is_hidden_or_withdrawn_is_not_found_any_more(db: Connection) -> None:
    await see_everything(db)
    here = await a_sorted_round(db, "Majken lyssnade", "Majken ringde", "Majken skrev")
    hiding = statements.Hiding(
        before="Majken lyssnade",
        after="[namn] lyssnade",
        hidden=("majken",),
        kind="name",
        was_missed=True,
    )
    await statements.hide(db, here[0], hiding, actor="anna@exempel.se")
    await db.execute(
        "delete from lyhord.response where response_id ="
        " (select response_id from lyhord.statement where text = 'Majken ringde')"
    )
    kept = await db.fetchval("select string_agg(words::text, ' ') from lyhord.searched_statement")

    assert await found(db, here, "majken") == ["Majken skrev"]
    assert await found(db, here, "namn") == ["[namn] lyssnade"]
    assert kept.count("majken") == 1
    assert "ringde" not in kept


async def test_nobody_finds_beyond_what_they_see(database: Database) -> None:
    async with database.transaction("owner") as db:
        here = await a_sorted_round(db, "Vi väntade i Trosa")
        other = await a_sorted_round(db, "Vi väntade i Flen")
        await db.execute("update lyhord.statement set standing = 'aside' where text ~ 'Flen'")
    async with database.transaction("desk") as db:
        assert await found(db, here, "väntade") == ["Vi väntade i Trosa"]
        assert await found(db, other, "väntade") == []
        assert await found(db, (here[0], other[1]), "väntade") == []
    async with database.seeing(["trosa"]).transaction("desk") as db:
        assert await db.fetch("select lyhord.find_words($1, 'väntade', 9)", here[0]) == []
    for role in ("desk", "door", "officer"):
        async with database.transaction(role) as db:
            mine = "select has_table_privilege('lyhord.searched_statement', 'select')"
            assert await db.fetchval(mine) is False


@pytest.mark.parametrize("common", [0, 5_000])
async def test_searching_reads_through_no_table(
    db: Connection, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    monkeypatch.setattr(searching, "COMMON", common)
    await see_everything(db)
    here = await a_sorted_round(db, *TEXTS)
    read = (
        "select relname, seq_scan from pg_stat_xact_user_tables where schemaname = 'lyhord'"
        " and relname in ('statement', 'assignment', 'response', 'searched_statement')"
    )
    await db.execute("set local enable_seqscan = off")
    before = {row[0]: row[1] for row in await db.fetch(read)}
    texts = await found(db, here, "vänta")
    after = {row[0]: row[1] for row in await db.fetch(read)}

    assert len(texts) == 2
    assert after == before
