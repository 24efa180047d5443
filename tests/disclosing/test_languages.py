"""The languages of a round are named only where many wrote in them."""

from lyhord import disclosing
from lyhord.storage import responses
from lyhord.storage.database import Connection
from tests.builders import a_collector, a_response, a_round, settle
from tests.web.desk.analysed import analysed


async def test_a_language_in_which_few_wrote_is_not_named(db: Connection) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    for language, people in (("sv", 12), ("en", 10), ("ar", 9), ("fi", 1)):
        answers = [a_response(door, f"{language} {n}", language=language) for n in range(people)]
        await responses.submit(db, answers)
    await settle(db, round_id)

    report = await disclosing.run_report(db, round_id, await analysed(db, round_id))

    assert report.languages == ("sv", "en")


async def test_one_person_who_wrote_much_is_one(db: Connection) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, *(f"yes {n}" for n in range(20)), language="en")])
    await settle(db, round_id)

    report = await disclosing.run_report(db, round_id, await analysed(db, round_id))

    assert report.languages == ()
