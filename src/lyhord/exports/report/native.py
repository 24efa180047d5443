"""Charts that Office programs edit: bars with their intervals, and the figures beside them."""

# the library's types end where its XML begins, and lxml and xlsxwriter have none
# pyright: reportPrivateUsage=false, reportUnknownMemberType=false, reportMissingTypeStubs=false
# pyright: reportAttributeAccessIssue=false, reportIncompatibleVariableOverride=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

import io
from datetime import datetime
from typing import cast

from lxml import etree
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.series import BarSeries
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.util import Pt
from xlsxwriter import Workbook

from lyhord.exports.letters import shortened
from lyhord.exports.report.blocks import Bar, Bars

KIND = XL_CHART_TYPE.BAR_CLUSTERED
FONT = "Calibri"
BAR, INK = RGBColor(0x4F, 0x94, 0x8D), RGBColor(0x1D, 0x2A, 0x2F)
LONGEST_NAME = 60
WHOLE = 100
PARTS = ("minus", "plus")


class _Sheet(CategoryWorkbookWriter):
    """The figures behind a chart: texts stay texts, and the same figures give the same bytes."""

    def __init__(self, figures: "Figures") -> None:
        super().__init__(figures)
        self._figures = figures

    @property
    def xlsx_blob(self) -> bytes:
        target, bars = io.BytesIO(), self._figures.bars
        book = Workbook(target, {"in_memory": True})
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - a day, no moment
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 1, shortened(bars.title, WHOLE))
        for row, bar in enumerate(bars.bars, start=1):
            sheet.write_string(row, 0, _name(bar))
            sheet.write_number(row, 1, bar.size)
        book.close()
        return target.getvalue()


class Figures(CategoryChartData):
    """Bars as the library's charts take them."""

    def __init__(self, bars: Bars) -> None:
        super().__init__(number_format='0" %"' if bars.is_share else "0")
        self.bars = bars
        self.categories = [_name(bar) for bar in bars.bars]
        self.add_series(shortened(bars.title, WHOLE), [bar.size for bar in bars.bars])

    @property
    def _workbook_writer(self) -> _Sheet:
        return _Sheet(self)


def _name(bar: Bar) -> str:
    """The name with the figure: beside a bar and its interval there is no room that is free."""
    return f"{shortened(bar.name, LONGEST_NAME)}  {bar.text}"


def styled(chart: Chart, bars: Bars, *, points: int) -> None:
    """Give a chart its look: one colour, names and figures in ink, no lines that say nothing."""
    chart.has_legend = False
    chart.has_title = False
    chart.font.name = FONT
    chart.font.size = Pt(points)
    chart.font.color.rgb = INK
    _axes(chart, bars)
    _unframe(chart)
    plot = chart.plots[0]
    plot.gap_width = 60
    series = cast("BarSeries", plot.series[0])
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = BAR
    if all(bar.low is not None for bar in bars.bars):
        _add_intervals(series, bars)


def _unframe(chart: Chart) -> None:
    """No frame and no ground: the paper's own shows through."""
    shape = etree.Element(qn("c:spPr"))
    etree.SubElement(shape, qn("a:noFill"))
    etree.SubElement(etree.SubElement(shape, qn("a:ln")), qn("a:noFill"))
    chart._chartSpace.find(qn("c:chart")).addnext(shape)  # noqa: SLF001 - no other way


def _axes(chart: Chart, bars: Bars) -> None:
    names, sizes = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.color.rgb = INK
    names.major_tick_mark = XL_TICK_MARK.NONE
    sizes.visible = False
    sizes.has_major_gridlines = False
    sizes.minimum_scale = 0
    furthest = max((bar.high or bar.size for bar in bars.bars), default=1)
    sizes.maximum_scale = bars.top or furthest or 1
    sizes.tick_label_position = XL_TICK_LABEL_POSITION.NONE


def _add_intervals(series: BarSeries, bars: Bars) -> None:
    """Draw how far the true share may lie from the bar, as error bars with their own figures."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    errors = etree.SubElement(series._element, qn("c:errBars"))  # noqa: SLF001 - no other way
    for tag, value in (("errBarType", "both"), ("errValType", "cust"), ("noEndCap", "0")):
        etree.SubElement(errors, f"{{{space}}}{tag}").set("val", value)
    for part in PARTS[::-1]:
        numbers = etree.SubElement(etree.SubElement(errors, qn(f"c:{part}")), qn("c:numLit"))
        etree.SubElement(numbers, qn("c:formatCode")).text = "General"
        etree.SubElement(numbers, qn("c:ptCount")).set("val", str(len(bars.bars)))
        for place, bar in enumerate(bars.bars):
            reach = (bar.high or 0) - bar.size if part == "plus" else bar.size - (bar.low or 0)
            point = etree.SubElement(numbers, qn("c:pt"))
            point.set("idx", str(place))
            etree.SubElement(point, qn("c:v")).text = str(reach)
    line = etree.SubElement(etree.SubElement(errors, qn("c:spPr")), qn("a:ln"), w="15875")
    etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"), val=str(INK))
    before = series._element.find(qn("c:cat"))  # noqa: SLF001 - the schema wants them in order
    before.addprevious(errors)
