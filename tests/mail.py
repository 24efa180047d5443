"""A mail server of a test's own, which keeps what it takes and refuses what the test says."""

import re
import socket
from collections.abc import Generator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

import msgspec
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lyhord.settings import Settings

CODE = re.compile(r"#([a-z-]{23})\b")


class Letters:
    """A mail server's handler that keeps what comes; `answers` to recipients may be other ones."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, bytes]] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802 - the server's own name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del server, session
        assert isinstance(envelope.content, bytes)
        self.kept += [(to, envelope.content) for to in envelope.rcpt_tos]
        return "250 kept"

    @property
    def recipients(self) -> list[str]:
        return sorted(to for to, _ in self.kept)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=policy.default) for _, content in self.kept]

    @property
    def codes(self) -> dict[str, str]:
        """The code that each got."""
        texts = {each["To"]: each.get_content() for each in self.messages}
        return {to: code[1] for to, text in texts.items() if (code := CODE.search(text))}


@contextmanager
def a_mail_server(settings: Settings, letters: Letters) -> Generator[Settings]:
    """Settings that send mail to a server of the test's own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    yield msgspec.structs.replace(
        settings, smtp_url=f"smtp://127.0.0.1:{port}", mail_from="lyhord@example.org"
    )
    controller.stop()
