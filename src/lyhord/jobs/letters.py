"""How the letters of a batch leave: one connection, a letter after the other, each with its end."""

import asyncio
import smtplib
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, parseaddr

from lyhord.inviting.sending import Carried, Carry, Post
from lyhord.jobs.posting import connect
from lyhord.settings import Settings

TAKEN = (250, 251)
# addresses in headers stay whole, as they are read by programs
WHOLE = SMTP.clone(max_line_length=990)
PERMANENT = 500


def post_of(settings: Settings) -> Post:
    """What a worker sends letters with as it is set up."""
    is_set_up = settings.smtp_url is not None and settings.secret is not None

    def opened() -> AbstractAsyncContextManager[Carry | None]:
        return _opened(settings)

    return Post(
        open=opened if is_set_up else None,
        mail_from=settings.mail_from,
        address=settings.address,
        secret=settings.secret or "",
    )


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncGenerator[Carry | None]:
    server = await asyncio.to_thread(_reached, settings)
    if server is None:
        yield None
        return

    async def carry(message: EmailMessage) -> Carried:
        return await asyncio.to_thread(_carried, server, message)

    try:
        yield carry
    finally:
        await asyncio.to_thread(_left, server)


def _reached(settings: Settings) -> smtplib.SMTP | None:
    try:
        server = connect(settings)
        server.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException):
        return None
    return server


def _carried(server: smtplib.SMTP, message: EmailMessage) -> Carried:
    """Hand a letter over; `unknown` where the server fell silent when it had the whole of it."""
    try:
        code, _ = server.mail(parseaddr(message["From"])[1])
        if code not in TAKEN:
            return "away"
        code, _ = server.rcpt(message["To"])
        if code not in TAKEN:
            server.rset()
            return _ended(code)
    except (OSError, smtplib.SMTPException):
        return "away"
    message["Date"] = localtime()
    try:
        code, _ = server.data(message.as_bytes(policy=WHOLE))
    except smtplib.SMTPDataError as error:
        code = error.smtp_code
    except (OSError, smtplib.SMTPException):
        return "unknown"
    return _ended(code)


def _ended(code: int) -> Carried:
    if code in TAKEN:
        return "sent"
    return "refused" if code >= PERMANENT else "later"


def _left(server: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        server.quit()
