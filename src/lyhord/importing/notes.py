"""Interview notes: a typed text or a file as paragraphs, each to be a statement; nothing stored."""

import io
import re
import zipfile
from pathlib import Path

from lyhord.errors import BadInputError
from lyhord.tables.decoding import decoded
from lyhord.tables.reading import SHEETS, table_of

MOST_PARAGRAPHS = 200
LONGEST = 5_000
MOST_UNPACKED = 30_000_000
WORD = ".docx"
TABLES = (*SHEETS, ".csv", ".tsv", ".jsonl")
PICTURES_AND_ARCHIVES = (b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF-", b"\x1f\x8b")
_BLANK = re.compile(r"\n\s*\n")
_SPACE = re.compile(r"[^\S\n]+")


def paragraphs(text: str) -> tuple[str, ...]:
    """Part a text where it has empty lines, or raise `BadInputError` (a code) where it is too long.

    Lines within a paragraph stay lines; signs that cannot be stored go.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    found = tuple(filter(None, (_SPACE.sub(" ", part).strip() for part in _BLANK.split(plain))))
    if len(found) > MOST_PARAGRAPHS:
        raise BadInputError("too_many_paragraphs")
    if any(len(each) > LONGEST for each in found):
        raise BadInputError("long_paragraph")
    return found


def text_of(name: str, content: bytes) -> str:
    """Read a file of notes (txt, docx, csv) as text with an empty line between paragraphs.

    Raises `BadInputError` saying what is wrong with it.
    """
    ending = Path(name).suffix.lower()
    if ending == WORD:
        return "\n\n".join(_of_word(content))
    if ending in TABLES:
        return "\n\n".join(table_of(name, content).text_column(None))
    if content.startswith(PICTURES_AND_ARCHIVES):
        raise BadInputError("this is no text file")
    return decoded(content)[0]


def _of_word(content: bytes) -> tuple[str, ...]:
    from docx import Document  # noqa: PLC0415 - slow to load, and seldom used

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        document = Document(io.BytesIO(content)) if unpacked <= MOST_UNPACKED else None
    except Exception as error:  # the reader's errors share no class of their own
        raise BadInputError("this cannot be read as a Word file") from error
    if document is None:
        raise BadInputError("unpacked this is too large")
    return tuple(each.text for each in document.paragraphs if each.text.strip())
