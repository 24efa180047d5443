"""What a round says of itself for its papers: settings, questions, doors and checklist in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from msgspec import Struct

from lyhord.exports.law.documents import Facts, Language, Row, Words, words_in
from lyhord.instruments.definition import Information, LongText, Notes, Publication, ShortText
from lyhord.instruments.wording import in_language, languages
from lyhord.storage import collectors, decisions, guards, instruments, invitations, rounds
from lyhord.storage.collectors import Collector
from lyhord.storage.database import Connection
from lyhord.storage.decisions import REQUIREMENTS, Decision, Tick
from lyhord.storage.guards import Guard
from lyhord.storage.rounds import Round


class Known(Struct, frozen=True, kw_only=True):
    """All that is known of a round when its papers are made."""

    round: Round
    decision: Decision
    guard: Guard
    ticks: tuple[Tick, ...]
    doors: tuple[Collector, ...]
    publications: dict[str, Publication]
    has_letters: bool
    address: str
    today: date


async def known_of(db: Connection, round_id: UUID, *, address: str, today: date) -> Known:
    """Read what a round says of itself; of each audience the newest questions that it has."""
    round_ = await rounds.get(db, round_id)
    doors = await collectors.of_round(db, round_id)
    publications: dict[str, Publication] = {}
    for door in sorted(doors, key=lambda each: each.rank):
        edition = await instruments.at_version(db, door.instrument_id, door.version)
        publications[door.audience] = edition.document
    return Known(
        round=round_,
        decision=await decisions.get(db, round_id),
        guard=await guards.get(db, round_id),
        ticks=await decisions.ticks(db, round_id),
        doors=doors,
        publications=publications,
        has_letters=bool(await invitations.of_round(db, round_id)),
        address=address,
        today=today,
    )


def facts_in(known: Known, language: Language) -> Facts:
    """Say what is known in a language; what nobody has decided is marked as missing."""
    words = words_in(language)
    return Facts(
        language=language,
        values=_values(known, words, language),
        tables={
            "questions": _questions(known, words, language),
            "checklist": _checklist(known, words, language),
        },
        truths=frozenset({known.round.mode, *known.publications, *_ways(known)}),
    )


def _ways(known: Known) -> Iterator[str]:
    """What a paper must tell of besides answers: codes that people make, and addresses."""
    if any(each.instrument.joins_waves for each in known.publications.values()):
        yield "waves"
    if known.has_letters:
        yield "letters"


def _values(known: Known, words: Words, language: Language) -> dict[str, str]:
    round_, decision = known.round, known.decision
    audiences = [words.audiences[each] for each in words.audiences if each in known.publications]
    modes = dict.fromkeys(words.doors[door.mode] for door in known.doors)
    spoken = sorted({code for each in known.publications.values() for code in languages(each)})
    given = {
        "round": round_.name,
        "purpose": round_.purpose,
        "owner": round_.owner,
        "mode": words.modes[round_.mode],
        "opens": _day(round_.opens, language),
        "closes": _day(round_.closes, language),
        "results_by": _day(round_.results_by, language) if round_.results_by else "",
        "officer": round_.officer,
        "deputy": round_.deputy,
        "audiences": _joined(audiences, language),
        "doors": _joined([*modes], language),
        "languages": _joined([_language(code, words, language) for code in spoken], language),
        "reference": decision.reference,
        "approval": decision.approval,
        "originals_days": str(decision.originals_days),
        "statements_days": str(decision.statements_days),
        "registrations_days": str(decision.registrations_days),
        "results_address": f"{known.address}/results/{round_.round_id}",
        "withdraw_address": f"{known.address}/withdraw",
        "today": _day(known.today, language),
        "k": str(known.guard.k),
        "k_children": str(known.guard.k_children),
    }
    return {name: value or words.missing for name, value in given.items()}


def _questions(known: Known, words: Words, language: Language) -> Sequence[Row]:
    free = (LongText, ShortText, Notes)
    return [
        (
            words.audiences[audience],
            question.text,
            words.yes if isinstance(question, free) else words.no,
        )
        for audience in words.audiences
        if audience in known.publications
        for question in in_language(known.publications[audience], language).questions
        if not isinstance(question, Information)
    ]


def _checklist(known: Known, words: Words, language: Language) -> Sequence[Row]:
    ticked = {tick.requirement: tick for tick in known.ticks}
    return [
        (words.requirements[each], *_ticked(ticked.get(each), words, language))
        for each in REQUIREMENTS
    ]


def _ticked(tick: Tick | None, words: Words, language: Language) -> Row:
    if tick is None:
        return (words.unticked, "")
    return (tick.ticked_by, _day(tick.ticked_at, language))


def _language(code: str, words: Words, language: Language) -> str:
    """Name a language in another; plain Swedish is a language of its own here."""
    if code == "sv-x-easy":
        return words.easy
    return Locale.parse(code.partition("-")[0]).get_language_name(language) or code


def _day(day: date | datetime, language: Language) -> str:
    return format_date(day, "d MMMM y", locale=language)


def _joined(parts: list[str], language: Language) -> str:
    return format_list(parts, locale=language) if parts else ""
