"""Branching in words: arrows beside answers, and what to skip before a question."""

from collections.abc import Mapping
from itertools import takewhile

from msgspec import Struct

from lyhord.exports.paper.words import Words
from lyhord.forms.numbering import numbered
from lyhord.forms.signposts import END, Signposts, signposts
from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Includes,
    Instrument,
    Not,
)
from lyhord.instruments.wording import options_of


class Branching(Struct, frozen=True):
    """Says the signposts of one instrument in one language."""

    instrument: Instrument
    words: Words
    posts: Signposts
    numbers: Mapping[str, int]

    @classmethod
    def of(cls, instrument: Instrument, words: Words) -> "Branching":
        """Work out the signposts and the numbers that they name."""
        ahead = 0
        numbers: dict[str, int] = {}
        # what has no number of its own is spoken of by the next one
        for one in reversed(numbered(instrument)):
            ahead = one.number or ahead
            numbers[one.question.id] = ahead
        return cls(instrument, words, signposts(instrument), numbers)

    def beside(self, question: AnyQuestion, option: str) -> str:
        """What stands beside an answer."""
        target = self.posts.options.get((question.id, option))
        return "" if target is None else self._go_on(target)

    def after(self, question: AnyQuestion) -> str:
        """What stands below a question, whatever was answered."""
        target = self.posts.after.get(question.id)
        if target is None:
            return ""
        number = self.numbers[question.id]
        return self.words.after.format(number=number, go_on=self._go_on(target))

    def before(self, question: AnyQuestion) -> str:
        """What stands above a question, or above the first of several with the same condition."""
        skips = self.posts.skips
        condition = skips.get(question.id)
        asked = [each.id for each in self.instrument.questions]
        place = asked.index(question.id)
        if condition is None or (place and skips.get(asked[place - 1]) == condition):
            return ""
        alike = list(takewhile(lambda each: skips.get(each) == condition, asked[place:]))
        first, last = self.numbers[alike[0]], self.numbers[alike[-1]]
        text = self.words.skip_one if first == last else self.words.skip_several
        return text.format(first=first, last=last, reason=self._reason(condition, is_true=False))

    def _go_on(self, target: str) -> str:
        if target == END or not self.numbers[target]:
            return self.words.go_to_end
        return self.words.go_on.format(number=self.numbers[target])

    def _reason(self, condition: Condition, *, is_true: bool) -> str:
        match condition:
            case Not(of=inner):
                return self._reason(inner, is_true=not is_true)
            case All(of=parts) | Any(of=parts):
                needs_all = isinstance(condition, All) == is_true
                joint = self.words.joined_and if needs_all else self.words.joined_or
                return joint.join(self._reason(part, is_true=is_true) for part in parts)
            case Answered(question=asked):
                text = self.words.answered if is_true else self.words.not_answered
                return text.format(number=self._named(asked))
            case Equals(question=asked, value=value) | Includes(question=asked, value=value):
                text = self.words.chose if is_true else self.words.chose_other
                return text.format(number=self._named(asked), option=self._option(asked, value))

    def _named(self, key: str) -> int:
        return self.numbers[key.partition(".")[0]]

    def _option(self, key: str, value: str) -> str:
        asked = key.partition(".")[0]
        question = next(each for each in self.instrument.questions if each.id == asked)
        return next((each.text for each in options_of(question) if each.id == value), value)
