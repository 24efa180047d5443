"""Publishes the figures of a round and of its runs, once, and gives what was published.

What may be shown of true counts is `guarding`'s; when they may be told anew, `freezing`'s.
"""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import answering, cuts, reworking
from lyhord.disclosing.completing import completion
from lyhord.disclosing.cuts import EVERYBODY, Group, Tallies
from lyhord.disclosing.freezing import (
    FrozenRound,
    FrozenRun,
    FrozenTheme,
    Now,
    frozen_groups,
    held_back,
    may_refresh,
)
from lyhord.disclosing.guarding import Theme, guard_people, guard_theme
from lyhord.disclosing.reworking import UNTOUCHED, Reworked
from lyhord.disclosing.tables import languages_told, quotable, statements_told
from lyhord.privacy.cells import rounded_down
from lyhord.storage import figures, findings, guards, runs
from lyhord.storage.database import Connection
from lyhord.storage.figures import RunVersion, Standing, ThemeCount, Version
from lyhord.storage.guards import Guard
from lyhord.storage.rounds import Round


class Published(Struct, frozen=True, kw_only=True):
    """The figures of a round, and which version of them these are."""

    version: Version
    figures: FrozenRound


class PublishedRun(Struct, frozen=True, kw_only=True):
    """The figures of a run, beside those of its round that were published with them.

    They are an earlier run's where those of the run asked for must wait.
    """

    run_id: UUID
    round: Published
    figures: FrozenRun


async def of_round(db: Connection, round_: Round) -> Published | None:
    """The figures of a round, made anew if they may be; None for one that never was settled."""
    round_id = round_.round_id
    if not round_.is_settled:
        return _read(await figures.latest(db, round_id))
    await figures.lock(db, round_id)
    before = _read(await figures.latest(db, round_id))
    if _stays(before, await figures.standing(db, round_id)):
        return before
    now = await _counted(db, round_id)
    if _stays(before, now.standing):
        return before
    rule = await guards.get(db, round_id)
    known = before.figures if before else None
    made = await asyncio.to_thread(frozen_round, now, known, rule)
    made = await _with_answers(db, round_id, made, known)
    number = before.version.version + 1 if before else 1
    await figures.add(db, round_id, version=number, document=msgspec.to_builtins(made))
    await answering.publish(db, round_id, number, made)
    return Published(version=await figures.at(db, round_id, number), figures=made)


def _stays(before: Published | None, now: Standing) -> bool:
    return before is not None and not may_refresh(before.figures, now)


async def _counted(db: Connection, round_id: UUID) -> Now:
    """Everybody, and then who has withdrawn: who does between is never taken for one more later."""
    people = await figures.people(db, round_id)
    return Now(counts=people, withdrawn=(await figures.standing(db, round_id)).withdrawn)


async def _with_answers(
    db: Connection, round_id: UUID, made: FrozenRound, before: FrozenRound | None
) -> FrozenRound:
    """Say how much was answered and in which languages, once: a later version repeats it."""
    if before is not None and before.languages:
        return replace(made, answered=before.answered, languages=before.languages)
    rule = made.guard
    return replace(
        made,
        answered=completion(await figures.answered(db, round_id), made.figures, rule),
        languages=languages_told(await figures.languages(db, round_id), rule),
    )


async def of_run(
    db: Connection, published: Published, round_: Round, run_id: UUID
) -> PublishedRun | None:
    """The figures of a run beside those of its round; None where none can be published yet.

    A run on answers that differ from those published by too few must wait: until enough came or
    went, the run that was published before it stands for it.
    """
    known = await figures.of_run(db, round_.round_id, run_id)
    if known is not None:
        return await _read_run(db, round_, known)
    newest = await figures.newest_run(db, round_.round_id)
    earlier = None if newest is None else await _read_run(db, round_, newest)
    if not round_.is_settled:
        return earlier
    if _waits(published, earlier, await figures.standing(db, round_.round_id)):
        return earlier
    now = await _counted(db, round_.round_id)
    if _waits(published, earlier, now.standing):
        return earlier
    found = await figures.themes(db, round_.round_id, run_id)
    known = published.figures
    reworked = await _reworked(db, round_.round_id, run_id, known.guard)
    made = await asyncio.to_thread(frozen_run, found, now, known, reworked)
    languages = await findings.languages(db, round_.round_id, run_id)
    made = replace(made, languages=languages_told(languages, published.figures.guard))
    await figures.add_run(
        db,
        round_.round_id,
        run_id,
        version=published.version.version,
        document=msgspec.to_builtins(made),
    )
    await answering.publish_journey(
        db, round_.round_id, run_id, published.figures, kin=_like(reworked)
    )
    return PublishedRun(run_id=run_id, round=published, figures=made)


async def themes_like(
    db: Connection, round_id: UUID, run_id: UUID, rule: Guard
) -> dict[str, frozenset[str]]:
    """The themes published before that each theme of a run is like, by ids."""
    return _like(await _reworked(db, round_id, run_id, rule))


def _like(reworked: Reworked) -> dict[str, frozenset[str]]:
    """The themes published before that each theme of a run is like."""
    return {
        theme: frozenset(each.theme.theme_id for each in kin) for theme, kin in reworked.kin.items()
    }


def _waits(published: Published, earlier: PublishedRun | None, now: Standing) -> bool:
    if earlier is None:
        return False
    return now.digest not in {published.figures.digest, earlier.figures.digest}


async def run_as_published(db: Connection, round_: Round, run_id: UUID) -> PublishedRun | None:
    """The figures of a run if they were published, without looking whether the round changed."""
    known = await figures.of_run(db, round_.round_id, run_id)
    return None if known is None else await _read_run(db, round_, known)


async def _reworked(db: Connection, round_id: UUID, run_id: UUID, rule: Guard) -> Reworked:
    """What the themes of a run that people worked on have to do with those published before."""
    if not (await runs.get(db, round_id, run_id)).is_reviewed:
        return Reworked()
    published = {
        each.run_id: msgspec.convert(each.document, FrozenRun)
        for each in await figures.every_run(db, round_id)
    }
    kin = reworking.kin(await figures.shared(db, round_id, run_id), published)
    unions = await figures.unions(db, round_id, run_id)
    return Reworked(kin=kin, pointed_out=reworking.pointed_out(unions, kin, rule))


async def is_current(db: Connection, round_: Round) -> bool:
    """Whether the figures of a settled round are of just those who are counted in it now."""
    known = _read(await figures.latest(db, round_.round_id))
    digest = (await figures.standing(db, round_.round_id)).digest
    if known is not None and known.figures.digest == digest:
        return True
    made = await of_round(db, round_)
    return made is not None and made.figures.digest == digest


def frozen_round(now: Now, before: FrozenRound | None, rule: Guard) -> FrozenRound:
    """The figures of a round as they stand, beside those that were published before."""
    left_out = cuts.left_out(now.counts, rule)
    people = dict(cuts.people(each for each in now.counts if each.audience not in left_out))
    held = held_back(before, people, rule)
    people |= {group: cuts.NOBODY for group in held if group not in people}
    return FrozenRound(
        guard=rule,
        left_out=left_out,
        groups=tuple(frozen_groups(guard_people(people, held, rule), people)),
        floor=rounded_down(now.standing.n),
        withdrawn=now.withdrawn,
        digest=now.standing.digest,
    )


def frozen_run(
    counts: Iterable[ThemeCount],
    now: Now,
    round_: FrozenRound,
    reworked: Reworked = UNTOUCHED,
) -> FrozenRun:
    """The figures of a run's themes beside those of its round, and of themes published before."""
    people = cuts.people(each for each in now.counts if each.audience not in round_.left_out)
    of_themes: dict[str, list[ThemeCount]] = {}
    for count in counts:
        if count.audience not in round_.left_out:
            of_themes.setdefault(count.theme_id, []).append(count)
    return FrozenRun(
        digest=now.standing.digest,
        themes=tuple(
            _beside(reworked, of_themes[theme_id], people, round_) for theme_id in sorted(of_themes)
        ),
    )


def _beside(
    reworked: Reworked, counts: Sequence[ThemeCount], people: Tallies, round_: FrozenRound
) -> FrozenTheme:
    """The figures of a theme; those of one published before, where they differ by too few."""
    theme_id = counts[0].theme_id
    kin = reworked.kin.get(theme_id, ())
    held = reworking.held(kin, round_.figures, round_.guard)
    if theme_id in reworked.pointed_out:
        held |= round_.figures.keys() - {EVERYBODY}
    made = _frozen_theme(counts, people, round_, held)
    before = reworking.unchanged(kin, round_.guard)
    return made if before is None else reworking.kept(before, made, round_)


def _frozen_theme(
    counts: Sequence[ThemeCount], people: Tallies, round_: FrozenRound, held: Collection[Group]
) -> FrozenTheme:
    rule, statements = round_.guard, sum(count.statements for count in counts)
    theme_id = counts[0].theme_id
    writers = cuts.writers(counts)[theme_id]
    sizes = {group: of for group, of in round_.figures.items() if cuts.is_for_themes(group)}
    told = guard_theme(
        Theme(
            writers=writers,
            statements=statements,
            people=people,
            shown=sizes,
            rule=rule,
            held=held,
        )
    )
    by_audience = cuts.by_audience(writers)
    return FrozenTheme(
        theme_id=theme_id,
        cells=tuple(told.items()),
        statements=statements_told(told[EVERYBODY], by_audience, statements, rule),
        quoted=quotable(by_audience, rule),
        speakers=tuple(
            group[0][1]
            for group, figure in told.items()
            if cuts.facets(group) == (rule.quotes_name,)
            and figure.form == "exact"
            and (figure.n or 0) >= rule.k_children
        ),
    )


def _read(version: Version | None) -> Published | None:
    if version is None:
        return None
    return Published(version=version, figures=msgspec.convert(version.document, FrozenRound))


async def _read_run(db: Connection, round_: Round, run: RunVersion) -> PublishedRun:
    version = await figures.at(db, round_.round_id, run.version)
    frozen = msgspec.convert(version.document, FrozenRound)
    return PublishedRun(
        run_id=run.run_id,
        round=Published(version=version, figures=frozen),
        figures=msgspec.convert(run.document, FrozenRun),
    )
