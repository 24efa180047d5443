"""What the page of a follow-up says: the index wave by wave, its changes, how many gave codes."""

from collections.abc import Iterable, Sequence
from typing import Literal, get_args

from msgspec import Struct

from lyhord.disclosing import AudienceChange, Changed, FollowUp, WaveTold
from lyhord.instruments.definition import Audience
from lyhord.web.catalogue import mark
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, Bars
from lyhord.web.desk.visit import Frame
from lyhord.web.desk.wording import AUDIENCES, FIGURES, STATES, Wording

TOP = 100
WIDTH, HEIGHT, EDGE = 200, 20, 8
STEP = 10
SAME = mark("The same people")
EVERYBODY = mark("Everybody who answered")


class ChangeLine(Struct, frozen=True, kw_only=True):
    """A change with its interval on a line with nought in the middle, in units of the drawing."""

    kind: str
    x: float
    low: float
    high: float
    label: str
    width: int = WIDTH
    height: int = HEIGHT


class ChangeRow(Struct, frozen=True, kw_only=True):
    """How much something changed between two waves, of whom; without a line where it is hidden."""

    between: str
    who: str
    change: str
    interval: str
    people: str
    line: ChangeLine | None


class OfAudience(Struct, frozen=True, kw_only=True):
    """The waves of an audience: bars of its index, and its changes."""

    name: str
    bars: Bars
    rows: tuple[ChangeRow, ...]
    reach: str


class WaveRow(Struct, frozen=True, kw_only=True):
    """A wave in the table: when it was, and how many gave codes."""

    name: str
    title: str
    address: str
    days: str
    state: Literal["draft", "open", "closed"]
    state_name: str
    codes: tuple[tuple[str, str, str], ...]


class WavesPage(Struct, frozen=True, kw_only=True):
    """The page; `problem` says why the series was not ended."""

    frame: Frame
    name: str
    address: str
    audiences: tuple[OfAudience, ...]
    waves: tuple[WaveRow, ...]
    ended_on: str
    may_end: bool
    may_plan: bool
    problem: str
    k: int
    k_children: int


def audiences_told(wording: Wording, found: FollowUp) -> tuple[OfAudience, ...]:
    """Say of each audience how its index went, where any of it may be told."""
    shown = {mean.group[0][1] for wave in found.waves for mean in wave.index}
    return tuple(_of(wording, found, each) for each in get_args(Audience) if each in shown)


def state_of(wave: WaveTold) -> Literal["draft", "open", "closed"]:
    """How a wave stands: it is open until all its answers are in and told."""
    if wave.is_draft:
        return "draft"
    return "open" if wave.is_open else "closed"


def waves_told(wording: Wording, waves: Iterable[WaveTold], start: str) -> tuple[WaveRow, ...]:
    """Say of each wave when it was, and how many gave codes in it."""
    return tuple(
        WaveRow(
            name=numbered(each.number),
            title=each.name,
            address=f"{start}/{each.round_id}",
            days=wording.days(each.opens, each.closes),
            state=state_of(each),
            state_name=wording.say(STATES[state_of(each)]) if each.is_open else "",
            codes=tuple(
                (
                    wording.say(AUDIENCES[coded.audience]),
                    wording.figure(coded.coded),
                    wording.figure(coded.alike),
                )
                for coded in each.coded
            ),
        )
        for each in waves
    )


def numbered(number: int) -> str:
    """What a wave is called."""
    return f"T{number}"


def _of(wording: Wording, found: FollowUp, audience: Audience) -> OfAudience:
    changes = [each for each in found.changes if each.audience == audience]
    reach = _reach(changes)
    title = wording.say("Coordination index by wave")
    return OfAudience(
        name=wording.say(AUDIENCES[audience]),
        bars=charts.bars(
            title, [_amount(wording, each, audience) for each in found.waves], whole=TOP
        ),
        rows=tuple(row for each in changes for row in _rows(wording, each, reach)),
        reach=wording.number(reach),
    )


def _amount(wording: Wording, wave: WaveTold, audience: Audience) -> Amount:
    mean = wave.of(audience)
    score = mean.mean if mean else None
    hidden = STATES[state_of(wave)] if wave.is_open else FIGURES["hidden"]
    return Amount(
        name=f"{numbered(wave.number)}, {wording.day(wave.closes)}",
        kind=audience,
        text=wording.say(hidden).lower() if score is None else wording.number(score),
        size=score,
        low=mean.low if mean else None,
        high=mean.high if mean else None,
    )


def _reach(changes: Sequence[AudienceChange]) -> int:
    """How far the lines go to both sides of nought, in whole tens of points."""
    told = [each for change in changes for each in (change.same, change.plain) if each]
    furthest = max((max(abs(each.low), abs(each.high)) for each in told), default=STEP)
    return min(TOP, -(-furthest // STEP) * STEP) or STEP


def _rows(wording: Wording, change: AudienceChange, reach: int) -> Iterable[ChangeRow]:
    for who, told in ((SAME, change.same), (EVERYBODY, change.plain)):
        people = told.people if told else None
        yield ChangeRow(
            between=f"{numbered(change.earlier)} → {numbered(change.later)}",
            who=wording.say(who),
            change=_signed(wording, told.change) if told else wording.say(FIGURES["hidden"]),
            interval=_interval(wording, told) if told else "",
            people=wording.figure(people) if people else "",
            line=_line(wording, change.audience, told, reach) if told else None,
        )


def _line(wording: Wording, audience: Audience, told: Changed, reach: int) -> ChangeLine:
    scale = (WIDTH / 2 - EDGE) / reach
    x, low, high = (
        round(WIDTH / 2 + each * scale, 1) for each in (told.change, told.low, told.high)
    )
    label = f"{_signed(wording, told.change)} ({_interval(wording, told)})"
    return ChangeLine(kind=audience, x=x, low=low, high=high, label=label)


def _interval(wording: Wording, told: Changed) -> str:
    low, high = _signed(wording, told.low), _signed(wording, told.high)
    return wording.say("%(low)s to %(high)s", low=low, high=high)


def _signed(wording: Wording, value: int) -> str:
    return f"+{wording.number(value)}" if value > 0 else wording.number(value)
