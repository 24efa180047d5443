"""What processes that were killed leave in the folder of the embedded server, and forgetting it."""

import os
from pathlib import Path

import msgspec

HOLDERS = ".handle_pids.json"  # pgserver's: who stops the server last
POSTMASTER = "postmaster.pid"
PROCESSES = Path("/proc")


def forget_dead(data: Path) -> None:
    """Forget the holders that are gone: else the server would wait for them and never stop.

    And forget the server itself where its number belongs to another process by now, as it does
    after a machine or a container was started again; else it would be taken for running.
    """
    _forget_holders(data / HOLDERS)
    server = data / POSTMASTER
    if server.exists() and _is_another(server):
        server.unlink()


def _forget_holders(file: Path) -> None:
    if not file.exists():
        return
    try:
        known = msgspec.json.decode(file.read_bytes(), type=list[int])
    except msgspec.DecodeError:  # whoever wrote it was killed midway
        known = []
    file.write_bytes(msgspec.json.encode([pid for pid in known if _lives(pid)]))


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _is_another(server: Path) -> bool:
    """Whether a living process that is no PostgreSQL has the server's number."""
    name = PROCESSES / server.read_text().partition("\n")[0].strip() / "comm"
    return name.exists() and name.read_text().strip() != "postgres"
