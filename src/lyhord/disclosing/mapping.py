"""The mapping of ways of working as it may be shown: who answered for each model, what they wrote.

Which figures may be told is `models`' to say; here they get their names and stand together.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from lyhord.disclosing.choices import FrozenQuestion
from lyhord.disclosing.journeys import Journey, JourneyTheme
from lyhord.disclosing.models import (
    CHALLENGES,
    MODEL,
    NO,
    SUCCESS,
    TAKES,
    TRANSFERABLE,
    YES,
    of_model,
)
from lyhord.disclosing.telling import share_of
from lyhord.instruments.definition import Audience, Instrument
from lyhord.instruments.wording import options_of
from lyhord.privacy.cells import HIDDEN, Figure, Share


class MappedModel(Struct, frozen=True, kw_only=True):
    """A way of working: how many answered for it, and how many would carry it over or would not.

    `share` is of those who would, among all who answered for it.
    """

    audience: Audience
    model: str
    name: str
    people: Figure
    carried: Figure
    kept: Figure
    share: Share | None


class MappedThemes(Struct, frozen=True, kw_only=True):
    """The themes that enough wrote of for a model, those that most did first."""

    success: tuple[JourneyTheme, ...]
    challenges: tuple[JourneyTheme, ...]
    takes: tuple[JourneyTheme, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing may be told."""
        return not (self.success or self.challenges or self.takes)


def mapped_models(
    told: Iterable[FrozenQuestion], asked: Mapping[Audience, Iterable[Instrument]]
) -> tuple[MappedModel, ...]:
    """Name what was told of each model, in the order in which they were asked."""
    by_name = {(each.audience, each.question): each for each in told}
    return tuple(
        _model(whole, option.option, option.people, by_name, asked)
        for (_, question), whole in by_name.items()
        if question == MODEL
        for option in whole.options
    )


def themes_of(journey: Journey, model: str) -> MappedThemes:
    """What was written of a model, as far as it is told."""
    return MappedThemes(
        success=journey.most_under(of_model(SUCCESS, model)),
        challenges=journey.most_under(of_model(CHALLENGES, model)),
        takes=journey.most_under(of_model(TAKES, model)),
    )


def under_model(theme: JourneyTheme, question: str, model: str) -> Figure:
    """How many wrote of a theme under a question for a model, rounded down."""
    return theme.asked.get(of_model(question, model), HIDDEN)


def _model(
    whole: FrozenQuestion,
    model: str,
    people: Figure,
    by_name: Mapping[tuple[str, str], FrozenQuestion],
    asked: Mapping[Audience, Iterable[Instrument]],
) -> MappedModel:
    carried = by_name.get((whole.audience, of_model(TRANSFERABLE, model)))
    steps = {each.option: each.people for each in carried.options} if carried else {}
    yes = steps.get(YES, HIDDEN)
    return MappedModel(
        audience=whole.audience,
        model=model,
        name=_names(asked.get(whole.audience, ())).get(model, model),
        people=people,
        carried=yes,
        kept=steps.get(NO, HIDDEN),
        share=share_of(yes, people),
    )


def _names(versions: Iterable[Instrument]) -> Mapping[str, str]:
    return {
        option.id: option.text
        for version in versions
        for question in version.questions
        if question.id == MODEL
        for option in options_of(question)
    }
