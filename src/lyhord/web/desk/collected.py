"""How a round was answered: by channel, how much of the questions, and in which languages."""

from collections.abc import Iterable

from msgspec import Struct

from lyhord.disclosing import Overview
from lyhord.exports.paper import Paper
from lyhord.instruments.flow import answer_keys
from lyhord.privacy.cells import Figure, bounds, rounded_down
from lyhord.storage.collectors import Collector
from lyhord.web.catalogue import own_name
from lyhord.web.desk import charts
from lyhord.web.desk.charts import Amount, BarRow
from lyhord.web.desk.wording import AUDIENCES, MODES, Wording, size

_NO_LIMIT = 1_000_000_000


class Completion(Struct, frozen=True, kw_only=True):
    """How many questions half of an audience answered."""

    audience: str
    audience_name: str
    text: str


class Named(Struct, frozen=True, kw_only=True):
    """A language in its own name."""

    code: str
    name: str


class Collected(Struct, frozen=True, kw_only=True):
    """What the dashboard says of how people answered; nothing of it before figures are settled."""

    channels: tuple[BarRow, ...]
    completion: tuple[Completion, ...]
    languages: tuple[Named, ...]


def collected(
    wording: Wording, counted: Overview, doors: Iterable[Collector], papers: Iterable[Paper]
) -> Collected:
    """Tell it from what was published."""
    return Collected(
        channels=_channels(wording, counted, doors),
        completion=tuple(_completion(wording, counted, papers)),
        languages=tuple(Named(code=each, name=own_name(each)) for each in counted.languages),
    )


def together(figures: Iterable[Figure]) -> Figure:
    """A sum of figures that are shown, with nothing in it that they do not tell."""
    figures = tuple(figures)
    least = sum(bounds(each, limit=_NO_LIMIT)[0] for each in figures if each.form != "hidden")
    if all(each.form == "exact" for each in figures):
        return Figure(form="exact", n=least)
    if least:
        return Figure(form="at_least", n=rounded_down(least))
    return figures[0] if len(figures) == 1 else Figure(form="hidden")


def _channels(
    wording: Wording, counted: Overview, doors: Iterable[Collector]
) -> tuple[BarRow, ...]:
    """Answers by the kind of door, where there is more than one kind and each can be told."""
    figures = {row.slug: row.responses for row in counted.collectors}
    modes: dict[str, list[Figure]] = {}
    for door in doors:
        modes.setdefault(door.mode, []).append(figures[door.slug])
    if len(modes) < 2:  # noqa: PLR2004 - one channel alone is everybody
        return ()
    sums = {mode: together(modes[mode]) for mode in MODES if mode in modes}
    if any(figure.form not in {"exact", "at_least"} for figure in sums.values()):
        return ()
    return charts.rows(
        [
            Amount(
                name=wording.say(MODES[mode]),
                kind="all",
                text=wording.figure(figure),
                size=size(figure),
            )
            for mode, figure in sums.items()
        ]
    )


def _completion(
    wording: Wording, counted: Overview, papers: Iterable[Paper]
) -> Iterable[Completion]:
    asked = {
        paper.audience: sum(
            bool(answer_keys(question)) for question in paper.publication.instrument.questions
        )
        for paper in papers
    }
    for each in counted.answered:
        if each.audience in asked:
            yield Completion(
                audience=each.audience,
                audience_name=wording.say(AUDIENCES[each.audience]),
                text=wording.say(
                    "half answered at least %(half)s of %(asked)s questions",
                    half=each.half,
                    asked=asked[each.audience],
                ),
            )
