"""Random instruments and random answers to them, for tests that state a rule."""

from collections.abc import Sequence

from hypothesis import strategies as st

from lyhord.instruments.definition import (
    All,
    Answered,
    Any,
    AnyQuestion,
    Condition,
    Equals,
    Faces,
    Includes,
    Information,
    Instrument,
    Line,
    LongText,
    Matrix,
    Multiple,
    Not,
    Notes,
    Number,
    Option,
    Page,
    ShortText,
    Single,
)
from lyhord.instruments.flow import Answer, Answers, answer_keys
from lyhord.instruments.wording import options_of

KINDS = (Single, Multiple, Faces, Matrix, ShortText, LongText, Number, Notes, Information)


@st.composite
def instruments(draw: st.DrawFn, *, most_pages: int = 4) -> Instrument:
    """Draw an instrument of any question kinds, whose conditions look at earlier questions."""
    earlier: list[AnyQuestion] = []
    pages: list[Page] = []
    for number in range(draw(st.integers(1, most_pages))):
        when = draw(st.none() | conditions(tuple(earlier)))
        questions: list[AnyQuestion] = []
        for _ in range(draw(st.integers(1, 3))):
            question = draw(a_question(f"q{len(earlier)}", tuple(earlier)))
            questions.append(question)
            earlier.append(question)
        pages.append(Page(id=f"p{number}", title="Sida", when=when, questions=tuple(questions)))
    return Instrument(
        id="drawn",
        audience=draw(st.sampled_from(("child", "youth", "guardian", "professional"))),
        language="sv",
        title="Dragen",
        minutes=5,
        introduction=("Hej!",),
        ending=("Tack!",),
        pages=tuple(pages),
    )


@st.composite
def a_question(draw: st.DrawFn, name: str, earlier: Sequence[AnyQuestion]) -> AnyQuestion:
    """Draw one question of any kind."""
    kind = draw(st.sampled_from(KINDS))
    common = {"id": name, "text": "Fråga?", "when": draw(st.none() | conditions(earlier))}
    options = tuple(
        Option(id=letter, text=letter.upper()) for letter in "abcd"[: draw(st.integers(3, 4))]
    )
    out = Option(id="none", text="Inget", exclusive=True)
    if kind is Multiple:
        return Multiple(**common, options=(*options, out), max=draw(st.none() | st.just(2)))
    if kind is Faces:
        return Faces(**common, options=options, faces=3)
    if kind is Matrix:
        lines = tuple(Line(id=name, text=name) for name in ("one", "two"))
        return Matrix(**common, options=options, statements=lines)
    return Single(**common, options=options) if kind is Single else kind(**common)


def conditions(earlier: Sequence[AnyQuestion]) -> st.SearchStrategy[Condition | None]:
    """Draw a condition on earlier questions, nested or not; none where there is nothing to see."""
    askable = [question for question in earlier if answer_keys(question)]
    if not askable:
        return st.none()
    return st.recursive(
        st.sampled_from(askable).flatmap(_one_condition),
        lambda inner: st.one_of(
            inner.map(lambda of: Not(of=of)),
            st.lists(inner, min_size=1, max_size=2).map(lambda of: All(of=tuple(of))),
            st.lists(inner, min_size=1, max_size=2).map(lambda of: Any(of=tuple(of))),
        ),
        max_leaves=3,
    )


def _one_condition(question: AnyQuestion) -> st.SearchStrategy[Condition]:
    keys = st.sampled_from(answer_keys(question))
    answered = st.builds(Answered, question=keys)
    values = [option.id for option in options_of(question)]
    if not values:
        return answered
    kind = Includes if isinstance(question, Multiple) else Equals
    return answered | st.builds(kind, question=keys, value=st.sampled_from(values))


@st.composite
def answers_to(draw: st.DrawFn, instrument: Instrument) -> Answers:
    """Draw answers of the right form to any of an instrument's questions, on the path or off it."""
    answers: Answers = {}
    for question in instrument.questions:
        for key in answer_keys(question):
            if draw(st.booleans()):
                answers[key] = draw(an_answer(question))
    return answers


def an_answer(question: AnyQuestion) -> st.SearchStrategy[Answer]:
    """Draw an answer that suits a question."""
    options = st.sampled_from([option.id for option in options_of(question)] or ["-"])
    match question:
        case Single() | Faces() | Matrix():
            return options
        case Multiple():
            return st.lists(options, min_size=1, max_size=question.max or 3, unique=True)
        case Number():
            return st.integers(question.minimum, question.maximum)
        case Notes():
            return st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=question.max)
        case _:
            return st.text(min_size=1, max_size=40)
