"""How slides look: where things stand, in which letters; what they say is beside.

Measures are inches from the upper left corner: left, top, width, height.
"""

# the library's types end where its XML begins, and are too narrow before; lxml has none
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportMissingTypeStubs=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportAttributeAccessIssue=false, reportArgumentType=false

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias, cast

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.text import CT_TextCharacterProperties
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from lyhord.exports.letters import on_one_line, printable, shortened
from lyhord.exports.report.blocks import Bars, Column, Grid, Number, Paragraph, Quotation
from lyhord.exports.report.native import FONT, KIND, Figures, styled

Box: TypeAlias = tuple[float, float, float, float]
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
ACCENT, INK = RGBColor(0x0B, 0x54, 0x50), RGBColor(0x1D, 0x2A, 0x2F)
SOFT, TINT = RGBColor(0x4A, 0x5A, 0x60), RGBColor(0xE3, 0xF0, 0xEE)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
WIDE, HIGH = 13.333, 7.5
TITLE: Box = (0.6, 0.4, 12.1, 0.9)
NUMBER: Box = (12.2, 6.95, 0.8, 0.35)
MOST_LETTERS = 255  # of a property
SHORT = 50  # letters of a title that can be large
TITLE_LAYOUT, OTHER_LAYOUT = 0, 5
FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
LONG_AGO = datetime(2000, 1, 1)  # noqa: DTZ001 - a day, no moment


class Slides:
    """A file of slides in one language."""

    def __init__(self, language: str, *, title: str, subject: str) -> None:
        self.file = Presentation()
        self.file.slide_width, self.file.slide_height = Inches(WIDE), Inches(HIGH)
        self._language = LANGUAGES[language]
        self._title = title
        about = self.file.core_properties
        about.title, about.subject, about.author = title[:MOST_LETTERS], subject, "Lyhörd"
        about.language = self._language
        about.created = about.modified = LONG_AGO
        about.last_modified_by = ""
        about.revision = 1

    def add_first(self, told: Sequence[str], *, spoken: str) -> None:
        """Add the slide with the title of them all."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[TITLE_LAYOUT])
        slide.background.fill.solid()
        slide.background.fill.fore_color.rgb = ACCENT
        page = Page(slide, self._language)
        title = shortened(self._title, 100)
        points = 48 if len(title) <= SHORT else 32
        page.set_title(title, box=(0.9, 1.8, 11.5, 1.8), points=points, ink=WHITE)
        below = cast("Shape", slide.placeholders[1])
        _place(below, (0.9, 3.7, 11.5, 2.4))
        page.write(below.text_frame, told, points=22, ink=WHITE)
        _to_the_left(below.text_frame)
        page.say(spoken)

    def add(self, title: str, *, spoken: str) -> "Page":
        """Add a slide with a title and what its speaker says."""
        slide = self.file.slides.add_slide(self.file.slide_layouts[OTHER_LAYOUT])
        page = Page(slide, self._language)
        page.set_title(on_one_line(title), box=TITLE, points=30)
        page.say(spoken)
        page.add_slide_number()
        return page


class Page:
    """A slide; everything is added in the order in which it is read out."""

    def __init__(self, slide: Slide, language: str) -> None:
        self._slide = slide
        self._language = language

    def set_title(self, title: str, *, box: Box, points: int, ink: RGBColor = ACCENT) -> None:
        """Fill the placeholder that programs take for the slide's name."""
        placeholder = cast("Shape", self._slide.shapes.title)
        _place(placeholder, box)
        placeholder.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        self.write(placeholder.text_frame, [title], points=points, ink=ink, is_bold=True)
        _to_the_left(placeholder.text_frame)

    def say(self, text: str) -> None:
        """Write what the speaker says, below the slide."""
        frame = self._slide.notes_slide.notes_text_frame
        self.write(cast("TextFrame", frame), printable(text).splitlines() or [""])

    def add_text(self, text: str, *, box: Box, points: int, is_bold: bool = False) -> None:
        """Add a text in a box of its own."""
        if text.strip():
            frame = self._frame(box)
            lines = printable(text).splitlines()
            self.write(frame, lines, points=points, ink=INK, is_bold=is_bold)

    def add_list(self, items: Sequence[Paragraph], *, top: float) -> None:
        """Add short texts below each other."""
        frame = self._frame((0.6, top, 12.1, 6.8 - top))
        for place, item in enumerate(items):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(8)
            _bullet(paragraph)
            if item.lead:
                self._run(paragraph, f"{on_one_line(item.lead)} ", 20, INK, is_bold=True)
            self._run(paragraph, on_one_line(item.text), 20, INK)

    def add_numbers(self, numbers: Sequence[Number]) -> None:
        """Add figures that stand by themselves, beside each other."""
        for place, number in enumerate(numbers):
            frame = self._frame((0.6 + 4.1 * place, 1.5, 3.9, 1.9))
            self._run(frame.paragraphs[0], number.figure, 48, ACCENT, is_bold=True)
            text = shortened(on_one_line(number.of), 120)
            self._run(frame.add_paragraph(), text, 18, INK)

    def add_quotes(self, quotes: Sequence[Quotation], *, box: Box, most: int) -> None:
        """Add words of their own, each shortened to so many letters."""
        if not quotes:
            return
        frame = self._frame(box)
        frame.vertical_anchor = MSO_ANCHOR.TOP
        for place, quote in enumerate(quotes):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.space_before = Pt(0 if place == 0 else 10)
            text = shortened(on_one_line(quote.text), most)
            run = self._run(paragraph, f"”{text}”", 19, INK)
            run.set("lang", LANGUAGES.get(quote.language, quote.language))
            if quote.speaker:
                self._run(frame.add_paragraph(), f"– {quote.speaker}", 15, SOFT)

    def add_bars(self, bars: Bars, *, box: Box) -> None:
        """Add a chart that can be edited, with its words for who does not see it."""
        left, top, width, height = (Inches(each) for each in box)
        made = self._slide.shapes.add_chart(KIND, left, top, width, height, Figures(bars))
        frame = cast("GraphicFrame", made)
        styled(frame.chart, bars, points=16)
        _describe(frame, bars.title, bars.words)

    def add_grid(self, grid: Grid) -> None:
        """Add a table whose first row is its head."""
        rows, columns = len(grid.rows) + 1, len(grid.columns)
        left, top, width = Inches(0.6), Inches(1.5), 12.1
        frame = self._slide.shapes.add_table(
            rows, columns, left, top, Inches(width), Inches(0.45 * rows)
        )
        _describe(frame, grid.title, grid.title)
        whole = sum(column.part for column in grid.columns)
        for made, column in zip(frame.table.columns, grid.columns, strict=True):
            made.width = Inches(width * column.part / whole)
        heads = [column.heading for column in grid.columns]
        for row, texts in zip(frame.table.rows, (heads, *grid.rows), strict=True):
            for cell, text, column in zip(row.cells, texts, grid.columns, strict=True):
                self._fill(cell, text, column, is_head=texts is heads)

    def add_slide_number(self) -> None:
        """Add the number that programs fill in."""
        frame = self._frame(NUMBER)
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        field = etree.SubElement(paragraph._p, qn("a:fld"), id=FIELD, type="slidenum")  # noqa: SLF001
        etree.SubElement(field, qn("a:rPr"), lang=self._language, sz="1200")
        etree.SubElement(field, qn("a:t")).text = "‹#›"

    def write(
        self,
        frame: TextFrame,
        lines: Iterable[str],
        *,
        points: int | None = None,
        ink: RGBColor | None = None,
        is_bold: bool = False,
    ) -> None:
        """Write lines into a frame, in the file's language."""
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._run(paragraph, on_one_line(line), points, ink, is_bold=is_bold)

    def _run(
        self,
        paragraph: _Paragraph,
        text: str,
        points: int | None,
        ink: RGBColor | None,
        *,
        is_bold: bool = False,
    ) -> CT_TextCharacterProperties:
        run = paragraph.add_run()
        run.text = printable(text)
        if points:
            run.font.size, run.font.name = Pt(points), FONT
        if ink:
            run.font.color.rgb = ink
        run.font.bold = is_bold or None
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - the library has no other way
        properties.set("lang", self._language)
        return properties

    def _frame(self, box: Box) -> TextFrame:
        frame = self._slide.shapes.add_textbox(*(Inches(each) for each in box)).text_frame
        frame.word_wrap = True
        return frame

    def _fill(self, cell: _Cell, text: str, column: Column, *, is_head: bool) -> None:
        cell.fill.solid()
        cell.fill.fore_color.rgb = TINT if is_head else WHITE
        cell.margin_top = cell.margin_bottom = Inches(0.04)
        paragraph = cell.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
        self._run(paragraph, shortened(on_one_line(text), 80), 15, INK, is_bold=is_head)


def _place(shape: BaseShape, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in box)


def _to_the_left(frame: TextFrame) -> None:
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT


def _bullet(paragraph: _Paragraph) -> None:
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library has no other way
    properties.set("marL", "285750")
    properties.set("indent", "-285750")
    etree.SubElement(properties, qn("a:buChar"), char="•")


def _describe(frame: BaseShape, name: str, words: str) -> None:
    about = frame._element.find(f".//{qn('p:cNvPr')}")  # noqa: SLF001 - the library has no other way
    about.set("name", shortened(on_one_line(name), MOST_LETTERS))
    about.set("descr", printable(words))
