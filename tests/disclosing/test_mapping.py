"""The mapping of ways of working: told by model where enough answered for it, else not at all."""

from uuid import UUID, uuid4

import pytest

from lyhord import disclosing, rounds
from lyhord.disclosing import ClosedAnswers, Journey, MappedModel, themes_of, under_model
from lyhord.disclosing.choices import Asked
from lyhord.disclosing.models import SUCCESS, frozen_models
from lyhord.privacy.cells import HIDDEN, Figure, exact
from lyhord.storage import responses
from lyhord.storage.answers import ChoiceCount, PartCount
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.guards import Guard
from lyhord.storage.responses import NewStatement
from tests.builders import a_publication, a_response, a_round, a_run, settle

MODELS = ("family_centre", "youth_clinic", "barnahus", "annan")
STEPS = ("wholly", "mostly", "partly", "not_at_all", "vet_inte")
MAPPING = a_publication(
    "professional",
    id="mapping",
    pages=[
        {
            "id": "all",
            "title": "Allt",
            "questions": [
                *(
                    {
                        "kind": "single",
                        "id": name,
                        "text": name,
                        "options": [{"id": each, "text": each.title()} for each in options],
                    }
                    for name, options in (("model", MODELS), ("transferable", STEPS))
                ),
                *(
                    {"kind": "long_text", "id": name, "text": name}
                    for name in ("success_factors", "challenges", "what_it_takes")
                ),
            ],
        }
    ],
)


async def a_mapping(db: Connection) -> Collector:
    round_id = await a_round(db, MAPPING)
    return await rounds.add_collector(
        db, round_id, audience="professional", mode="open", survey="mapping", actor="tests"
    )


async def answered(
    db: Connection,
    door: Collector,
    model: str,
    count: int,
    step: str = "wholly",
    *texts: str,
) -> None:
    said = dict(zip(("success_factors", "challenges"), texts, strict=False))
    new = [
        a_response(
            door,
            answers={"model": model, "transferable": step},
            statements=tuple(
                NewStatement(statement_id=uuid4(), question_id=question, position=0, text=text)
                for question, text in said.items()
            ),
        )
        for _ in range(count)
    ]
    await responses.submit(db, new)


async def told(db: Connection, round_id: UUID, run_id: UUID) -> tuple[ClosedAnswers, Journey]:
    report = await disclosing.run_report(db, round_id, run_id)
    answers = await disclosing.closed_answers(db, round_id)
    return answers, await disclosing.journey(db, report)


def by_model(answers: ClosedAnswers) -> dict[str, MappedModel]:
    return {each.model: each for each in answers.models}


async def test_a_model_that_enough_answered_for_is_told_and_one_of_few_is_not(
    db: Connection,
) -> None:
    door = await a_mapping(db)
    await answered(db, door, "family_centre", 8, "mostly", "samlokalt nära", "tid saknas")
    await answered(db, door, "family_centre", 6, "partly", "samlokalt nära")
    await answered(db, door, "barnahus", 3, "wholly", "samlokalt nära", "avstånd")
    await answered(db, door, "youth_clinic", 12, "wholly", "öppet sent")
    await settle(db, door.round_id)
    run_id = await a_run(db, door.round_id)
    answers, journey = await told(db, door.round_id, run_id)
    models = by_model(answers)
    centre, barnahus = (themes_of(journey, each) for each in ("family_centre", "barnahus"))

    assert models["family_centre"].name == "Family_Centre"
    assert models["barnahus"].people == HIDDEN
    assert models["barnahus"].carried == HIDDEN
    # all of them would: that would say it of each one
    assert models["youth_clinic"].carried == HIDDEN
    assert models["youth_clinic"].kept == HIDDEN
    assert [each.theme.theme_id for each in centre.success] == ["samlokalt"]
    assert [each.theme.theme_id for each in centre.challenges] == ["tid"]
    assert under_model(centre.success[0], SUCCESS, "family_centre") == Figure(form="at_least", n=10)
    assert barnahus.is_empty


async def test_what_can_be_carried_over_is_told_with_its_number(db: Connection) -> None:
    door = await a_mapping(db)
    await answered(db, door, "family_centre", 5, "wholly")
    await answered(db, door, "family_centre", 4, "mostly")
    await answered(db, door, "family_centre", 6, "not_at_all")
    await answered(db, door, "youth_clinic", 20, "vet_inte")
    await settle(db, door.round_id)
    models = by_model(await disclosing.closed_answers(db, door.round_id))

    assert (models["family_centre"].people, models["family_centre"].carried) == (
        exact(15),
        exact(9),
    )
    assert models["family_centre"].share is not None
    assert models["family_centre"].share.percent == 60


async def test_nothing_of_a_mapping_is_told_while_it_goes_on(db: Connection) -> None:
    door = await a_mapping(db)
    await answered(db, door, "family_centre", 30)
    answers = await disclosing.closed_answers(db, door.round_id)

    assert (answers.is_open, answers.models) == (True, ())


@pytest.mark.parametrize("few", range(1, 5))
def test_no_sum_gives_a_model_of_few_away(few: int) -> None:
    """Everybody answered for a model: the small one would be what all others leave."""
    counts = [
        ChoiceCount(question="model", audience="professional", option=option, n=n)
        for option, n in (("family_centre", 20), ("youth_clinic", 15), ("barnahus", few))
    ]
    carried = [
        PartCount(
            part="barnahus",
            question="transferable",
            audience="professional",
            option="wholly",
            n=few,
        )
    ]
    asked = Asked(question="model", audience="professional", options=MODELS, several=False)
    made = list(frozen_models(asked, counts, carried, size=35 + few, rule=Guard()))
    shown = {each.option: each.people for each in made[0].options}
    hidden = [option for option, figure in shown.items() if figure.form == "hidden"]

    assert "barnahus" in hidden
    assert len(hidden) > 1
    assert all("barnahus" not in each.question for each in made[1:])
