"""Reports as files: what stands in them, and that no text becomes a formula."""

import asyncio
import csv
import io
import re
import threading
import zipfile
from typing import cast
from uuid import UUID

import fastexcel
import openpyxl
import pytest
from msgspec import structs

from lyhord import exports, quoting
from lyhord.commands.exporting import hint_at_quotes
from lyhord.disclosing import Quote
from lyhord.errors import BadInputError
from lyhord.exports import Report
from lyhord.exports.making import FORMATS, Format
from lyhord.exports.plain import from_text
from lyhord.exports.report.report import gather
from lyhord.privacy.cells import HIDDEN, Figure
from lyhord.replying import publishing
from lyhord.reviewing import codebooks
from lyhord.reviewing.verbs import Edit, Merge
from lyhord.storage import audit, journey_cases, responses
from lyhord.storage.database import Connection, Database
from tests.builders import a_collector, a_response, a_round, settle
from tests.disclosing.test_reports import a_run
from tests.exports.reports import a_theme, a_whole_report
from tests.replying.replies import digest_of, drafted
from tests.web.desk.analysed import a_round_with_answers, analysed

PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r\n=1",
    " =1",
    "\u00a0=1",
    "＝1",
    "http://x.se",
    "00123",
]


def rows_of(report: Report, format_: str = "csv") -> list[list[str]]:
    text = exports.make(format_, report).content.decode("utf-8-sig")
    between = ";" if format_ == "csv-sv" else ","
    return list(csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=between))


def sheet(report: Report, name: str) -> list[tuple[object, ...]]:
    book = fastexcel.read_excel(exports.make("xlsx", report).content)
    return book.load_sheet(name, header_row=None, dtypes="string").to_polars().rows()


def test_a_csv_has_a_row_for_each_theme_and_columns_for_each_audience() -> None:
    heading, row = rows_of(a_whole_report())

    assert heading[:6] == ["Tema", "Id", "Ursprung", "Svarande", "Andel (%)", "Texter"]
    assert heading[-4:] == [
        "Ungdomar: svarande",
        "Ungdomar: andel (%)",
        "Vårdnadshavare: svarande",
        "Vårdnadshavare: andel (%)",
    ]
    assert row[:6] == ["Skolan", "school", "kodboken", "25", "42", "31"]
    assert row[-4:] == ["20", "50", "visas inte", "visas inte"]


def test_a_csv_for_a_swedish_excel_has_semicolons_a_mark_and_decimal_commas() -> None:
    report = a_whole_report(a_theme(stability=0.94))
    content, plain = (exports.make(each, report).content for each in ("csv-sv", "csv"))

    assert (content[:3], plain[:3] == content[:3]) == (b"\xef\xbb\xbf", False)
    assert [rows_of(report, "csv-sv")[1][6], rows_of(report)[1][6]] == ["0,94", "0.94"]
    assert rows_of(report, "csv-sv")[0] == rows_of(report)[0]


def test_columns_follow_from_the_report_and_not_from_its_rows() -> None:
    assert (
        len({len(row) for row in rows_of(a_whole_report(a_theme(), a_theme(theme_id="new-1")))})
        == 1
    )


def test_an_open_round_has_no_columns_for_audiences() -> None:
    theme = a_theme(groups=(), respondents=Figure(form="at_least", n=25), share=None)
    heading, row = rows_of(a_whole_report(theme, is_open=True))

    assert not [name for name in heading if ":" in name]
    assert row[3] == "minst 25"


@pytest.mark.parametrize("format_", ["csv", "csv-sv"])
@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_csv_begins_like_a_formula(payload: str, format_: str) -> None:
    theme = a_theme(name=payload, definition=payload, terms=(payload,))
    _, row = rows_of(a_whole_report(theme), format_)

    assert from_text(row[0]) == payload
    assert not [cell for cell in row if re.match(r"[\s\u00a0]*[=+\-@＝]", cell)]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_every_text_of_a_workbook_is_a_text(payload: str) -> None:
    quote = Quote(text=payload, language="sv")
    report = a_whole_report(a_theme(name=payload, quotes=(quote,)), round_name=payload)
    content = exports.make("xlsx", report).content
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "sheets/sheet" in name]

    assert not [xml for xml in sheets if "<f>" in xml or "<hyperlink" in xml]
    assert str(sheet(report, "Citat")[1][2]).split() == payload.split()


def test_a_workbook_says_what_it_is_and_has_its_tables() -> None:
    content = exports.make("xlsx", a_whole_report()).content

    assert fastexcel.read_excel(content).sheet_names == [
        "Läs mig",
        "Teman",
        "Diagram",
        "Per målgrupp",
        "Korstabell",
        "Samordningsindex",
        "Fasta svar",
        "Citat",
        "Frågor",
        "Metod",
    ]
    assert ("Målgrupper som inte räknas med", "professionella") in sheet(
        a_whole_report(), "Läs mig"
    )


def test_numbers_of_a_workbook_are_numbers_and_hidden_ones_words() -> None:
    book = fastexcel.read_excel(exports.make("xlsx", a_whole_report()).content)
    rows = book.load_sheet("Per målgrupp").to_polars().rows()
    counts = book.load_sheet("Teman").to_polars()["Svarande"].to_list()

    assert counts == [25]
    assert rows[1] == ("Skolan", "Vårdnadshavare", *["visas inte"] * 4)


def test_heads_stay_in_place_and_can_be_filtered() -> None:
    with zipfile.ZipFile(io.BytesIO(exports.make("xlsx", a_whole_report()).content)) as parts:
        xml = parts.read("xl/worksheets/sheet2.xml").decode()

    assert 'state="frozen"' in xml
    assert "<autoFilter" in xml


def test_each_sheet_is_printed_as_wide_as_a_page_with_its_headings() -> None:
    book = openpyxl.load_workbook(io.BytesIO(exports.make("xlsx", a_whole_report()).content))

    assert book["Teman"].page_setup.fitToWidth == 3
    assert book["Teman"].print_title_cols == "$A:$A"
    for each in book:
        assert (each.page_setup.orientation, each.page_setup.fitToHeight) == ("landscape", 0)
        assert each.sheet_properties.pageSetUpPr is not None
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert each.print_title_rows == "$1:$1"


def test_what_found_no_theme_has_a_name() -> None:
    theme = a_theme(theme_id="unclear", name="unclear", source="remainder", respondents=HIDDEN)
    _, row = rows_of(a_whole_report(theme))

    assert row[:4] == ["Oklart", "unclear", "återstod", "visas inte"]


@pytest.mark.parametrize("format_", list(exports.FORMATS))
def test_the_same_report_gives_the_same_bytes(format_: str) -> None:
    first = exports.make(format_, a_whole_report())

    assert first == exports.make(format_, a_whole_report())
    assert first.name.startswith(f"{exports.FORMATS[format_].name}-hosten-2026-ak-7-9.")


@pytest.mark.parametrize("format_", list(exports.FORMATS))
def test_a_file_that_lacks_quotes_is_known_by_it(
    format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    unread = exports.make(format_, a_whole_report(a_theme(quotes=(), unread=2)))
    hint_at_quotes(exports.make(format_, a_whole_report()))
    silent = capsys.readouterr()
    hint_at_quotes(unread)

    assert unread.lacks_quotes == (format_ not in {"csv", "csv-sv", "qdc"})
    assert silent == ("", "")
    assert ("Citat att godkänna" in capsys.readouterr().err) == unread.lacks_quotes


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(BadInputError, match="csv or csv-sv or"):
        exports.make("odt", a_whole_report())


async def test_who_took_a_report_out_is_in_the_audit_log(db: Connection) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    await responses.submit(db, [a_response(door, "school rast") for _ in range(20)])
    run_id: UUID = await a_run(db, round_id, ["school"])
    report = await exports.take_out(
        db, round_id, run_id, format_="csv", actor="analyst@example.org"
    )
    (entry, *_) = await audit.newest(db, most=1)

    assert [theme.theme_id for theme in report.run.themes] == ["school"]
    assert (entry.actor, entry.action, entry.object) == (
        "analyst@example.org",
        "report_exported",
        str(round_id),
    )


async def test_a_withdrawn_quote_is_in_no_file_that_is_made_later(db: Connection) -> None:
    round_id = await a_round(db)
    door = await a_collector(db, round_id)
    sent = {f"school ord{n}": a_response(door, f"school ord{n}") for n in range(20)}
    await responses.submit(db, [*sent.values()])
    await settle(db, round_id)
    run_id: UUID = await a_run(db, round_id, ["school"])
    await quoting.approve_first(db, round_id, run_id, most=5, actor="tests")
    before = await exports.take_out(db, round_id, run_id, format_="notes", actor="tests")
    quoted = before.run.themes[0].quotes[0].text

    await responses.withdraw(db, sent[quoted].receipt_hash)
    after = await exports.take_out(db, round_id, run_id, format_="notes", actor="tests")

    assert f'"{quoted}"'.encode() in exports.make("notes", before).content
    assert f'"{quoted}"'.encode() not in exports.make("notes", after).content


async def test_a_quote_withdrawn_while_the_file_is_written_is_not_given_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        sent = {f"school ord{n}": a_response(door, f"school ord{n}") for n in range(20)}
        await responses.submit(db, [*sent.values()])
        await settle(db, round_id)
        run_id: UUID = await a_run(db, round_id, ["school"])
        await quoting.approve_first(db, round_id, run_id, most=5, actor="tests")
    first = FORMATS["notes"]
    began, go_on = threading.Event(), threading.Event()
    told: list[str] = []

    def waiting(report: Report) -> bytes:
        told.append(report.run.themes[0].quotes[0].text)
        began.set()
        go_on.wait(10)
        return first.write(report)

    monkeypatch.setitem(
        cast("dict[str, Format]", FORMATS), "notes", structs.replace(first, write=waiting)
    )
    writing = asyncio.create_task(
        exports.hand_out(database, round_id, run_id, format_="notes", actor="tests")
    )
    await asyncio.to_thread(began.wait, 10)
    async with database.transaction("owner") as db:
        await responses.withdraw(db, sent[told[0]].receipt_hash)
    go_on.set()
    file = await writing

    assert f'"{told[0]}"'.encode() not in file.content
    assert f'"{told[1]}"'.encode() in file.content
    async with database.transaction("owner") as db:
        noted = await audit.page(db, audit.Wanted(action="report_exported"), most=5)
    assert len(noted) == 1


async def test_a_report_tells_what_people_wrote_and_changed_until_they_put_it_to_use(
    db: Connection,
) -> None:
    round_id = await a_round_with_answers(db)
    run_id = await analysed(db, round_id)
    await codebooks.open_codebook(
        db, round_id, run_id, themes=("vantan", "berattaigen"), audiences=("youth",), actor="a"
    )
    fields = {"name": "Köer", "opportunity": "Hur kan vi korta kön?"}
    edit, merge = Edit(theme="vantan", fields=fields), Merge(theme="berattaigen", into="vantan")
    await codebooks.change(db, round_id, edit, seen=0, actor="a")
    used = await codebooks.put_to_use(db, round_id, actor="a")
    await codebooks.change(db, round_id, merge, seen=1, actor="a")

    assert used is not None
    new = await exports.take_out(db, round_id, used, format_="xlsx", actor="tests")
    old = await exports.take_out(db, round_id, run_id, format_="xlsx", actor="tests")

    assert [(head.kind, head.themes) for head in new.log] == [("edit", ("vantan",))]
    assert old.log == ()
    assert ("Köer", "Hur kan vi korta kön?") in [
        (theme.name, theme.notes.opportunity) for theme in new.themes
    ]


async def test_a_report_holds_what_stands_for_everybody_and_no_longer(db: Connection) -> None:
    round_id = await a_round_with_answers(db)
    run_id = await analysed(db, round_id)
    await settle(db, round_id)
    await drafted(db, round_id, "vantan")
    await publishing.publish(
        db, round_id, digest=await digest_of(db, round_id), actor="leader@example.org"
    )
    await journey_cases.put(db, round_id, "youth", text="Alex väntar.", seen=0, actor="a")
    standing = await gather(db, round_id, run_id, language="en")
    await publishing.take_down(db, round_id, reason="Fel dag", actor="leader@example.org")
    after = await gather(db, round_id, run_id, language="sv")

    assert standing.reply is not None
    assert [said.answer for _, said in standing.reply.themes] == ["Ni får en kontakt."]
    assert [case.text for case in standing.cases] == ["Alex väntar."]
    assert after.reply is None


async def test_files_that_are_asked_for_at_once_publish_figures_once(database: Database) -> None:
    async with database.transaction("owner") as db:
        round_id = await a_round(db)
        door = await a_collector(db, round_id)
        await responses.submit(db, [a_response(door, f"school ord{n}") for n in range(20)])
        await settle(db, round_id)
        run_id: UUID = await a_run(db, round_id, ["school"])
    files = await asyncio.gather(
        *(
            exports.hand_out(database, round_id, run_id, format_=each, actor="tests")
            for each in ("csv", "csv", "notes", "csv")
        )
    )
    async with database.transaction("owner") as db:
        versions = await db.fetchval(
            "select count(*) from lyhord.published_round where round_id = $1", round_id
        )
        found = await db.fetchval(
            "select count(*) from lyhord.published_run where round_id = $1", round_id
        )

    assert len({file.content for file in files}) == 2
    assert (versions, found) == (1, 1)
