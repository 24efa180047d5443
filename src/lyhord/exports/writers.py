"""What writes each format. What a format needs is loaded when the first file of it is written.

Together those libraries take longer to load, and more memory, than most files to write.
"""

from typing import BinaryIO

from lyhord.disclosing import Microdata
from lyhord.exports.report.report import Report


def workbook(report: Report) -> bytes:
    """A workbook of a report."""
    from lyhord.exports.report.workbook import workbook as written

    return written(report)


def codebook(report: Report) -> bytes:
    """A REFI-QDA codebook."""
    from lyhord.exports.qda.codebook import codebook as written

    return written(report)


def word(report: Report) -> bytes:
    """A report for Word."""
    from lyhord.exports.report.outline import document
    from lyhord.exports.report.word import docx_of

    return docx_of(document(report))


def slides(report: Report) -> bytes:
    """Slides."""
    from lyhord.exports.report.slides import pptx_of

    return pptx_of(report)


def pdf(report: Report) -> bytes:
    """A report as PDF."""
    from lyhord.exports.report.outline import document
    from lyhord.exports.report.pdf import pdf_of

    return pdf_of(document(report))


def brief(report: Report) -> bytes:
    """A decision brief for Word."""
    from lyhord.exports.report.brief import brief_of
    from lyhord.exports.report.word import docx_of

    return docx_of(brief_of(report))


def newsletter(report: Report) -> bytes:
    """A paragraph of a newsletter."""
    from lyhord.exports.report.newsletter import newsletter_of

    return newsletter_of(report)


def cards(report: Report) -> bytes:
    """Quote cards."""
    from lyhord.exports.report.pdf import cards_of

    return cards_of(report)


def notes(report: Report) -> bytes:
    """Sticky notes."""
    from lyhord.exports.report.notes import notes_of

    return notes_of(report)


def rows_as_workbook(data: Microdata, target: BinaryIO) -> None:
    """Rows as a workbook."""
    from lyhord.exports.microdata import workbooks

    workbooks.statements(data, target)


def rows_as_sav(data: Microdata, target: BinaryIO) -> None:
    """Rows as an SPSS file."""
    from lyhord.exports.microdata import spss

    spss.write(data, target)


def rows_as_parquet(data: Microdata, target: BinaryIO) -> None:
    """Rows as Parquet."""
    from lyhord.exports.microdata import frames

    frames.write(data, target)


def rows_as_project(data: Microdata, target: BinaryIO) -> None:
    """Rows as a REFI-QDA project."""
    from lyhord.exports.qda import project

    project.write(data, target)
