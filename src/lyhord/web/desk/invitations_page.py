"""What the page of a round's invitations says: counts of mailings, and a list looked through."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from msgspec import Struct

from lyhord.instruments.definition import Publication
from lyhord.instruments.wording import languages
from lyhord.inviting.addresses import Listed
from lyhord.inviting.letters import STOP, told
from lyhord.inviting.mailing import SHOWN_CODE, Draft
from lyhord.storage.collectors import Collector
from lyhord.storage.invitations import Mailing
from lyhord.storage.rounds import Round
from lyhord.web.catalogue import mark, own_name
from lyhord.web.desk.choices import Choice, choices, named_languages
from lyhord.web.desk.links_page import FaultLine, facts_of
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import AUDIENCES

FAULTS: Mapping[str, str] = {
    "nothing": mark("There is no address on the list."),
    "too_many": mark("A list has at most 20,000 addresses. Send the rest with another list."),
    "no_address": mark("There is no address here: “%(value)s”."),
    "invalid": mark("This is no address that letters can be sent to: “%(value)s”."),
}
PROBLEMS: Mapping[str, str] = {
    "unreadable": mark("The file cannot be read. Give CSV, XLSX or text."),
    "no_door": mark("Choose a link."),
    "no_language": mark("Choose a language that the survey speaks."),
    "not_open": mark("The round or the link takes no answers now, so nobody is invited."),
    "not_grown_up": mark("Only guardians and professionals are invited by letter."),
    "nobody_new": mark(
        "Everybody on the list has got a letter of this round already, or wants none."
    ),
    "no_reminder": mark("A reminder can be sent once, when every invitation has left."),
}
DONE: Mapping[str, str] = {
    "sent": mark("The letters are queued. The worker sends them; reload the page to see how far."),
    "pause": mark("The mailing is paused."),
    "go_on": mark("The mailing goes on."),
    "cancel": mark("The mailing is cancelled. Addresses without a letter are forgotten."),
    "remind": mark("The reminder is queued."),
}
STATES: Mapping[str, str] = {
    "sending": mark("Being sent"),
    "paused": mark("Paused"),
    "sent": mark("Sent"),
    "cancelled": mark("Cancelled"),
}
COUNTS: Mapping[str, str] = {
    "waiting": mark("still to send"),
    "sent": mark("sent"),
    "taken": mark("perhaps sent"),
    "refused": mark("refused"),
    "bounced": mark("came back"),
    "stopped": mark("want no more"),
    "cancelled": mark("cancelled"),
}
TROUBLES: Mapping[str, str] = {
    "away": mark("The mail server does not answer. It is tried again by itself."),
    "later": mark("Some mailboxes took nothing now. They are tried again by themselves."),
    "refused": mark("The mail server refuses one letter after the other. Tell whoever runs it."),
    "unknown": mark("The mail server fell silent in a letter. The rest is sent in a while."),
    "busy": mark("The database was busy. It is tried again by itself."),
    "shut": mark("The round or the link takes no answers, so nothing is sent."),
    "not_set_up": mark("No mail server is set up. Tell whoever runs the service."),
    "unexpected": mark("Something went wrong. It is tried again by itself."),
}


class Typed(Struct, frozen=True, kw_only=True):
    """What was typed and chosen, and the list as it was read."""

    text: str = ""
    door: str = ""
    language: str = ""
    listed: Listed | None = None


class Ready(Struct, frozen=True, kw_only=True):
    """A list that can be sent, or why none can; and what was done last."""

    draft: Draft | None = None
    problem: str = ""
    done: str = ""
    bounced: int | None = None


class MailingCard(Struct, frozen=True, kw_only=True):
    """A mailing as it stands."""

    mailing: str
    name: str
    day: str
    state_name: str
    counts: tuple[tuple[str, str], ...]
    trouble: str
    note: str
    acts: tuple[tuple[str, str], ...]
    done: int
    total: int


class Preview(Struct, frozen=True, kw_only=True):
    """The letter as everybody gets it, and how many that are."""

    language: str
    subject: str
    body: str
    counts: tuple[str, ...]
    send: str
    seen: str


class InvitationsPage(Struct, frozen=True, kw_only=True):
    """The mailings of a round, and the form for one more."""

    frame: Frame
    name: str
    address: str
    problem: str
    done: str
    faults: tuple[FaultLine, ...]
    again: str
    preview: Preview | None
    doors: tuple[Choice, ...]
    languages: tuple[Choice, ...]
    text: str
    mailings: tuple[MailingCard, ...]
    may_bounce: bool


def invitations_page(  # noqa: PLR0913 - the parts of a page
    visit: Visit,
    round_: Round,
    doors: Sequence[Collector],
    mailings: Sequence[Mailing],
    *,
    spoken: Mapping[str, Publication],
    typed: Typed,
    shown: Ready,
) -> InvitationsPage:
    """Put the page together."""
    say, listed = visit.wording.say, typed.listed or Listed()
    codes = [code for each in spoken.values() for code in languages(each)]
    named = {each.collector_id: _door_name(visit, each) for each in doors}
    return InvitationsPage(
        frame=visit.frame("invitations", round_),
        name=round_.name,
        address=f"{address_of(round_.round_id)}/invitations",
        problem=say(PROBLEMS[shown.problem]) if shown.problem in PROBLEMS else "",
        done=_done(visit, shown.done, shown.bounced),
        faults=tuple(
            FaultLine(number=each.number, text=say(FAULTS[each.code], value=each.value))
            for each in listed.faults
        ),
        again=_again(visit, listed),
        preview=_preview(visit, shown.draft) if shown.draft else None,
        doors=choices([(each.slug, _door_name(visit, each)) for each in doors], typed.door),
        languages=choices(named_languages(codes), typed.language or "sv"),
        text=typed.text,
        mailings=tuple(_card(visit, each, named) for each in reversed(mailings)),
        may_bounce=any(not each.is_purged for each in mailings),
    )


def _door_name(visit: Visit, door: Collector) -> str:
    audience = visit.wording.say(AUDIENCES[door.audience])
    given = door.presets.get("municipality")
    municipality = given[0] if isinstance(given, list) else given
    facts = facts_of(visit, door.mode, municipality, door.setting, door.language)
    return " · ".join((door.name or audience, *([audience] if door.name else []), *facts))


def _preview(visit: Visit, draft: Draft) -> Preview:
    say = visit.wording.say
    left_out = len(draft.listed.addresses) - draft.new
    counts = [
        say.plural("%(n)s address gets a letter.", "%(n)s addresses get a letter.", draft.new)
    ]
    if left_out:
        counts.append(
            say.plural(
                "%(n)s is left out: it has got a letter of this round, or wants none.",
                "%(n)s are left out: they have got a letter of this round, or want none.",
                left_out,
            )
        )
    return Preview(
        language=draft.letter.language,
        subject=draft.letter.subject,
        body=told(draft.letter, code=SHOWN_CODE, stop=f"{visit.base_url}{STOP}…"),
        counts=tuple(counts),
        send=say.plural("Send %(n)s letter", "Send %(n)s letters", draft.new) if draft.new else "",
        seen=draft.mark,
    )


def _again(visit: Visit, listed: Listed) -> str:
    if not listed.again:
        return ""
    lines = ", ".join(str(each.number) for each in listed.again[:20])
    return visit.wording.say.plural(
        "%(n)s address stood twice and gets one letter (line %(lines)s).",
        "%(n)s addresses stood twice and get one letter each (lines %(lines)s).",
        len(listed.again),
        lines=lines if len(listed.again) <= 20 else f"{lines} …",  # noqa: PLR2004 - as above
    )


def _done(visit: Visit, done: str, bounced: int | None) -> str:
    say = visit.wording.say
    if done == "bounced" and bounced is not None:
        return say.plural(
            "%(n)s address of this round was taken off.",
            "%(n)s addresses of this round were taken off.",
            bounced,
        )
    return say(DONE[done]) if done in DONE else ""


def _card(visit: Visit, mailing: Mailing, named: Mapping[UUID, str]) -> MailingCard:
    say, counts = visit.wording.say, mailing.counts
    total = sum(counts.values())
    return MailingCard(
        mailing=str(mailing.mailing_id),
        name=named.get(mailing.collector_id, ""),
        day=visit.wording.day(mailing.made_on),
        state_name=say("Reminder: %(state)s", state=say(STATES[mailing.state]))
        if mailing.is_reminder
        else say(STATES[mailing.state]),
        counts=tuple(
            (visit.wording.number(counts[each]), say(name))
            for each, name in COUNTS.items()
            if counts.get(each)
        ),
        trouble=say(TROUBLES.get(mailing.problem, TROUBLES["unexpected"]))
        if mailing.problem and mailing.state == "sending"
        else "",
        note=own_name(mailing.language),
        acts=tuple((act, say(name)) for act, name in _acts(mailing)),
        done=total - mailing.waiting,
        total=total,
    )


def _acts(mailing: Mailing) -> list[tuple[str, str]]:
    if mailing.is_purged:
        return []
    match mailing.state:
        case "sending":
            again = [("go_on", mark("Try now"))] if mailing.is_put_off else []
            return [*again, ("pause", mark("Pause")), ("cancel", mark("Cancel"))]
        case "paused":
            return [("go_on", mark("Go on")), ("cancel", mark("Cancel"))]
        case "sent" if not mailing.is_reminder:
            return [("remind", mark("Remind everybody once"))]
        case _:
            return []
