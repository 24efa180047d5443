"""What the mapping of ways of working asked, whole and by model, as far as it may be told. Pure.

The models are guarded as one table, with those who answered something else or nothing; whether a
model can be carried over is guarded within those who answered for it, where their number is told.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from lyhord.disclosing.choices import Asked, FrozenQuestion, frozen_question
from lyhord.privacy.cells import HIDDEN
from lyhord.storage.answers import ChoiceCount, PartCount
from lyhord.storage.guards import Guard

MODEL, TRANSFERABLE = "model", "transferable"
SUCCESS, CHALLENGES, TAKES = "success_factors", "challenges", "what_it_takes"
APART = (SUCCESS, CHALLENGES, TAKES)  # texts to these are told apart by model
YES, NO = "yes", "no"
STEPS = {"wholly": YES, "mostly": YES, "partly": NO, "not_at_all": NO}


def of_model(question: str, model: str) -> str:
    """The name of a question as it was answered for a model."""
    return f"{question}.{model}"


def frozen_models(
    asked: Asked,
    counts: Sequence[ChoiceCount],
    carried: Iterable[PartCount],
    *,
    size: int,
    rule: Guard,
) -> Iterable[FrozenQuestion]:
    """How many answered for each model, and of whom that is told, how many would carry it over."""
    whole = frozen_question(asked, counts, (), size=size, rule=rule)
    yield whole
    carried = [each for each in carried if each.audience == asked.audience]
    for option in whole.options:
        n = option.people.n if option.people.form == "exact" else None
        if n:
            question = of_model(TRANSFERABLE, option.option)
            about = Asked(
                question=question, audience=asked.audience, options=(YES, NO), several=False
            )
            steps = [
                ChoiceCount(
                    question=question,
                    audience=asked.audience,
                    option=step,
                    n=sum(
                        each.n
                        for each in carried
                        if each.part == option.option and STEPS.get(each.option) == step
                    ),
                )
                for step in (YES, NO)
            ]
            yield _without_zeros(frozen_question(about, steps, (), size=n, rule=rule))


def _without_zeros(made: FrozenQuestion) -> FrozenQuestion:
    """Of two steps, that nobody chose the one says of each what they did not answer."""
    return replace(
        made,
        options=tuple(
            each if each.people.n else replace(each, people=HIDDEN) for each in made.options
        ),
    )
