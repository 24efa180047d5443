"""Whether LibreOffice opens every office file, and a full brief stays at two pages.

    python bench/opening.py [--json]

Needs `soffice` (Debian: libreoffice-writer, -calc and -impress); exits with 1 where it is missing,
where a file cannot be turned into a PDF, or where the brief is longer. The last line is a JSON
object: pages by format, and `ratio`, the brief's pages / two.
"""

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace
from pypdf import PdfReader

sys.path.insert(0, str(Path(__file__).parents[1]))

from lyhord import exports
from lyhord.disclosing import Quote, RunReport
from lyhord.storage.runs import ThemeNotes
from tests.exports.reports import a_theme, a_whole_report

OFFICE = ("docx", "pptx", "brief", "xlsx")
BRIEF, SECONDS = 2, 300


def many(run: RunReport) -> RunReport:
    """So much of everything that nothing may run over."""
    notes = ThemeNotes(opportunity="Hur kan vi göra allt detta mycket bättre? " * 12)
    quote = Quote(text="ord " * 25, language="sv", audience="youth")
    themes = tuple(
        a_theme(name=f"Ett långt namn på ett tema nummer {n} " * 3, notes=notes, quotes=(quote,))
        for n in range(20)
    )
    return replace(run, themes=themes, round_name="En mycket lång omgång " * 12)


def pages(folder: Path, soffice: str) -> dict[str, int]:
    """Write every file, let LibreOffice make a PDF of it, and count its pages, by format."""
    report = a_whole_report()
    report = replace(report, run=many(report.run), purpose="syfte " * 200)
    for format_ in OFFICE:
        file = exports.make(format_, report)
        (folder / f"{format_}.{exports.FORMATS[format_].suffix}").write_bytes(file.content)
    files = [str(path) for path in sorted(folder.iterdir())]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=SECONDS)  # noqa: S603  our own files
    return {path.stem: len(PdfReader(path).pages) for path in sorted(folder.glob("*.pdf"))}


def main() -> None:
    """Open all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="figures alone, on one line")
    asked = parser.parse_args()
    soffice = shutil.which("soffice")
    if soffice is None:
        sys.exit("soffice is not installed: install libreoffice-writer, -calc and -impress")
    with TemporaryDirectory() as folder:
        found = pages(Path(folder), soffice)
    if not asked.json:
        for format_, n in found.items():
            print(f"{format_:<12}{n:>4} pages")
    print(json.dumps({"pages": found, "ratio": found.get("brief", 0) / BRIEF}))
    if set(found) != set(OFFICE) or found["brief"] > BRIEF:
        sys.exit("not every file could be opened, or the brief is too long")


if __name__ == "__main__":
    main()
