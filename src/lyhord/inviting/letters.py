"""What an invitation and its reminder say, in each language; whom they go to is not known here."""

from datetime import date
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import msgspec
from babel.dates import format_date
from msgspec import Meta, Struct

from lyhord.instruments.definition import Publication
from lyhord.instruments.wording import in_language, languages

WORDING = Path(__file__).with_name("wording")
FALLBACK = "sv"
STOP = "/invitations/stop/"
Said = Annotated[str, Meta(min_length=1)]


class Words(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A letter and its reminder, around the title of a survey."""

    subject: Said
    body: Said
    reminder_subject: Said
    reminder: Said


class Sender(Struct, frozen=True, kw_only=True):
    """Who sends, where the service is, and the address of the door that letters lead to."""

    mail_from: str
    address: str
    door: str


class Letter(Struct, frozen=True, kw_only=True):
    """What is the same in every letter of a mailing; `is_reminder` ones hold no code."""

    language: str
    subject: str
    body: str
    link: str
    is_reminder: bool


@cache
def words_in(language: str) -> Words:
    """Give the words of a language; one that has none speaks as its parent, else Swedish."""
    wanted = (language, language.partition("-")[0])
    name = next((each for each in wanted if (WORDING / f"{each}.toml").is_file()), FALLBACK)
    return msgspec.toml.decode((WORDING / f"{name}.toml").read_bytes(), type=Words)


def letter(
    publication: Publication,
    sender: Sender,
    *,
    owner: str,
    language: str,
    closes: date,
    is_reminder: bool,
) -> Letter:
    """Put together what everybody of a mailing is written; the owner is the board that asks."""
    words, instrument = words_in(language), in_language(publication, language)
    is_own = language == languages(publication)[0]
    title = " ".join(instrument.title.split())  # a header is one line
    subject = words.subject.format(title=title)
    body = (words.reminder if is_reminder else words.body).replace("{link}", "{{link}}")
    told = body.replace("{stop}", "{{stop}}").format(
        title=title,
        owner=" ".join(owner.split()),
        minutes=instrument.minutes,
        closes=format_date(closes, format="long", locale=_locale(language)),
        first_subject=subject,
    )
    return Letter(
        language=language,
        subject=words.reminder_subject.format(title=title) if is_reminder else subject,
        body=told.strip() + "\n",
        link=sender.door if is_own else f"{sender.door}?lang={language}",
        is_reminder=is_reminder,
    )


def told(letter: Letter, *, code: str, stop: str) -> str:
    """Give the text that one person is written."""
    link = f"{letter.link}#{code}"
    return letter.body.replace("{link}", link).replace("{stop}", stop)


def message(
    letter: Letter, sender: Sender, *, to: str, code: str, token: str, name: str
) -> EmailMessage:
    """Put a letter in its envelope; `name` is the same for an invitation and its reminder."""
    stop = f"{sender.address}{STOP}{token}"
    host = urlsplit(sender.address).hostname or "localhost"
    made = EmailMessage()
    made["Subject"] = letter.subject
    made["From"] = sender.mail_from
    made["To"] = to
    if letter.is_reminder:
        made["Message-ID"] = f"<{name}.2@{host}>"
        made["In-Reply-To"] = f"<{name}@{host}>"
        made["References"] = f"<{name}@{host}>"
    else:
        made["Message-ID"] = f"<{name}@{host}>"
    made["Auto-Submitted"] = "auto-generated"
    made["List-Unsubscribe"] = f"<{stop}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(told(letter, code=code, stop=stop), cte="quoted-printable")
    # the content's own headers are taken away when it is set
    made["Content-Language"] = letter.language
    return made


def _locale(language: str) -> str:
    return "sv" if language == "sv-x-easy" else language
