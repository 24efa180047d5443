"""What every file of a report is made of: disclosed figures and texts, and the questions asked."""

from collections.abc import Mapping
from datetime import date
from typing import get_args
from uuid import UUID

from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import ClosedAnswers, Crossing, Journey, Overview, RunReport, ThemeReport
from lyhord.exports.report.words import Language
from lyhord.instruments.definition import Audience, Information, Publication
from lyhord.instruments.wording import in_language
from lyhord.replying import publishing
from lyhord.replying.pages import Item, ThemeWords, heard
from lyhord.reviewing import codebooks
from lyhord.storage import collectors, instruments, journey_cases, places, replies, rounds, runs
from lyhord.storage.book import Head
from lyhord.storage.database import Connection
from lyhord.storage.journey_cases import JourneyCase


class Asked(Struct, frozen=True, kw_only=True):
    """What an audience was asked."""

    audience: Audience
    title: str
    questions: tuple[str, ...]


class Reply(Struct, frozen=True, kw_only=True):
    """What stands of "you said, we do", in the voice nearest to the report's language."""

    published_on: date
    introduction: str
    themes: tuple[tuple[Item, ThemeWords], ...]


class Report(Struct, frozen=True, kw_only=True):
    """A round, what was found in it, and the language in which that is told."""

    language: Language
    run: RunReport
    overview: Overview
    answers: ClosedAnswers
    journey: Journey
    purpose: str = ""
    owner: str = ""
    asked: tuple[Asked, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    log: tuple[Head, ...] = ()
    places: Mapping[str, str] = {}
    actors: Mapping[str, str] = {}
    reply: Reply | None = None
    cases: tuple[JourneyCase, ...] = ()

    @property
    def themes(self) -> tuple[ThemeReport, ...]:
        """The themes, without what found none."""
        return tuple(each for each in self.run.themes if each.source != "remainder")

    @property
    def unquoted(self) -> tuple[ThemeReport, ...]:
        """The themes without a quote, of which there are some that nobody has decided about."""
        return tuple(each for each in self.themes if each.unread and not each.quotes)

    @property
    def is_unread(self) -> bool:
        """Whether there would be quotes, if somebody had read one."""
        return bool(self.unquoted) and not any(each.quotes for each in self.themes)

    @property
    def remainder(self) -> Mapping[str, ThemeReport]:
        """What found no theme, by the name of why."""
        return {each.theme_id: each for each in self.run.themes if each.source == "remainder"}


async def gather(db: Connection, round_id: UUID, run_id: UUID, *, language: Language) -> Report:
    """Disclose all that a report may say; raises `NotFoundError` for what does not exist."""
    round_ = await rounds.get(db, round_id)
    place = await places.get(db, round_.place_id)
    run = await disclosing.run_report(db, round_id, run_id, quoting="approved")
    return Report(
        language=language,
        run=run,
        overview=await disclosing.overview(db, round_id),
        journey=await disclosing.journey(db, run),
        answers=await disclosing.closed_answers(db, round_id, language=language),
        purpose=round_.purpose,
        owner=round_.owner,
        asked=await _asked(db, round_id, language),
        crossings=await disclosing.crossings(db, round_id, run_id),
        log=await _log(db, round_id, run.run_id),
        places={option.id: option.text for option in place.municipalities},
        actors={option.id: option.text for option in place.actors},
        reply=await _reply(db, round_id, language),
        cases=await _cases(db, round_id),
    )


async def _reply(db: Connection, round_id: UUID, language: Language) -> Reply | None:
    """What stands now; None where nothing was published, or it was taken down."""
    loop = await replies.loop(db, round_id)
    if loop.version is None or loop.done_on is None:
        return None
    page = publishing.page_of((await replies.edition(db, round_id, loop.version)).document)
    said = page.voices[heard(page.voices, language, is_for_children=False).key]
    return Reply(
        published_on=loop.done_on,
        introduction=said.introduction,
        themes=tuple((item, said.of(item.theme_id)) for item in page.items),
    )


async def _cases(db: Connection, round_id: UUID) -> tuple[JourneyCase, ...]:
    found = [await journey_cases.get(db, round_id, each) for each in get_args(Audience)]
    return tuple(each for each in found if each is not None and each.text.strip())


async def _log(db: Connection, round_id: UUID, run_id: UUID) -> tuple[Head, ...]:
    """What people did to the codebook until they put these themes to use; nothing of a machine."""
    version = (await runs.get(db, round_id, run_id)).codebook_version
    return () if version is None else await codebooks.log(db, round_id, until=version)


async def _asked(db: Connection, round_id: UUID, language: Language) -> tuple[Asked, ...]:
    """Of each audience the newest questions that it has a door to."""
    publications: dict[Audience, Publication] = {}
    doors = await collectors.of_round(db, round_id)
    for door in sorted(doors, key=lambda each: each.rank):
        edition = await instruments.at_version(db, door.instrument_id, door.version)
        publications[door.audience] = edition.document
    return tuple(
        _of_audience(audience, publications[audience], language)
        for audience in sorted(publications)
    )


def _of_audience(audience: Audience, publication: Publication, language: Language) -> Asked:
    instrument = in_language(publication, language)
    return Asked(
        audience=audience,
        title=instrument.title,
        questions=tuple(
            question.text
            for question in instrument.questions
            if not isinstance(question, Information)
        ),
    )
