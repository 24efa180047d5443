"""What the comparison says of the journey step by step: themes where people placed them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from lyhord.disclosing import Journey, JourneyTheme, Quote
from lyhord.instruments.places import Place
from lyhord.web.catalogue import mark
from lyhord.web.desk.theme_page import Piece, pieces
from lyhord.web.desk.wording import SPEAKERS, Wording
from lyhord.web.desk.work_words import STAGES

WORKED, MISSING = "worked", "missing"
Leaning = Literal["works", "missing", ""]


class PlacedTheme(Struct, frozen=True, kw_only=True):
    """A theme at a step: how many wrote of it, and a typical text if one may be shown."""

    name: str
    theme_id: str
    people: str
    text: str
    quote: tuple[Piece, ...]
    language: str
    speaker: str


class Step(Struct, frozen=True, kw_only=True):
    """A stage with somebody that is met there; `stage` is empty where the row before says it."""

    stage: str
    stage_name: str
    actor: str
    works: tuple[PlacedTheme, ...]
    missing: tuple[PlacedTheme, ...]
    neither: tuple[PlacedTheme, ...]


class Stages(Struct, frozen=True, kw_only=True):
    """The journey by stage and actor, and how many themes nobody has placed."""

    steps: tuple[Step, ...]
    has_neither: bool
    unplaced: str


def stages_told(wording: Wording, journey: Journey, place: Place) -> Stages:
    """Say what works and what is missing at each step, with a quote of each theme."""
    unplaced = [each for each in journey.themes if not each.theme.notes.stages]
    names = {actor.id: actor.text for actor in place.actors}
    told = wording.say.plural(
        "%(n)s theme has no place on the journey yet; it gets one in the theme workspace.",
        "%(n)s themes have no place on the journey yet; they get one in the theme workspace.",
        len(unplaced),
    )
    steps = tuple(_steps(wording, journey, names))
    return Stages(
        steps=steps,
        has_neither=any(step.neither for step in steps),
        unplaced=told if unplaced else "",
    )


def leaning(each: JourneyTheme) -> Leaning:
    """What a theme is about: as people marked it, else the question that more wrote of it under."""
    if each.theme.notes.valence:
        return each.theme.notes.valence
    works, missing = each.under(WORKED), each.under(MISSING)
    if works == missing:
        return ""
    return "works" if works > missing else "missing"


def _steps(wording: Wording, journey: Journey, names: Mapping[str, str]) -> Iterator[Step]:
    for stage, name in STAGES.items():
        at = [each for each in journey.themes if stage in each.theme.notes.stages]
        actors = [each for each in names if any(each in t.theme.notes.actors for t in at)]
        alone = [each for each in at if not set(each.theme.notes.actors) & {*names}]
        rows = [(names[actor], journey.at(stage, actor)) for actor in actors]
        rows += [("", alone)] if alone else []
        for number, (actor, themes) in enumerate(rows):
            yield _step(wording, wording.say(name), actor, themes, is_first=not number)


def _step(
    wording: Wording, stage: str, actor: str, themes: Sequence[JourneyTheme], *, is_first: bool
) -> Step:
    def told(wanted: Leaning) -> tuple[PlacedTheme, ...]:
        return tuple(_placed(wording, each) for each in themes if leaning(each) == wanted)

    return Step(
        stage=stage if is_first else "",
        stage_name=stage,
        actor=actor,
        works=told("works"),
        missing=told("missing"),
        neither=told(""),
    )


def _placed(wording: Wording, each: JourneyTheme) -> PlacedTheme:
    quote = each.theme.quotes[0] if each.theme.quotes else None
    return PlacedTheme(
        name=each.theme.name,
        theme_id=each.theme.theme_id,
        people=wording.figure(each.theme.respondents),
        text=_under(wording, each),
        quote=tuple(pieces(quote.text)) if quote else (),
        language=quote.language if quote else "",
        speaker=_speaker(wording, quote),
    )


def _under(wording: Wording, each: JourneyTheme) -> str:
    """Under which of the two questions it was written of, where enough did."""
    told = [
        wording.say(said, n=wording.figure(each.asked[question]))
        for question, said in (
            (WORKED, mark("%(n)s when asked what works")),
            (MISSING, mark("%(n)s when asked what is missing")),
        )
        if question in each.asked
    ]
    return ", ".join(told)


def _speaker(wording: Wording, quote: Quote | None) -> str:
    """The audience, where the quote names it; another thing that it names stands with its theme."""
    return wording.say(SPEAKERS[quote.audience]) if quote and quote.audience else ""
