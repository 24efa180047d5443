"""What is wrong around the service: its public address, its mail server, disk and fonts."""

import shutil
import smtplib
from collections.abc import Iterator
from pathlib import Path

import httpx

from lyhord.commands.doctor.finding import Finding, error, warning
from lyhord.commands.doctor.of_settings import is_elsewhere
from lyhord.errors import SettingsError
from lyhord.exports.typesetting import has_font
from lyhord.jobs.posting import connect, refuse_unsound
from lyhord.settings import Settings

LEAST_BYTES = 500_000_000
SECONDS = 5.0
# what every answer of the service carries
CARRIED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}


def look(settings: Settings) -> Iterator[Finding]:
    """Everything that is wrong there; asks the public address and the mail server."""
    if is_elsewhere(settings):
        yield from _address(settings.address)
    if settings.smtp_url is not None:
        yield from _mail(settings)
    for folder in (settings.data_dir, settings.archive_dir):
        yield from _room(folder)
    if not has_font():
        yield warning("fonts_missing")


def _address(address: str) -> Iterator[Finding]:
    try:
        answer = httpx.get(f"{address}/healthz", timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL):
        yield warning("address_silent", address=address)
        return
    lost = [name for name, value in CARRIED.items() if answer.headers.get(name) != value]
    if lost:
        yield error("address_stripped", headers=", ".join(lost))


def _mail(settings: Settings) -> Iterator[Finding]:
    try:
        refuse_unsound(settings)
        with connect(settings) as server:
            server.noop()
    except (SettingsError, OSError, smtplib.SMTPException, ValueError) as problem:
        yield error("mail_silent", error=problem)


def _room(folder: Path | None) -> Iterator[Finding]:
    if folder is None or not folder.exists():
        return
    if shutil.disk_usage(folder).free < LEAST_BYTES:
        yield error("disk_full", folder=folder)
