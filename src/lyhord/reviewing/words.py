"""Hiding by hand what pseudonymising left in a statement; who may see one is the guard's matter."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal, TypeAlias
from uuid import UUID

from lyhord.errors import NotFoundError
from lyhord.privacy.hidden_words import PLACEHOLDER, ways
from lyhord.privacy.pieces import folded
from lyhord.privacy.pseudonyms import PLACEHOLDERS
from lyhord.storage import statements, written
from lyhord.storage.database import Connection
from lyhord.storage.statements import Hiding
from lyhord.storage.written import Written

Mistake: TypeAlias = Literal["no_words", "not_there", "no_kind"]
_SHORTEST_NAME = 3  # letters of a part of a name that is looked for alone
LONGEST = 1_000  # characters of what is to be hidden


def hiding(text: str, words: Iterable[str], *, kind: str, was_missed: bool) -> Hiding | Mistake:
    """The text with a placeholder for each of these words wherever they stand, or the mistake.

    Words are found whole, in any case of letters and with any blanks between them, and with the
    genitive's s; each of them has to be there.
    """
    wanted = [*filter(None, (_plain(each) for each in words))]
    if kind not in PLACEHOLDERS:
        return "no_kind"
    if not wanted or sum(map(len, wanted)) > LONGEST:
        return "no_words"
    after = text
    for each in sorted(wanted, key=len, reverse=True):
        changed = _without(after, each, PLACEHOLDERS[kind])
        if changed == after and _without(text, each, "") == text:
            return "not_there"
        after = changed
    return Hiding(before=text, after=after, hidden=ways(wanted), kind=kind, was_missed=was_missed)


async def hide(db: Connection, round_id: UUID, found: Hiding, *, actor: str) -> None:
    """Hide it everywhere at once; `NotFoundError` where the text has changed meanwhile."""
    if not await statements.hide(db, round_id, found, actor=actor):
        raise NotFoundError("statement", "with this text")


async def left_standing(
    db: Connection, round_id: UUID, words: Iterable[str], *, kind: str
) -> tuple[Written, ...]:
    """What staff wrote that still holds these words; of a name also what holds a part of it."""
    wanted = {*filter(None, (_plain(each) for each in words))}
    if kind == "name":
        parts = {part for each in wanted for part in each.split()}
        wanted |= {part for part in parts if len(part) >= _SHORTEST_NAME}
    found = await written.texts(db, round_id)
    return tuple(
        each
        for each in found
        if any(_without(each.text, words, "") != each.text for words in wanted)
    )


async def report_miss(db: Connection, round_id: UUID, *, kind: str, actor: str) -> Mistake | None:
    """Report a miss of a kind without hiding anything."""
    if kind not in PLACEHOLDERS:
        return "no_kind"
    await statements.report_miss(db, round_id, kind=kind, actor=actor)
    return None


def _plain(words: str) -> str:
    """The words without what stands around them, with single blanks; nothing if none is left."""
    said = " ".join(unicodedata.normalize("NFC", words).split())
    return said if any(symbol.isalnum() for symbol in said) else ""


def _without(text: str, words: str, placeholder: str) -> str:
    """The text with the placeholder for the words, which are looked for between placeholders."""
    read, places = folded(text)
    said = r"\s+".join(re.escape(folded(word)[0]) for word in words.split())
    pattern = re.compile(rf"(?<![^\W_]){said}(?:s(?![^\W_])|(?![^\W_]))", re.IGNORECASE)
    taken = [each.span() for each in PLACEHOLDER.finditer(read)]
    pieces: list[str] = []
    done = 0
    for found in pattern.finditer(read):
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        pieces += (text[done : places[found.start()]], placeholder)
        done = places[found.end()]
    return "".join((*pieces, text[done:]))
