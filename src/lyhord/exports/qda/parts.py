"""What codebook and project share: names that XML takes, identities that stay, and codes."""

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID, uuid5

from msgspec import Struct

ORIGIN = "Lyhörd"
NAMESPACE = UUID("b8a9c9c4-30b8-5a5e-9b1c-6d0d3a4f7e21")
REPLACED = "\ufffd"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class Xml(Protocol):
    """The part of lxml that writes XML piece by piece."""

    def element(self, tag: str, attrib: Mapping[str, str]) -> AbstractContextManager[None]:
        """An element that is open as long as this is held."""
        ...

    def write(self, *content: str) -> None:
        """Put a text into the element that is open."""
        ...


class Code(Struct, frozen=True, kw_only=True):
    """A code of a codebook; one that cannot be chosen is a folder of others.

    `note` is the identity of a note about it, which projects alone have.
    """

    guid: str
    name: str
    description: str = ""
    note: str = ""
    is_codable: bool = True
    codes: tuple["Code", ...] = ()


def guid(*parts: object) -> str:
    """The identity of a thing: the same in each file that speaks of it, and no other's."""
    return str(uuid5(NAMESPACE, "/".join(map(str, parts)))).upper()


def allowed(text: str) -> str:
    """A text with as many characters, all of which XML and readers of plain text keep as they are.

    Lines end in one way. A mark of byte order inside a text is taken away by some readers, which
    would move all that follows.
    """
    return _FORBIDDEN.sub(REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, most: int = 200) -> str:
    """A name: on one line, and no longer than lists show."""
    return " ".join(allowed(text).split())[:most]


def write_codes(xml: Xml, codes: Iterable[Code]) -> None:
    """Write codes, each with its description before what lies below it."""
    for code in codes:
        about = {"guid": code.guid, "name": one_line(code.name) or "–"}
        with xml.element("Code", about | {"isCodable": "true" if code.is_codable else "false"}):
            if code.description:
                leaf(xml, "Description", text=allowed(code.description))
            if code.note:
                leaf(xml, "NoteRef", {"targetGUID": code.note})
            write_codes(xml, code.codes)


def leaf(xml: Xml, name: str, attributes: Mapping[str, str] = {}, text: str = "") -> None:
    """An element with nothing but a text in it."""
    with xml.element(name, attributes):
        xml.write(text)
