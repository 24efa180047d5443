"""What the page of law and retention says: decisions, checklist, what is due, and papers."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from lyhord.exports.law.documents import words_in
from lyhord.exports.law.facts import Known
from lyhord.exports.law.papers import papers_of
from lyhord.exports.law.protocol import count_words
from lyhord.retention import Due
from lyhord.storage.decisions import REQUIREMENTS, Decision
from lyhord.storage.jobs import Job
from lyhord.storage.retention import Protocol, Retention
from lyhord.web.catalogue import mark, own_name
from lyhord.web.desk.visit import Frame, Visit, address_of

DONE: Mapping[str, str] = {
    "decision": mark("The decision is kept."),
    "checklist": mark("The checklist is kept."),
    "open": mark("The round is open."),
    "purge": mark("The purge is queued. The worker does it within a minute; reload the page."),
}
PROBLEMS: Mapping[str, str] = {
    "decision": mark(
        "Nothing was changed. Days are whole numbers from 1 to 36,500; originals are not kept "
        "longer than answers; a reference has at most 100 letters."
    ),
    "open": mark(
        "The round was not opened. Every row of the checklist has to be ticked, research needs "
        "the number of its ethical approval, and the last day must not have passed."
    ),
    "purge": mark(
        "Nothing was destroyed. The round must have ended, a decision must be named, every "
        "safeguarding case must be decided, and you must say that you have understood."
    ),
}
WAITING: Mapping[str, str] = {
    "end": mark("The round has not ended, so nothing is due."),
    "decision": mark(
        "Nobody has named a decision to destroy records. Until somebody does, everything is kept."
    ),
    "officer": mark(
        "The safeguarding officers have not decided every case. Until they have, all is kept."
    ),
}
FAILURES: Mapping[str, str] = {
    "archive": mark(
        "The last purge destroyed nothing: what is to stay could not be kept. Tell whoever runs "
        "the service to look at LYHORD_ARCHIVE_DIR."
    ),
    "refused": mark("The last purge destroyed nothing: the round had changed meanwhile."),
    "unexpected": mark(
        "The last purge destroyed nothing: something went wrong. Tell whoever runs the service."
    ),
    "worker_lost": mark("The last purge was interrupted and destroyed nothing. Try again."),
}
PAPERS: Mapping[str, str] = {
    "checklista": mark("Checklist for children's participation"),
    "incidentrutin": mark("Incident routine"),
    "konsekvensbedomning": mark("Data protection impact assessment"),
    "personuppgiftsbitradesavtal": mark("Data processing agreement"),
    "registerforteckning": mark("Record of processing"),
    "vardnadshavarbrev": mark("Letter to guardians"),
}


class Notice(Struct, frozen=True, kw_only=True):
    """What a form that was sent led to."""

    done: str = ""
    problem: str = ""
    typed: Mapping[str, Sequence[str]] = {}


class Field(Struct, frozen=True, kw_only=True):
    """A field of the decision."""

    name: str
    label: str
    hint: str
    value: str
    is_number: bool


class Row(Struct, frozen=True, kw_only=True):
    """A requirement of the checklist."""

    requirement: str
    text: str
    is_ticked: bool
    by: str


class Part(Struct, frozen=True, kw_only=True):
    """A part that is kept, and until when."""

    name: str
    days: str
    until: str


class Done(Struct, frozen=True, kw_only=True):
    """A purge that was done."""

    text: str
    href: str


class PaperLink(Struct, frozen=True, kw_only=True):
    """A paper in a language."""

    name: str
    language: str
    language_name: str
    href: str


class LawPage(Struct, frozen=True, kw_only=True):
    """All that the page shows."""

    frame: Frame
    name: str
    address: str
    owner: str
    mode: str
    is_draft: bool
    done: str
    problem: str
    problem_at: str
    fields: tuple[Field, ...]
    rows: tuple[Row, ...]
    unticked: str
    parts: tuple[Part, ...]
    waiting: str
    counts: tuple[tuple[str, str], ...]
    keeps_no_report: bool
    purging: str
    protocols: tuple[Done, ...]
    papers: tuple[PaperLink, ...]
    has_ended: bool
    may_decide: bool
    officers: str


def law_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    known: Known,
    *,
    retained: Retention,
    due: Due,
    protocols: tuple[Protocol, ...],
    job: Job | None,
    notice: Notice,
) -> LawPage:
    """Put the page together."""
    say, round_ = visit.wording.say, known.round
    words = words_in("sv" if visit.language == "sv" else "en")
    rows = _rows(visit, known)
    missing = sum(not row.is_ticked for row in rows)
    waits = due.waits_for if due.counts or due.waits_for == "end" else ""
    return LawPage(
        frame=visit.frame("law", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/law",
        owner=round_.owner or words.missing,
        mode=words.modes[round_.mode],
        is_draft=round_.state == "draft",
        done=say(DONE[notice.done]) if notice.done in DONE else "",
        problem=say(PROBLEMS[notice.problem]) if notice.problem else "",
        problem_at=notice.problem,
        fields=_fields(visit, known, notice.typed),
        rows=rows,
        unticked=say.plural("%(n)s row is not ticked.", "%(n)s rows are not ticked.", missing)
        if missing
        else "",
        parts=_parts(visit, known.decision, retained),
        waiting=say(WAITING[waits]) if waits else "",
        counts=count_words(due.counts),
        keeps_no_report="responses" in due.counts,
        purging=_purging(visit, job),
        protocols=tuple(_done(visit, each) for each in protocols),
        papers=_papers(visit, known),
        has_ended=retained.ended_on is not None,
        may_decide=visit.sees_all,
        officers=f"{address_of(round_.round_id)}/officers" if visit.may_name_officers else "",
    )


def _fields(visit: Visit, known: Known, typed: Mapping[str, Sequence[str]]) -> tuple[Field, ...]:
    say = visit.wording.say
    texts = [
        (
            "reference",
            say("Decision to destroy records (reference number)"),
            say("Without it nothing is destroyed."),
        ),
        ("originals_days", say("Days for sealed originals"), say("After the last day of answers.")),
        (
            "statements_days",
            say("Days for answers and texts"),
            say("With them go analyses and quotes; the report stays."),
        ),
        (
            "registrations_days",
            say("Days for registrations"),
            say("Receipts: without them nobody can take an answer back."),
        ),
    ]
    if known.round.mode == "research":
        told = say("Research cannot be opened without it.")
        texts.append(("approval", say("Number of the ethical approval"), told))
    return tuple(
        Field(
            name=name,
            label=label,
            hint=hint,
            value=typed[name][0] if name in typed else str(getattr(known.decision, name)),
            is_number=name.endswith("_days"),
        )
        for name, label, hint in texts
    )


def _rows(visit: Visit, known: Known) -> tuple[Row, ...]:
    words = words_in("sv" if visit.language == "sv" else "en")
    ticked = {tick.requirement: tick for tick in known.ticks}
    return tuple(
        Row(
            requirement=each,
            text=words.requirements[each],
            is_ticked=each in ticked,
            by=f"{ticked[each].ticked_by}, {visit.wording.day(ticked[each].ticked_at.date())}"
            if each in ticked
            else "",
        )
        for each in REQUIREMENTS
    )


def _parts(visit: Visit, decision: Decision, retained: Retention) -> tuple[Part, ...]:
    say = visit.wording.say
    parts = [
        (say("Sealed originals"), decision.originals_days, retained.originals_on),
        (say("Answers and texts"), decision.statements_days, retained.statements_on),
        (say("Registrations"), decision.registrations_days, retained.registrations_on),
    ]
    return tuple(
        Part(
            name=name,
            days=say.plural("%(n)s day", "%(n)s days", days),
            until=_until(visit, day),
        )
        for name, days, day in parts
    )


def _until(visit: Visit, day: date | None) -> str:
    if day is None:
        return visit.wording.say("counted from the last day of answers")
    return visit.wording.say("until %(day)s", day=visit.wording.day(day))


def _purging(visit: Visit, job: Job | None) -> str:
    """How the last purge that was asked for goes; nothing where it is done."""
    say = visit.wording.say
    if job is None or job.state == "finished":
        return ""
    if job.state == "failed":
        return say(FAILURES.get(job.error, FAILURES["unexpected"]))
    return say("A purge is under way.")


def _done(visit: Visit, protocol: Protocol) -> Done:
    said = visit.wording.say(
        "%(day)s by %(actor)s, decision %(reference)s",
        day=visit.wording.day(protocol.at.date()),
        actor=protocol.actor,
        reference=protocol.reference,
    )
    address = f"{address_of(protocol.round_id)}/law/protocol?purge={protocol.purge_id}"
    return Done(text=said, href=address)


def _papers(visit: Visit, known: Known) -> tuple[PaperLink, ...]:
    address = f"{address_of(known.round.round_id)}/law/papers"
    return tuple(
        PaperLink(
            name=visit.wording.say(PAPERS[name]),
            language=language,
            language_name=own_name(language),
            href=f"{address}?name={name}&language={language}",
        )
        for name, language, _ in papers_of(known)
    )
