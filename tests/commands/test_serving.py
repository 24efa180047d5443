"""What the web processes are told by the command that starts them."""

import gc
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from click.testing import CliRunner

from lyhord.cli import main
from lyhord.commands import application, serving
from lyhord.commands.serving import refuse_taken, served, to_environment
from lyhord.errors import BadInputError
from lyhord.settings import Settings, from_environment


def test_links_lead_to_where_the_pages_are_served() -> None:
    settings = served(Settings(), part=None, host="127.0.0.1", port=9000)

    assert settings.address == "http://127.0.0.1:9000"


def test_a_public_address_that_is_set_stays() -> None:
    public = Settings(base_url="https://lyhord.exempel.se/")
    settings = served(public, part="door", host="0.0.0.0", port=80)  # noqa: S104 - an example

    assert (settings.part, settings.address) == ("door", "https://lyhord.exempel.se")


def test_a_process_that_is_started_reads_the_same_settings() -> None:
    settings = Settings(pool_size=3, place="elsewhere", secret="s" * 32)

    assert from_environment(to_environment(settings)) == settings


@pytest.mark.parametrize("command", [["serve"], ["demo"]])
def test_a_port_that_somebody_shares_is_refused_in_one_line(command: list[str]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, [*command, "--port", str(port)])

    told = f"lyhord: port {port} is taken: choose another with --port\n"
    assert (result.exit_code, result.stderr) == (1, told)


def test_a_port_that_is_free_is_not_refused() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    refuse_taken("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_of_another_machine_is_named(host: str) -> None:
    with pytest.raises(BadInputError, match=f"cannot serve at {host}"):
        refuse_taken(host, 8000)


@pytest.mark.parametrize(
    ("arguments", "workers"), [([], 1), (["--no-worker"], 0), (["--part", "door"], 0)]
)
def test_the_staff_pages_come_with_a_worker(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], workers: int
) -> None:
    started: list[object] = []

    @contextmanager
    def beside(environment: object) -> Generator[None]:
        started.append(environment)
        yield

    monkeypatch.setattr(serving, "worker", beside)
    monkeypatch.setattr(serving, "run_server", lambda *_, **__: None)
    monkeypatch.setattr(serving, "require_current", lambda _: None)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environment = {"LYHORD_DATABASE_URL": "postgresql://localhost/x", "LYHORD_SECRET": "s" * 32}
    result = CliRunner(env=environment).invoke(main, ["serve", "--port", port, *arguments])

    assert 0 == result.exit_code, result.output
    assert workers == len(started)


def test_no_web_process_takes_others_with_it_and_many_may_be_connected(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen: dict[str, object] = {}

    class Server:
        def __init__(self, *_: object, **options: object) -> None:
            chosen.update(options)

        def serve(self) -> None:
            """Serve nobody."""

    monkeypatch.setattr(serving, "Granian", Server)
    monkeypatch.setattr(serving.resource, "getrlimit", lambda _: (9_000, 9_000))
    monkeypatch.setattr(serving.os, "environ", {})
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving.run_server(Settings(), host="127.0.0.1", port=port, workers=2)

    assert (True, 6_750) == (chosen["respawn_failed_workers"], chosen["backpressure"])


def test_a_process_may_open_as_many_files_as_the_system_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raised: list[tuple[int, int]] = []
    monkeypatch.setattr(serving.resource, "getrlimit", lambda _: (1_024, 500_000))
    monkeypatch.setattr(serving.resource, "setrlimit", lambda _, to: raised.append(to))

    assert serving.MOST_CONNECTIONS == serving.connections_at_once()
    assert [(500_000, 500_000)] == raised


async def test_what_stays_is_left_out_of_looking_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LYHORD_SECRET", "s" * 32)
    before = gc.get_threshold()
    app = application.application()
    try:
        await application.settle()

        assert application.settle in app.on_startup
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == application.GARBAGE_AFTER
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_the_command_that_waits_for_web_processes_loads_nothing_of_their_app() -> None:
    asked = "import sys, lyhord.commands.serving; print('lyhord.web.app' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert "False" == told.stdout.strip()
