"""The draft of a reply: what people have chosen and written so far, part by part."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import RunReport, ThemeReport
from lyhord.instruments.wording import languages
from lyhord.replying.pages import FIRST, Plan, Voice, Words, voices_of
from lyhord.storage import collectors, findings, instruments, replies, runs
from lyhord.storage.database import Connection
from lyhord.storage.findings import StatementText

PLAN = "plan"


class Draft(Struct, frozen=True, kw_only=True):
    """What there is of a reply, and at which revision each part of it is."""

    plan: Plan
    voices: Mapping[str, Words]
    revisions: Mapping[str, int]

    @property
    def first(self) -> Words:
        """The words that the others follow."""
        return self.voices.get(FIRST.key, Words())

    def revision(self, part: str) -> int:
        """At which revision a part is; 0 where nobody has begun it."""
        return self.revisions.get(part, 0)

    def lags(self, voice: Voice) -> bool:
        """Whether the first voice was changed after this one was written beside it."""
        words = self.voices.get(voice.key)
        return (
            words is not None and not voice.is_first and (words.follows < self.revision(FIRST.key))
        )


class Asked(Struct, frozen=True, kw_only=True):
    """Whom a round asked: in which languages, and whether there were children among them."""

    voices: tuple[Voice, ...]
    has_children: bool


async def read(db: Connection, round_id: UUID) -> Draft:
    """What there is of a round's reply."""
    parts = await replies.parts(db, round_id)
    plan = parts.get(PLAN)
    return Draft(
        plan=msgspec.convert(plan.document, Plan) if plan else Plan(),
        voices={
            name: msgspec.convert(part.document, Words)
            for name, part in parts.items()
            if name != PLAN
        },
        revisions={name: part.revision for name, part in parts.items()},
    )


async def save_plan(
    db: Connection, round_id: UUID, plan: Plan, *, revision: int, actor: str
) -> bool:
    """Keep what was chosen; says whether nobody had changed it since it was read."""
    document = msgspec.to_builtins(plan)
    return await replies.put_part(
        db, round_id, PLAN, revision=revision, document=document, actor=actor
    )


async def save_words(
    db: Connection, round_id: UUID, voice: Voice, words: Words, *, revision: int, actor: str
) -> bool:
    """Keep what a voice says; says whether nobody had changed it since it was read."""
    document = msgspec.to_builtins(words)
    return await replies.put_part(
        db, round_id, voice.key, revision=revision, document=document, actor=actor
    )


async def asked(db: Connection, round_id: UUID) -> Asked:
    """Whom the round asked, by its doors."""
    doors = await collectors.of_round(db, round_id)
    surveys = {(door.instrument_id, door.version) for door in doors}
    editions = [await instruments.at_version(db, *survey) for survey in sorted(surveys)]
    spoken = [each for edition in editions for each in languages(edition.document)]
    return Asked(
        voices=voices_of(spoken), has_children=any(door.audience == "child" for door in doors)
    )


async def found(db: Connection, round_id: UUID) -> RunReport | None:
    """What may be told of the round's current analysis; None where there is none."""
    run = await runs.current(db, round_id)
    return None if run is None else await disclosing.run_report(db, round_id, run.run_id)


def answerable(report: RunReport) -> dict[str, ThemeReport]:
    """The themes that can be answered, by id: not what was not understood."""
    return {each.theme_id: each for each in report.themes if each.source != "remainder"}


async def quoted(
    db: Connection, report: RunReport, theme_id: str, texts: list[str]
) -> tuple[UUID, ...]:
    """The statements behind texts of a theme that are shown as quotes; others have none."""
    theme = answerable(report).get(theme_id)
    shown = {quote.text for quote in theme.quotes} if theme else set[str]()
    ids = [
        await findings.statement_of(
            db, report.round_id, report.run_id, theme_id=theme_id, text=text
        )
        for text in texts
        if text in shown
    ]
    return tuple(each for each in ids if each is not None)


async def texts_of(db: Connection, round_id: UUID, plan: Plan) -> dict[UUID, StatementText]:
    """The texts that are chosen as quotes, as they are now."""
    ids = [each for theme in plan.themes for each in theme.quotes]
    return await findings.texts_of(db, round_id, ids)
