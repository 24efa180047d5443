"""The papers of a round: which there are, one of them as a PDF, all of them as a zip."""

import io
from collections.abc import Sequence
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from lyhord.errors import BadInputError, NotFoundError
from lyhord.exports.paper.sheet import sheet
from lyhord.exports.paper.typesetting import pdf
from lyhord.exports.table import File
from lyhord.instruments.definition import Audience, Publication
from lyhord.instruments.places import Place
from lyhord.instruments.wording import languages
from lyhord.storage import collectors, instruments, places, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection

PDF = "application/pdf"
ZIP = "application/zip"


class Paper(Struct, frozen=True, kw_only=True):
    """What an audience is asked in a round, ready to be set in each of its languages."""

    audience: Audience
    publication: Publication
    place: Place
    version: int

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that it can be printed in, its own first."""
        return languages(self.publication)


async def papers_of(db: Connection, round_id: UUID) -> tuple[Paper, ...]:
    """List a paper for each audience that has a door, in the version of its newest paper door.

    Without a paper door: the newest of any. A paper asks everything, whatever a door has preset.
    """
    round_ = await rounds.get(db, round_id)
    place = await places.get(db, round_.place_id)
    newest: dict[Audience, Collector] = {}
    for door in sorted(await collectors.of_round(db, round_id), key=_rank):
        newest[door.audience] = door
    return tuple(
        [
            Paper(
                audience=audience,
                publication=await _publication(db, door),
                place=place,
                version=door.version,
            )
            for audience, door in sorted(newest.items())
        ]
    )


def one_paper(papers: Sequence[Paper], audience: str, language: str | None = None) -> File:
    """Set the paper of an audience, in its own language unless another is asked for."""
    for paper in papers:
        if paper.audience == audience:
            return _file(paper, _spoken(paper, language))
    raise NotFoundError("door of this round for", audience)


def all_papers(papers: Sequence[Paper], language: str | None = None) -> File:
    """Set every paper in every language, or in the one asked for, and put them into a zip."""
    wanted = [
        (paper, spoken)
        for paper in papers
        for spoken in paper.languages
        if language is None or spoken == language
    ]
    if not wanted:
        what = "has no door yet" if not papers else f"has no questions in {language}"
        raise BadInputError(f"there is nothing to print: the round {what}")
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for paper, spoken in wanted:
            file = _file(paper, spoken)
            archive.writestr(ZipInfo(file.name), file.content)
    return File(name="fragor.zip", media_type=ZIP, content=target.getvalue())


def _file(paper: Paper, language: str) -> File:
    made = sheet(paper.publication, paper.place, version=paper.version, language=language)
    name = f"fragor-{paper.audience}-{language}.pdf"
    return File(name=name, media_type=PDF, content=pdf(made))


def _spoken(paper: Paper, language: str | None) -> str:
    if language is None:
        return paper.languages[0]
    if language not in paper.languages:
        there_are = ", ".join(paper.languages)
        raise NotFoundError("language", f"{language} of these questions; there are {there_are}")
    return language


def _rank(door: Collector) -> tuple[bool, int]:
    return door.mode == "paper", door.version


async def _publication(db: Connection, door: Collector) -> Publication:
    edition = await instruments.at_version(db, door.instrument_id, door.version)
    return edition.document
