"""How a Word file looks: its styles, its paper, its tables; what stands in it is beside."""

# the library's types end where its XML begins
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from datetime import UTC, datetime
from typing import cast

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from lyhord.exports.letters import printable
from lyhord.exports.report.blocks import Column, Document, Grid

LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
FONT = "Calibri"
INK, SOFT_INK, ACCENT = "1D2A2F", "4A5A60", "0B5450"
TINT, LINE = "E3F0EE", "B9C6C4"
KIND, NOTE, SOFT, FIGURE, SPEAKER = "Kind", "Note", "Soft", "Key figure", "Speaker"
BIG = "Big figure"
WIDTH = 162  # millimetres between the margins
MOST_LETTERS = 255  # of a property
HEADINGS = ((1, 20, 18), (2, 15, 12))  # level, size, space above
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def prepare(file: WordFile, document: Document) -> None:
    """Say what the file is: its title and language, its paper, its styles, its page numbers."""
    language = LANGUAGES[document.language]
    about = file.core_properties
    about.title = document.title[:MOST_LETTERS]
    about.subject = document.kind
    about.author = "Lyhörd"
    about.comments = ""
    about.language = language
    about.created = about.modified = LONG_AGO
    defaults = file.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _speak(cast("BaseOxmlElement", defaults), language)
    _add_styles(file)
    page = file.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm((210 - WIDTH) / 2)
    page.top_margin, page.bottom_margin = Mm(22), Mm(22)
    footer = page.footer.paragraphs[0]
    footer.style = _style(file, SOFT)
    footer.add_run(f"{document.title[:MOST_LETTERS]} · {document.page} ")
    _add_field(footer, "PAGE")


def _add_styles(file: WordFile) -> None:
    _leave_out_tables(file)
    normal = cast("ParagraphStyle", file.styles["Normal"])
    _letters(normal, size=11, ink=INK)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    _letters(_style(file, "Title"), size=30, ink=ACCENT)
    _plain(_style(file, "Title"))
    _letters(_style(file, "Subtitle"), size=14, ink=SOFT_INK)
    _style(file, "Subtitle").font.italic = False
    for spacing in _style(file, "Subtitle").element.get_or_add_rPr().findall(qn("w:spacing")):
        spacing.getparent().remove(spacing)
    for level, size, above in HEADINGS:
        heading = _style(file, f"Heading {level}")
        _letters(heading, size=size, ink=ACCENT)
        heading.paragraph_format.space_before = Pt(above)
        heading.paragraph_format.space_after = Pt(6)
    quote = _style(file, "Quote")
    _letters(quote, size=12, ink=INK)
    quote.paragraph_format.left_indent = Mm(6)
    quote.paragraph_format.space_after = Pt(3)
    quote.paragraph_format.keep_together = True
    _bar_beside(quote)
    caption = _style(file, "Caption")
    _letters(caption, size=10, ink=SOFT_INK)
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)
    caption.paragraph_format.space_after = Pt(3)
    _add_own_styles(file)


def _leave_out_tables(file: WordFile) -> None:
    """Take away the library's hundred looks of tables, which it looks through for each text."""
    for style in list(file.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _add_own_styles(file: WordFile) -> None:
    kind = _new(file, KIND)
    _letters(kind, size=12, ink=SOFT_INK)
    kind.font.all_caps = True
    kind.paragraph_format.space_after = Pt(2)
    note = _new(file, NOTE)
    _letters(note, size=11, ink=INK)
    _shade(note.element.get_or_add_pPr(), TINT)
    note.paragraph_format.space_before = Pt(6)
    _letters(_new(file, SOFT), size=10, ink=SOFT_INK)
    figure = _new(file, FIGURE)
    figure.paragraph_format.space_after = Pt(2)
    speaker = _new(file, SPEAKER)
    _letters(speaker, size=10, ink=SOFT_INK)
    speaker.paragraph_format.left_indent = Mm(6)
    speaker.paragraph_format.space_after = Pt(9)
    big = cast("CharacterStyle", file.styles.add_style(BIG, WD_STYLE_TYPE.CHARACTER))
    big.font.size, big.font.bold = Pt(26), True
    big.font.color.rgb = RGBColor.from_string(ACCENT)


def add_grid(file: WordFile, grid: Grid) -> None:
    """Add a table under its caption; its head is repeated on each page and named as one."""
    file.add_paragraph(printable(grid.title), style="Caption")
    table = file.add_table(rows=1, cols=len(grid.columns))
    table.autofit = False
    _rule(table)
    _describe(table, printable(grid.title))
    widths = _widths(grid.columns)
    _fill(table.rows[0], [column.heading for column in grid.columns], grid, is_head=True)
    for cells in grid.rows:
        _fill(table.add_row(), cells, grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
    file.add_paragraph(style=SOFT).paragraph_format.space_after = Pt(0)


def in_language(run: Run, language: str) -> None:
    """Say which language a run is in, for aids that read it out."""
    _speak(run._r.get_or_add_rPr(), LANGUAGES.get(language, language))  # noqa: SLF001


def _fill(
    row: _Row, texts: list[str] | tuple[str, ...], grid: Grid, *, is_head: bool = False
) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way
    _append(properties, "w:cantSplit")
    if is_head:
        _append(properties, "w:tblHeader")
    for cell, text, column in zip(row.cells, texts, grid.columns, strict=True):
        _write(cell, text, column, is_head=is_head)


def _write(cell: _Cell, text: str, column: Column, *, is_head: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.keep_with_next = is_head
    if column.is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(printable(text))
    run.font.size = Pt(10)
    run.bold = is_head or None
    if is_head:
        _shade(cell._tc.get_or_add_tcPr(), TINT)  # noqa: SLF001 - the library has no other way


def _widths(columns: tuple[Column, ...]) -> list[Mm]:
    whole = sum(column.part for column in columns)
    return [Mm(WIDTH * column.part / whole) for column in columns]


def _rule(table: Table) -> None:
    """Lines between the rows alone."""
    borders = _append(table._tbl.tblPr, "w:tblBorders")  # noqa: SLF001 - no other way
    for side in ("top", "bottom", "insideH"):
        _append(borders, f"w:{side}", val="single", sz="4", space="0", color=LINE)


def _describe(table: Table, text: str) -> None:
    _append(table._tbl.tblPr, "w:tblCaption", val=text[:MOST_LETTERS])  # noqa: SLF001


def _style(file: WordFile, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", file.styles[name])


def _new(file: WordFile, name: str) -> ParagraphStyle:
    style = cast("ParagraphStyle", file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = file.styles["Normal"]
    style.quick_style = True
    return style


def _letters(style: ParagraphStyle, *, size: int, ink: str) -> None:
    """Set letters; a theme's fonts would win over ours, so they go."""
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor.from_string(ink)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in [each for each in fonts.attrib if each.endswith("Theme")]:
        del fonts.attrib[name]
    fonts.set(qn("w:cs"), FONT)


def _plain(style: ParagraphStyle) -> None:
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)
    style.paragraph_format.space_after = Pt(4)


def _bar_beside(style: ParagraphStyle) -> None:
    style.font.italic = False
    borders = OxmlElement("w:pBdr")
    _append(borders, "w:left", val="single", sz="18", space="8", color=ACCENT)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _shade(properties: BaseOxmlElement, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    properties.insert_element_before(
        shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:vAlign", "w:rPr"
    )


def _speak(properties: BaseOxmlElement, language: str) -> None:
    for known in properties.findall(qn("w:lang")):
        properties.remove(known)
    _append(properties, "w:lang", val=language)


def _append(parent: BaseOxmlElement, tag: str, **values: str) -> BaseOxmlElement:
    element = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in values.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _add_field(paragraph: Paragraph, code: str) -> None:
    field = _append(paragraph._p, "w:fldSimple")  # noqa: SLF001 - the library has no other way
    field.set(qn("w:instr"), code)
