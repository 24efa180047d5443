"""What an operator can set through the environment, read once and handed on."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from lyhord.errors import SettingsError

Part = Literal["door", "desk", "all"]


class Settings(Struct, frozen=True, kw_only=True, rename=lambda name: f"LYHORD_{name.upper()}"):
    """The settings of one process; each is the environment variable `LYHORD_` + its name.

    Without any database address an embedded PostgreSQL is started in `data_dir`.
    """

    part: Part = "all"
    data_dir: Path | None = None
    surveys_dir: Path | None = None
    archive_dir: Path | None = None
    withdrawals_file: Path | None = None
    place: str = "sormland"
    timezone: str = "Europe/Stockholm"
    warning_rules: Path | None = None

    acute_hours: Annotated[int, Meta(ge=1, le=450)] = 2
    concern_hours: Annotated[int, Meta(ge=1, le=450)] = 18
    historic_hours: Annotated[int, Meta(ge=1, le=450)] = 45
    closed_days: str = ""
    notice_minutes: Annotated[int, Meta(ge=1, le=15)] = 10
    smtp_url: str | None = None
    mail_from: str = ""
    notice_webhook: str | None = None

    database_url: str | None = None
    door_database_url: str | None = None
    desk_database_url: str | None = None
    officer_database_url: str | None = None
    mailer_database_url: str | None = None
    owner_database_url: str | None = None
    replica_url: str | None = None
    pool_size: Annotated[int, Meta(ge=1, le=200)] = 8

    secret: Annotated[str, Meta(min_length=32)] | None = None
    metrics_token: Annotated[str, Meta(min_length=16)] | None = None
    metrics_dir: Path | None = None
    otel_endpoint: Annotated[str, Meta(pattern="^https?://")] | None = None
    base_url: str | None = None
    allowed_hosts: str = ""
    second_factor: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_groups: str = ""
    oidc_groups_claim: str = "groups"
    local_passwords: bool = True
    body_limit: Annotated[int, Meta(ge=10_000)] = 1_000_000
    queue_limit: Annotated[int, Meta(ge=1)] = 2_000
    burst_limit: Annotated[int, Meta(ge=1, le=100_000)] = 600
    large_round: Annotated[int, Meta(ge=1)] = 2_000

    @property
    def address(self) -> str:
        """Where people reach the service, without a slash at its end."""
        return (self.base_url or "http://127.0.0.1:8000").rstrip("/")

    @property
    def has_notices(self) -> bool:
        """Whether officers are told by mail or webhook that there is something to look at."""
        return self.smtp_url is not None or self.notice_webhook is not None

    @property
    def days_closed(self) -> frozenset[date]:
        """Days on which nobody works, beside weekends and public holidays."""
        return frozenset(date.fromisoformat(day) for day in self.closed_days.split())


def from_environment(environment: Mapping[str, str]) -> Settings:
    """Read the settings, or raise `SettingsError` naming the one that cannot be used."""
    ours = {name: value for name, value in environment.items() if name.startswith("LYHORD_")}
    try:
        settings = msgspec.convert(ours, Settings, strict=False, dec_hook=_read)
    except msgspec.ValidationError as error:
        raise SettingsError(_worded(error)) from error
    _require_zone(settings.timezone)
    _require_days(settings)
    return settings


def _worded(error: msgspec.ValidationError) -> str:
    """Which setting cannot be used and why, without its value, and where it is told what may be."""
    why, _, name = str(error).removesuffix("`").rpartition(" - at `$.")
    return f"{name} cannot be used: {why}; docs/reference.md tells what each setting may be"


def _require_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise SettingsError(
            f"LYHORD_TIMEZONE is no time zone that is known here: {name!r}"
        ) from error


def _require_days(settings: Settings) -> None:
    try:
        _ = settings.days_closed
    except ValueError as error:
        raise SettingsError(
            f"LYHORD_CLOSED_DAYS holds no list of days such as 2026-12-23 2027-06-07: {error}"
        ) from error


def _read(kind: type, value: str) -> object:
    """What msgspec does not know by itself: paths."""
    return kind(value)
