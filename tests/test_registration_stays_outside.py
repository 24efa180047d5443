"""Nothing in the product can join a registration for an event to an answer.

Nothing takes registrations, nothing that comes with a visit is carried along, imports leave out who
somebody is, and no door can say for whom it is. Who adds such a thing meets these tests.
"""

import re
from typing import get_args
from uuid import uuid4

import click
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import AsyncTestClient

from lyhord.cli import main
from lyhord.collecting.lists import COLUMNS, Defaults, Surroundings, read
from lyhord.importing.mapping import Role, names_of
from lyhord.importing.proposing import propose
from lyhord.instruments.reading import read_library
from lyhord.instruments.shelf import surveys_folder
from lyhord.rounds import preset_of
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection, Database
from lyhord.storage.responses import NewResponse
from lyhord.tables.reading import Table
from lyhord.web.policy import POLICY
from tests.builders import a_collector, a_place, a_publication, a_round
from tests.linkage.dumping import dump

Client = AsyncTestClient[Litestar]

MARK = "zebrafink4711"
PERSON = re.compile(
    r"registr|anmal|anmäl|booking|ticket|attend|participant|deltag|e_?mail|phone|person(?!al)"
    r"|first_?name|last_?name|surname|guest|address(?!_hash)",
    re.IGNORECASE,
)
# what speaks of people, and of whom: none of them answers
OF_STAFF = {
    "staff.account.email",
    "staff.microdata_right.email",
    # days for receipts and codes, which lead to nobody
    "lyhord.round_decision.registrations_days",
    # who may be invited; nothing joins these to codes or answers (tests/linkage)
    "invitation_mail.address.address",
}
HEADERS = (
    *("ID", "Namn", "Name", "E-post", "Email", "E-mail Address", "Användarnamn", "Telefon"),
    *("Anmälningsnummer", "Registration ID", "Biljett", "Personnummer", "IP address", "token"),
    *("Starttid", "Timestamp", "Deltagare"),
)


def everything(group: click.Command) -> list[click.Command]:
    """A command and those below it."""
    if not isinstance(group, click.Group):
        return [group]
    with click.Context(group) as context:
        below = [group.get_command(context, name) for name in group.list_commands(context)]
    return [each for one in below if one for each in everything(one)]


async def test_no_table_has_a_place_for_a_registration(db: Connection) -> None:
    rows = await db.fetch(
        "select table_schema || '.' || table_name as held, column_name from"
        " information_schema.columns where table_schema in"
        " ('lyhord', 'sealed', 'staff', 'entry', 'invitation_mail')"
        " and (table_schema, table_name) in (select schemaname, tablename from pg_tables)"
    )
    named = {f"{row['held']}.{row['column_name']}" for row in rows}
    found = {each for each in named if PERSON.search(each.partition(".")[2])}
    excused = {each for each in found if each.startswith("invitation_mail.")} | OF_STAFF

    assert len(named) > 100
    assert found - excused == set()
    assert set() == OF_STAFF - named


async def test_no_key_leads_from_addresses_to_answers_or_codes(db: Connection) -> None:
    leads = await db.fetch(
        "select confrelid::regclass::text as held from pg_constraint"
        " where contype = 'f' and connamespace = 'invitation_mail'::regnamespace"
    )

    assert {"lyhord.collector", "invitation_mail.mailing"} == {row["held"] for row in leads}


def test_no_route_and_no_command_takes_a_registration() -> None:
    options = {name for each in everything(main) for option in each.params for name in option.opts}

    assert [each for each in POLICY if re.search(r"regist|anmal|participant|booking", each)] == []
    assert [each for each in options if re.search(r"regist|participant|person", each)] == [
        "--registrations-days"
    ]


def test_no_door_says_for_whom_it_is() -> None:
    held = {*Collector.__struct_fields__, *NewResponse.__struct_fields__, *COLUMNS}
    presets = preset_of(a_publication(), a_place(), "gnesta")

    assert [each for each in held if PERSON.search(each)] == []
    assert {"municipality"} == set(presets)


@pytest.mark.parametrize("column", ["e-post", "anmälan", "deltagare", "email", "person"])
def test_a_list_of_doors_takes_no_column_of_people(column: str) -> None:
    around = Surroundings(municipalities={}, languages={"youth": {"svenska": "sv"}})
    found = read(f"namn;{column}\nNPF-kväll;anna@example.org", Defaults(audience="youth"), around)

    assert ["unknown_column"] == [each.code for each in found.faults]


@pytest.mark.parametrize("audience", ["child", "youth", "guardian", "professional"])
def test_an_import_leaves_out_who_somebody_is(audience: str) -> None:
    table = Table(columns=HEADERS, rows=(tuple(MARK for _ in HEADERS),))
    publication = read_library(surveys_folder(None)).publications[audience]
    columns = propose(table, publication, language="sv").mapping.columns

    assert {"left_out"} == {columns[name].role for name in names_of(HEADERS)}
    # a column is answered from, says the language, or is left out: it cannot name anybody
    assert {"answer", "language", "left_out"} == set(get_args(Role))


async def test_what_else_a_link_or_a_post_carries_is_dropped_and_kept_nowhere(
    app_client: Client, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    async with database.transaction("owner") as db:
        door = await a_collector(db, await a_round(db))
    query = f"registration={MARK}&email={MARK}@example.org&utm_id={MARK}&submission={uuid4()}"
    headers = {"Referer": f"https://events.example.org/{MARK}", "Cookie": f"registration={MARK}"}
    page = await app_client.get(f"/s/{door.slug}?{query}", headers=headers)
    answers = {"municipality": "gnesta", "wish": "Mer tid"}
    form = await app_client.post(f"/s/{door.slug}?{query}", headers=headers, data=answers)
    strange = await app_client.post(
        f"/s/{door.slug}", headers=headers, data={**answers, "registration": MARK, "name": MARK}
    )
    body = {"submission": str(uuid4()), "language": "sv", "answers": answers, "registration": MARK}
    program = await app_client.post(
        f"/api/v1/collectors/{door.slug}/responses?{query}",
        content=msgspec.json.encode(body),
        headers={**headers, "Content-Type": "application/json"},
    )
    async with database.transaction("owner") as db:
        stored = await db.fetchval("select count(*) from lyhord.response")
        stolen = await dump(db)
    told = capsys.readouterr()

    assert (200, 200, 422) == (page.status_code, form.status_code, strange.status_code)
    assert stored == 1 + (program.status_code == 201)
    assert MARK not in page.text + form.text + strange.text + program.text + told.err + told.out
    assert not any(MARK in "".join(row.values()) for rows in stolen.tables.values() for row in rows)
    assert not any(MARK.encode() in content for content in stolen.files.values())
