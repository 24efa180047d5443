"""Puts a chart that can be edited into a Word file, with its words for who does not see it."""

# the library's types end where its XML begins
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from typing import cast

from docx.document import Document as WordFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.package import Package
from docx.shared import Mm
from pptx import Presentation
from pptx.parts.chart import ChartPart

from lyhord.exports.letters import printable
from lyhord.exports.report.blocks import Bars
from lyhord.exports.report.native import KIND, Figures, styled

WIDTH, ROW, ROOM = 160, 8, 9  # millimetres: of a chart, of each bar, around them
POINTS = 10
SPACES = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)
DRAWING = (
    f"<w:drawing {SPACES}><wp:inline>"
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Diagram {number}"/>'
    "<wp:cNvGraphicFramePr/><a:graphic>"
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


def add_chart(file: WordFile, bars: Bars) -> None:
    """Add bars under their title; the table below says the same in figures."""
    file.add_paragraph(printable(bars.title), style="Caption")
    package = cast("Package", file.part.package)
    number = sum(str(part.partname).startswith("/word/charts/") for part in package.parts) + 1
    relation = file.part.relate_to(_part(package, bars, number), RELATIONSHIP_TYPE.CHART)
    height = Mm(ROOM + ROW * len(bars.bars))
    drawing = parse_xml(
        DRAWING.format(width=Mm(WIDTH), height=height, number=number, relation=relation)
    )
    drawing[0][1].set("descr", printable(bars.words))
    paragraph = file.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    paragraph.add_run()._r.append(drawing)  # noqa: SLF001 - the library has no other way


def _part(package: Package, bars: Bars, number: int) -> Part:
    """The chart as a part of a Word file; the library of slides makes it."""
    figures = Figures(bars)
    made = ChartPart.new(KIND, figures, Presentation().part.package)  # pyright: ignore[reportArgumentType] - it takes any chart's figures
    styled(made.chart, bars, points=POINTS)
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"),
        CONTENT_TYPE.SML_SHEET,
        figures.xlsx_blob,
        package,
    )
    chart = Part(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, made.blob, package
    )
    (known,) = made.rels
    chart.load_rel(RELATIONSHIP_TYPE.PACKAGE, book, known)
    return chart
