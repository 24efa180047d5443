"""The closed answers of a round as they may be shown: the coordination index, what was chosen."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from msgspec import Struct

from lyhord.disclosing import answering, publishing
from lyhord.disclosing.answering import Choosing, FrozenAnswers
from lyhord.disclosing.choices import FrozenQuestion
from lyhord.disclosing.coordination import FrozenIndex, interval
from lyhord.disclosing.cuts import Group, facets, of_audience
from lyhord.disclosing.mapping import MappedModel, mapped_models
from lyhord.disclosing.publishing import Published
from lyhord.disclosing.telling import is_choice, share_of
from lyhord.instruments.definition import Audience, Instrument
from lyhord.privacy.cells import K_CHILDREN, Figure, K, Share
from lyhord.storage import figures, rounds
from lyhord.storage.database import Connection
from lyhord.storage.rounds import Round


class IndexMean(Struct, frozen=True, kw_only=True):
    """The coordination index of a group, 0 (worst) to 100, with its 95 % interval.

    `people` is rounded down to fives. Where the mean is hidden, so is everything.
    """

    group: Group
    people: Figure
    mean: int | None
    low: int | None
    high: int | None


class ChosenOption(Struct, frozen=True, kw_only=True):
    """How many chose an option, and their share of everybody in the audience."""

    option: str
    name: str
    people: Figure
    share: Share | None


class ChosenPair(Struct, frozen=True, kw_only=True):
    """How many chose both of two options, rounded down to fives."""

    one: str
    other: str
    people: Figure


class AnsweredQuestion(Struct, frozen=True, kw_only=True):
    """What an audience answered to a closed question, in the order in which it was asked."""

    question: str
    text: str
    audience: Audience
    of: Figure
    options: tuple[ChosenOption, ...]
    pairs: tuple[ChosenPair, ...]


class ClosedAnswers(Struct, frozen=True, kw_only=True):
    """What was answered to the closed questions of a round; nothing while it is open."""

    round_id: UUID
    round_name: str
    is_open: bool
    index: tuple[IndexMean, ...] = ()
    questions: tuple[AnsweredQuestion, ...] = ()
    models: tuple[MappedModel, ...] = ()
    published_on: date | None = None
    k: int = K
    k_children: int = K_CHILDREN

    def answers_to(self, *questions: str) -> tuple[AnsweredQuestion, ...]:
        """What each audience answered to these questions."""
        return tuple(each for each in self.questions if each.question in questions)


class RoundIndex(Struct, frozen=True, kw_only=True):
    """The index of a round, of everybody and of each audience."""

    round_id: UUID
    round_name: str
    closes: date
    index: tuple[IndexMean, ...]


async def index_by_round(db: Connection) -> tuple[RoundIndex, ...]:
    """Tell the index of every round that it was published of, the earliest first.

    Looking here publishes nothing. Who works for some municipalities is told of rounds of theirs.
    """
    known = await answering.newest(db)
    found = [
        RoundIndex(
            round_id=each.round_id,
            round_name=each.name,
            closes=each.closes,
            index=tuple(
                mean
                for mean in _index(known[each.round_id].index)
                if mean.mean is not None and facets(mean.group) in {(), ("audience",)}
            ),
        )
        for each in await rounds.all_rounds(db)
        if each.round_id in known
    ]
    return tuple(
        sorted((each for each in found if each.index), key=lambda e: (e.closes, e.round_name))
    )


async def closed_answers(db: Connection, round_id: UUID, *, language: str = "sv") -> ClosedAnswers:
    """Tell the closed answers of a round as they were published, with names in a language.

    Municipalities are those that whoever asks works for. Raises `NotFoundError` for no round.
    """
    round_ = await rounds.get(db, round_id)
    published = await publishing.of_round(db, round_)
    frozen = None if published is None else await _frozen(db, round_, published)
    if published is None or frozen is None:
        return ClosedAnswers(round_id=round_id, round_name=round_.name, is_open=published is None)
    seen = await figures.seen(db, round_id)
    known = published.figures
    asked = await answering.instruments_of(db, round_id, language)
    return ClosedAnswers(
        round_id=round_id,
        round_name=round_.name,
        is_open=False,
        index=tuple(
            each
            for each in _index(frozen.index)
            if not each.group or is_choice(known, each.group, seen)
        ),
        questions=tuple(
            _question(each, known.figures[of_audience(each.audience)], asked)
            for each in frozen.questions
        ),
        models=mapped_models(frozen.models, asked),
        published_on=published.version.published_on,
        k=known.guard.k,
        k_children=known.guard.k_children,
    )


async def _frozen(db: Connection, round_: Round, published: Published) -> FrozenAnswers | None:
    """What was published with the round's figures; older ones get theirs if nothing changed."""
    round_id, version = round_.round_id, published.version.version
    found = await answering.published(db, round_id, version)
    if found is not None or not round_.is_settled:
        return found
    if published.figures.digest != (await figures.standing(db, round_id)).digest:
        return None
    await answering.publish(db, round_id, version, published.figures)
    return await answering.published(db, round_id, version)


def _index(index: FrozenIndex) -> Iterator[IndexMean]:
    for each in index.means:
        low, high = (
            (None, None) if each.mean is None else interval(each.mean, each.people, index.spread)
        )
        yield IndexMean(group=each.group, people=each.people, mean=each.mean, low=low, high=high)


def _question(
    frozen: FrozenQuestion, of: Figure, asked: Mapping[Audience, Iterable[Instrument]]
) -> AnsweredQuestion:
    versions = asked.get(frozen.audience, ())
    found = [
        question
        for version in versions
        for question in version.questions
        if question.id == frozen.question and isinstance(question, Choosing)
    ]
    names = {option.id: option.text for question in found for option in question.options}
    return AnsweredQuestion(
        question=frozen.question,
        text=found[-1].text if found else frozen.question,
        audience=frozen.audience,
        of=of,
        options=tuple(
            ChosenOption(
                option=each.option,
                name=names.get(each.option, each.option),
                people=each.people,
                share=share_of(each.people, of),
            )
            for each in frozen.options
        ),
        pairs=tuple(
            ChosenPair(one=each.one, other=each.other, people=each.people) for each in frozen.pairs
        ),
    )
