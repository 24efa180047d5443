"""Statements as a REFI-QDA project: a zip of sources as plain texts and one XML file about them.

Order and identities follow the schema. As QualCoder and NVivo find the texts of a case through a
code with the case's own identity, there is one for each, in a folder that cannot be chosen.
"""

import zipfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import BinaryIO

from lxml import etree

from lyhord.disclosing import Microdata
from lyhord.exports.qda.coding import TOLD, Material, Selection, Source, material
from lyhord.exports.qda.noting import notes_of
from lyhord.exports.qda.parts import (
    ORIGIN,
    Code,
    Xml,
    allowed,
    guid,
    leaf,
    one_line,
    write_codes,
)
from lyhord.exports.wording import AUDIENCES, CASES, ROWS_HEADED, about_rows

SPACE = "urn:QDA-XML:project:1.0"
LONG_AGO = date(2000, 1, 1)


def write(data: Microdata, target: BinaryIO) -> None:
    """Write the zip: first the sources, then what lies where in them."""
    found = material(data)
    with zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED) as parts:
        for source in found.sources:
            parts.writestr(f"sources/{source.guid}.txt", "\n".join(source.texts) + "\n")
        for theme_id, note in notes_of(data).items():
            parts.writestr(f"sources/{guid('note', data.round_id, theme_id)}.txt", note)
        with (
            parts.open("project.qde", "w", force_zip64=True) as about,
            etree.xmlfile(about, encoding="utf-8") as xml,
        ):
            xml.write_declaration(standalone=True)
            _Project(data, found, xml).write()


class _Project:
    """The XML file, part by part in the order of the schema."""

    def __init__(self, data: Microdata, found: Material, xml: Xml) -> None:
        self._data = data
        self._found = found
        self._xml = xml
        user = guid("user", data.method)
        made = f"{data.analysed_on or LONG_AGO}T00:00:00Z"
        self._made = {"creatingUser": user, "creationDateTime": made}
        themes = [theme.theme_id for theme in data.themes]
        self._themes = {each: guid("theme", data.round_id, each) for each in themes}
        self._notes = {each: guid("note", data.round_id, each) for each in notes_of(data)}

    def write(self) -> None:
        """Write everything."""
        name = one_line(self._data.round_name) or "–"
        whole = {"xmlns": SPACE, "name": name, "origin": ORIGIN}
        made = {
            "creatingUserGUID": self._made["creatingUser"],
            "creationDateTime": self._made["creationDateTime"],
        }
        with self._xml.element("Project", whole | made):
            self._users()
            self._codes()
            self._variables()
            self._cases()
            self._sources()
            self._write_notes()
            told = "\n".join(f"{name}: {text}" for name, text in about_rows(self._data))
            leaf(self._xml, "Description", text=allowed(told))

    def _users(self) -> None:
        name = one_line(self._data.method).replace("/", "-") or ORIGIN
        with self._xml.element("Users", {}):
            leaf(self._xml, "User", {"guid": self._made["creatingUser"], "name": name})

    def _codes(self) -> None:
        themes = [
            Code(
                guid=self._themes[each.theme_id],
                name=each.name,
                description=each.notes.description or each.definition,
                note=self._notes.get(each.theme_id, ""),
            )
            for each in self._data.themes
        ]
        cases = tuple(Code(guid=each.guid, name=each.name) for each in self._found.cases)
        folder = Code(
            guid=guid("cases", self._data.round_id), name=CASES, is_codable=False, codes=cases
        )
        codes = [*themes, folder] if cases else themes
        if codes:
            with self._xml.element("CodeBook", {}), self._xml.element("Codes", {}):
                write_codes(self._xml, codes)

    def _variables(self) -> None:
        with self._xml.element("Variables", {}):
            for name in TOLD:
                about = {"guid": _variable(ROWS_HEADED[name]), "name": ROWS_HEADED[name]}
                leaf(self._xml, "Variable", about | {"typeOfVariable": "Text"})

    def _cases(self) -> None:
        if not self._found.cases:
            return
        texts: dict[str | None, list[str]] = defaultdict(list)
        for source in self._found.sources:
            for selection in source.selections:
                texts[selection.case].append(selection.guid)
        with self._xml.element("Cases", {}):
            for case in self._found.cases:
                with self._xml.element("Case", {"guid": case.guid, "name": case.name}):
                    leaf(self._xml, "CodeRef", {"targetGUID": case.guid})
                    self._values(case.values)
                    for each in texts[case.guid]:
                        leaf(self._xml, "SelectionRef", {"targetGUID": each})

    def _values(self, values: Mapping[str, str]) -> None:
        for name, value in values.items():
            with self._xml.element("VariableValue", {}):
                leaf(self._xml, "VariableRef", {"targetGUID": _variable(name)})
                leaf(self._xml, "TextValue", text=allowed(value))

    def _sources(self) -> None:
        if not self._found.sources:
            return
        with self._xml.element("Sources", {}):
            for source in self._found.sources:
                self._source(source)

    def _write_notes(self) -> None:
        if not self._notes:
            return
        names = {theme.theme_id: theme.name for theme in self._data.themes}
        with self._xml.element("Notes", {}):
            for theme_id, note in self._notes.items():
                about = {"guid": note, "name": one_line(names[theme_id]) or "–"}
                path = {"plainTextPath": f"internal://{note}.txt"}
                leaf(self._xml, "Note", about | path | self._made)

    def _source(self, source: Source) -> None:
        about = {"guid": source.guid, "name": source.name}
        path = {"plainTextPath": f"internal://{source.guid}.txt"}
        with self._xml.element("TextSource", about | path | self._made):
            for selection in source.selections:
                self._selection(selection)
            if source.audience:
                self._values({ROWS_HEADED["audience"]: AUDIENCES[source.audience]})

    def _selection(self, selection: Selection) -> None:
        about = {
            "guid": selection.guid,
            "name": selection.name,
            "startPosition": str(selection.start),
            "endPosition": str(selection.end),
        }
        themes = (self._themes.get(theme) for theme in selection.themes)
        codes = (*themes, selection.case)
        with self._xml.element("PlainTextSelection", about | self._made):
            for code in filter(None, codes):
                self._coding(selection.guid, code)

    def _coding(self, selection: str, code: str) -> None:
        with self._xml.element("Coding", {"guid": guid(selection, code)} | self._made):
            leaf(self._xml, "CodeRef", {"targetGUID": code})


def _variable(name: str) -> str:
    return guid("variable", name)
