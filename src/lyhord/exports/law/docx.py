"""A paper as a Word file: real headings, lists and table heads, its language, and page numbers."""

# the library's types end where its XML begins
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false

import io
import re
from collections.abc import Iterable
from typing import cast

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from lyhord.exports.law.documents import Paper, Row, Section
from lyhord.exports.letters import printable

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
FONT = "Calibri"
MOST_LETTERS = 255  # of a property
# a text in square brackets waits for somebody
OPEN = re.compile(r"(\[[^\[\]]+\])")


def docx_of(paper: Paper) -> bytes:
    """Write a paper as a Word file."""
    file = Document()
    _prepare(file, paper)
    file.add_heading(paper.title, level=0)
    if paper.note:
        note = file.add_paragraph(style="Intense Quote")
        _write(note, paper.note)
    for section in paper.sections:
        _add(file, section)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def _prepare(file: WordFile, paper: Paper) -> None:
    """Say what the file is: its title, author and language, its paper, its page numbers."""
    file.core_properties.title = printable(paper.title)[:MOST_LETTERS]
    file.core_properties.author = printable(paper.author)[:MOST_LETTERS]
    file.core_properties.language = LANGUAGES[paper.language]
    normal = cast("ParagraphStyle", file.styles["Normal"])
    normal.font.name = FONT
    normal.font.size = Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGES[paper.language])
    for known in normal.element.get_or_add_rPr().findall(qn("w:lang")):
        known.getparent().remove(known)
    normal.element.get_or_add_rPr().append(language)
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(24)
    footer = page.footer.paragraphs[0]
    footer.add_run(f"{paper.title} · {paper.page} ")
    _add_field(footer, "PAGE")


def _add(file: WordFile, section: Section) -> None:
    if section.heading:
        file.add_heading(printable(section.heading), level=1)
    for text in section.paragraphs:
        _write(file.add_paragraph(), text, is_verbatim=section.is_verbatim)
    for text in section.bullets:
        _write(file.add_paragraph(style="List Bullet"), text)
    _steps(file, section.numbered)
    if section.columns:
        _add_table(file, section.columns, section.rows)


def _steps(file: WordFile, texts: Iterable[str]) -> None:
    """Number by hand: Word's own numbers go on from one list to the next."""
    for number, text in enumerate(texts, start=1):
        step = file.add_paragraph()
        step.paragraph_format.left_indent = Mm(8)
        step.paragraph_format.first_line_indent = Mm(-8)
        step.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        _write(step, f"{number}.\t{text}")


def _add_table(file: WordFile, columns: Row, rows: Iterable[Row]) -> None:
    table = file.add_table(rows=1, cols=len(columns), style="Table Grid")
    _repeat(table.rows[0])
    for cell, text in zip(table.rows[0].cells, columns, strict=True):
        _fill(cell, text, is_bold=True)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            _fill(cell, text)
    file.add_paragraph()


def _fill(cell: _Cell, text: str, *, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    _write(paragraph, text, is_bold=is_bold)


def _write(
    paragraph: Paragraph, text: str, *, is_bold: bool = False, is_verbatim: bool = False
) -> None:
    """Write a text, with what somebody has to fill in marked in yellow."""
    for part in OPEN.split(printable(text)):
        if part:
            run = paragraph.add_run(part)
            run.bold = is_bold or None
            if OPEN.fullmatch(part) and not is_verbatim:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _repeat(row: _Row) -> None:
    """Make a row the head of its table, which each page repeats and screen readers name."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 - the library has no other way


def _add_field(paragraph: Paragraph, code: str) -> None:
    field: BaseOxmlElement = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no other way
