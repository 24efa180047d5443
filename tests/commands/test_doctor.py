"""`lyhord doctor` finds what is wrong, and says what to do in both languages."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from lyhord.cli import main
from lyhord.commands import doctor as package
from lyhord.commands.doctor import of_database, of_settings, of_surroundings
from lyhord.commands.doctor.finding import Finding
from lyhord.settings import Settings
from lyhord.storage import audit, diagnosis, health
from lyhord.storage.database import owning
from lyhord.storage.diagnosis import Server, State
from lyhord.web.diagnosed import SAID
from tests.builders import SECRET, a_round
from tests.test_retention import an_ended_round

SOUND = Settings(
    secret=SECRET,
    base_url="https://lyhord.exempel.se",
    allowed_hosts="lyhord.exempel.se",
    second_factor="admin",
    notice_webhook="https://notiser.exempel.se",
    database_url="postgresql://desk@db/lyhord",
    door_database_url="postgresql://door@db/lyhord",
    archive_dir=Path("/srv/archive"),
    withdrawals_file=Path("/srv/withdrawals.json"),
)
FOUND_BY = re.compile(r'(?:error|warning)\(\s*"(\w+)"|code="(\w+)"')


def codes(found: Iterable[Finding]) -> set[str]:
    return {each.code for each in found}


SERVER = Server(
    version=18,
    is_durable=True,
    is_committed=True,
    is_telling=False,
    is_superuser=False,
    now=1_000_000.0,
)
STATE = State(
    unguarded=(),
    overreaching=(),
    keyless=(),
    late_acute=0,
    undecided=0,
    has_admin=True,
    days_since_saved=0.5,
)
# the server of the tests is fast rather than safe
LOOSE = {"database_forgetful", "database_superuser"}


def test_every_finding_has_words_and_no_words_are_left_over() -> None:
    sources = Path(package.__file__).parent.glob("*.py")
    found = {
        name for file in sources for pair in FOUND_BY.findall(file.read_text()) for name in pair
    }

    assert set(SAID) == found - {""}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"secret": None}, "secret_missing"),
        ({"secret": "ab" * 20}, "secret_weak"),
        ({"base_url": None}, "address_missing"),
        ({"base_url": "http://lyhord.exempel.se"}, "address_open"),
        ({"base_url": "http://127.0.0.1:8000"}, None),
        ({"allowed_hosts": " "}, "hosts_any"),
        ({"second_factor": ""}, "factor_missing"),
        ({"notice_webhook": None}, "notices_missing"),
        ({"door_database_url": None}, "database_shared"),
        ({"database_url": None, "owner_database_url": "postgresql://o@db/l"}, "sides_missing"),
        ({"archive_dir": None}, "archive_missing"),
        ({"withdrawals_file": None}, "list_missing"),
    ],
)
def test_settings_that_are_wrong(change: dict[str, object], code: str | None) -> None:
    found = codes(of_settings.look(replace(SOUND, **change), is_embedded=False))

    assert ({code} if code else set()) == found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"version": 14}, "database_old"),
        ({"is_durable": False}, "database_forgetful"),
        ({"is_committed": False}, "database_forgetful"),
        ({"is_telling": True}, "database_telling"),
        ({"is_superuser": True}, "database_superuser"),
        ({"now": 1_000_060.0}, "clock_wrong"),
    ],
)
def test_a_server_that_is_wrong(change: dict[str, float], code: str | None) -> None:
    found = of_database._of_server(replace(SERVER, **change), now=SERVER.now)

    assert ({code} if code else set()) == codes(found)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"unguarded": ("lyhord.response",)}, "rows_unguarded"),
        ({"overreaching": ("lyhord_door",)}, "roles_overreaching"),
        ({"keyless": ("Hösten",)}, "keys_missing"),
        ({"late_acute": 1}, "cases_late"),
        ({"undecided": 1}, "purges_undecided"),
        ({"has_admin": False}, "admin_missing"),
        ({"days_since_saved": None}, "backup_missing"),
        ({"days_since_saved": 3.5}, "backup_old"),
    ],
)
def test_what_waits_for_somebody(change: dict[str, object], code: str | None) -> None:
    found = of_database._of_state(replace(STATE, **change), is_used=True)

    assert ({code} if code else set()) == codes(found)


async def test_it_finds_what_was_done_to_a_database(settings: Settings) -> None:
    async with owning(settings) as db:
        await a_round(db, officer="nobody@example.org", deputy="neither@example.org")
        await db.execute("update sealed.key_copy set holder = 'else@example.org'")
        await an_ended_round(db, days=200, decision=None)
        await an_ended_round(db, days=200)
        sound = codes(await of_database.look(settings))
        await db.execute("alter table lyhord.response disable row level security")
        await db.execute("alter table lyhord.board_note disable row level security")
        await db.execute("grant select on lyhord.response to lyhord_door")
        await db.execute("grant select (address) on invitation_mail.address to lyhord_desk")
        await db.execute("grant select on lyhord.wave_code to lyhord_mailer")
        await health.be_heard(db, uuid4())
        await audit.add(db, actor="tests", action="database_saved")
        harmed = codes(await of_database.look(settings))
        state = await diagnosis.state(db)

    told = {"keys_missing", "purges_undecided", "purges_late", "admin_missing"}
    assert told | {"worker_silent", "backup_missing"} == sound - LOOSE
    assert told | {"rows_unguarded", "roles_overreaching"} == harmed - LOOSE
    assert state.unguarded == ("lyhord.board_note", "lyhord.response")
    assert state.overreaching == ("lyhord_desk", "lyhord_door", "lyhord_mailer")


async def test_a_database_that_lacks_migrations(settings: Settings) -> None:
    async with owning(settings) as db:
        await db.execute("delete from public.lyhord_migration where name like '0040%'")
        (lacking,) = [
            each for each in await of_database.look(settings) if each.code == "schema_old"
        ]
        await db.execute("insert into public.lyhord_migration values ('9999_later', 'x')")
        later = codes(await of_database.look(settings))

    assert {"names": "0040_operating"} == lacking.values
    assert "schema_new" in later


@dataclass
class Answer:
    headers: dict[str, str]


def test_a_proxy_that_takes_headers_away_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN"}
    monkeypatch.setattr("httpx.get", lambda *_, **__: Answer(kept))
    (found,) = of_surroundings._address("https://lyhord.exempel.se")

    assert {"headers": "x-frame-options, referrer-policy"} == found.values


def test_a_mail_server_that_is_not_there_is_found() -> None:
    settings = replace(SOUND, smtp_url="smtp://127.0.0.1:1", mail_from="lyhord@exempel.se")

    assert {"mail_silent"} == codes(of_surroundings._mail(settings))


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(of_surroundings, "LEAST_BYTES", 1 << 62)

    assert {"disk_full"} == codes(of_surroundings._room(tmp_path))
    assert set() == codes(of_surroundings._room(tmp_path / "nothing"))


def run(*arguments: str, **environment: str) -> Result:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing"
    variables = {"LYHORD_DATABASE_URL": nowhere, "LYHORD_SECRET": SECRET, "LANG": "C"}
    return CliRunner(env=variables | environment).invoke(main, ["doctor", *arguments])


def test_a_database_that_is_away_is_one_finding_among_others() -> None:
    swedish = run(LANG="sv_SE.UTF-8")
    english = run("--json")

    assert 1 == swedish.exit_code
    assert "✗ Databasen svarar inte: cannot reach the database" in swedish.output
    assert "  → Är den igång, och stämmer adressen?" in swedish.output
    assert 1 == english.exit_code
    found = {each["code"]: each for each in json.loads(english.stdout)}
    assert "Set LYHORD_BASE_URL." == found["address_missing"]["remedy"]
    assert "error" == found["database_silent"]["level"]


def test_looking_makes_no_database(tmp_path: Path) -> None:
    looked = CliRunner(env={"LANG": "C"}).invoke(
        main, ["doctor", "--data-dir", str(tmp_path / "x")]
    )

    assert 1 == looked.exit_code
    assert "there is none in" in looked.output
    assert "`lyhord serve` makes one there" in looked.output
    assert not (tmp_path / "x").exists()
