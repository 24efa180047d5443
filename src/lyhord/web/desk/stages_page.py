"""What the comparison says of the journey step by step: themes where people placed them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from lyhord.disclosing import Journey, JourneyTheme
from lyhord.instruments.places import Place
from lyhord.web.catalogue import mark
from lyhord.web.desk.journey_page import Quotes
from lyhord.web.desk.quoted import quoted
from lyhord.web.desk.theme_page import StatementRow
from lyhord.web.desk.wording import Wording
from lyhord.web.desk.work_words import STAGES

WORKED, MISSING = "worked", "missing"
Leaning = Literal["works", "missing", ""]
ASKED: Mapping[Leaning, str] = {"works": WORKED, "missing": MISSING}


class PlacedTheme(Struct, frozen=True, kw_only=True):
    """A theme at a step: how many wrote of it, and a text of it if one may be shown."""

    name: str
    theme_id: str
    people: str
    text: str
    quotes: tuple[StatementRow, ...]


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


def placed_quotes(journey: Journey) -> Iterator[tuple[str, str]]:
    """The themes that stand somewhere, and the question that fits what they are about."""
    for each in journey.themes:
        question = ASKED.get(leaning(each))
        if each.theme.notes.stages and question:
            yield each.theme.theme_id, question


def stages_told(wording: Wording, journey: Journey, place: Place, quotes: Quotes) -> Stages:
    """Say what works and what is missing at each step, with a quote of each theme."""
    unplaced = [each for each in journey.themes if not each.theme.notes.stages]
    names = {actor.id: actor.text for actor in place.actors}
    told = wording.say.plural(
        "%(n)s theme has no place on the journey yet; it gets one in the theme workspace.",
        "%(n)s themes have no place on the journey yet; they get one in the theme workspace.",
        len(unplaced),
    )
    steps = tuple(Steps(wording=wording, journey=journey, quotes=quotes).of(names))
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


class Steps(Struct, frozen=True, kw_only=True):
    """What every step is told with; a theme is quoted where it stands first."""

    wording: Wording
    journey: Journey
    quotes: Quotes

    def of(self, names: Mapping[str, str]) -> Iterator[Step]:
        """Each stage with each actor, by name, that a theme stands beside there."""
        quoted_already = set[str]()
        for stage, name in STAGES.items():
            at = [each for each in self.journey.themes if stage in each.theme.notes.stages]
            actors = [each for each in names if any(each in t.theme.notes.actors for t in at)]
            alone = [each for each in at if not set(each.theme.notes.actors) & {*names}]
            rows = [(names[actor], self.journey.at(stage, actor)) for actor in actors]
            rows += [("", alone)] if alone else []
            for number, (actor, themes) in enumerate(rows):
                step = self._step(self.wording.say(name), actor, themes, silent=quoted_already)
                yield step if not number else replace(step, stage="")
                quoted_already.update(each.theme.theme_id for each in themes)

    def _step(
        self, stage: str, actor: str, themes: Sequence[JourneyTheme], *, silent: Container[str]
    ) -> Step:
        def told(wanted: Leaning) -> tuple[PlacedTheme, ...]:
            return tuple(
                self._placed(each, is_quoted=each.theme.theme_id not in silent)
                for each in themes
                if leaning(each) == wanted
            )

        return Step(
            stage=stage,
            stage_name=stage,
            actor=actor,
            works=told("works"),
            missing=told("missing"),
            neither=told(""),
        )

    def _placed(self, each: JourneyTheme, *, is_quoted: bool) -> PlacedTheme:
        """A theme with a text that was written to the fitting question, else a typical one."""
        theme = each.theme
        fitting = self.quotes.get((theme.theme_id, ASKED.get(leaning(each), "")))
        shown = [fitting] if fitting else theme.quotes[:1]
        return PlacedTheme(
            name=theme.name,
            theme_id=theme.theme_id,
            people=self.wording.figure(theme.respondents),
            text=_under(self.wording, each),
            quotes=tuple(quoted(self.wording, quote) for quote in shown if is_quoted),
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
