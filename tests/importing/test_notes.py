"""Interview notes as paragraphs: of a text, of a Word file, of a table; or refused in words."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from lyhord.errors import BadInputError
from lyhord.importing.notes import MOST_PARAGRAPHS, paragraphs, text_of


def word(*texts: str) -> bytes:
    document, file = Document(), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", bytes(40_000_000))
    return file.getvalue()


def test_a_text_is_parted_at_empty_lines() -> None:
    assert paragraphs("Ett  \r\n två\r\n\r\n \n Tre\0\n") == ("Ett \n två", "Tre")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", "Första åäö\n\nAndra".encode("cp1252")),
        ("a.txt", "Första åäö\n\nAndra".encode("utf-16")),
        ("a.docx", word("Första åäö", "", "Andra")),
        ("a.csv", "text\nFörsta åäö\nAndra\n".encode()),
    ],
)
def test_a_file_is_read_by_its_kind(name: str, content: bytes) -> None:
    assert paragraphs(text_of(name, content)) == ("Första åäö", "Andra")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(64)),
        ("a.docx", b"\x89PNG\r\n\x1a\n"),
        ("a.docx", b"PK\x03\x04"),
        ("a.docx", bomb()),
        ("a.csv", b"a;b\n1;2\n"),
        ("a.csv", b""),
    ],
)
def test_what_cannot_be_read_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(BadInputError):
        text_of(name, content)


@pytest.mark.parametrize("text", ["x\n\n" * (MOST_PARAGRAPHS + 1), "x" * 100_000])
def test_what_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(BadInputError):
        paragraphs(text)


@given(st.text(max_size=500))
def test_no_word_is_lost(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(text.replace("\0", "").split())
