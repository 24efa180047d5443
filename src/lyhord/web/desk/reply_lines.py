"""Lines about a reply: how far each voice has come, and what was published when."""

from collections.abc import Iterable

from msgspec import Struct

from lyhord.replying import linting
from lyhord.replying.drafting import Draft
from lyhord.replying.pages import FOR_CHILDREN, Voice
from lyhord.storage.replies import Act, Loop
from lyhord.web.catalogue import Catalogue, own_name
from lyhord.web.desk.visit import Visit


class VoiceLine(Struct, frozen=True, kw_only=True):
    """A voice, and how far its words have come."""

    name: str
    language: str
    state: str
    is_whole: bool
    action: str
    href: str


class ActLine(Struct, frozen=True, kw_only=True):
    """Something that was published or taken down; `version` can be published again."""

    text: str
    reason: str
    version: int
    is_standing: bool


def voice_name(say: Catalogue, voice: Voice) -> str:
    """A voice in words: its language in itself, and whether it speaks to children."""
    name = own_name(voice.language)
    return say("%(language)s, for children", language=name) if voice.is_for_children else name


def voice_line(say: Catalogue, draft: Draft, voice: Voice, address: str) -> VoiceLine:
    """How far a voice has come, and where it is written."""
    words = draft.voices.get(voice.key)
    lacks = () if words is None else linting.missing(draft.plan, draft.first, words)
    if words is None:
        state = say("not begun; left out")
        if voice.is_first or voice == FOR_CHILDREN:
            state = say("not begun")
    elif lacks:
        state = say.plural("%(n)s text is missing", "%(n)s texts are missing", len(lacks))
    elif draft.lags(voice):
        state = say("whole, but the Swedish was changed after it")
    else:
        state = say("whole")
    return VoiceLine(
        name=voice_name(say, voice),
        language=voice.language,
        state=state,
        is_whole=words is not None and not lacks,
        action=say("Write") if words is None else say("Change"),
        href=f"{address}/words?voice={voice.key}",
    )


def act_lines(visit: Visit, acts: Iterable[Act], loop: Loop) -> tuple[ActLine, ...]:
    """What was published and taken down, in words; a version that came twice is offered once."""
    lines: list[ActLine] = []
    told = set[int]()
    for act in acts:
        version = act.version or 0
        lines.append(
            ActLine(
                text=_act_words(visit, act),
                reason=act.reason,
                version=0 if version in told else version,
                is_standing=bool(version) and version == loop.version and version not in told,
            )
        )
        told.add(version)
    return tuple(lines)


def _act_words(visit: Visit, act: Act) -> str:
    say, day = visit.wording.say, visit.wording.day(act.done_on)
    if act.version is None:
        return say("%(day)s: taken down by %(who)s", day=day, who=act.done_by)
    return say(
        "%(day)s: version %(version)s published by %(who)s",
        day=day,
        version=act.version,
        who=act.done_by,
    )
