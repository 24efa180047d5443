"""What is wrong with the settings alone; asks nothing outside of them."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from lyhord.commands.doctor.finding import Finding, error, warning
from lyhord.safekeeping.remembering import list_of
from lyhord.settings import Settings
from lyhord.storage.addresses import Role, is_addressed

FEWEST_SIGNS = 10
HERE = ("localhost", "127.0.0.1", "::1")


def look(settings: Settings, *, is_embedded: bool) -> Iterator[Finding]:
    """Everything that is wrong with them."""
    yield from _secret(settings.secret)
    yield from _address(settings)
    if not settings.second_factor.split():
        yield warning("factor_missing")
    if not settings.has_notices:
        yield warning("notices_missing")
    if is_embedded:
        yield warning("database_embedded")
    else:
        yield from _databases(settings)
    if settings.archive_dir is None and settings.data_dir is None:
        yield warning("archive_missing")
    if list_of(settings) is None:
        yield warning("list_missing")


def is_elsewhere(settings: Settings) -> bool:
    """Whether people reach the service at another address than this machine's own."""
    return (
        settings.base_url is not None and (urlsplit(settings.base_url).hostname or "") not in HERE
    )


def _databases(settings: Settings) -> Iterator[Finding]:
    """Which sides share an address, or are none that these settings know of."""
    sides: tuple[Role, ...] = ("door", "desk", "officer", "mailer")
    unknown = [side for side in sides if not is_addressed(settings, side)]
    if settings.owner_database_url is not None and unknown:
        yield warning("sides_missing", names=", ".join(unknown))
    if settings.database_url is None or settings.part == "desk":
        return
    if settings.door_database_url is None:
        yield warning("database_shared")


def _secret(secret: str | None) -> Iterator[Finding]:
    if secret is None:
        yield error("secret_missing")
    elif len(set(secret)) < FEWEST_SIGNS:
        yield error("secret_weak")


def _address(settings: Settings) -> Iterator[Finding]:
    if settings.base_url is None:
        yield warning("address_missing")
        return
    if not is_elsewhere(settings):
        return
    if urlsplit(settings.base_url).scheme != "https":
        yield error("address_open", address=settings.base_url)
    if not settings.allowed_hosts.split():
        yield warning("hosts_any")
