"""Branching for a reader of paper: where to go on after an answer, and what to skip.

Pure, and said in words elsewhere. An arrow beside an answer holds whatever else was answered; what
arrows cannot say is left as a condition to be read before the question.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from lyhord.forms.conditions import conditions
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Faces,
    Includes,
    Instrument,
    Multiple,
    Not,
    Single,
)
from lyhord.instruments.flow import Answer, Answers, holds
from lyhord.instruments.wording import options_of

END = ""


class Signposts(Struct, frozen=True, kw_only=True):
    """By id, the question to go on to (`END` after the last): `after` a question, or an option.

    `skips` holds the conditions that have to be said in words.
    """

    after: Mapping[str, str]
    options: Mapping[tuple[str, str], str]
    skips: Mapping[str, Condition]


def signposts(instrument: Instrument) -> Signposts:
    """Work out every arrow, and which conditions no arrow covers."""
    reader = _Reader(instrument)
    after = {
        question.id: target
        for place, (question, condition) in enumerate(reader.questions)
        if (target := reader.jump(place, reader.implied(condition))) is not None
    }
    options = {
        (question.id, option): target
        for place, (question, _) in enumerate(reader.questions)
        for option in _deciding(question)
        if (target := reader.jump(place, reader.chosen(place, option))) is not None
        and target != after.get(question.id)
    }
    # in order, because whoever skips a question by its words does not follow its arrow
    skips: dict[str, Condition] = {}
    posts = Signposts(after=after, options=options, skips=skips)
    for place, (question, condition) in enumerate(reader.questions):
        if condition is not None and not reader.is_covered(place, condition, posts):
            skips[question.id] = condition
    return posts


class _Reader:
    """Follows a paper from question to question."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.questions = tuple(conditions(instrument))
        self.places = {question.id: place for place, (question, _) in enumerate(self.questions)}

    def jump(self, place: int, answers: Answers) -> str | None:
        """Say where to go on when it is not to the next question."""
        following = place + 1
        while following < len(self.questions) and self._is_refused(following, answers):
            following += 1
        if following == place + 1:
            return None
        return END if following == len(self.questions) else self.questions[following][0].id

    def implied(self, condition: Condition | None) -> Answers:
        """Give the answers without which nobody would stand before a question."""
        parts = list(_parts(condition))
        return {
            part.question: self._answer(part.question, part.value)
            for part in parts
            if isinstance(part, Equals | Includes)
            and part.question in self.places
            # else it may not have been asked, which leaves the branch open
            and all(one in parts for one in _parts(self._condition(part.question)))
        }

    def chosen(self, place: int, option: str) -> Answers:
        """Give what is known of somebody who stands at a question and chooses an option."""
        question, condition = self.questions[place]
        return self.implied(condition) | {question.id: self._answer(question.id, option)}

    def is_covered(self, place: int, condition: Condition, posts: Signposts) -> bool:
        """Say whether nobody who follows the arrows comes to a question that is not theirs."""
        refusals = [self._refusals(part) for part in _parts(condition)]
        return all(
            refusal is not None
            and all(self._passes(refusal[0], option, place, posts) for option in refusal[1])
            for refusal in refusals
        )

    def _refusals(self, part: Condition) -> tuple[int, list[str]] | None:
        """Find where a part is decided and the options that make it false, if arrows can say it."""
        inner = part.of if isinstance(part, Not) else part
        if not isinstance(inner, Equals | Includes) or inner.question not in self.places:
            return None
        place = self.places[inner.question]
        question = self.questions[place][0]
        refusing = [
            option.id
            for option in options_of(question)
            if holds(part, {question.id: self._answer(question.id, option.id)}) is False
        ]
        return (place, refusing) if set(refusing) <= set(_deciding(question)) else None

    def _passes(self, place: int, option: str, target: int, posts: Signposts) -> bool:
        asked = self.questions[place][0].id
        coming = [self._beyond(place, posts.options.get((asked, option), posts.after.get(asked)))]
        while coming:
            at = coming.pop()
            if at == target:
                return False
            if at < target:
                coming += self._ways_on(at, posts)
        return True

    def _ways_on(self, place: int, posts: Signposts) -> list[int]:
        asked = self.questions[place][0].id
        arrows = [arrow for (question, _), arrow in posts.options.items() if question == asked]
        followed = {self._beyond(place, arrow) for arrow in (posts.after.get(asked), *arrows)}
        return [*followed, *([place + 1] if asked in posts.skips else [])]

    def _beyond(self, place: int, arrow: str | None) -> int:
        if arrow is None:
            return place + 1
        return len(self.questions) if arrow == END else self.places[arrow]

    def _is_refused(self, place: int, answers: Answers) -> bool:
        condition = self.questions[place][1]
        return condition is not None and holds(_as_known(condition, answers), answers) is False

    def _condition(self, question_id: str) -> Condition | None:
        return self.questions[self.places[question_id]][1]

    def _answer(self, question_id: str, option: str) -> Answer:
        question = self.questions[self.places[question_id]][0]
        return [option] if isinstance(question, Multiple) else option


def _as_known(condition: Condition, answers: Answers) -> Condition:
    """Leave open whether a question is answered of which nothing is known."""
    match condition:
        case Not(of=inner):
            return Not(of=_as_known(inner, answers))
        case All(of=parts):
            return All(of=tuple(_as_known(part, answers) for part in parts))
        case Any(of=parts):
            return Any(of=tuple(_as_known(part, answers) for part in parts))
        case Answered(question=asked) if asked not in answers:
            return Equals(question=asked, value="")
        case _:
            return condition


def _parts(condition: Condition | None) -> Iterator[Condition]:
    """List what must all hold; a question without a condition needs nothing."""
    if isinstance(condition, All):
        for part in condition.of:
            yield from _parts(part)
    elif condition is not None:
        yield condition


def _deciding(question: AnyQuestion) -> tuple[str, ...]:
    """List the options that are the whole answer when they are chosen."""
    match question:
        case Single() | Faces():
            return tuple(option.id for option in question.options)
        case Multiple():
            return tuple(option.id for option in question.options if option.exclusive)
        case _:
            return ()
