"""How a notice leaves: by mail or to a webhook, always with the same words."""

import asyncio
import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import httpx

from lyhord.errors import SettingsError
from lyhord.jobs.timetable import Tell
from lyhord.settings import Settings
from lyhord.triage.telling import Send

SECONDS = 20.0
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}

SUBJECT = "Lyhörd: logga in"
BODY = """Det finns något att titta på under Trygghet i Lyhörd:
{address}/desk/triage

Brevet är alltid likadant och säger inget om vad eller hur mycket det är. Svara inte på det.

There is something to look at under Safeguarding in Lyhörd. This message is always the same.
"""


def sender(settings: Settings, *, tell: Tell) -> Send | None:
    """What sends a notice as it is set up; nothing where no way is."""
    if not settings.has_notices:
        return None
    if settings.smtp_url is not None:
        refuse_unsound(settings)

    async def send(recipients: frozenset[str]) -> frozenset[str]:
        reached = await _mailed(settings, recipients, tell)
        if settings.notice_webhook is not None and await _hooked(settings, tell):
            return recipients
        return reached

    return send


def refuse_unsound(settings: Settings) -> None:
    """Raise `SettingsError` where notices could never be sent as it is set."""
    url = urlsplit(settings.smtp_url or "")
    if url.scheme not in PORTS or not url.hostname:
        raise SettingsError(
            "LYHORD_SMTP_URL is no mail server: write smtp://, smtp+starttls:// or smtps:// and "
            "name:password@host:port"
        )
    if "@" not in settings.mail_from:
        raise SettingsError("LYHORD_MAIL_FROM is missing: the address that notices come from")


def notice(settings: Settings, recipient: str) -> EmailMessage:
    """The one message that there is."""
    message = EmailMessage()
    message["Subject"] = SUBJECT
    message["From"] = settings.mail_from
    message["To"] = recipient
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(BODY.format(address=settings.address))
    return message


async def _mailed(settings: Settings, recipients: frozenset[str], tell: Tell) -> frozenset[str]:
    if settings.smtp_url is None:
        return frozenset()
    reached: set[str] = set()
    for recipient in sorted(recipients):
        try:
            await asyncio.to_thread(_mail, settings, notice(settings, recipient))
        except (OSError, smtplib.SMTPException, ValueError) as error:
            tell("notice_not_sent", way="mail", error=type(error).__name__)
        else:
            reached.add(recipient)
    return frozenset(reached)


def _mail(settings: Settings, message: EmailMessage) -> None:
    with connect(settings) as server:
        server.send_message(message)


def connect(settings: Settings) -> smtplib.SMTP:
    """Reach the mail server and sign in there; raises what `smtplib` and sockets raise."""
    url = urlsplit(settings.smtp_url or "")
    host, port = url.hostname or "", url.port or PORTS[url.scheme]
    context = ssl.create_default_context()
    if url.scheme == "smtps":
        server = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SECONDS)
    try:
        if url.scheme == "smtp+starttls":
            server.starttls(context=context)
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
    except BaseException:
        server.close()
        raise
    return server


async def _hooked(settings: Settings, tell: Tell) -> bool:
    """Post once for all: who reads the hook sees neither for whom nor how many."""
    body = {"text": f"{SUBJECT}: {settings.address}/desk/triage"}
    try:
        async with httpx.AsyncClient(timeout=SECONDS) as client:
            response = await client.post(settings.notice_webhook or "", json=body)
            response.raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        tell("notice_not_sent", way="webhook", error=type(error).__name__)
        return False
    return True
