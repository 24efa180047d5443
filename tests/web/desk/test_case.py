"""The fictive case: a draft from published figures, edited by people, and never lost."""

import re

from msgspec.structs import replace

from lyhord.disclosing import AnsweredQuestion, ChosenOption, ClosedAnswers, Journey
from lyhord.privacy.cells import exact
from lyhord.storage import audit
from lyhord.storage.database import Database
from lyhord.web.catalogue import Catalogues
from lyhord.web.desk.case_draft import draft
from lyhord.web.desk.wording import Wording
from tests.disclosing.answered import a_settled_round
from tests.web.desk.analysed import Shown, analysed, shown
from tests.web.desk.test_stages_page import NOWHERE, a_report, a_theme
from tests.web.desk.visiting import DeskClient, post


async def a_case(database: Database) -> str:
    """The address of the case of a round with closed answers."""
    async with database.transaction("owner") as db:
        round_ = await a_settled_round(db)
        await analysed(db, round_.round_id)
    return f"/desk/rounds/{round_.round_id}/compare/case"


async def test_a_draft_is_made_of_published_answers_and_says_that_it_is_made_up(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_case(database)
    client = await desk_client("analyst")
    text = (await client.get(address)).text

    assert "Påhittat: ingens egen berättelse" in text
    assert "Alex har mött BUP och socialtjänsten." in text
    assert "Alex har fått berätta för fyra till sex personer." in text
    assert "30 av 40" in text
    assert "Varje del kommer från minst 5 personer." in text


async def test_it_is_kept_noted_and_not_lost_when_two_save(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_case(database)
    client = await desk_client("leader")
    first = {"audience": "guardian", "version": "0", "text": "Kim <b>gick</b> \u202evilse\x00"}
    saved = await post(client, address, seen_at=address, **first)
    second = first | {"text": "en annan berättelse"}
    refused = await post(client, address, seen_at=address, **second)
    again = await post(client, address, seen_at=address, **(second | {"version": "1"}))

    assert "Kim &lt;b&gt;gick&lt;/b&gt; vilse" in saved.text
    assert refused.status_code == 422
    assert "Kim &lt;b&gt;gick" in refused.text
    assert re.search(r"<textarea[^>]*>\nen annan berättelse", refused.text)
    assert again.status_code == 200
    async with database.transaction("owner") as db:
        noted = [each.action for each in await audit.newest(db)]
    assert noted.count("journey_case_written") == 2


async def test_an_edit_is_undone_and_the_undoing_too_but_nobody_elses(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_case(database)
    client = await desk_client("leader")
    known = {"audience": "guardian"}
    await post(client, address, seen_at=address, **known, version="0", text="den första")
    await post(client, address, seen_at=address, **known, version="1", text="den andra")
    undone = await post(client, address, seen_at=address, **known, version="2", act="undo")
    late = await post(client, address, seen_at=address, **known, version="2", act="undo")
    redone = await post(client, address, seen_at=address, **known, version="3", act="undo")

    assert "den första" in undone.text
    assert "den andra" not in undone.text
    assert late.status_code == 422
    assert re.search(r"<textarea[^>]*>\nden första", late.text)
    assert "den andra" in redone.text


async def test_names_in_a_case_are_pointed_at(desk_client: DeskClient, database: Database) -> None:
    address = await a_case(database)
    client = await desk_client("leader")
    text = "Alex ringde Karin Lind på 070-1740605. Enhetschef Öppenvården svarade."
    fields = {"audience": "guardian", "version": "0", "text": text}
    saved = await post(client, address, seen_at=address, **fields)

    assert "någons namn eller adress: Karin Lind, 070-1740605." in saved.text


async def test_what_is_too_long_or_of_no_audience_is_refused(
    desk_client: DeskClient, database: Database
) -> None:
    address = await a_case(database)
    client = await desk_client("analyst")
    fields = {"audience": "guardian", "version": "0"}
    long = await post(client, address, seen_at=address, **fields, text="x" * 10_001)
    none = await post(client, address, seen_at=address, audience="professional", text="x")

    assert (long.status_code, none.status_code) == (422, 404)
    assert (await client.get(f"{address}?audience=x")).status_code == 404


async def test_an_open_round_has_no_draft(desk_client: DeskClient, database: Database) -> None:
    round_: Shown = await shown(database, is_open=True)
    client = await desk_client("analyst")
    text = (await client.get(f"{round_.address}/compare/case")).text

    assert "Medan en omgång är öppen finns inget" in text
    assert "Alex" not in text


async def test_who_sees_a_part_changes_nothing(desk_client: DeskClient, database: Database) -> None:
    address = await a_case(database)
    client = await desk_client("analyst")
    async with database.transaction("owner") as db:
        await db.execute("update staff.account set municipalities = '{trosa}'")
    page = await client.get(address)
    fields = {"audience": "guardian", "version": "0", "text": "x"}
    answer = await post(client, address, seen_at="/desk/account", **fields)

    assert "<textarea" not in page.text
    assert answer.status_code == 404


def test_a_proposed_theme_is_left_out_as_its_name_is_made_of_words() -> None:
    proposed = a_theme("zebrafink", NOWHERE, missing=30)
    proposed = replace(proposed, theme=replace(proposed.theme, source="new"))
    report = a_report(proposed)
    answers = ClosedAnswers(round_id=report.round_id, round_name="", is_open=False)
    wording = Wording(Catalogues.load().of("sv"))

    assert draft(wording, "youth", answers, Journey(report=report, themes=(proposed,))).text == ""


def test_no_persons_words_are_in_a_draft() -> None:
    theme = a_theme("Väntan", NOWHERE, missing=10, worked=5)
    report = a_report(theme)
    answers = ClosedAnswers(round_id=report.round_id, round_name="", is_open=False)
    wording = Wording(Catalogues.load().of("sv"))
    made = draft(wording, "youth", answers, Journey(report=report, themes=(theme,)))

    assert "Det som hade behövt vara bättre handlade om: Väntan." in made.text
    assert "Vi ringde" not in made.text
    assert [(fact.name, fact.value) for fact in made.facts] == [
        ("Väntan", "minst 10"),
        ("Väntan", "minst 5"),
    ]


def test_what_too_few_answered_is_no_part_of_a_draft() -> None:
    options = [("larare", 4), ("kurator", 6)]
    asked = AnsweredQuestion(
        question="actor",
        text="Vilka?",
        audience="youth",
        of=exact(40),
        options=tuple(
            ChosenOption(option=option, name=option, people=exact(n), share=None)
            for option, n in options
        ),
        pairs=(),
    )
    report = a_report()
    answers = ClosedAnswers(
        round_id=report.round_id, round_name="", is_open=False, questions=(asked,)
    )
    wording = Wording(Catalogues.load().of("sv"))
    made = draft(wording, "youth", answers, Journey(report=report, themes=()))

    assert "Alex har mött kurator." in made.text
    assert [fact.name for fact in made.facts] == ["kurator"]
