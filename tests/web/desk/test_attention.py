"""What the overview asks staff to look after."""

from datetime import timedelta

from msgspec.structs import replace

from lyhord.instruments.definition import Publication, Translation
from lyhord.storage import places
from lyhord.storage.database import Database
from tests.builders import TODAY, a_collector, a_place, a_round, an_instrument
from tests.web.desk.visiting import DeskClient


async def overview(
    desk_client: DeskClient, database: Database, *translations: Translation, days: int
) -> str:
    """Show a viewer a round whose one help line was tried this many days ago."""
    place = a_place()
    (line,) = place.help_lines
    tried = replace(line, verified_at=TODAY - timedelta(days=days))
    publication = Publication(instrument=an_instrument(), translations=translations)
    async with database.transaction("owner") as db:
        round_id = await a_round(db, publication)
        await a_collector(db, round_id)
        await places.put(db, replace(place, help_lines=(tried,)), actor="tests")
    client = await desk_client("viewer")
    return (await client.get(f"/desk/rounds/{round_id}")).text


def spoken(language: str, *, reviewed: bool) -> Translation:
    return Translation(language=language, reviewed=reviewed, texts={"title": "?"})


async def test_unreviewed_translations_are_named_with_the_way_out(
    desk_client: DeskClient, database: Database
) -> None:
    both = (spoken("ar", reviewed=False), spoken("fi", reviewed=True))
    page = await overview(desk_client, database, *both, days=1)
    card = page[page.index('id="needing"') :]

    assert '<span lang="ar">العربية</span>' in card
    assert "suomi" not in card
    assert "reviewed = true" in card
    assert "Hjälpvägar" not in card


async def test_a_help_line_that_nobody_has_tried_for_long_is_named(
    desk_client: DeskClient, database: Database
) -> None:
    page = await overview(desk_client, database, days=91)
    card = page[page.index('id="needing"') :]

    assert "Bris" in card
    assert 'href="tel:116111"' in card
    assert "surveys/places/sormland.toml" in card
    assert "Översättningar" not in card


async def test_where_all_is_well_nothing_is_asked(
    desk_client: DeskClient, database: Database
) -> None:
    page = await overview(desk_client, database, spoken("fi", reviewed=True), days=90)

    assert 'id="needing"' not in page
