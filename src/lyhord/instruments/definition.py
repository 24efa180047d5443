"""The typed definition of an instrument, as a survey file spells it after shared lists are put in.

Reading files is in `reading`, texts in other languages in `wording`, the route in `flow`.
"""

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct

# $ alone would let a line break stand at the end, which no browser sends back as it was
Id = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9_+-]*$(?!\n)", max_length=60)]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$(?!\n)", max_length=35)]
Text = Annotated[str, Meta(min_length=1, max_length=5_000)]
Audience = Literal["child", "youth", "guardian", "professional"]


class _Part(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every part of a survey file shares: immutable, named fields, no unknown ones."""


class Option(_Part, frozen=True, kw_only=True):
    """One choice; an exclusive one cannot be combined with others (Inget, Vill inte svara)."""

    id: Id
    text: Text
    exclusive: bool = False


class Line(_Part, frozen=True, kw_only=True):
    """One row of a matrix; a reversed one counts backwards in an index."""

    id: Id
    text: Text
    reverse: bool = False


class Equals(_Part, frozen=True, kw_only=True, tag_field="op", tag="equals"):
    """True when a question with one answer has just this one."""

    question: str
    value: str


class Includes(_Part, frozen=True, kw_only=True, tag_field="op", tag="includes"):
    """True when the chosen options of a question include this one."""

    question: str
    value: str


class Answered(_Part, frozen=True, kw_only=True, tag_field="op", tag="answered"):
    """True when the question has any answer, false when it has none."""

    question: str


class Not(_Part, frozen=True, kw_only=True, tag_field="op", tag="not"):
    """The opposite of a condition; what is unknown stays unknown."""

    of: "Condition"


class All(_Part, frozen=True, kw_only=True, tag_field="op", tag="all"):
    """True when every condition is."""

    of: Annotated[tuple["Condition", ...], Meta(min_length=1)]


class Any(_Part, frozen=True, kw_only=True, tag_field="op", tag="any"):
    """True when at least one condition is."""

    of: Annotated[tuple["Condition", ...], Meta(min_length=1)]


Condition: TypeAlias = Equals | Includes | Answered | Not | All | Any


class Question(_Part, frozen=True, kw_only=True, tag_field="kind"):
    """What every question shares.

    An identifying one asks what others know of somebody too, as their work does: rows tell it only
    where enough people share it together with the rest of what they are told apart by. A round that
    asks something sensitive is guarded throughout as one with children is.
    """

    id: Id
    text: Text
    hint: Text | None = None
    when: Condition | None = None
    required: bool = False
    identifying: bool = False
    sensitive: bool = False


class Single(Question, frozen=True, kw_only=True, tag="single"):
    """One choice of several."""

    options: Annotated[tuple[Option, ...], Meta(min_length=2)]


class Multiple(Question, frozen=True, kw_only=True, tag="multiple"):
    """Several choices, at most `max` of them when it is given."""

    options: Annotated[tuple[Option, ...], Meta(min_length=2)]
    max: Annotated[int, Meta(ge=1)] | None = None


class Faces(Question, frozen=True, kw_only=True, tag="faces"):
    """A scale drawn as three or five faces, best first, plus options without a face."""

    options: Annotated[tuple[Option, ...], Meta(min_length=3)]
    faces: Literal[3, 5]


class Matrix(Question, frozen=True, kw_only=True, tag="matrix"):
    """The same options for several statements; the answer keys are `question.statement`."""

    statements: Annotated[tuple[Line, ...], Meta(min_length=1)]
    options: Annotated[tuple[Option, ...], Meta(min_length=2)]


class ShortText(Question, frozen=True, kw_only=True, tag="short_text"):
    """A free answer on one line."""

    max: Annotated[int, Meta(ge=1, le=1_000)] = 200


class LongText(Question, frozen=True, kw_only=True, tag="long_text"):
    """A free answer in the respondent's own words."""

    max: Annotated[int, Meta(ge=1, le=5_000)] = 1_000


class Number(Question, frozen=True, kw_only=True, tag="number"):
    """A whole number within bounds."""

    minimum: int = 0
    maximum: int = 1_000_000


class Notes(Question, frozen=True, kw_only=True, tag="notes"):
    """A list of short free texts, one statement each."""

    max: Annotated[int, Meta(ge=1, le=50)] = 10
    max_length: Annotated[int, Meta(ge=1, le=1_000)] = 200


class Information(Question, frozen=True, kw_only=True, tag="information"):
    """A text between questions; it takes no answer."""


AnyQuestion: TypeAlias = (
    Single | Multiple | Faces | Matrix | ShortText | LongText | Number | Notes | Information
)


class Page(_Part, frozen=True, kw_only=True):
    """A group of questions under one heading; its condition holds for all of them.

    So does what is said of a sensitive one.
    """

    id: Id
    title: Text
    when: Condition | None = None
    sensitive: bool = False
    questions: Annotated[tuple[AnyQuestion, ...], Meta(min_length=1)]


class Instrument(_Part, frozen=True, kw_only=True):
    """A whole questionnaire in one language, read from top to bottom.

    What stands in `on_paper` is printed in place of the text with that key, where the text speaks
    of what only a screen has. One that `joins_waves` asks for a self-made code, by which rounds
    that follow each other up find the same people again.
    """

    id: Id
    audience: Audience
    language: Language
    title: Text
    minutes: Annotated[int, Meta(ge=1, le=60)]
    introduction: Annotated[tuple[Text, ...], Meta(min_length=1)]
    ending: Annotated[tuple[Text, ...], Meta(min_length=1)]
    pages: Annotated[tuple[Page, ...], Meta(min_length=1)]
    on_paper: dict[str, Text] = {}
    joins_waves: bool = False

    @property
    def questions(self) -> tuple[AnyQuestion, ...]:
        """Every question in order, whatever its page."""
        return tuple(question for page in self.pages for question in page.questions)


class Translation(_Part, frozen=True, kw_only=True):
    """The texts of one instrument in another language, by the key that `wording` gives them."""

    language: Language
    reviewed: bool = False
    texts: dict[str, Text]


class Publication(_Part, frozen=True, kw_only=True):
    """What is stored when an instrument is published: the definition and its translations."""

    instrument: Instrument
    translations: tuple[Translation, ...] = ()
