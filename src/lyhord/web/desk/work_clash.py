"""What is said when others decided about the same: who did what, and what one had typed."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from msgspec import Struct

from lyhord import disclosing
from lyhord.disclosing import RunReport
from lyhord.reviewing import codebooks as reviewed
from lyhord.reviewing.codebooks import Clash
from lyhord.reviewing.command import Command
from lyhord.reviewing.splits import Split
from lyhord.reviewing.verbs import Copy, Drop, Edit, Merge, Move, OfStatements, Pick, Reject, Start
from lyhord.storage import places, rounds, runs
from lyhord.storage.book import BookTheme, Event, Value
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round
from lyhord.web.desk.visit import Frame, Visit, address_of
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_forms import decided
from lyhord.web.desk.work_names import names_of
from lyhord.web.desk.work_words import (
    AREAS,
    FIELDS,
    KINDS,
    STAGES,
    STATUSES,
    VALENCES,
    WANTED,
)

# what a form carries that is not what somebody wants done
OWN = frozenset({"_csrf_token", "seen", "anyway"})


class Done(Struct, frozen=True, kw_only=True):
    """What somebody did."""

    number: int
    who: str
    what: str
    themes: str
    details: tuple[str, ...]


class Beside(Struct, frozen=True, kw_only=True):
    """A field as it is now, and as it was typed."""

    label: str
    theirs: str
    yours: str


class ClashPage(Struct, frozen=True, kw_only=True):
    """What others did, what one had typed, and the ways on."""

    frame: Frame
    name: str
    address: str
    seen: int
    is_filled: bool
    events: tuple[Done, ...]
    beside: tuple[Beside, ...]
    wanted: str
    fields: tuple[tuple[str, str], ...]


async def clash_page(
    visit: Visit,
    db: Connection,
    round_id: UUID,
    clash: Clash,
    fields: dict[str, list[str]],
    command: Command | None,
) -> ClashPage:
    """Put the page together; nothing of what was filled in is lost."""
    round_ = await rounds.get(db, round_id)
    found = await reviewed.themes(db, round_id)
    themes = {each.theme_id: each for each in found}
    names = names_of(visit.wording, found, await in_use(db, round_id))
    actors = await actors_of(db, round_)
    return ClashPage(
        frame=visit.frame("themes", round_),
        name=round_.name,
        address=f"{address_of(round_id)}/themes/work",
        seen=clash.version,
        is_filled=clash.is_filled,
        events=tuple(done(visit.wording, each, names, actors) for each in clash.events),
        beside=tuple(_beside(visit.wording, command, themes, actors)),
        wanted=_wanted(visit.wording, command, names) if command else "",
        fields=tuple(
            (name, value)
            for name, values in decided(fields, command).items()
            if name not in OWN
            for value in values
        ),
    )


async def in_use(db: Connection, round_id: UUID) -> RunReport | None:
    """What was published of the run that everybody reads; without texts."""
    current = await runs.current(db, round_id)
    return await disclosing.published_report(db, round_id, current.run_id) if current else None


async def actors_of(db: Connection, round_: Round) -> Mapping[str, str]:
    """What those whom people meet are called at the round's place."""
    place = await places.get(db, round_.place_id)
    return {each.id: each.text for each in place.actors}


def done(
    wording: Wording, event: Event, names: Mapping[str, str], actors: Mapping[str, str]
) -> Done:
    """What an event did, in words."""
    changed = event.document
    proposed = {
        each.theme for each in changed.fields if each.field == "source" and each.after == "new"
    }
    moved = sum(len(moves.statements) for moves in changed.moves)
    texts = [
        f"{wording.say(FIELDS[each.field])}: {shown(wording, each.after, actors)}"
        for each in changed.fields
        if each.field in FIELDS and each.field not in {"is_gone", "source"}
        # what a proposal is called again was made of answers: its name among the themes is guarded
        if not (each.field == "name" and each.theme in proposed)
    ]
    if moved:
        texts.append(wording.say.plural("%(n)s statement", "%(n)s statements", moved))
    return Done(
        number=event.number,
        who=event.actor,
        what=wording.say(KINDS[event.kind]),
        themes=", ".join(names.get(each, each) for each in event.themes),
        details=tuple(texts),
    )


def shown(wording: Wording, value: Value, actors: Mapping[str, str]) -> str:
    """What a field says, in words."""
    if isinstance(value, tuple):
        known = {**STAGES, **AREAS}
        return ", ".join(
            wording.say(known[each]) if each in known else actors.get(each, each) for each in value
        )
    known = {**VALENCES, **STATUSES}
    text = str(value)
    return wording.say(known[text]) if text in known and text else text or "–"


def _wanted(wording: Wording, command: Command, names: Mapping[str, str]) -> str:
    """What somebody wanted to do, and with what; nothing of fields, which stand beside others'."""
    match command:
        case Move(to=theme) | Copy(to=theme) | Drop(theme=theme) | Merge(into=theme):
            about = names.get(theme, theme)
        case Reject(theme=theme) | Split(theme=theme):
            about = names.get(theme, theme)
        case Start(name=about):
            pass
        case Pick():
            about = ""
        case _:
            return ""
    said = [
        f"{wording.say(WANTED[command.kind])}: {about}"
        if about
        else wording.say(WANTED[command.kind])
    ]
    if isinstance(command, OfStatements):
        n = len(command.statements)
        said.append(wording.say.plural("%(n)s statement", "%(n)s statements", n))
    return " · ".join(said)


def _beside(
    wording: Wording,
    command: Command | None,
    themes: dict[str, BookTheme],
    actors: Mapping[str, str],
) -> Iterator[Beside]:
    if not isinstance(command, Edit) or command.theme not in themes:
        return
    theme = themes[command.theme]
    for name, yours in command.fields.items():
        theirs: Value = getattr(theme if name in {"name", "definition"} else theme.notes, name)
        yield Beside(
            label=wording.say(FIELDS[name]),
            theirs=shown(wording, theirs, actors),
            yours=shown(wording, yours, actors),
        )
