"""The papers of a round: which there are, one of them, and all of them, as Word files."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lyhord.errors import NotFoundError
from lyhord.exports.law.documents import (
    Language,
    Text,
    filled,
    is_needed,
    names,
    references,
    text_of,
)
from lyhord.exports.law.docx import DOCX, docx_of
from lyhord.exports.law.facts import Known, facts_in
from lyhord.exports.table import File

ZIP = "application/zip"


def papers_of(known: Known) -> tuple[tuple[str, Language, Text], ...]:
    """The papers that a round needs: name, language and text."""
    found: list[tuple[str, Language, Text]] = []
    for name, language in names():
        text = text_of(name, language)
        if is_needed(text, facts_in(known, language)):
            found.append((name, language, text))
    return tuple(found)


def one_paper(known: Known, name: str, language: str, *, surveys: Path) -> File:
    """Make one paper of a round, or raise `NotFoundError` where it needs no such."""
    for known_name, known_language, text in papers_of(known):
        if (known_name, known_language) == (name, language):
            return _made(known, name, known_language, text, surveys)
    raise NotFoundError("paper", f"{name} in {language}")


def all_papers(known: Known, *, surveys: Path) -> tuple[File, ...]:
    """Make every paper that a round needs."""
    return tuple(
        _made(known, name, language, text, surveys) for name, language, text in papers_of(known)
    )


def zipped(files: tuple[File, ...]) -> File:
    """Put files into one."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(ZipInfo(file.name), file.content)
    return File(name="underlag.zip", media_type=ZIP, content=target.getvalue())


def _made(known: Known, name: str, language: Language, text: Text, surveys: Path) -> File:
    facts = facts_in(known, language)
    paper = filled(name, text, facts, rules=references(surveys))
    suffix = "" if language == "sv" else f"-{language}"
    return File(name=f"{name}{suffix}.docx", media_type=DOCX, content=docx_of(paper))
