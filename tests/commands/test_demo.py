"""The demo: what it tells, and its worker, which is started again."""

import threading
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from lyhord.commands import beside, demo
from lyhord.settings import Settings

MADE = demo.Demo(links={}, desk="", sign_ins=(), round=uuid4(), open_round=uuid4())


@pytest.mark.parametrize(
    ("data_dir", "command"),
    [
        (None, "`lyhord demo`"),
        (Path("a folder"), "`lyhord demo --data-dir 'a folder'`"),
    ],
)
def test_the_command_that_starts_this_demo_is_told(data_dir: Path | None, command: str) -> None:
    told = demo.told(MADE, once=True, data_dir=data_dir, codes=Path("codes.csv"))

    assert f"Start it with {command}." in told


def test_the_officers_passphrase_is_told() -> None:
    officer = demo.SignIn(
        role="safeguarding", email="o@example.org", password="p", passphrase="f-r"
    )
    made = msgspec.structs.replace(MADE, sign_ins=(officer,))
    told = demo.told(made, once=True, data_dir=None, codes=Path("codes.csv"))

    assert "o@example.org) with the passphrase\n  f-r" in told


def test_a_worker_that_dies_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    started: list[object] = []
    reaped: list[int] = []

    class _Dead:
        """A process that has died; with the third one the demo ends."""

        def __init__(self, *_: object, **__: object) -> None:
            started.append(self)
            if len(started) == 3:
                ended.set()

        def poll(self) -> int:
            return 1

        def terminate(self) -> None:
            pass

        def wait(self, timeout: float) -> None:
            reaped.append(len(started) if timeout else 0)

    monkeypatch.setattr(beside.subprocess, "Popen", _Dead)
    monkeypatch.setattr(beside, "LOOK_SECONDS", 0.001)

    beside.keep_working({}, ended)

    assert reaped == [1, 2, 3]


def test_a_demo_of_an_earlier_version_gets_the_accounts_that_are_new(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    first = demo.kept_sign_ins(settings)
    fewer = [each for each in first if each.role != "facilitator"]
    (tmp_path / demo.SIGN_INS).write_bytes(msgspec.json.encode(fewer))

    again = demo.kept_sign_ins(settings)

    assert [each.role for each in again] == list(demo.STAFF)
    assert [each for each in again if each.role != "facilitator"] == fewer
    assert demo.kept_sign_ins(settings) == again
