"""Where each database role's address stands in the settings; no connection, and nothing heavy."""

from typing import Literal

from lyhord.settings import Settings

Role = Literal["door", "desk", "officer", "mailer", "owner"]


def is_addressed(settings: Settings, role: Role) -> bool:
    """Whether there is an address for a role: its own, or the one for all."""
    return own_address(settings, role) is not None or settings.database_url is not None


def own_address(settings: Settings, role: Role) -> str | None:
    """The address of a role alone, if it has one."""
    return {
        "door": settings.door_database_url,
        "desk": settings.desk_database_url,
        "officer": settings.officer_database_url,
        "mailer": settings.mailer_database_url,
        "owner": settings.owner_database_url,
    }[role]
