"""A report's themes as a REFI-QDA codebook: names and definitions, no figures."""

import io

from lxml import etree

from lyhord.exports.qda.noting import noted
from lyhord.exports.qda.parts import ORIGIN, Code, guid, write_codes
from lyhord.exports.report.report import Report

SPACE = "urn:QDA-XML:codebook:1.0"


def codebook(report: Report) -> bytes:
    """Write the codebook; one without themes has a folder alone, as none may be empty."""
    codes = [
        Code(
            guid=guid("theme", report.run.round_id, theme.theme_id),
            name=theme.name,
            description="\n".join(
                filter(None, (theme.notes.description or theme.definition, noted(theme.notes)))
            ),
        )
        for theme in report.themes
    ]
    if not codes:
        name = report.run.round_name
        codes = [Code(guid=guid("round", report.run.round_id), name=name, is_codable=False)]
    target = io.BytesIO()
    with etree.xmlfile(target, encoding="utf-8") as xml:
        xml.write_declaration(standalone=True)
        with (
            xml.element("CodeBook", {"xmlns": SPACE, "origin": ORIGIN}),
            xml.element("Codes", {}),
        ):
            write_codes(xml, codes)
    return target.getvalue()
