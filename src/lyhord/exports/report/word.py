"""A document as a Word file: real headings and table heads, charts that can be edited."""

import io
from collections.abc import Iterable
from typing import assert_never

import docx
from docx.document import Document as WordFile

from lyhord.exports.letters import printable
from lyhord.exports.packing import packed
from lyhord.exports.report import wordlook
from lyhord.exports.report.blocks import (
    Bars,
    Block,
    Bullets,
    Document,
    Grid,
    Numbers,
    Paragraph,
    Quotation,
    Section,
)
from lyhord.exports.report.wordchart import add_chart


def docx_of(document: Document) -> bytes:
    """Write a document; the same document gives the same bytes."""
    file = docx.Document()
    wordlook.prepare(file, document)
    file.add_paragraph(document.kind, style=wordlook.KIND)
    file.add_heading(document.title, level=0)
    file.add_paragraph(document.subtitle, style="Subtitle")
    for note in document.notes:
        file.add_paragraph(note, style=wordlook.NOTE)
    for section in document.sections:
        _add(file, section)
    target = io.BytesIO()
    file.save(target)
    return packed(target.getvalue())


def _add(file: WordFile, section: Section) -> None:
    heading = file.add_heading(printable(section.heading), level=section.level)
    heading.paragraph_format.page_break_before = section.begins_page
    for block in section.blocks:
        _add_block(file, block)


def _add_block(file: WordFile, block: Block) -> None:
    match block:
        case Paragraph():
            _add_paragraph(file, block)
        case Bullets():
            for item in block.items:
                _add_paragraph(file, item, style="List Bullet")
        case Numbers():
            _add_numbers(file, block)
        case Grid():
            wordlook.add_grid(file, block)
        case Bars():
            add_chart(file, block)
        case Quotation():
            _add_quotation(file, block)
        case _:
            assert_never(block)


def _add_paragraph(file: WordFile, block: Paragraph, *, style: str | None = None) -> None:
    paragraph = file.add_paragraph(style=style or (wordlook.SOFT if block.is_soft else None))
    if block.lead:
        paragraph.add_run(f"{printable(block.lead)} ").bold = True
    paragraph.add_run(printable(block.text))
    paragraph.paragraph_format.keep_with_next = not block.text


def _add_numbers(file: WordFile, block: Numbers) -> None:
    for number in block.numbers:
        paragraph = file.add_paragraph(style=wordlook.FIGURE)
        paragraph.add_run(printable(number.figure), style=wordlook.BIG)
        paragraph.add_run(f"\u2002{printable(number.of)}")


def _add_quotation(file: WordFile, block: Quotation) -> None:
    """Words of their own, in their own language; who said them stays on the same page."""
    lines: Iterable[str] = printable(block.text).splitlines() or [""]
    for line in lines:
        paragraph = file.add_paragraph(style="Quote")
        wordlook.in_language(paragraph.add_run(line), block.language)
        paragraph.paragraph_format.keep_with_next = bool(block.speaker)
    if block.speaker:
        file.add_paragraph(f"– {printable(block.speaker)}", style=wordlook.SPEAKER)
