"""The page of a follow-up at the desk: what changed, the next wave, and the end of the series."""

import re

from lyhord.storage import collectors, rounds, waves
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Database
from lyhord.storage.rounds import Round
from tests.builders import a_round, settle
from tests.disclosing.followed import Said, a_series, answer
from tests.web.desk.visiting import DeskClient, post

BEFORE, AFTER = ([0, 1, 2, 3], [1, 2, 3, 3])


async def followed(database: Database, *, is_settled: bool = True) -> list[Collector]:
    """Two waves in which forty people answered twice, and twenty others once."""
    async with database.transaction("owner") as db:
        doors = await a_series(db)
        for door, places in zip(doors, (BEFORE, AFTER), strict=True):
            same = [Said(place, f"p{n}") for n, place in enumerate(places * 10)]
            await answer(db, door, [*same, *(Said(place) for place in BEFORE * 5)])
            if is_settled:
                await settle(db, door.round_id)
    return doors


async def _round(database: Database, door: Collector) -> Round:
    async with database.transaction("owner") as db:
        return await rounds.get(db, door.round_id)


def at(door: Collector) -> str:
    return f"/desk/rounds/{door.round_id}/waves"


async def test_the_change_stands_with_a_picture_and_its_uncertainty(
    desk_client: DeskClient, database: Database
) -> None:
    _, door = await followed(database)
    client = await desk_client("analyst")
    text = (await client.get(at(door))).text

    assert re.search(
        r'aria-label="Samordningsindex per mätning: T0, [^,]+ 50, T1, [^,]+ \d+"', text
    )
    same = re.search(r"T0 → T1</th><td>Samma personer</td>(.*?)</tr>", text, re.DOTALL)
    assert same
    assert '<td class="n">+25</td>' in same[1]
    assert "minst 40" in same[1]
    assert "<svg" in same[1]
    assert 'role="img" aria-label="+25 (' in same[1]
    assert "Alla som svarade" in text
    assert "code_hash" not in text


async def test_an_open_wave_tells_nothing(desk_client: DeskClient, database: Database) -> None:
    door, _ = await followed(database, is_settled=False)
    client = await desk_client("analyst")
    text = (await client.get(at(door))).text

    assert "Ännu går inget att visa" in text
    assert "Avsluta uppföljningen" not in text
    assert "minst" not in text.partition("Mätningarna</h2>")[2].partition("</table>")[0]


async def test_the_next_wave_is_a_draft_with_the_same_doors(
    desk_client: DeskClient, database: Database
) -> None:
    doors = await followed(database)
    client = await desk_client("leader")
    answered = await post(client, f"{at(doors[0])}/next", seen_at=at(doors[0]))
    async with database.transaction("owner") as db:
        place = await waves.of_round(db, doors[0].round_id)
        assert place is not None
        *_, last = await waves.of_series(db, place.series_id)
        made = await rounds.get(db, last.round_id)
        (door,) = await collectors.of_round(db, last.round_id)

    assert 303 == answered.status_code
    assert f"/desk/rounds/{last.round_id}/plan" == answered.headers["location"]
    assert (2, "T1 T2", "draft") == (last.number, made.name, made.state)
    assert made.opens > (await _round(database, doors[1])).closes
    assert (doors[0].audience, doors[0].mode) == (door.audience, door.mode)


async def test_a_round_that_nobody_follows_up_can_be(
    desk_client: DeskClient, database: Database
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
    client = await desk_client("leader")
    address = f"/desk/rounds/{round_id}/waves"
    before = (await client.get(address)).text
    answered = await post(client, f"{address}/next", seen_at=address)
    after = (await client.get(address)).text

    assert "Ingen omgång följer upp den här." in before
    assert 303 == answered.status_code
    assert "Hösten T1" in after
    # nobody can answer it yet
    assert 'Hösten T1</a> <span class="tag draft">Utkast</span>' in after
    assert f'<a href="{address}">' in (await client.get(address[: -len("/waves")])).text


async def test_a_series_ends_only_when_somebody_says_so(
    desk_client: DeskClient, database: Database
) -> None:
    _, door = await followed(database)
    client = await desk_client("leader")
    unsaid = await post(client, f"{at(door)}/end", seen_at=at(door))
    before = (await client.get(at(door))).text
    ended = await post(client, f"{at(door)}/end", seen_at=at(door), understood="yes")
    after = (await client.get(at(door))).text
    again = await post(client, f"{at(door)}/next", seen_at="/desk/account")
    async with database.transaction("owner") as db:
        left = await db.fetchval("select count(*) from lyhord.wave_code")

    assert (422, 303, 422, 0) == (
        unsaid.status_code,
        ended.status_code,
        again.status_code,
        left,
    )
    assert "Kryssa i att du vet vad som försvinner." in unsaid.text
    assert "Uppföljningen är avslutad" in after
    assert "+25" in before
    assert "+25" in after


async def test_a_series_does_not_end_while_answers_come(
    desk_client: DeskClient, database: Database
) -> None:
    door, _ = await followed(database, is_settled=False)
    client = await desk_client("leader")
    refused = await post(client, f"{at(door)}/end", seen_at=at(door), understood="yes")

    assert 422 == refused.status_code
    assert "En av omgångarna tar fortfarande emot svar." in refused.text
