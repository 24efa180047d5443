"""Answers from other tools, by command: all of a file, once, and nothing of who wrote."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from click.testing import CliRunner, Result

from lyhord.cli import main
from lyhord.settings import Settings
from tests.builders import SECRET

Run = Callable[..., Result]
ROUND = (
    *("--name", "Hösten", "--opens", "2026-01-01", "--closes", "2099-12-31"),
    *("--officer", "officer@example.org", "--deputy", "deputy@example.org"),
    *("--retention-days", "90"),
)
MOOD = "Hur har du det för det mesta?"
WISH = "Om du fick bestämma: vad ska vuxna i din kommun ändra på?"
FORMS = (
    f"ID;Starttid;E-post;{MOOD};{WISH}\n"
    "1;2026-11-01 10:11;anna.svensson@example.org;Bra;Min kurator Greta Lindqvist fick sluta\n"
    "2;2026-11-01 10:12;;Dåligt;Jag vill inte leva längre\n"
)
MAPPING = f"""
audience = "youth"
[columns."{MOOD}"]
answers = "mood"
[columns."{WISH}"]
answers = "wish"
"""


@pytest.fixture
def lyhord(settings: Settings) -> Run:
    def run(*arguments: str) -> Result:
        environment = {"LYHORD_DATABASE_URL": settings.database_url, "LYHORD_SECRET": SECRET}
        return CliRunner(env=environment).invoke(main, list(arguments))

    return run


@pytest.fixture
def round_id(lyhord: Run) -> str:
    assert 0 == lyhord("publish").exit_code
    made = json.loads(lyhord("round", "create", *ROUND, "--json").stdout)["round"]
    assert 0 == lyhord("round", "open", "--round", made).exit_code
    return made


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    answers, mapping = tmp_path / "forms.csv", tmp_path / "mapping.toml"
    answers.write_text(FORMS, encoding="cp1252")
    mapping.write_text(MAPPING, encoding="utf-8")
    return str(answers), str(mapping)


def everything(settings: Settings) -> str:
    """All that the database holds, as text."""

    async def read() -> str:
        db = await asyncpg.connect(str(settings.database_url))
        tables = await db.fetch(
            "select format('%I.%I', schemaname, tablename) as name from pg_tables"
            " where schemaname in ('lyhord', 'sealed', 'staff')"
        )
        rows = [await db.fetch(f"select t::text from {table['name']} as t") for table in tables]
        await db.close()
        return "\n".join(str(row[0]) for several in rows for row in several)

    return asyncio.run(read())


def count(settings: Settings, table: str) -> int:
    async def read() -> int:
        db = await asyncpg.connect(str(settings.database_url))
        number = await db.fetchval(f"select count(*) from {table}")
        await db.close()
        return number

    return asyncio.run(read())


def test_a_file_is_stored_once_and_nothing_of_who_wrote_it(
    lyhord: Run, round_id: str, files: tuple[str, str], settings: Settings
) -> None:
    arguments = ("import", files[0], "--round", round_id, "--mapping", files[1], "--json")
    first: dict[str, Any] = json.loads(lyhord(*arguments).stdout)
    again: dict[str, Any] = json.loads(lyhord(*arguments).stdout)
    kept = everything(settings)

    assert (first["new"], first["known"]) == (2, 0)
    assert (again["new"], again["known"]) == (0, 2)
    assert count(settings, "lyhord.response") == 2
    assert "[namn]" in kept
    assert [word for word in ("Greta", "Lindqvist", "anna.svensson", "10:11") if word in kept] == []
    # a child that tells of harm is seen also where another tool asked
    assert count(settings, "sealed.triage_case") == 1


def test_a_file_with_one_wrong_cell_changes_nothing(
    lyhord: Run, round_id: str, files: tuple[str, str], settings: Settings
) -> None:
    Path(files[0]).write_text(FORMS + "3;;;Sådär lagom;Mer tid\n", encoding="utf-8")
    result = lyhord("import", files[0], "--round", round_id, "--mapping", files[1])

    assert result.exit_code == 1
    assert f"{MOOD!r}, row 3: 'Sådär lagom' is no option" in result.stderr
    assert count(settings, "lyhord.response") == count(settings, "staff.import_mapping") == 0
    assert count(settings, "lyhord.collector") == 0


def test_trying_out_stores_nothing(
    lyhord: Run, round_id: str, files: tuple[str, str], settings: Settings
) -> None:
    result = lyhord(
        "import", files[0], "--round", round_id, "--mapping", files[1], "--try-out", "--json"
    )

    assert json.loads(result.stdout)["new"] == 2
    assert count(settings, "lyhord.response") == count(settings, "lyhord.collector") == 0


def test_a_proposed_mapping_can_be_given_back_and_is_remembered(
    lyhord: Run, round_id: str, files: tuple[str, str], tmp_path: Path
) -> None:
    new, later = str(tmp_path / "new.toml"), str(tmp_path / "later.toml")
    propose = ("import", files[0], "--round", round_id, "--propose", "--audience", "youth")
    told = json.loads(lyhord(*propose, "--mapping", new, "--json").stdout)
    Path(files[0]).write_text(FORMS.replace("Bra;", "Toppen;"), encoding="utf-8")
    mapping = (
        Path(new).read_text("utf-8")
        + '[columns."Hur har du det för det mesta?".options]\n"Toppen" = "good"\n'
    )
    Path(new).write_text(mapping, encoding="utf-8")
    stored = lyhord("import", files[0], "--round", round_id, "--mapping", new)
    lyhord(*propose, "--mapping", later)

    assert told["columns"]["E-post"] == ""
    assert stored.exit_code == 0, stored.output
    assert '"Toppen" = "good"' in Path(later).read_text("utf-8")


def test_a_round_that_takes_no_answers_takes_no_file(
    lyhord: Run, files: tuple[str, str], settings: Settings
) -> None:
    lyhord("publish")
    draft = json.loads(lyhord("round", "create", *ROUND, "--json").stdout)["round"]
    result = lyhord("import", files[0], "--round", draft, "--mapping", files[1])

    assert result.exit_code == 1
    assert count(settings, "lyhord.response") == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(64), "no text file"),
        ("a.xlsx", b"PK\x03\x04 and no more", "cannot be read"),
        ("a.csv", b"a;b\n1;2;3\n", "3 cells under 2 columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    lyhord: Run, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    nobody = "00000000-0000-4000-8000-000000000000"
    result = lyhord("import", str(tmp_path / name), "--round", nobody, "--mapping", "x.toml")

    assert (result.exit_code, told in result.stderr) == (1, True)
    assert result.stderr.count("\n") == 1
