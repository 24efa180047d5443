"""Where each database role connects to; no connection, and nothing heavy."""

from typing import Literal

from lyhord.errors import SettingsError
from lyhord.settings import Settings

# `replica` is the desk's role at a server that follows the database and cannot be written to
Role = Literal["door", "desk", "officer", "mailer", "owner", "replica"]

SCHEMES = ("postgresql", "postgres")
MOST_PORT = 65_535
REPLICA = "LYHORD_REPLICA_URL"


def address(settings: Settings, role: Role) -> str:
    """The database address of a role: its own, else the one for all."""
    own = _own_address(settings, role)
    own_name = REPLICA if role == "replica" else f"LYHORD_{role.upper()}_DATABASE_URL"
    url = settings.database_url if own is None else own
    if url is None:
        raise SettingsError(
            f"no database address for the role {role}: set LYHORD_DATABASE_URL or {own_name}"
        )
    if not _is_address(url):
        raise SettingsError(
            f"{own_name if own is not None else 'LYHORD_DATABASE_URL'} is no database address: "
            "write postgresql://user:password@host:port/database"
        )
    return url


def is_addressed(settings: Settings, role: Role) -> bool:
    """Whether there is an address for a role: its own, or the one for all."""
    return _own_address(settings, role) is not None or settings.database_url is not None


def _own_address(settings: Settings, role: Role) -> str | None:
    return {
        "door": settings.door_database_url,
        "desk": settings.desk_database_url,
        "officer": settings.officer_database_url,
        "mailer": settings.mailer_database_url,
        "owner": settings.owner_database_url,
        "replica": settings.replica_url,
    }[role]


def _is_address(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    hosts = rest.partition("/")[0].rpartition("@")[2].split(",")
    ports = [host.rpartition("]")[2].partition(":")[2] for host in hosts]
    return scheme in SCHEMES and all(_is_port(port) for port in ports if port)


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text[:6]) <= MOST_PORT
